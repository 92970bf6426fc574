/**
 * `/resume`: clears both latches. Nothing is blasted: what was planned before now is held in the same transaction and
 * the owner is asked about it.
 */
import { resumedAtKey } from './breaker.ts';
import { disbelieveLater } from './clock-watch.ts';
import { holdQuietly } from './hold.ts';
import type { Latch, LedgerWrites, StopFile } from './ledger.ts';
import type { Message } from './message.ts';
import { stoppedOutsideAtKey } from './stop.ts';

export type Resumed =
  | ({ readonly kind: 'resumed'; readonly cleared: readonly Latch[] } & GoesOn)
  | ({ readonly kind: 'was_not_stopped' } & GoesOn)
  /** It was written before that latch was set, and read afterwards. */
  | { readonly kind: 'stopped_since'; readonly at: number }
  /** The STOP file cannot be removed: it belongs to somebody else. The latches stay. */
  | { readonly kind: 'stop_file'; readonly owner: string };

interface GoesOn {
  readonly overdue: readonly Message[];
  /** The clock was behind the ledger, and is believed from now on. */
  readonly clockBelieved: boolean;
}

/** The words that ask for it. */
export interface Asked {
  /** When they were written, by WhatsApp's clock, in whole seconds. */
  readonly at: number;
  /** They were written while this process listened. */
  readonly live: boolean;
  /** When the owner wrote the next stop behind them, or null. */
  readonly stoppedAgainAt: number | null;
}

const secondMs = 1_000;

export function resume(tx: LedgerWrites, stopFile: StopFile, asked: Asked, at: number): Resumed {
  const latches = (['stopped', 'breaker'] as const).flatMap((name) => tx.latch(name) ?? []);
  const fileStands = stopFile.stands();
  const outsideAt = Number(tx.setting(stoppedOutsideAtKey) ?? 0);
  const since = stoppedSince(asked, latches, { fileStands, outsideAt }, at);
  if (since !== null) return { kind: 'stopped_since', at: since };
  if (fileStands) {
    const removal = stopFile.remove();
    if (removal.kind === 'refused') return { kind: 'stop_file', owner: removal.owner };
  }
  for (const latch of latches) tx.clearLatch(latch.name, 'owner', at);
  tx.set(resumedAtKey, String(at));
  holdQuietly({ tx, at }, tx.messages({ statuses: ['scheduled'], plannedBefore: at }), 'stopped');
  const overdue = tx.needingOwner().filter((message) => message.status !== 'in_doubt');
  const clockBelieved = disbelieveLater(tx, at);
  if (latches.length === 0) return { kind: 'was_not_stopped', overdue, clockBelieved };
  return { kind: 'resumed', cleared: latches, overdue, clockBelieved };
}

/** A stop wins over a "go on" that is older, however late that one is read. Null: there is none. */
function stoppedSince(
  asked: Asked,
  latches: readonly Latch[],
  { fileStands, outsideAt }: { readonly fileStands: boolean; readonly outsideAt: number },
  at: number,
): number | null {
  if (asked.stoppedAgainAt !== null) return asked.stoppedAgainAt;
  // It came in this very moment. Were it removed now, a crash before the commit would leave no stop at all.
  if (fileStands && !latches.some(({ name }) => name === 'stopped')) return at;
  if (asked.live) return null;
  // Nobody knows when the file was put there: it was found now.
  if (fileStands && !latches.some(({ why }) => why === 'stop_file')) return at;
  if (latches.length > 0 && outsideAt > asked.at + secondMs) return outsideAt;
  const later = latches.find(({ setAt, why }) => why !== 'owner_command' && setAt > asked.at + secondMs);
  return later?.setAt ?? null;
}
