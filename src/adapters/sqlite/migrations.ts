/**
 * The schema's history: an explicit list, each in its own transaction, numbered without gaps; the file's
 * `user_version` is the number of the last one that it went through.
 */
import { existsSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import type Database from 'better-sqlite3';
import { syncFolder, writeCopy } from './copy.ts';
import { ledger001 } from './migrations/001-ledger.ts';
import { alarms002 } from './migrations/002-alarms.ts';
import { recovery003 } from './migrations/003-recovery.ts';
import { unsends004 } from './migrations/004-unsends.ts';
import { words005 } from './migrations/005-words.ts';
import { aliases006 } from './migrations/006-aliases.ts';
import { files007 } from './migrations/007-files.ts';
import { series008 } from './migrations/008-series.ts';
import { amendments009 } from './migrations/009-amendments.ts';
import { standing010 } from './migrations/010-standing.ts';
import { erasures011 } from './migrations/011-erasures.ts';
import { pictures012 } from './migrations/012-pictures.ts';
import { LedgerCorrupt, LedgerTooNew } from './refusals.ts';

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  /** It makes tables again under their old names, which is no loss of what refers to them. */
  readonly rebuilds?: true;
}

export const migrations: readonly Migration[] = [
  ledger001,
  alarms002,
  recovery003,
  unsends004,
  words005,
  aliases006,
  files007,
  series008,
  amendments009,
  standing010,
  erasures011,
  pictures012,
];

/**
 * Bring the ledger to the last schema of `list`. Before the first step that touches an existing ledger a copy is
 * written beside it, as `<file>.before-<number>-<at>.backup`; a ledger in memory (`file: null`) gets none.
 * Throws LedgerTooNew or LedgerCorrupt, having touched nothing; an error of SQLite leaves the step undone.
 */
export function migrate(
  db: Database.Database,
  { file, at, list = migrations }: { file: string | null; at: number; list?: readonly Migration[] },
): void {
  const version = db.pragma('user_version', { simple: true }) as number;
  const known = list.length;
  if (version > known) throw new LedgerTooNew(file ?? 'memory', version, known);
  const tables = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() as number;
  if (version === 0 && tables > 0)
    throw new LedgerCorrupt(file ?? 'memory', 'this is the database of another program');
  const missing = list.filter(({ number }) => number > version);
  const [first] = missing;
  if (first === undefined) return;
  if (file !== null && version > 0) keepCopy(db, `${file}.before-${first.number}-${at}.backup`);
  for (const { number, sql, rebuilds } of missing) {
    const step = db.transaction(() => {
      db.exec(sql);
      if (rebuilds === true && (db.pragma('foreign_key_check') as unknown[]).length > 0)
        throw new LedgerCorrupt(file ?? 'memory', 'a row of it names one that is not there');
      db.pragma(`user_version = ${number}`);
    });
    if (rebuilds === true) withoutForeignKeys(db, () => step.immediate());
    else step.immediate();
  }
}

/** SQLite heeds this switch outside a transaction alone. With them on, dropping a table deletes its rows one by one. */
function withoutForeignKeys(db: Database.Database, act: () => void): void {
  db.pragma('foreign_keys = OFF');
  try {
    act();
  } finally {
    db.pragma('foreign_keys = ON');
  }
}

/** It gets its name when it is whole: a process that is killed over it leaves a `.partial`, and no false hope. */
function keepCopy(db: Database.Database, path: string): void {
  if (existsSync(path)) throw new Error(`EEXIST: expected no earlier copy, found ${path}`);
  const partial = `${path}.partial`;
  writeCopy(db, partial);
  renameSync(partial, path);
  syncFolder(dirname(path));
}
