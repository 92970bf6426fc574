/** Aliases and learned names as the ledger keeps them. */
import { describe, expect, test } from 'vitest';
import { choir, mum, noon, openGround } from './ground.ts';

const alias = { name: 'boss', spelled: 'Boss', chat: mum, madeAt: noon };

describe('an alias', () => {
  test('stands for the chat as it was seen, and the last one made stands', () => {
    const { ledger, db } = openGround();
    expect([ledger.alias('boss'), ledger.aliases()]).toEqual([null, []]);
    const later = { ...alias, chat: choir, madeAt: noon + 5 };
    ledger.write((tx) => {
      tx.setAlias(alias);
      tx.setAlias({ ...alias, name: 'aunt', spelled: 'Aunt' });
    });
    expect(ledger.alias('boss')).toEqual(alias);
    ledger.write((tx) => tx.setAlias(later));
    expect(ledger.alias('boss')).toEqual(later);
    expect(ledger.aliases().map(({ name }) => name)).toEqual(['aunt', 'boss']);
    expect(db.prepare('SELECT chat_id, made_at, ended_at FROM aliases WHERE name = ?').all('boss')).toEqual([
      { chat_id: mum.chatId, made_at: noon, ended_at: noon + 5 },
      { chat_id: choir.chatId, made_at: noon + 5, ended_at: null },
    ]);
  });

  test('that ended stands for nothing, and another may be made of its name', () => {
    const { ledger } = openGround();
    ledger.write((tx) => tx.setAlias(alias));
    ledger.write((tx) => tx.endAlias('boss', noon + 9));
    expect(ledger.alias('boss')).toBeNull();
    expect(() => ledger.write((tx) => tx.endAlias('boss', noon + 10))).toThrow('expected to end an alias');
    ledger.write((tx) => tx.setAlias({ ...alias, madeAt: noon + 20 }));
    expect(ledger.alias('boss')?.madeAt).toBe(noon + 20);
  });

  test.each([
    [
      'be one of two',
      `INSERT INTO aliases (name, spelled, chat_id, chat_name, chat_kind, made_at)
       VALUES ('boss', 'Boss', 'x', 'X', 'person', 1)`,
      /UNIQUE/,
    ],
    ['point elsewhere', `UPDATE aliases SET chat_id = 'x'`, /one ends/],
    ['stand again', `UPDATE aliases SET ended_at = 1; UPDATE aliases SET ended_at = NULL`, /one ends/],
    ['go', 'DELETE FROM aliases', /never deleted/],
  ])('may not %s', (_, sql, why) => {
    const { ledger, db } = openGround();
    ledger.write((tx) => tx.setAlias(alias));
    expect(() => db.exec(sql)).toThrow(why);
  });
});

test('a learned name is listed, and forgotten once', () => {
  const { ledger } = openGround();
  ledger.write((tx) => {
    tx.learn('singers', choir);
    tx.learn('mum', mum);
  });
  expect(ledger.allLearned()).toEqual([
    { name: 'mum', chat: mum },
    { name: 'singers', chat: choir },
  ]);
  ledger.write((tx) => tx.forgetLearned('mum'));
  expect(ledger.learned('mum')).toBeNull();
  expect(() => ledger.write((tx) => tx.forgetLearned('mum'))).toThrow('forget a learned name');
});
