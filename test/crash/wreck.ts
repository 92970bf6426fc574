/** What a crash left behind, before the next start touches it. */
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';

/** The ledger as a crash left it, and how long the world's record was then. */
export interface Wreck {
  readonly entries: number;
  readonly stopped: boolean;
  /** How many of the owner's `/resume` had been carried out. */
  readonly resumes: number;
  /** Reserved ids of the rows that may not be handed over any more, with their state. */
  readonly over: readonly { readonly reservedId: string; readonly id: number; readonly status: string }[];
}

export function ledgerOf(dataDir: string): string {
  return join(dataDir, 'ledger.db');
}

/** Looks at a copy, so that the start that follows finds what the crash left and nothing tidied. */
export function wreckOf(dataDir: string, entries: number): Wreck {
  const folder = mkdtempSync(join(tmpdir(), 'sendonce-wreck-'));
  try {
    const copy = join(folder, 'ledger.db');
    for (const end of ['', '-wal'])
      if (existsSync(`${ledgerOf(dataDir)}${end}`))
        copyFileSync(`${ledgerOf(dataDir)}${end}`, `${copy}${end}`);
    const db = new Database(copy);
    const known = (name: string): boolean =>
      db.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(name) !== undefined;
    const stopped = known('latches') && db.prepare('SELECT 1 FROM latches').get() !== undefined;
    const resumes = known('commands')
      ? (db
          .prepare(`SELECT count(*) FROM commands WHERE state = 'done' AND text LIKE '%resume%'`)
          .pluck()
          .get() as number)
      : 0;
    const over = known('messages')
      ? (db
          .prepare(
            `SELECT reserved_id AS reservedId, id, status FROM messages WHERE status NOT IN ('scheduled', 'held')`,
          )
          .all() as Wreck['over'])
      : [];
    db.close();
    return { entries, stopped, resumes, over };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
