/** A ledger looked at from end to end, as `doctor` wants it: its pages, what refers to what, and the chain of events. */
import Database from 'better-sqlite3';
import { LedgerFault } from '../../core/ledger.ts';
import { erasureReads } from './erasures.ts';
import { verifyChain } from './events.ts';
import { asFault } from './faults.ts';
import { preparing, type Store } from './store.ts';

export type LedgerVerdict =
  /** `erased`: of how many messages the texts are. */
  | { readonly kind: 'whole'; readonly messages: number; readonly events: number; readonly erased: number }
  /** `what`: what was found, as the end of a sentence. */
  | { readonly kind: 'damaged'; readonly what: string }
  /** Another process has it open. */
  | { readonly kind: 'held' };

/** Everything else waits meanwhile: measured, 60 ms for 10,000 messages. Throws LedgerFault where the disk fails. */
export function examine(db: Database.Database): LedgerVerdict {
  try {
    const pages = db.pragma('integrity_check', { simple: true });
    if (pages !== 'ok') return { kind: 'damaged', what: 'SQLite finds its pages damaged' };
    if ((db.pragma('foreign_key_check') as unknown[]).length > 0)
      return { kind: 'damaged', what: 'something in it refers to what is not there' };
    const sql = preparing(db);
    const chain = verifyChain({ sql });
    if (chain.kind === 'broken')
      return { kind: 'damaged', what: `event ${chain.seq} does not follow from the one before it` };
    const { n } = sql('SELECT count(*) AS n FROM messages').get() as { n: number };
    return { kind: 'whole', messages: n, events: chain.checked, erased: erasedIn(sql) };
  } catch (error) {
    const fault = asFault(error);
    if (fault instanceof LedgerFault && fault.kind !== 'corrupt') throw fault;
    return { kind: 'damaged', what: 'SQLite cannot read it as a ledger' };
  }
}

/** One that no bot of this version has opened yet may know nothing of erasures. */
function erasedIn(sql: Store['sql']): number {
  const knows = sql(`SELECT count(*) FROM pragma_table_info('messages') WHERE name = 'erased_at'`)
    .pluck()
    .get();
  return knows === 1 ? erasureReads({ sql }).erasedMessages() : 0;
}

/** The ledger in `file`, which must be there; nothing in it is changed, migrated or settled. */
export function examineFile(file: string): LedgerVerdict {
  const db = new Database(file, { fileMustExist: true, timeout: 0 });
  try {
    // Alone, as the bot would be: none may start in the middle of it.
    db.pragma('locking_mode = EXCLUSIVE');
    return examine(db);
  } catch (error) {
    if (error instanceof LedgerFault && error.kind === 'busy') return { kind: 'held' };
    throw error;
  } finally {
    db.close();
  }
}
