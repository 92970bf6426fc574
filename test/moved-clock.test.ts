import { expect, test } from 'vitest';
import { createMovedClock } from '../src/moved-clock.ts';

/** A machine whose timers are run by hand. */
function machine() {
  let now = 1_000_000;
  const timers = new Set<{ readonly at: number; readonly done: () => void }>();
  return {
    piece: {
      now: () => now,
      monotonic: () => now,
      after(ms: number, done: () => void) {
        // A turn takes a moment, or a look in every turn would never end.
        const timer = { at: now + Math.max(1, ms), done };
        timers.add(timer);
        return () => void timers.delete(timer);
      },
    },
    passes(ms: number) {
      const until = now + ms;
      for (;;) {
        const [next] = [...timers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        now = Math.max(now, next.at);
        timers.delete(next);
        next.done();
      }
      now = until;
    },
  };
}

test('who waits for an instant is called as soon as the clock was set past it, and not before', () => {
  const { piece, passes } = machine();
  const clock = createMovedClock(0, piece);
  const rung: string[] = [];
  clock.own.wakeAt(clock.own.now() + 3_600_000, () => rung.push('an hour'));
  clock.own.wakeAt(clock.own.now() + 7_200_000, () => rung.push('two hours'));
  clock.moveTo(3_600_000);
  passes(1);
  expect(rung).toEqual(['an hour']);
  expect(clock.own.now() - piece.now()).toBe(3_600_000);
});

test('both of its clocks leap together, so that nothing looks like a clock that was set', () => {
  const { piece } = machine();
  const clock = createMovedClock(5_000, piece);
  const [wall, monotonic] = [clock.own.now(), clock.own.monotonic()];
  clock.moveTo(86_400_000);
  expect(clock.own.now() - wall).toBe(86_395_000);
  expect(clock.own.monotonic() - monotonic).toBe(86_395_000);
});

test('it never goes back', () => {
  const { piece } = machine();
  const clock = createMovedClock(5_000, piece);
  clock.moveTo(4_000);
  expect(clock.own.now() - piece.now()).toBe(5_000);
});

test('what a browser may take for an answer stays as long as it was, whatever the clock does', () => {
  const { piece, passes } = machine();
  const clock = createMovedClock(0, piece);
  const before = clock.browsers.monotonic();
  let late = false;
  clock.browsers.wakeAt(clock.browsers.now() + 10_000, () => {
    late = true;
  });
  clock.moveTo(3_600_000);
  expect(clock.browsers.now()).toBe(clock.own.now());
  passes(9_000);
  expect(late).toBe(false);
  expect(clock.browsers.monotonic() - before).toBe(9_000);
  passes(1_100);
  expect(late).toBe(true);
});
