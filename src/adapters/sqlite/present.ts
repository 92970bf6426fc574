import { copyFileSync, existsSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { LedgerFault } from '../../core/ledger.ts';
import { asFault } from './faults.ts';
import { LedgerLocked } from './refusals.ts';

/** The ledger that a backup is to take the place of, held so that no bot can begin on it meanwhile. */
export interface Present {
  /** `damaged`: SQLite cannot read it, so no bot can have it open either. */
  readonly kind: 'none' | 'held' | 'damaged';
  /** Zero where it cannot be read. */
  readonly epoch: number;
  /** A copy of the log that stood beside it, where there was one: SQLite removes that of a damaged ledger (tried). */
  readonly log: string | null;
  release(): void;
}

/** Throws LedgerLocked while a process has it open, and LedgerFault where the disk fails. */
export function holdPresent(file: string): Present {
  if (!existsSync(file)) return { kind: 'none', epoch: 0, log: null, release: () => undefined };
  const log = existsSync(`${file}-wal`) ? `${file}-wal.restoring` : null;
  if (log !== null) copyFileSync(`${file}-wal`, log);
  const forgetLog = (): void => {
    if (log !== null) rmSync(log, { force: true });
  };
  const db = new Database(file);
  try {
    db.pragma('busy_timeout = 250');
    db.pragma('locking_mode = EXCLUSIVE');
    // Its log is written into it and goes, so that it is whole under one name; the lock is then held by a transaction.
    db.pragma('journal_mode = DELETE');
    db.exec('BEGIN EXCLUSIVE');
    const epoch = db.prepare('SELECT number FROM epoch').pluck().get() as number | undefined;
    return {
      kind: 'held',
      epoch: epoch ?? 0,
      log,
      release: () => {
        db.close();
        forgetLog();
      },
    };
  } catch (error) {
    db.close();
    const fault = asFault(error);
    if (!(fault instanceof LedgerFault) || fault.kind === 'corrupt')
      return { kind: 'damaged', epoch: 0, log, release: forgetLog };
    forgetLog();
    throw fault.kind === 'busy' ? new LedgerLocked(file, error) : fault;
  }
}
