import type Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openLedger } from '../../../src/adapters/sqlite/open.ts';
import { LedgerCorrupt } from '../../../src/adapters/sqlite/refusals.ts';
import { armingIn, noon, openFile, openGround, raw, settle, stopSwitch } from './ground.ts';

test('every change writes its event in the same transaction: who, from, to, evidence', () => {
  const { ledger, arm } = openGround();
  const { id } = arm();
  ledger.write((tx) => {
    tx.claim(id, noon, 'g1');
    tx.move({
      id,
      from: 'sending',
      to: 'failed',
      actor: 'whatsapp',
      evidence: 'nack',
      detail: 'ack:-1',
      at: noon + 1000,
    });
    tx.drop(id, noon + 2000);
  });
  const rest = { messageId: id, detail: null };
  expect(ledger.events(id)).toEqual([
    {
      ...rest,
      seq: 1,
      at: noon - 30_000,
      actor: 'owner',
      from: null,
      to: 'scheduled',
      evidence: 'owner_command',
    },
    { ...rest, seq: 2, at: noon, actor: 'dispatcher', from: 'scheduled', to: 'sending', evidence: 'claim' },
    {
      ...rest,
      seq: 3,
      at: noon + 1000,
      actor: 'whatsapp',
      from: 'sending',
      to: 'failed',
      evidence: 'nack',
      detail: 'ack:-1',
    },
    {
      ...rest,
      seq: 4,
      at: noon + 2000,
      actor: 'owner',
      from: 'failed',
      to: 'dropped',
      evidence: 'owner_answer',
    },
  ]);
  expect(ledger.lastEventAt()).toBe(noon + 2000);
});

test('an empty ledger has a sound chain and no last event', () => {
  const { ledger } = openGround();
  expect(ledger.verifyEvents()).toEqual({ kind: 'sound', checked: 0 });
  expect(ledger.lastEventAt()).toBeNull();
});

test('a write that is rolled back leaves no hole in the chain', () => {
  const { ledger, arm } = openGround();
  const { id } = arm();
  expect(() =>
    ledger.write((tx) => {
      settle(tx, id, 'scheduled', 'cancelled');
      throw new Error('no');
    }),
  ).toThrow('no');
  ledger.write((tx) => settle(tx, id, 'scheduled', 'missed'));
  expect(ledger.verifyEvents()).toEqual({ kind: 'sound', checked: 2 });
});

/** What somebody with the file and a tool could do; each drops the triggers in its way first. */
const tamperings: readonly (readonly [
  what: string,
  act: (db: Database.Database) => void,
  foundAt: number,
])[] = [
  ['an evidence changed', (db) => db.exec(`UPDATE events SET evidence = 'ack' WHERE seq = 3`), 3],
  ['an instant changed', (db) => db.exec('UPDATE events SET at = at - 1 WHERE seq = 2'), 2],
  ['a message exchanged', (db) => db.exec('UPDATE events SET message_id = 2 WHERE seq = 1'), 1],
  ['an actor changed', (db) => db.exec(`UPDATE events SET actor = 'start' WHERE seq = 2`), 2],
  ['a status left changed', (db) => db.exec(`UPDATE events SET left_state = 'held' WHERE seq = 3`), 3],
  ['a status reached changed', (db) => db.exec(`UPDATE events SET new_state = 'sent' WHERE seq = 3`), 3],
  ['a detail added', (db) => db.exec(`UPDATE events SET detail = '1' WHERE seq = 1`), 1],
  ['a hash changed', (db) => db.exec(`UPDATE events SET hash = replace(hash, 'a', 'b') WHERE seq = 2`), 2],
  ['a row taken out', (db) => db.exec('DELETE FROM events WHERE seq = 2'), 2],
  ['the last row cut off', (db) => db.exec('DELETE FROM events WHERE seq = 4'), 4],
  [
    'a row added',
    (db) =>
      db.exec(`INSERT INTO events (at, actor, new_state, evidence, hash)
        VALUES (0, 'owner', 'sent', 'ack', '${'0'.repeat(64)}')`),
    5,
  ],
];

test.each(tamperings)('%s by raw SQL is found, and the ledger is not opened again', (_, act, foundAt) => {
  const { file, ledger } = openFile();
  const { arm } = armingIn(ledger);
  const { id } = arm();
  ledger.write((tx) => {
    tx.claim(id, noon, 'g1');
    settle(tx, id, 'sending', 'failed');
  });
  arm();
  ledger.close();
  const db = raw(file);
  db.exec('DROP TRIGGER events_fixed; DROP TRIGGER events_stay');
  act(db);
  db.close();
  const open = () => openLedger({ file, stopFile: stopSwitch(), now: () => noon });
  expect(open).toThrow(LedgerCorrupt);
  expect(open).toThrow(`event ${foundAt} `);
});

test('the last thousand are verified at every start, all of them on demand', () => {
  const { file, ledger } = openFile();
  const { arm } = armingIn(ledger);
  for (let n = 0; n < 1005; n += 1) arm();
  ledger.close();
  const db = raw(file);
  db.exec('DROP TRIGGER events_fixed; UPDATE events SET at = at + 1 WHERE seq = 5');
  db.close();
  // The row before the first one checked is taken on trust, so that a start costs the same in ten years.
  const old = openLedger({ file, stopFile: stopSwitch(), now: () => noon });
  expect(old.verifyEvents()).toEqual({ kind: 'broken', seq: 5 });
  old.close();
  const again = raw(file);
  again.exec('UPDATE events SET at = at + 1 WHERE seq = 6');
  again.close();
  expect(() => openLedger({ file, stopFile: stopSwitch(), now: () => noon })).toThrow('event 6 ');
});
