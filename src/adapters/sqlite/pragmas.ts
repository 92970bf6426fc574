import type Database from 'better-sqlite3';
import { LedgerUnsafe } from './refusals.ts';

type Pragma = readonly [name: string, setting: string, readBack: string | number];

/** Measured: with 250 ms a second process is refused after 257, inside the third of a second that is promised. */
const busyTimeoutMs = 250;

/** Of every opening, in memory too: without recursive_triggers, INSERT OR REPLACE walks past the delete triggers. */
export const guarding: readonly Pragma[] = [
  ['foreign_keys', 'ON', 1],
  ['recursive_triggers', 'ON', 1],
];

/**
 * Of a file. The order matters: exclusive before the log, so that no shared memory file is made and the lock is taken
 * with the first read. WAL comes up with `synchronous=NORMAL` unless set: a committed claim could vanish in a power cut.
 * What a statement may have to take back stays in memory: the system's temporary folder may be full or read-only, and
 * is no place for the text of a message. What is erased or changed is written over, or its text would stand on in the
 * file.
 */
export const durable: readonly Pragma[] = [
  ['busy_timeout', String(busyTimeoutMs), busyTimeoutMs],
  ['locking_mode', 'EXCLUSIVE', 'exclusive'],
  ['journal_mode', 'WAL', 'wal'],
  ['synchronous', 'FULL', 2],
  ['temp_store', 'MEMORY', 2],
  ['secure_delete', 'ON', 1],
  ...guarding,
];

export function setPragmas(db: Database.Database, pragmas: readonly Pragma[]): void {
  for (const [name, setting] of pragmas) db.pragma(`${name} = ${setting}`);
}

/** Throws LedgerUnsafe for the first that did not take: SQLite itself ignores in silence what it cannot do. */
export function readBack(db: Database.Database, file: string, pragmas: readonly Pragma[]): void {
  for (const [name, setting, expected] of pragmas) {
    const found = db.pragma(name, { simple: true });
    if (found !== expected) throw new LedgerUnsafe(file, name, setting, String(found));
  }
}
