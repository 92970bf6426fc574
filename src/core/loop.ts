/**
 * A loop that does what is due, then sleeps until the next thing is, or until somebody nudges it. Operating faults of
 * the ledger are answered by waiting; any other throw is a fault of the program and ends it: start-up recovery is safe.
 */
import type { Clock } from './clock.ts';
import { LedgerFault } from './ledger.ts';
import type { Log } from './log.ts';

export interface Loop {
  /** Something changed: look again now. */
  nudge(): void;
  stop(): void;
  /** Resolves after `stop`, once the step in hand has ended; rejects with a programmer fault. */
  readonly done: Promise<void>;
}

/** After a full disk or a busy ledger: long enough to be quiet in the log, short enough to stay within any grace. */
const afterFaultMs = 2_000;
/** So many steps without a pause are no work but a fault that feeds itself; it may not starve signals and probes. */
const mostStepsAtOnce = 500;
const breathMs = 100;
/** Nothing known to be due: look again anyway, so that a lost nudge costs two minutes and not a message. */
const idleMs = 120_000;

export function startLoop(
  name: string,
  ground: { readonly clock: Clock; readonly log: Log },
  step: () => Promise<number | null>,
  /** Of a loop that sends nothing at an instant that somebody has chosen. */
  roughly?: 'roughly',
): Loop {
  let stopped = false;
  let nudged = false;
  let steps = 0;
  /** Ends the sleep in hand. */
  let wakeUp: (() => void) | null = null;
  // Nudged hundreds of times a minute: a signal to abort for each sleep was a tenth of what an event costs.
  const sleepUntil = (wake: number | null): Promise<void> =>
    new Promise((resume) => {
      const idleUntil = ground.clock.now() + idleMs;
      const isIdle = wake === null || wake > idleUntil;
      const end = (): void => {
        wakeUp = null;
        resume();
      };
      const callOff = ground.clock.wakeAt(isIdle ? idleUntil : wake, end, isIdle ? 'roughly' : roughly);
      wakeUp = () => {
        callOff();
        end();
      };
    });
  const run = async (): Promise<void> => {
    while (!stopped) {
      nudged = false;
      const wake = await step().catch((fault: unknown) => {
        if (!(fault instanceof LedgerFault) || fault.kind === 'superseded' || fault.kind === 'corrupt')
          throw fault;
        ground.log.error({ loop: name, fault: fault.kind }, 'the ledger could not be written; waiting');
        return ground.clock.now() + afterFaultMs;
      });
      if (stopped) continue;
      if (++steps > mostStepsAtOnce) {
        ground.log.error({ loop: name }, 'a loop that does not come to rest; slowing it down');
        await ground.clock.sleepUntil(ground.clock.now() + breathMs);
      }
      if (nudged || (wake !== null && wake <= ground.clock.now())) continue;
      steps = 0;
      await sleepUntil(wake);
    }
  };
  return {
    nudge() {
      nudged = true;
      wakeUp?.();
    },
    stop() {
      stopped = true;
      wakeUp?.();
    },
    done: run(),
  };
}
