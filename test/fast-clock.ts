/** The product's clock on a faster timepiece, so that a night takes a second, or a day minutes. */
import { createClock } from '../src/adapters/clock.ts';
import type { Clock } from '../src/core/clock.ts';
import type { TimeScale } from '../src/simulator/time.ts';

export function fastClock({ real, sim, speed }: TimeScale): Clock {
  return createClock({
    now: () => sim + (Date.now() - real) * speed,
    monotonic: () => performance.now() * speed,
    after(ms, done) {
      if (ms === 0) {
        const turn = setImmediate(done);
        return () => clearImmediate(turn);
      }
      const timer = setTimeout(done, ms / speed);
      return () => clearTimeout(timer);
    },
  });
}
