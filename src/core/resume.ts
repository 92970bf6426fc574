/**
 * `/resume`: clears both latches. Nothing is blasted: what was planned before now is held in the same transaction and
 * the owner is asked about it.
 */
import { resumedAtKey } from './breaker.ts';
import { holdQuietly } from './hold.ts';
import type { Latch, LedgerWrites, StopFile } from './ledger.ts';
import type { Message } from './message.ts';

export type Resumed =
  | { readonly kind: 'resumed'; readonly cleared: readonly Latch[]; readonly overdue: readonly Message[] }
  | { readonly kind: 'was_not_stopped'; readonly overdue: readonly Message[] }
  /** The STOP file cannot be removed: it belongs to somebody else. The latches stay. */
  | { readonly kind: 'stop_file'; readonly owner: string };

export function resume(tx: LedgerWrites, stopFile: StopFile, at: number): Resumed {
  const latches = (['stopped', 'breaker'] as const).flatMap((name) => tx.latch(name) ?? []);
  const fileStands = stopFile.stands();
  if (fileStands) {
    const removal = stopFile.remove();
    if (removal.kind === 'refused') return { kind: 'stop_file', owner: removal.owner };
  }
  for (const latch of latches) tx.clearLatch(latch.name, 'owner', at);
  // A file that was put there a moment ago has not become the latch yet, and is a stop all the same.
  const cleared: readonly Latch[] =
    fileStands && !latches.some(({ name }) => name === 'stopped')
      ? [{ name: 'stopped', setAt: at, why: 'stop_file' }, ...latches]
      : latches;
  tx.set(resumedAtKey, String(at));
  holdQuietly({ tx, at }, tx.messages({ statuses: ['scheduled'], plannedBefore: at }), 'stopped');
  const overdue = tx.needingOwner().filter((message) => message.status !== 'in_doubt');
  if (cleared.length === 0) return { kind: 'was_not_stopped', overdue };
  return { kind: 'resumed', cleared, overdue };
}
