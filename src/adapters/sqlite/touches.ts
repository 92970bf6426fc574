/**
 * Which tables a statement reads or writes, so that what was read of one table stands while another is written. It goes by
 * its text: it reads every table that is named there, and writes the one that it says, with all that the triggers of that
 * one write. Too many would cost a question, too few would let the program go on by a row that has changed: a test holds
 * it to what SQLite itself opens.
 */
import type Database from 'better-sqlite3';

export interface Table {
  readonly name: string;
  /** The number of the last statement that wrote it. */
  writtenAt: number;
}

export interface Touch {
  readonly tables: readonly Table[];
  readonly writes: boolean;
}

export interface Touches {
  /** Of a statement of this text. */
  of(text: string, writes: boolean): Touch;
  /** Such a statement is run. */
  ran(touch: Touch): void;
  /** The number of the last statement that wrote anything. */
  readonly writes: number;
  /** What `read` returns, and the tables that it looked at. */
  during<T>(read: () => T): { readonly answer: T; readonly tables: readonly Table[] };
}

/** One for each connection, which in a simulation may be opened as a ledger more than once. */
const kept = new WeakMap<Database.Database, Touches>();

export function touchesOf(db: Database.Database): Touches {
  const known = kept.get(db) ?? createTouches(db);
  kept.set(db, known);
  return known;
}

const words = /\w+/g;
const changed = /\b(?:INTO|UPDATE|DELETE\s+FROM)\s+(\w+)/g;

const changedBy = (sql: string): readonly string[] =>
  [...sql.matchAll(changed)].map(([, name]) => name ?? '');

function createTouches(db: Database.Database): Touches {
  const rows = db.prepare('SELECT type, name, tbl_name AS of, sql FROM sqlite_schema').all() as {
    readonly type: string;
    readonly name: string;
    readonly of: string;
    readonly sql: string | null;
  }[];
  const tables = new Map<string, Table>();
  for (const { type, name } of rows) if (type === 'table') tables.set(name, { name, writtenAt: 0 });
  const found = (names: Iterable<string | undefined>): Table[] => {
    const all = [...names].map((name) => (name === undefined ? undefined : tables.get(name)));
    return [...new Set(all.filter((table) => table !== undefined))];
  };
  /** By the name of the table that they watch: all that its triggers name as changed. */
  const behind = new Map<string, string[]>();
  for (const { type, of, sql } of rows)
    if (type === 'trigger' && sql !== null) behind.set(of, [...(behind.get(of) ?? []), ...changedBy(sql)]);
  let writes = 0;
  let reading: Table[] | null = null;

  return {
    of(text, isWrite) {
      if (!isWrite) return { tables: found(text.match(words) ?? []), writes: false };
      const all = new Set(found(changedBy(text)));
      // A trigger may fire another one: a set visits what is added to it while it is walked.
      for (const { name } of all) for (const table of found(behind.get(name) ?? [])) all.add(table);
      return { tables: [...all], writes: true };
    },
    ran(touch) {
      if (touch.writes) {
        writes++;
        for (const table of touch.tables) table.writtenAt = writes;
      } else if (reading !== null)
        for (const table of touch.tables) if (!reading.includes(table)) reading.push(table);
    },
    get writes() {
      return writes;
    },
    during(read) {
      const outer = reading;
      const mine: Table[] = [];
      reading = mine;
      try {
        return { answer: read(), tables: mine };
      } finally {
        reading = outer;
      }
    },
  };
}
