import Database from 'better-sqlite3';
import { beforeAll, expect, test, vi } from 'vitest';
import { memoryFile } from '../../../src/adapters/sqlite/open.ts';
import { touchesOf } from '../../../src/adapters/sqlite/touches.ts';
import { runNight } from '../../sim/run-night.ts';

/** What nights have asked of their ledger. */
const texts = new Set<string>();
let db: Database.Database;
/** By the number of its first page. */
let tableAt: Map<number, string>;

interface Opened {
  readonly opcode: string;
  readonly p2: number;
  readonly p3: number;
}

beforeAll(async () => {
  const prepare = vi.spyOn(Database.prototype, 'prepare');
  // Long ones are of every kind, and their statements are prepared once in a process.
  for (let seed = 1; seed <= 25; seed++) await runNight(seed, 'long');
  for (const [text] of prepare.mock.calls) texts.add(text);
  prepare.mockRestore();
  db = new Database(memoryFile().bytes());
  const rows = db.prepare('SELECT rootpage, tbl_name AS name FROM sqlite_schema WHERE rootpage > 0').all();
  tableAt = new Map((rows as { rootpage: number; name: string }[]).map((row) => [row.rootpage, row.name]));
}, 60_000);

/** The tables that SQLite opens for this statement and all that its triggers do, from the program that it makes of it. */
function opened(text: string, how: readonly string[]): Set<string> {
  const program = db.prepare(`EXPLAIN ${text.replace(/\?|:\w+/g, 'NULL')}`).all() as Opened[];
  const cursors = program.filter(({ opcode, p3 }) => how.includes(opcode) && p3 === 0);
  return new Set(
    cursors.map(({ p2 }) => tableAt.get(p2) ?? '').filter((name) => !/^(?:sqlite_|$)/.test(name)),
  );
}

const isOfTables = (text: string): boolean => /^\s*(?:SELECT|INSERT|UPDATE|DELETE|WITH)/.test(text);

test('whatever SQLite reads for a question is known to be read', () => {
  const questions = [...texts].filter((text) => isOfTables(text) && db.prepare(text).readonly);
  expect(questions.length).toBeGreaterThan(60);
  for (const text of questions) {
    const known = touchesOf(db)
      .of(text, false)
      .tables.map(({ name }) => name);
    expect(known, text).toEqual(expect.arrayContaining([...opened(text, ['OpenRead', 'ReopenIdx'])]));
  }
});

test('whatever SQLite writes, with all that the triggers write, is known to be written', () => {
  const writes = [...texts].filter((text) => isOfTables(text) && !db.prepare(text).readonly);
  expect(writes.length).toBeGreaterThan(40);
  for (const text of writes) {
    const known = touchesOf(db)
      .of(text, true)
      .tables.map(({ name }) => name);
    expect(known, text).toEqual(expect.arrayContaining([...opened(text, ['OpenWrite'])]));
  }
});

test('few tables are held for changed that are not', () => {
  const changed = (text: string): readonly string[] =>
    touchesOf(db)
      .of(text, true)
      .tables.map(({ name }) => name);
  expect(changed('INSERT INTO settings (key, value) VALUES (?, ?)')).toEqual(['settings']);
  expect(changed("UPDATE notices SET state = 'told' WHERE id = ?")).toEqual(['notices']);
});
