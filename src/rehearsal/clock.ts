/** The clock of a rehearsal: it stands still until it is told where to go. */
import type { Clock } from '../core/clock.ts';

export interface RehearsalClock extends Clock {
  /** Never backwards. */
  goTo(instant: number): void;
  /** The machine sleeps: its wall clock is right afterwards, its monotonic one stood. */
  sleepThrough(ms: number): void;
}

export function createRehearsalClock(start: number): RehearsalClock {
  let elapsed = 0;
  let slept = 0;
  const now = (): number => start + elapsed + slept;
  // What acts in a rehearsal says when it wants to be called again. What waited by itself would wait for ever.
  const refuse = (): never => {
    throw new Error('rehearsal: expected nobody to sleep in it');
  };
  return {
    now,
    monotonic: () => elapsed,
    goTo(instant) {
      elapsed += Math.max(0, instant - now());
    },
    sleepThrough(ms) {
      slept += ms;
    },
    wakeAt: refuse,
    sleepUntil: refuse,
  };
}
