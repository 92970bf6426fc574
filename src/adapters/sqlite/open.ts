import { chmodSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { LedgerFault } from '../../core/ledger.ts';
import { beginEpoch } from './epoch.ts';
import { verifyChain } from './events.ts';
import { asFault } from './faults.ts';
import { composeLedger, type LedgerOptions, type SqliteLedger } from './ledger.ts';
import { migrate } from './migrations.ts';
import { durable, guarding, readBack, setPragmas } from './pragmas.ts';
import { LedgerCorrupt, LedgerLocked } from './refusals.ts';
import { rememberedOf } from './remembered.ts';
import { nestTransactions, preparing } from './store.ts';

/** Enough to find what was done to the file since the last start, and 10 ms at most; `doctor` checks all. */
const eventsVerifiedAtOpen = 1000;

/**
 * Open the ledger in `file` (made if missing, 0600; its folder must exist) and hold it alone until `close` or the death
 * of the process. Throws LedgerLocked, LedgerTooNew, LedgerCorrupt or LedgerUnsafe, and LedgerFault where the disk
 * fails. Nothing else in this process may ever open `file`: closing any other descriptor of it drops SQLite's lock.
 */
export function openLedger(options: LedgerOptions & { readonly file: string }): SqliteLedger {
  const { file, now } = options;
  let db: Database.Database | null = null;
  try {
    db = new Database(file);
    // Before the first page: the log beside it gets the same permissions.
    chmodSync(file, 0o600);
    setPragmas(db, durable);
    migrate(db, { file, at: now() });
    const verdict = verifyChain({ sql: preparing(db) }, eventsVerifiedAtOpen);
    if (verdict.kind === 'broken')
      throw new LedgerCorrupt(file, `event ${verdict.seq} does not follow from the one before it`);
    const epoch = beginEpoch(db, `${file}.epoch`, now());
    readBack(db, file, durable);
    return composeLedger(db, epoch, { backups: join(dirname(file), 'backups'), ...options });
  } catch (error) {
    db?.close();
    const fault = asFault(error);
    if (!(fault instanceof LedgerFault)) throw fault;
    if (fault.kind === 'busy') throw new LedgerLocked(file, error);
    if (fault.kind === 'corrupt') throw new LedgerCorrupt(file, 'SQLite cannot read it', error);
    throw fault;
  }
}

/** What stands for the file in a simulation: it outlives the ledgers opened on it, each with an epoch of its own. */
export interface MemoryFile {
  ledger(options: LedgerOptions): SqliteLedger;
  /** All of it, as a file would have it. */
  bytes(): Buffer;
  close(): void;
}

let made: Buffer | null = null;

/** For the simulation alone: copied from a template, since making the tables costs more than a run. */
export function memoryFile(): MemoryFile {
  return overMemory(ofBytes(template()));
}

/**
 * One that can be put back to what it began with, `bytes` or an empty ledger, because preparing its statements anew costs
 * more than a simulated night. All that happens in it is one transaction, so that it cannot be backed up.
 */
export function renewableMemoryFile(bytes: Buffer = template()): MemoryFile & { renew(): void } {
  const db = ofBytes(bytes);
  nestTransactions(db);
  db.exec('BEGIN');
  return {
    ...overMemory(db),
    renew: () => {
      db.exec('ROLLBACK');
      db.exec('BEGIN');
      rememberedOf(db).forget();
    },
  };
}

function template(): Buffer {
  if (made !== null) return made;
  const first = new Database(':memory:');
  migrate(first, { file: null, at: 0 });
  made = first.serialize();
  first.close();
  return made;
}

function ofBytes(bytes: Buffer): Database.Database {
  const db = new Database(bytes);
  setPragmas(db, guarding);
  readBack(db, 'memory', guarding);
  return db;
}

function overMemory(db: Database.Database): MemoryFile {
  return {
    ledger: (options) => ({
      ...composeLedger(db, beginEpoch(db, null, options.now()), options),
      // A process that ends leaves the file as it is.
      close: () => undefined,
    }),
    bytes: () => db.serialize(),
    close: () => {
      db.close();
    },
  };
}
