/**
 * The system's clocks. A bare `setTimeout` fires up to a millisecond early, overflows past 24.8 days, and is an hour
 * wrong after the wall clock is stepped; so sleep is cut into slices, and the wall clock is read again after each. One
 * timer serves all who sleep: an idle bot wakes the machine once for all of its loops. The last two milliseconds are
 * spent looking in every turn of the event loop: a timer counts whole milliseconds and was measured to end a sleep 0.7 ms
 * late in the middle, which is most of what a message may be late.
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

/** What is slept on; the clocks and the timer of the system unless a test steps them. */
export interface Timepiece {
  /** Wall clock, ms since the Unix epoch. */
  now(): number;
  /** Monotonic clock, ms. */
  monotonic(): number;
  /**
   * Calls `done` once, after about `ms`, and for 0 in the next turn of the event loop, other events first; the returned
   * function calls it off.
   */
  after(ms: number, done: () => void): () => void;
}

export const system: Timepiece = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, done) {
    if (ms === 0) {
      const turn = setImmediate(done);
      return () => clearImmediate(turn);
    }
    const timer = setTimeout(done, ms);
    return () => clearTimeout(timer);
  },
};

interface Sleeper {
  readonly instant: number;
  readonly roughly: boolean;
  readonly ring: () => void;
}

export function createClock(timepiece: Timepiece = system): Clock {
  const sleepers = new Set<Sleeper>();
  /** The look that is due next: how to call it off, and when it comes by the monotonic clock. */
  let next: { readonly callOff: () => void; readonly at: number } | null = null;
  let wall = timepiece.now();
  let monotonic = timepiece.monotonic();

  /** Whether somebody set the wall clock back since it was last read here. */
  const wasSetBack = (): boolean => {
    const stepped = timepiece.now() - wall - (timepiece.monotonic() - monotonic);
    wall = timepiece.now();
    monotonic = timepiece.monotonic();
    return stepped < -setBackMs;
  };

  const ring = (is: (sleeper: Sleeper) => boolean): void => {
    for (const sleeper of sleepers) if (is(sleeper) && sleepers.delete(sleeper)) sleeper.ring();
  };

  const look = (): void => {
    next = null;
    const all = wasSetBack();
    ring(({ instant }) => all || instant <= wall);
    for (const sleeper of sleepers) lookBefore(sleeper);
  };

  const lookBefore = ({ instant, roughly }: Sleeper): void => {
    const slice = sliceMs(instant - timepiece.now(), roughly);
    const at = timepiece.monotonic() + slice;
    if (next !== null && next.at <= at) return;
    next?.callOff();
    next = { callOff: timepiece.after(slice, look), at };
  };

  const clock: Clock = {
    now: () => timepiece.now(),
    monotonic: () => timepiece.monotonic(),
    wakeAt(instant, act, roughly) {
      // Whoever sleeps already began by the time from before a step; this one begins by the present one.
      if (wasSetBack()) ring(() => true);
      const sleeper = { instant, ring: act, roughly: roughly !== undefined };
      sleepers.add(sleeper);
      lookBefore(sleeper);
      return () => {
        if (!sleepers.delete(sleeper) || sleepers.size > 0) return;
        next?.callOff();
        next = null;
      };
    },
    sleepUntil: (instant, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted === true || instant <= timepiece.now()) return resolve();
        const end = (): void => {
          callOff();
          signal?.removeEventListener('abort', end);
          resolve();
        };
        const callOff = clock.wakeAt(instant, end);
        signal?.addEventListener('abort', end);
      }),
  };
  return clock;
}

/** At least a millisecond, as a timer counts, or 0 for a turn. */
function sliceMs(leftMs: number, roughly: boolean): number {
  // Measured: looking every second for the watchdog's sake was most of what an idle bot cost.
  if (roughly) return Math.max(1, Math.ceil(Math.min(farSliceMs, leftMs)));
  if (leftMs <= turnsMs) return 0;
  const slice = leftMs <= nearMs ? nearSliceMs : farSliceMs;
  // The last far slice ends where the near ones begin, and the last near one where the turns do.
  const untilNext = leftMs > nearMs ? leftMs - nearMs : leftMs - turnsMs;
  return Math.max(1, Math.ceil(Math.min(slice, untilNext)));
}
