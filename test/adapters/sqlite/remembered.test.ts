import Database from 'better-sqlite3';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type Remembered, rememberedOf } from '../../../src/adapters/sqlite/remembered.ts';
import { preparing } from '../../../src/adapters/sqlite/store.ts';
import { openGround } from './ground.ts';

let db: Database.Database;
let remembered: Remembered;
let asked: string[];
let sql: (text: string) => Database.Statement;
const verbs = {
  row: (id: number) => {
    asked.push(`row ${id}`);
    sql('SELECT * FROM rows').all();
    return id > 100 ? null : { id };
  },
  rows: (filter: { readonly before?: number; readonly many?: number }) => {
    asked.push('rows');
    sql('SELECT * FROM rows').all();
    return Array.from({ length: filter.many ?? 1 }, (_, place) => place);
  },
  other: () => {
    asked.push('other');
    return sql('SELECT * FROM others AS o').all();
  },
  both: () => {
    asked.push('both');
    return sql('SELECT * FROM rows JOIN others').all();
  },
};

beforeEach(() => {
  db = new Database(':memory:');
  db.exec(`CREATE TABLE rows (id); CREATE TABLE others (id); CREATE TABLE seen (id);
    CREATE TRIGGER rows_seen AFTER INSERT ON rows BEGIN INSERT INTO seen VALUES (NEW.id); END;
    CREATE TRIGGER seen_others AFTER INSERT ON seen BEGIN UPDATE others SET id = NEW.id; END;`);
  sql = preparing(db);
  onTestFinished(() => {
    db.close();
  });
  asked = [];
  remembered = rememberedOf(db);
});

describe('between two writes', () => {
  test('the same question is asked once, and another one by itself', () => {
    const { row, rows } = remembered.reading(verbs);
    expect([row(1), row(1), row(2), row(101), row(101)]).toEqual([
      { id: 1 },
      { id: 1 },
      { id: 2 },
      null,
      null,
    ]);
    rows({ before: 5 });
    rows({ before: 5 });
    rows({ before: 6 });
    expect(asked).toEqual(['row 1', 'row 2', 'row 101', 'rows', 'rows']);
  });

  test('a number and the same word are not one question', () => {
    const { say } = remembered.reading({
      say: (what: unknown) => sql('SELECT id FROM rows').get() ?? typeof what,
    });
    expect([say(1), say('1')]).toEqual(['number', 'string']);
  });

  test('neither are the two ends of time', () => {
    const { at } = remembered.reading({
      at: ({ end }: { readonly end: number }) => sql('SELECT id FROM rows').get() ?? end,
    });
    expect([at({ end: Number.POSITIVE_INFINITY }), at({ end: Number.NEGATIVE_INFINITY })]).toEqual([
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
    ]);
  });

  test('a long list is not kept', () => {
    const { rows } = remembered.reading(verbs);
    rows({ many: 1_000 });
    rows({ many: 1_000 });
    expect(asked).toHaveLength(2);
  });
});

describe('a write', () => {
  test('lets all be asked anew, whoever wrote over this connection, and also where it failed', () => {
    const { row } = remembered.reading(verbs);
    row(1);
    rememberedOf(db).writing(() => sql('INSERT INTO rows VALUES (1)').run());
    row(1);
    expect(() =>
      remembered.writing(() => {
        sql('DELETE FROM rows').run();
        throw new Error('the disk is full');
      }),
    ).toThrow('the disk is full');
    row(1);
    expect(asked).toHaveLength(3);
  });

  test('leaves what was read of other tables alone', () => {
    const { row, other, both } = remembered.reading(verbs);
    [row(1), other(), both()];
    remembered.writing(() => sql('UPDATE others SET id = 2').run());
    [row(1), other(), both()];
    expect(asked).toEqual(['row 1', 'other', 'both', 'other', 'both']);
  });

  test('is one of the tables too that a trigger of a trigger writes', () => {
    const { other } = remembered.reading(verbs);
    other();
    remembered.writing(() => sql('INSERT INTO rows VALUES (1)').run());
    other();
    expect(asked).toHaveLength(2);
  });

  test('that comes from nowhere in the ledger is never remembered', () => {
    let times = 0;
    const { ask } = remembered.reading({ ask: () => ++times });
    expect([ask(), ask()]).toEqual([1, 2]);
  });

  test('leaves nothing that was read inside of it', () => {
    const { row } = remembered.reading(verbs);
    remembered.writing(() => [row(1), row(1)]);
    row(1);
    expect(asked).toHaveLength(3);
  });
});

test('a closed ledger refuses what it has answered before', () => {
  const { ledger } = openGround();
  expect(ledger.alarmsWaiting()).toEqual([]);
  ledger.close();
  expect(() => ledger.alarmsWaiting()).toThrow();
});
