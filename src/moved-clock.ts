/**
 * The clocks of a bot whose time can be set forward, as the playground does it. Both of its own clocks, wall and
 * monotonic, leap together: nothing stepped, a while has passed. What a browser may take for an answer is a matter of the
 * machine: the adapter's waits keep their length through a leap, or every one of them would find a page that hangs.
 */
import { createClock, system } from './adapters/clock.ts';
import type { Clock } from './core/clock.ts';

export interface MovedClock {
  /** For all that decides. */
  readonly own: Clock;
  /** For the adapter of WhatsApp: its wall clock is the same, its monotonic one and its waits are the machine's. */
  readonly browsers: Clock;
  /** So many ms ahead of the machine from now on; never back: what is behind already is left as it is. */
  moveTo(aheadMs: number): void;
}

/** `aheadMs`: of the machine, from the start. `machine`: the machine's clocks, unless a test steps them. */
export function createMovedClock(aheadMs: number, machine = system): MovedClock {
  let ahead = aheadMs;
  // Its slices are counted by the machine: by a clock that leaps, the slice in hand would seem to be over long ago, and
  // nobody would look earlier than it ends.
  const sliced = createClock({ ...machine, now: () => machine.now() + ahead });
  const own: Clock = { ...sliced, monotonic: () => machine.monotonic() + ahead };
  const still = createClock(machine);
  return {
    own,
    browsers: {
      now: own.now,
      monotonic: still.monotonic,
      wakeAt: (instant, ring, roughly) => still.wakeAt(instant - ahead, ring, roughly),
      sleepUntil: (instant, signal) => still.sleepUntil(instant - ahead, signal),
    },
    moveTo(next) {
      if (next <= ahead) return;
      ahead = next;
      // Whoever sleeps is looked at in the next turn instead of in the next slice.
      own.wakeAt(own.now(), () => {});
    },
  };
}
