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
