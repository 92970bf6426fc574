import { describe, expect, test } from 'vitest';
import { createClock, type Timepiece } from '../../src/adapters/clock.ts';

/** A timepiece whose hands the test moves: `pass` fires what came due, `step` moves the wall clock alone. */
function handMoved(start: number) {
  let wall = start;
  let elapsed = 0;
  let timers: { at: number; done: () => void }[] = [];
  const slices: number[] = [];
  const timepiece: Timepiece = {
    now: () => wall,
    monotonic: () => elapsed,
    after(ms, done) {
      if (ms > 0) slices.push(ms);
      // A turn takes no more than a fraction of a millisecond.
      const timer = { at: elapsed + (ms === 0 ? 0.25 : ms), done };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
  };
  return {
    timepiece,
    slices,
    set: () => timers.length,
    step(ms: number) {
      wall += ms;
    },
    /** Fires the next timer, `earlyMs` before its time. */
    async fire(earlyMs = 0) {
      const timer = timers.shift();
      if (timer === undefined) throw new Error('no timer is set');
      const ms = timer.at - elapsed - earlyMs;
      elapsed = timer.at;
      wall += ms;
      timer.done();
      await Promise.resolve();
      await Promise.resolve();
    },
  };
}

function watch(sleep: Promise<void>) {
  const state = { over: false };
  sleep.then(() => {
    state.over = true;
  });
  return state;
}

describe('sleeping until an instant', () => {
  test('is over at once when the instant is now or past', async () => {
    const { timepiece, slices } = handMoved(1_000);
    await createClock(timepiece).sleepUntil(1_000);
    await createClock(timepiece).sleepUntil(-5);
    expect(slices).toEqual([]);
  });

  test('goes in slices of at most five seconds, and of at most one within the last minute', async () => {
    const hands = handMoved(0);
    const slept = watch(createClock(hands.timepiece).sleepUntil(72_500));
    while (!slept.over) await hands.fire();
    expect(hands.slices.slice(0, 3)).toEqual([5_000, 5_000, 2_500]);
    expect(hands.slices.slice(3)).toHaveLength(60);
    expect(Math.max(...hands.slices.slice(3))).toBe(1_000);
    expect(hands.slices.at(-1)).toBe(998);
    expect(hands.timepiece.now()).toBe(72_500);
  });

  test('is not over when a timer fires a millisecond early', async () => {
    const hands = handMoved(0);
    const slept = watch(createClock(hands.timepiece).sleepUntil(500));
    await hands.fire(1);
    expect(slept.over).toBe(false);
    while (!slept.over) await hands.fire();
    expect(hands.timepiece.now()).toBe(500);
  });

  test('spends its last two milliseconds in turns, so that no timer makes it late', async () => {
    const hands = handMoved(0);
    const slept = watch(createClock(hands.timepiece).sleepUntil(40));
    await hands.fire();
    expect(hands.slices).toEqual([38]);
    while (!slept.over) await hands.fire();
    expect(hands.slices).toEqual([38]);
    expect(hands.timepiece.now()).toBe(40);
  });

  test('sees within one slice that the wall clock was stepped forward over the instant', async () => {
    const hands = handMoved(0);
    const slept = watch(createClock(hands.timepiece).sleepUntil(3_600_000));
    await hands.fire();
    hands.step(3_600_000);
    await hands.fire();
    expect(slept.over).toBe(true);
    expect(hands.slices).toHaveLength(2);
  });

  test('wakes within a slice when the wall clock was set back, or a minute would last an hour', async () => {
    const hands = handMoved(10_000);
    const slept = watch(createClock(hands.timepiece).sleepUntil(10_800));
    hands.step(-3_600_000);
    await hands.fire();
    expect(slept.over).toBe(true);
  });

  test('goes on sleeping when the wall clock was slewed back by less than a second', async () => {
    const hands = handMoved(10_000);
    const slept = watch(createClock(hands.timepiece).sleepUntil(70_000));
    hands.step(-900);
    await hands.fire();
    expect(slept.over).toBe(false);
  });

  test('reaches an instant that a single timer would overflow on', async () => {
    const hands = handMoved(0);
    const far = 40 * 86_400_000;
    const slept = watch(createClock(hands.timepiece).sleepUntil(far));
    await hands.fire();
    expect(slept.over).toBe(false);
    expect(hands.slices[0]).toBe(5_000);
    hands.step(far);
    await hands.fire();
    expect(slept.over).toBe(true);
  });

  test('is over when its signal aborts, and leaves no timer behind', async () => {
    const hands = handMoved(0);
    const abort = new AbortController();
    const slept = watch(createClock(hands.timepiece).sleepUntil(60_000, abort.signal));
    expect(hands.set()).toBe(1);
    abort.abort();
    await Promise.resolve();
    expect(slept.over).toBe(true);
    expect(hands.set()).toBe(0);
  });

  test('does not begin under a signal that has aborted already', async () => {
    const hands = handMoved(0);
    await createClock(hands.timepiece).sleepUntil(60_000, AbortSignal.abort());
    expect(hands.slices).toEqual([]);
  });
});

describe('several sleepers', () => {
  test('share one timer, and each wakes at its own instant', async () => {
    const hands = handMoved(0);
    const clock = createClock(hands.timepiece);
    const woken: string[] = [];
    clock.wakeAt(2_000, () => woken.push(`second at ${hands.timepiece.now()}`));
    clock.wakeAt(1_000, () => woken.push(`first at ${hands.timepiece.now()}`));
    clock.wakeAt(1_000, () => woken.push(`beside it at ${hands.timepiece.now()}`));
    expect(hands.set()).toBe(1);
    while (woken.length < 3) await hands.fire();
    expect(woken).toEqual(['first at 1000', 'beside it at 1000', 'second at 2000']);
    expect(hands.set()).toBe(0);
  });

  test('for whom no message waits are looked after every five seconds to the end, in whole milliseconds', async () => {
    const hands = handMoved(0);
    const clock = createClock(hands.timepiece);
    const woken: string[] = [];
    clock.wakeAt(30_000, () => woken.push(`roughly at ${hands.timepiece.now()}`), 'roughly');
    while (woken.length < 1) await hands.fire();
    expect(woken).toEqual(['roughly at 30000']);
    expect(hands.slices).toEqual([5_000, 5_000, 5_000, 5_000, 5_000, 5_000]);
    expect(hands.set()).toBe(0);
  });

  test('for whom no message waits do not keep the clock from looking for those with one', async () => {
    const hands = handMoved(0);
    const clock = createClock(hands.timepiece);
    clock.wakeAt(30_000, () => undefined, 'roughly');
    const slept = watch(clock.sleepUntil(3_500));
    while (!slept.over) await hands.fire();
    expect(hands.timepiece.now()).toBe(3_500);
    expect(hands.slices.filter((ms) => ms === 1_000)).toHaveLength(3);
  });

  test('go on sleeping when one of them is called off, who never wakes', async () => {
    const hands = handMoved(0);
    const clock = createClock(hands.timepiece);
    const callOff = clock.wakeAt(100, () => {
      throw new Error('was called off');
    });
    const slept = watch(clock.sleepUntil(300));
    callOff();
    callOff();
    while (!slept.over) await hands.fire();
    expect(hands.timepiece.now()).toBe(300);
  });

  test('are woken by a clock that is set back, but not one that began after that', async () => {
    const hands = handMoved(100_000);
    const clock = createClock(hands.timepiece);
    const before = watch(clock.sleepUntil(130_000));
    hands.step(-60_000);
    const after = watch(clock.sleepUntil(41_000));
    await hands.fire();
    expect(before.over).toBe(true);
    expect(after.over).toBe(false);
    while (!after.over) await hands.fire();
    expect(hands.timepiece.now()).toBe(41_000);
  });

  test('begin by the present time where nobody slept while the clock was set back', async () => {
    const hands = handMoved(100_000);
    const clock = createClock(hands.timepiece);
    hands.step(-60_000);
    const slept = watch(clock.sleepUntil(40_500));
    while (!slept.over) await hands.fire();
    expect(hands.timepiece.now()).toBe(40_500);
  });
});

test('the system clock is never early, and its monotonic clock never falls', async () => {
  const clock = createClock();
  const before = clock.monotonic();
  for (let round = 0; round < 20; round += 1) {
    const instant = clock.now() + 3;
    await clock.sleepUntil(instant);
    expect(clock.now()).toBeGreaterThanOrEqual(instant);
  }
  expect(clock.monotonic()).toBeGreaterThanOrEqual(before + 40);
});
