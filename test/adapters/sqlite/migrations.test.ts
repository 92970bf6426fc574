/** A ledger of every earlier schema comes to the present one with nothing lost, changed or unguarded. */
import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { composeLedger } from '../../../src/adapters/sqlite/ledger.ts';
import { migrate, migrations } from '../../../src/adapters/sqlite/migrations.ts';
import { openLedger } from '../../../src/adapters/sqlite/open.ts';
import { durable, setPragmas } from '../../../src/adapters/sqlite/pragmas.ts';
import { LedgerCorrupt } from '../../../src/adapters/sqlite/refusals.ts';
import { statuses } from '../../../src/core/message.ts';
import { armingIn, newFolder, noon, raw, reservedId, settle, step, stopSwitch, ways } from './ground.ts';

const closedWords = ['hold_reasons', 'actors', 'evidences', 'alarm_states', 'latch_reasons', 'doubts'];

type Rows = Readonly<Record<string, readonly unknown[]>>;

/** All that stands in the tables that were there, in the columns that were there. */
function rowsOf(db: Database.Database, of: Rows | null = null): Rows {
  const tables = db
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
    .pluck()
    .all() as string[];
  const found = tables
    .filter((table) => of === null || table in of)
    .map((table) => {
      const rows = db.prepare(`SELECT * FROM ${table}`).all() as Record<string, unknown>[];
      const before = of?.[table]?.[0];
      const columns = before === undefined ? null : Object.keys(before as object);
      const kept = rows.map((row) =>
        columns === null ? row : Object.fromEntries(columns.map((column) => [column, row[column]])),
      );
      return [table, kept] as const;
    });
  return Object.fromEntries(found);
}

const schemaOf = (db: Database.Database) =>
  db
    .prepare(
      `SELECT type, name, tbl_name AS of, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name`,
    )
    .all() as { type: string; name: string; of: string; sql: string }[];

/** A ledger as the version of that schema left it: a message in every state, events, a telling, a latch, a question. */
function ledgerOf(schema: number): { readonly file: string; readonly rows: Rows } {
  const file = `${newFolder()}/ledger.db`;
  const db = new Database(file);
  setPragmas(db, durable);
  migrate(db, { file, at: noon, list: migrations.slice(0, schema) });
  const ledger = composeLedger(db, { number: 0, superseded: () => false }, { stopFile: stopSwitch() });
  const { arm } = armingIn(ledger);
  ledger.write((tx) => tx.pageBorn('g1', noon - 60_000));
  for (const status of statuses) {
    const { id } = arm({ body: `${status} ❤️\u0000\r\n`, dry: status === 'rehearsed' });
    for (const next of ways[status]) step(db, id, next);
  }
  const { id } = arm();
  ledger.write((tx) => {
    tx.claim(id, noon, 'g1');
    settle(tx, id, 'sending', 'sent');
    tx.set('zone', 'Europe/London');
    tx.pageDied('g1', noon + 5);
  });
  ledger.write((tx) => tx.pageBorn('g2', noon + 10));
  db.exec(`
    INSERT INTO commands (wa_id, text, text_hash, chat_id, at, received_at, edited, state)
      VALUES ('3A1', '/list', '${'a'.repeat(64)}', 'c', 1, 2, 0, 'received');
    INSERT INTO questions (kind, draft, asked_at, state) VALUES ('k', '{}', 1, 'open');
    INSERT INTO notices (kind, body, about, question_id, created_at, state) VALUES ('reply', 'b', '[1]', 1, 1, 'waiting');
    INSERT INTO tellings VALUES (1, 1, '${reservedId(900)}', 'g2', 'c', 5, 'open', NULL);
    INSERT INTO latches (name, set_at, why) VALUES ('breaker', 7, 'conflict');
    INSERT INTO learned VALUES ('mum', 'c', NULL, NULL, 'Mum', 'person', NULL);
    INSERT INTO starts (started_at, ended_at, how) VALUES (1, 2, 'fault')`);
  if (schema >= 2)
    db.exec(`
      INSERT INTO consents VALUES (1, 'far');
      INSERT INTO alarms (state, message_id, why, raised_at, outcome) VALUES ('breaker', NULL, 'conflict', 9, 'waiting');
      INSERT INTO alarms (state, message_id, why, raised_at, outcome) VALUES ('missed', 8, NULL, 9, 'waiting');
      UPDATE alarms SET outcome = 'accepted', settled_at = 12 WHERE id = 2`);
  const rows = rowsOf(db);
  db.close();
  return { file, rows };
}

