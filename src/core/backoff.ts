/** Waiting longer after each failure, by the monotonic clock: a step of the wall clock must not silence an alarm. */
import type { Chance, Clock } from './clock.ts';

export interface Backoff {
  /** The wall-clock instant before which nothing is tried, or null when it may be tried now. */
  waitsUntil(): number | null;
  failed(): void;
  succeeded(): void;
}

/** Doubles from `fromMs` to `toMs`; each wait is up to a quarter longer by chance, so that many bots do not call at once. */
export function createBackoff(clock: Clock, chance: Chance, fromMs: number, toMs: number): Backoff {
  let failures = 0;
  let notBefore = Number.NEGATIVE_INFINITY;
  return {
    waitsUntil() {
      const left = notBefore - clock.monotonic();
      return left > 0 ? clock.now() + left : null;
    },
    failed() {
      const waitMs = Math.min(toMs, fromMs * 2 ** failures);
      failures = Math.min(failures + 1, 30);
      notBefore = clock.monotonic() + waitMs + chance.between(0, Math.floor(waitMs / 4));
    },
    succeeded() {
      failures = 0;
      notBefore = Number.NEGATIVE_INFINITY;
    },
  };
}
