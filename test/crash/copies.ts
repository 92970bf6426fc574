/** Copies of the ledger: whatever bears the name of one must be whole, whenever its making was cut off. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

/** What is wrong with the files in `folder` whose name is `named`. */
export function unsoundCopies(folder: string, named: RegExp): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => named.test(name))
    .flatMap((name) => {
      const why = faultOf(join(folder, name));
      return why === null ? [] : [`the copy ${name} is not whole: ${why}`];
    });
}

function faultOf(file: string): string | null {
  try {
    const db = new Database(file, { readonly: true });
    try {
      const verdict = String(db.pragma('integrity_check', { simple: true }));
      db.prepare('SELECT count(*) FROM messages').get();
      return verdict === 'ok' ? null : verdict;
    } finally {
      db.close();
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
