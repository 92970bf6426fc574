/** Virtual time: it stands still until it is told to advance, and then jumps from one sleeper to the next. */
import type { Clock } from '../../src/core/clock.ts';

export interface VirtualClock extends Clock {
  /** Run until `instant`: every sleeper wakes at its own time, in order. */
  advanceTo(instant: number): Promise<void>;
  advance(ms: number): Promise<void>;
  /** The same, but it ends between two sleepers as soon as `isEnough`. */
  advanceUntil(isEnough: () => boolean, mostMs: number): Promise<void>;
  /** Whether something that the world has begun has yet to arrive. */
  isUnderWay(): boolean;
  /** Let everything that can go on at this very instant do so. */
  settle(): Promise<void>;
  /** The wall clock is set by hand: the monotonic one does not notice. */
  step(ms: number): void;
  /** The machine sleeps: time goes on for everybody else, its wall clock is right afterwards, its monotonic one stood. */
  suspend(ms: number): void;
  /** The time that everybody else has, ms since the Unix epoch: WhatsApp's, and the owner's phone's. */
  trueNow(): number;
  /** Call `act` at `instant` of the monotonic clock's own line; for the world, whose events do not step. */
  at(inMs: number, act: () => void): void;
}

interface Sleeper {
  readonly at: () => number;
  readonly wake: () => void;
  /** It sleeps by the wall clock, and wakes when that is set back. */
  readonly byWall: boolean;
}

export function createVirtualClock(start: number): VirtualClock {
  let elapsed = 0;
  let offset = 0;
  let slept = 0;
  const sleepers = new Set<Sleeper>();
  const now = (): number => start + elapsed + offset;

  const settle = async (): Promise<void> => {
    // A turn of the event loop runs every promise that is ready, and those that these make ready.
    await new Promise((done) => setImmediate(done));
  };

  const next = (): Sleeper | null => {
    let first: Sleeper | null = null;
    for (const sleeper of sleepers) if (first === null || sleeper.at() < first.at()) first = sleeper;
    return first;
  };

  const advanceTo = async (instant: number, isEnough: () => boolean = () => false): Promise<void> => {
    await settle();
    for (;;) {
      if (isEnough()) return;
      const sleeper = next();
      if (sleeper === null || sleeper.at() > instant) break;
      elapsed += Math.max(0, sleeper.at() - now());
      sleepers.delete(sleeper);
      sleeper.wake();
      await settle();
    }
    elapsed += Math.max(0, instant - now());
    await settle();
  };

  const clock: VirtualClock = {
    now,
    monotonic: () => elapsed,
    wakeAt(instant, ring) {
      const sleeper: Sleeper = { at: () => instant, wake: ring, byWall: true };
      sleepers.add(sleeper);
      return () => {
        sleepers.delete(sleeper);
      };
    },
    sleepUntil(instant, signal) {
      return new Promise((resolve) => {
        if (signal?.aborted === true || instant <= now()) return resolve();
        const callOff = clock.wakeAt(instant, resolve);
        signal?.addEventListener('abort', () => {
          callOff();
          resolve();
        });
      });
    },
    advanceTo,
    advance: (ms) => advanceTo(now() + ms),
    advanceUntil: (isEnough, mostMs) => advanceTo(now() + mostMs, isEnough),
    isUnderWay: () => [...sleepers].some(({ byWall }) => !byWall),
    settle,
    step(ms) {
      offset += ms;
      if (ms >= -1_000) return;
      for (const sleeper of sleepers)
        if (sleeper.byWall) {
          sleepers.delete(sleeper);
          sleeper.wake();
        }
    },
    suspend(ms) {
      offset += ms;
      slept += ms;
    },
    trueNow: () => start + elapsed + slept,
    at(inMs, act) {
      const due = elapsed + inMs;
      sleepers.add({ at: () => due + start + offset, wake: act, byWall: false });
    },
  };
  return clock;
}
