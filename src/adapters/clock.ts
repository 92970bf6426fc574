/**
 * The system's clocks. A bare `setTimeout` fires up to a millisecond early, overflows past 24.8 days, and is an hour
 * wrong after the wall clock is stepped; so a sleep is cut into slices, and the wall clock is read again after each.
 */
import type { Clock } from '../core/clock.ts';

/** Within a minute of the instant a step of the clock must be seen within a second; before that, five are enough. */
const nearMs = 60_000;
const nearSliceMs = 1_000;
const farSliceMs = 5_000;

/** What is slept on; the wall clock and the timer of the system unless a test steps them. */
export interface Timepiece {
  /** Wall clock, ms since the Unix epoch. */
  now(): number;
  /** Calls `done` once, after about `ms`; the returned function calls it off. */
  after(ms: number, done: () => void): () => void;
}

const system: Timepiece = {
  now: () => Date.now(),
  after(ms, done) {
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
        const end = () => {
          callOff?.();
          signal?.removeEventListener('abort', end);
          resolve();
        };
        const look = () => {
          callOff = null;
          const leftMs = instant - timepiece.now();
          if (leftMs <= 0 || signal?.aborted === true) return end();
          callOff = timepiece.after(sliceMs(leftMs), look);
        };
        signal?.addEventListener('abort', end);
        look();
      }),
  };
}

/** At least a millisecond, so that a remainder of a fraction does not spin. */
function sliceMs(leftMs: number): number {
  const slice = leftMs <= nearMs ? nearSliceMs : farSliceMs;
  // The last far slice ends where the near ones begin.
  const untilNear = leftMs > nearMs ? Math.max(leftMs - nearMs, 1) : leftMs;
  return Math.max(1, Math.ceil(Math.min(slice, untilNear)));
}
