/** `/stop`: the latch first, durably, in the turn in which it was asked for; then what is on its way; then the report. */
import { abortSending } from './abort.ts';
import type { Dispatcher } from './dispatcher.ts';
import type { Ground } from './ground.ts';
import type { LatchWhy, LedgerWrites } from './ledger.ts';
import type { Message } from './message.ts';
import { settleNeverLeft } from './settle.ts';

export interface StopReport {
  /** Messages frozen in `scheduled` or `held`. */
  readonly frozen: number;
  /** Were in `sending` when the stop came, and had left. */
  readonly left: readonly Message[];
  /** Were in `sending`, and nobody can tell yet: the owner will hear. */
  readonly onTheirWay: readonly Message[];
  /** Were in `sending`, and the gate kept them back. */
  readonly keptBack: readonly Message[];
}

/** When a stop was last asked for from outside, also while another one stood; it is newer than an older "go on". */
export const stoppedOutsideAtKey = 'stopped_outside_at';

/** Sets the latch inside the transaction that stores the command; nothing begins after its commit. */
export function latchStop(tx: LedgerWrites, why: LatchWhy, at: number): void {
  if (tx.latch('stopped') === null) tx.setLatch({ name: 'stopped', setAt: at, why });
}

/**
 * A STOP file put there by hand or by `sendonce stop` becomes the latch, before any tick and before any command: whoever
 * goes on then clears what is durable, and a crash between the file's end and its commit leaves the stop standing.
 */
export async function heedStopFile(ground: Ground, dispatcher: Dispatcher): Promise<void> {
  const { ledger, stopFile, clock, tell } = ground;
  if (ledger.latch('stopped') !== null || !stopFile.stands()) return;
  const at = clock.now();
  ledger.write((tx) => {
    latchStop(tx, 'stop_file', at);
    tell(tx, { kind: 'latched', why: 'stop_file' }, at);
  });
  await stopSending(ground, dispatcher);
}

/**
 * The latch is set already. Asks the gate about everything in `sending` and says what is true of each; a page that may
 * hold what has been in doubt since before is destroyed, or it would deliver that after the stop.
 */
export async function stopSending(ground: Ground, dispatcher: Dispatcher): Promise<StopReport> {
  const { ledger } = ground;
  return dispatcher.paused(async () => {
    const sending = ledger.messages({ statuses: ['sending'] });
    const outcomes = await abortSending(ground, sending);
    const at = ground.clock.now();
    ledger.write((tx) => {
      const settling = { tx, tell: ground.tell, at, breakerAfter: ground.settings.breakerAfter };
      for (const [id, outcome] of outcomes)
        if (outcome === 'prevented') settleNeverLeft(settling, id, 'aborted');
    });
    await dispatcher.destroyPageOf(ledger.messages({ statuses: ['in_doubt'] }).map(({ id }) => id));
    const now = sending.flatMap((message) => ledger.message(message.id) ?? []);
    return {
      frozen: ledger.count({ statuses: ['scheduled', 'held'] }),
      left: now.filter((message) => message.status === 'sent'),
      onTheirWay: now.filter((message) => message.status === 'sending' || message.status === 'in_doubt'),
      keptBack: now.filter((message) => message.status === 'failed'),
    };
  });
}
