/**
 * A ledger that was put back from a backup knows nothing of what happened since: what was sent, answered, cancelled or
 * armed. So nothing goes until the owner has looked and resumed; what fell due in between is then asked about like after
 * any stop; and of the words that the owner wrote before, none may lead to a send a second time.
 */
import type { LedgerReads, LedgerWrites } from './ledger.ts';
import type { Tell } from './news.ts';
import { forgetOutages } from './outages.ts';
import { latchStop } from './stop.ts';

/** Setting that holds when the ledger was put back, ms. */
const restoredAtKey = 'restored_at';

/** Inside the transaction that makes a backup the ledger again. `backupAt`: when it was made, ms. */
export function markRestored(tx: LedgerWrites, tell: Tell, backupAt: number, at: number): void {
  latchStop(tx, 'outside', at);
  tx.set(restoredAtKey, String(at));
  forgetOutages(tx);
  tell(tx, { kind: 'restored', backupAt }, at);
}

/** Whether words written at `at` may have been carried out already, in a ledger that is not there any more. */
export function isFromBeforeRestore(ledger: LedgerReads, at: number): boolean {
  const restoredAt = ledger.setting(restoredAtKey);
  return restoredAt !== null && at <= Number(restoredAt);
}
