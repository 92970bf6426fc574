/**
 * The system's clocks. A bare `setTimeout` fires up to a millisecond early, overflows past 24.8 days, and is an hour
 * wrong after the wall clock is stepped; so a sleep is cut into slices, and the wall clock is read again after each. The
 * last two milliseconds are spent looking in every turn of the event loop: a timer counts whole milliseconds and was
 * measured to end a sleep 0.7 ms late in the middle, which is most of what a message may be late.
 */
import type { Clock } from '../core/clock.ts';

/** Within a minute of the instant a step of the clock must be seen within a second; before that, five are enough. */
const nearMs = 60_000;
const nearSliceMs = 1_000;
const farSliceMs = 5_000;
/** A timer may end a whole millisecond late, and the wall clock hides a fraction of one: so much is left to turns. */
const turnsMs = 2;
/** A clock that is slewed loses less than this in a slice; one that is set back by less is waited for. */
const setBackMs = 1_000;

/** What is slept on; the wall clock and the timer of the system unless a test steps them. */
export interface Timepiece {
  /** Wall clock, ms since the Unix epoch. */
  now(): number;
  /**
   * Calls `done` once, after about `ms`, and for 0 in the next turn of the event loop, other events first; the returned
   * function calls it off.
   */
  after(ms: number, done: () => void): () => void;
}

const system: Timepiece = {
  now: () => Date.now(),
  after(ms, done) {
    if (ms === 0) {
      const turn = setImmediate(done);
      return () => clearImmediate(turn);
    }
    const timer = setTimeout(done, ms);
    return () => clearTimeout(timer);
  },
};

export function createClock(timepiece: Timepiece = system): Clock {
  return {
    now: () => timepiece.now(),
    monotonic: () => performance.now(),
    sleepUntil: (instant, signal) =>
      new Promise((resolve) => {
        let callOff: (() => void) | null = null;
        /** When the wall clock should be past which instant, had nobody set it back. */
        let expected = Number.NEGATIVE_INFINITY;
        const end = () => {
          callOff?.();
          signal?.removeEventListener('abort', end);
          resolve();
        };
        const look = () => {
          callOff = null;
          const now = timepiece.now();
          const leftMs = instant - now;
          const wasSetBack = now < expected - setBackMs;
          if (leftMs <= 0 || wasSetBack || signal?.aborted === true) return end();
          const slice = sliceMs(leftMs);
          expected = now + slice;
          callOff = timepiece.after(slice, look);
        };
        signal?.addEventListener('abort', end);
        look();
      }),
  };
}

/** At least a millisecond, as a timer counts, or 0 for a turn. */
function sliceMs(leftMs: number): number {
  if (leftMs <= turnsMs) return 0;
  const slice = leftMs <= nearMs ? nearSliceMs : farSliceMs;
  // The last far slice ends where the near ones begin, and the last near one where the turns do.
  const untilNext = leftMs > nearMs ? leftMs - nearMs : leftMs - turnsMs;
  return Math.max(1, Math.ceil(Math.min(slice, untilNext)));
}
