/**
 * Backups: whole copies of the ledger in a folder beside it, each named by its time. The session of WhatsApp Web is not
 * in them: Chromium writes to its profile all the time, and a copy of a living one is torn.
 */
import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import type { BackupOutcome } from '../../core/backup.ts';
import { LedgerFault, type LedgerFaultKind } from '../../core/ledger.ts';
import { syncFolder, writeCopy } from './copy.ts';
import { asFault } from './faults.ts';

/** A month of daily ones; a ledger of 10,000 messages takes a few megabytes. */
const kept = 30;
const finished = /^sendonce-\d{4}-\d\d-\d\dT\d{6}Z\.db$/;
const unfinished = /^sendonce-.*\.partial(?:-journal)?$/;

/**
 * Writes a copy, checks it, gives it its name and lets the oldest beyond thirty go. The program stands still meanwhile:
 * measured, 10 ms for a night's messages, 60 ms for 10,000, a second for 200,000. A fault is an answer: the ledger is as
 * it was, and what stands under a backup's name is whole.
 */
export function backUp(db: Database.Database, folder: string, at: number): BackupOutcome {
  const name = backupName(at);
  const partial = join(folder, `${name}.partial`);
  try {
    prepare(folder);
    writeCopy(db, partial);
    const messages = checked(partial);
    const bytes = statSync(partial).size;
    renameSync(partial, join(folder, name));
    syncFolder(folder);
    forgetOldest(folder, name);
    return { kind: 'made', name, at, bytes, messages };
  } catch (error) {
    const why = reasonOf(error);
    remove(partial);
    return { kind: 'failed', why };
  }
}

/** Backups in `folder`, the latest first. */
export function backupsIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => finished.test(name))
      .sort()
      .reverse();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** `sendonce-2026-12-31T225900Z.db`: sorted by name they are sorted by time, and every file system takes it. */
function backupName(at: number): string {
  return `sendonce-${new Date(at).toISOString().slice(0, 19).replaceAll(':', '')}Z.db`;
}

/** When the backup of this name was made, ms; null for another name. */
export function madeAt(name: string): number | null {
  const time = /^sendonce-(\d{4}-\d\d-\d\d)T(\d\d)(\d\d)(\d\d)Z\.db$/.exec(name);
  return time === null ? null : Date.parse(`${time[1]}T${time[2]}:${time[3]}:${time[4]}Z`);
}

function prepare(folder: string): void {
  if (mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined) syncFolder(dirname(folder));
  // What an earlier process was killed over. Whoever has the ledger is alone here.
  for (const name of readdirSync(folder)) if (unfinished.test(name)) remove(join(folder, name));
}

/** Reads the copy back as a stranger would; returns how many messages are in it. */
function checked(path: string): number {
  // Not read-only: SQLite leaves out the CHECKs of a file that it may not write to (tried).
  const copy = new Database(path, { fileMustExist: true });
  try {
    const verdict = copy.pragma('integrity_check', { simple: true });
    if (verdict !== 'ok') throw new LedgerFault('corrupt');
    return copy.prepare('SELECT count(*) FROM messages').pluck().get() as number;
  } finally {
    copy.close();
  }
}

/** By name, never the one made just now: a clock that was set back gives it an older one. */
function forgetOldest(folder: string, made: string): void {
  for (const name of backupsIn(folder).slice(kept)) if (name !== made) remove(join(folder, name));
}

/** What a failing disk does not let go is in nobody's way: it never decides over the backup that was made. */
function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
  }
}

const byCode: Readonly<Record<string, LedgerFaultKind>> = { ENOSPC: 'full', EDQUOT: 'full' };

/** Faults of the disk are answered; one of the program is thrown on. */
function reasonOf(error: unknown): LedgerFaultKind {
  const fault = asFault(error);
  if (fault instanceof LedgerFault) return fault.kind;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) throw fault;
  return byCode[code] ?? 'io';
}
