/**
 * Putting a backup back. Everything that can be refused is refused before anything is touched; the exchange itself is
 * one rename, and at every moment before and after it there is a whole ledger under the ledger's name.
 */
import {
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import type { StopFile } from '../../core/ledger.ts';
import { syncFolder } from './copy.ts';
import { epochBeside, writeEpochBeside } from './epoch.ts';
import type { SqliteLedger } from './ledger.ts';
import { openLedger } from './open.ts';
import { holdPresent, type Present } from './present.ts';
import { LedgerCorrupt } from './refusals.ts';

export interface Restoring {
  /** The ledger's own name; its folder must exist. */
  readonly file: string;
  readonly from: string;
  readonly at: number;
  readonly stopFile: StopFile;
  /** Writes into the ledger that is about to be put in place what it has to say for itself. */
  readonly amend: (ledger: SqliteLedger) => void;
}

export interface Restored {
  readonly messages: number;
  /** The name under which the ledger that stood there is kept; null where there was none. */
  readonly keptAs: string | null;
}

/**
 * Throws LedgerLocked while a bot runs, LedgerCorrupt or LedgerTooNew for a backup that is not sound, having touched
 * nothing. The STOP file is put before the exchange: whatever breaks off in it, nothing goes until the owner resumes.
 */
export function restoreLedger(restoring: Restoring): Restored {
  const { file, from, at, stopFile } = restoring;
  const folder = dirname(file);
  if (
    existsSync(file) &&
    statSync(file).ino === statSync(from).ino &&
    statSync(file).dev === statSync(from).dev
  )
    throw new LedgerCorrupt(from, 'it is the ledger that stands in its place already');
  const work = join(folder, 'restoring');
  const present = holdPresent(file);
  try {
    rmSync(work, { recursive: true, force: true });
    mkdirSync(work, { mode: 0o700 });
    const copy = join(work, 'ledger.db');
    writeEpochBeside(copy, Math.max(epochBeside(file), present.epoch));
    bringOver(from, copy);
    const messages = amended(copy, restoring);
    stopFile.put();
    // From here on a process that held this ledger before, and was paused, cannot write.
    writeEpochBeside(file, epochBeside(copy));
    const keptAs = exchange(copy, file, present, at);
    syncFolder(folder);
    return { messages, keptAs };
  } finally {
    present.release();
    rmSync(work, { recursive: true, force: true });
  }
}

function bringOver(from: string, copy: string): void {
  // A folder copied by another program may have the last of its ledger in the log beside it.
  for (const suffix of ['', '-wal'])
    if (suffix === '' || existsSync(`${from}${suffix}`)) {
      copyFileSync(`${from}${suffix}`, `${copy}${suffix}`, constants.COPYFILE_EXCL);
      chmodSync(`${copy}${suffix}`, 0o600);
    }
}

/** Checks all of the copy, brings it to the present schema, and lets it be amended. Returns its number of messages. */
function amended(copy: string, { from, at, stopFile, amend }: Restoring): number {
  const inner = checkedWhole(copy, from);
  const ledger = openLedger({ file: copy, stopFile, now: () => at });
  try {
    const verdict = ledger.verifyEvents();
    if (verdict.kind === 'broken')
      throw new LedgerCorrupt(from, `event ${verdict.seq} does not follow from the one before it`);
    amend(ledger);
  } finally {
    ledger.close();
  }
  if (existsSync(`${copy}-wal`)) throw new LedgerCorrupt(from, 'its log could not be written into it');
  return inner;
}

function checkedWhole(copy: string, from: string): number {
  const db = new Database(copy);
  try {
    const verdict = db.pragma('integrity_check', { simple: true });
    if (verdict !== 'ok') throw new LedgerCorrupt(from, `SQLite says: ${String(verdict).slice(0, 200)}`);
    if ((db.pragma('foreign_key_check') as unknown[]).length > 0)
      throw new LedgerCorrupt(from, 'a row of it names one that is not there');
    if (db.pragma('user_version', { simple: true }) === 0)
      throw new LedgerCorrupt(from, 'this is no ledger of Sendonce');
    return db.prepare('SELECT count(*) FROM messages').pluck().get() as number;
  } catch (error) {
    if (error instanceof Database.SqliteError) throw new LedgerCorrupt(from, 'SQLite cannot read it', error);
    throw error;
  } finally {
    db.close();
  }
}

/** The old one gets a second name, then its own is taken over in one step. Returns that second name. */
function exchange(copy: string, file: string, present: Present, at: number): string | null {
  if (present.kind === 'none') {
    renameSync(copy, file);
    return null;
  }
  const keptAs = `${file}.before-restore-${new Date(at).toISOString().replace(/[:.]/g, '')}`;
  if (present.kind === 'damaged') {
    if (present.log !== null) renameSync(present.log, `${keptAs}-wal`);
    // What is left of it would be taken for the new one's.
    for (const suffix of ['-wal', '-shm', '-journal']) rmSync(`${file}${suffix}`, { force: true });
  }
  try {
    linkSync(file, keptAs);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    // A file system without second names: for a moment there is no ledger, and the STOP file stands.
    renameSync(file, keptAs);
  }
  renameSync(copy, file);
  return keptAs;
}