describe.each(migrations.slice(0, -1).map(({ number }) => [number] as const))('from schema %i', (schema) => {
  test('every row stands as it stood, and the chain of events holds', () => {
    const { file, rows } = ledgerOf(schema);
    const ledger = openLedger({ file, stopFile: stopSwitch(), now: () => noon });
    expect(ledger.verifyEvents().kind).toBe('sound');
    ledger.close();
    const db = raw(file);
    const { epoch: _, ...kept } = rowsOf(db, rows);
    const { epoch: __, ...before } = rows;
    // A later schema may add words to those that are closed.
    for (const table of closedWords) {
      expect(kept[table] ?? []).toEqual(expect.arrayContaining([...(before[table] ?? [])]));
      delete (kept as Record<string, unknown>)[table];
      delete (before as Record<string, unknown>)[table];
    }
    expect(kept).toEqual(before);
    expect(kept.sqlite_sequence).toHaveLength(1);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.pragma('foreign_key_check')).toEqual([]);
    expect(readdirSync(dirname(file)).filter((name) => name.endsWith('.backup'))).toHaveLength(1);
  });

  test('it is guarded as a new one', () => {
    const { file } = ledgerOf(schema);
    openLedger({ file, stopFile: stopSwitch(), now: () => noon }).close();
    const fresh = new Database(':memory:');
    onTestFinished(() => void fresh.close());
    migrate(fresh, { file: null, at: 0 });
    const db = raw(file);
    expect(schemaOf(db)).toEqual(schemaOf(fresh));
    expect(() => db.exec(`UPDATE messages SET status = 'scheduled' WHERE status = 'sent'`)).toThrow(
      'no such transition',
    );
    expect(() => db.exec('DELETE FROM events')).toThrow('never deleted');
    expect(() => db.exec(`INSERT INTO consents VALUES (4711, 'far')`)).toThrow('FOREIGN KEY');
  });
});

test('the whole schema is what was released', async () => {
  const db = new Database(':memory:');
  onTestFinished(() => void db.close());
  migrate(db, { file: null, at: 0 });
  const words = closedWords.map(
    (table) =>
      `-- ${table}: ${db.prepare(`SELECT word FROM ${table} ORDER BY word`).pluck().all().join(' ')}\n`,
  );
  const text = schemaOf(db).map(({ type, name, of, sql }) => `-- ${type} ${name} of ${of}\n${sql};\n`);
  await expect(`${[...text, ...words].join('\n')}`).toMatchFileSnapshot('./schema.sql');
});

describe('tables made again', () => {
  const before = 4;

  test('keep every index and trigger word for word', () => {
    const old = new Database(':memory:');
    const now = new Database(':memory:');
    onTestFinished(() => {
      old.close();
      now.close();
    });
    migrate(old, { file: null, at: 0, list: migrations.slice(0, before) });
    migrate(now, { file: null, at: 0, list: migrations.slice(0, before + 1) });
    const kept = schemaOf(now).filter(({ type, of }) => type !== 'table' && !/s_(?:fixed|stay)$/.test(of));
    for (const one of schemaOf(old).filter(({ type }) => type !== 'table')) expect(kept).toContainEqual(one);
  });

  test('are refused, and the old ones left, where a row names one that is not there', () => {
    const { file, rows } = ledgerOf(before);
    const db = raw(file);
    db.pragma('foreign_keys = OFF');
    db.exec(`INSERT INTO learned VALUES ('anna', 'c', NULL, NULL, 'Anna', 'person', NULL);
      INSERT INTO batches (id, command_wa_id, made_at) VALUES (99, 'x', 1);
      INSERT INTO notices (kind, body, about, question_id, created_at, state) VALUES ('reply', 'b', '[1]', 77, 1, 'waiting')`);
    expect(() => migrate(db, { file, at: noon })).toThrow(LedgerCorrupt);
    expect(db.pragma('user_version', { simple: true })).toBe(before);
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(rowsOf(db).messages).toEqual(rows.messages);
  });

  test('leave the old ones on a disk that is full', () => {
    const { file, rows } = ledgerOf(before);
    const db = raw(file);
    db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true })) + 5}`);
    expect(() => migrate(db, { file, at: noon })).toThrow('full');
    expect(db.pragma('user_version', { simple: true })).toBe(before);
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(rowsOf(db)).toEqual(rows);
  });

  test('remember the highest number of an event that was ever given', () => {
    const { file } = ledgerOf(before);
    const db = raw(file);
    db.exec(`DROP TRIGGER events_stay; DELETE FROM events WHERE seq = (SELECT max(seq) FROM events)`);
    db.exec(`CREATE TRIGGER events_stay BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'x'); END`);
    migrate(db, { file, at: noon });
    db.close();
    expect(() => openLedger({ file, stopFile: stopSwitch(), now: () => noon })).toThrow('does not follow');
  });
});

test('a closed word can be added and never changed or taken away', () => {
  const db = new Database(':memory:');
  onTestFinished(() => void db.close());
  migrate(db, { file: null, at: 0 });
  db.pragma('recursive_triggers = ON');
  for (const table of ['hold_reasons', 'actors', 'evidences', 'alarm_states', 'latch_reasons', 'doubts']) {
    db.exec(`INSERT INTO ${table} VALUES ('brand_new')`);
    expect(() => db.exec(`UPDATE ${table} SET word = 'other'`), table).toThrow('a word stays');
    expect(() => db.exec(`DELETE FROM ${table}`), table).toThrow('never deleted');
    expect(() => db.exec(`INSERT OR REPLACE INTO ${table} VALUES ('brand_new')`), table).toThrow(
      'never deleted',
    );
  }
});
