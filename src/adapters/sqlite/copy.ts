import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs';
import type Database from 'better-sqlite3';

/**
 * A copy of the whole ledger in a new file at `path`, private and synced. Written by SQLite itself: a copy of the file
 * alone would lack what still stands in its write-ahead log. Throws where `path` exists or the disk fails, leaving none.
 */
export function writeCopy(db: Database.Database, path: string): void {
  // Made first, empty and private, because SQLite would give its own the permissions of the umask.
  const copy = openSync(path, 'wx', 0o600);
  try {
    db.prepare('VACUUM INTO ?').run(path);
    fsyncSync(copy);
  } catch (error) {
    // Half a copy looks like a whole one to whoever needs it.
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(copy);
  }
}

/** A name made, changed or removed in a folder is durable only when the folder is. */
export function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
