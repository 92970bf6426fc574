/**
 * The epoch: a number bumped by every opening, so that one that came later shuts out all before it. It stands in the
 * ledger and again in a small file beside it, because the ledger alone cannot show it: measured, a process whose lock
 * was lost (anything that opens and closes the ledger's file in the same process drops it) goes on reading its own
 * write-ahead log and sees nothing of the one that came after; and after a restore it writes to a file without a name.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type Database from 'better-sqlite3';

export interface Epoch {
  readonly number: number;
  /** Whether a later opening has taken over, as far as the file beside the ledger tells. */
  superseded(): boolean;
}

function read(path: string): number | null {
  try {
    const number = Number.parseInt(readFileSync(path, 'utf8'), 10);
    return Number.isSafeInteger(number) ? number : null;
  } catch {
    return null;
  }
}

/** Bump the epoch of the ledger, and of its file beside it (`null`: in memory, no such file). */
export function beginEpoch(db: Database.Database, path: string | null, at: number): Epoch {
  // A restored ledger brings an old number along: the file's may be higher.
  const beside = path === null ? 0 : (read(path) ?? 0);
  const number = db
    .prepare('UPDATE epoch SET number = max(number, ?) + 1, opened_at = ? RETURNING number')
    .pluck()
    .get(beside, at) as number;
  if (path === null) return { number, superseded: () => false };
  writeFileSync(path, `${number}\n`, { mode: 0o600 });
  // Gone or unreadable is superseded too: the folder was moved, restored or unmounted under this process.
  return { number, superseded: () => read(path) !== number };
}

/** The number in the file beside the ledger `ledger`; zero where there is none. */
export function epochBeside(ledger: string): number {
  return read(`${ledger}.epoch`) ?? 0;
}

/** Written whole or not at all, and synced: whoever reads another number has been superseded. */
export function writeEpochBeside(ledger: string, number: number): void {
  const draft = `${ledger}.epoch.new`;
  writeFileSync(draft, `${number}\n`, { mode: 0o600, flush: true });
  renameSync(draft, `${ledger}.epoch`);
}
