import Database from 'better-sqlite3';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type Remembered, rememberedOf } from '../../../src/adapters/sqlite/remembered.ts';

let db: Database.Database;
let remembered: Remembered;
let asked: string[];
const verbs = {
  row: (id: number) => {
    asked.push(`row ${id}`);
    return id > 100 ? null : { id };
  },
  rows: (filter: { readonly before?: number; readonly many?: number }) => {
    asked.push('rows');
    return Array.from({ length: filter.many ?? 1 }, (_, place) => place);
  },
};

beforeEach(() => {
  db = new Database(':memory:');
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
    const { say } = remembered.reading({ say: (what: unknown) => typeof what });
    expect([say(1), say('1')]).toEqual(['number', 'string']);
  });

  test('neither are the two ends of time', () => {
    const { at } = remembered.reading({ at: ({ end }: { readonly end: number }) => end });
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
    rememberedOf(db).writing(() => undefined);
    row(1);
    expect(() =>
      remembered.writing(() => {
        throw new Error('the disk is full');
      }),
    ).toThrow('the disk is full');
    row(1);
    expect(asked).toHaveLength(3);
  });

  test('leaves nothing that was read inside of it', () => {
    const { row } = remembered.reading(verbs);
    remembered.writing(() => [row(1), row(1)]);
    row(1);
    expect(asked).toHaveLength(3);
  });
});
