/** Alarms in the ledger: raised by the tables, kept until accepted; and a ledger of the first schema that gets them. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { migrate, migrations } from '../../../src/adapters/sqlite/migrations.ts';
import { openLedger } from '../../../src/adapters/sqlite/open.ts';
import { durable, setPragmas } from '../../../src/adapters/sqlite/pragmas.ts';
import { alarmStates } from '../../../src/core/alarm.ts';
import { doubts } from '../../../src/core/consent.ts';
import type { LatchWhy } from '../../../src/core/ledger.ts';
import {
  armingIn,
  mum,
  newFolder,
  noon,
  type OpenGround,
  openGround,
  reservedId,
  settle,
  stopSwitch,
} from './ground.ts';

function alarmed(): OpenGround {
  const ground = openGround();
  ground.ledger.write((tx) => tx.setAlarming(true, noon - 60_000));
  return ground;
}

/** Leads a new message into `to` and returns its id. */
function into(to: 'missed' | 'held' | 'failed' | 'in_doubt', { ledger, arm }: OpenGround): number {
  const { id } = arm();
  ledger.write((tx) => {
    if (to === 'missed') settle(tx, id, 'scheduled', 'missed');
    else if (to === 'held')
      tx.move({
        id,
        from: 'scheduled',
        to,
        actor: 'dispatcher',
        evidence: 'clock_stepped',
        holdReason: 'clock',
        at: noon,
      });
    else {
      tx.claim(id, noon, 'g1');
      settle(tx, id, 'sending', to);
    }
  });
  return id;
}

describe('(4) an alarm', () => {
  test('is raised in the transaction of every state that the owner must hear of, and of no other', () => {
    const ground = alarmed();
    const ids = (['missed', 'held', 'failed', 'in_doubt'] as const).map((to) => into(to, ground));
    const { ledger, arm } = ground;
    const { id } = arm();
    ledger.write((tx) => {
      tx.claim(id, noon, 'g1');
      settle(tx, id, 'sending', 'sent');
      settle(tx, arm2(tx), 'scheduled', 'cancelled');
      tx.setLatch({ name: 'breaker', setAt: noon, why: 'crash_loop' });
      tx.raise('logged_out', noon + 1);
      tx.raise('blocked', noon + 2);
    });
    expect(ledger.alarmsWaiting().map(({ state, messageId, why }) => [state, messageId, why])).toEqual([
      ['missed', ids[0], null],
      ['held', ids[1], null],
      ['failed', ids[2], null],
      ['in_doubt', ids[3], null],
      ['breaker', null, 'crash_loop'],
      ['logged_out', null, null],
      ['blocked', null, null],
    ]);

    function arm2(tx: Parameters<Parameters<typeof ledger.write>[0]>[0]): number {
      return tx.arm({
        batchId: 1,
        part: 1,
        parts: 1,
        chat: mum,
        body: 'x',
        dueAt: noon,
        plannedAt: noon,
        graceMs: 1,
        zone: 'UTC',
        dry: false,
        reservedId: reservedId(700),
        replaces: null,
        commandWaId: 'c',
        file: null,
        at: noon,
      }).id;
    }
  });

  test('goes with the transaction that fails', () => {
    const ground = alarmed();
    const { id } = ground.arm();
    expect(() =>
      ground.ledger.write((tx) => {
        settle(tx, id, 'scheduled', 'missed');
        throw new Error('the disk is full');
      }),
    ).toThrow('the disk is full');
    expect(ground.ledger.alarmsWaiting()).toEqual([]);
  });

  test('is not raised without a receiver, and what waited for one that was taken away is dropped', () => {
    const ground = alarmed();
    into('missed', ground);
    const { ledger } = ground;
    ledger.write((tx) => tx.setAlarming(false, noon));
    expect(ledger.alarmsWaiting()).toEqual([]);
    into('missed', ground);
    ledger.write((tx) => tx.raise('logged_out', noon));
    ledger.write((tx) => tx.setAlarming(true, noon));
    expect(ledger.alarming()).toBe(true);
    expect(ledger.alarmsWaiting()).toEqual([]);
  });

  test('is settled once and never deleted, by any statement', () => {
    const ground = alarmed();
    into('missed', ground);
    const { ledger, db } = ground;
    const [alarm] = ledger.alarmsWaiting();
    const accept = () => ledger.write((tx) => tx.alarmsAccepted([alarm?.id ?? 0], noon + 5));
    accept();
    expect(ledger.alarmsWaiting()).toEqual([]);
    expect(accept).toThrow('expected to note that alarm 1 was accepted');
    expect(() => db.exec(`UPDATE alarms SET outcome = 'waiting', settled_at = NULL`)).toThrow('stays');
    expect(() => db.exec('DELETE FROM alarms')).toThrow('never deleted');
    expect(() => db.exec('INSERT OR REPLACE INTO alarms SELECT * FROM alarms')).toThrow('alarms: ');
    expect(() =>
      db.exec(
        `INSERT INTO alarms (state, raised_at, outcome, settled_at) VALUES ('logged_out', 0, 'accepted', 0)`,
      ),
    ).toThrow('begins waiting');
  });

  test('has closed words: those of the core, and no other', () => {
    const { db } = alarmed();
    const insert = (state: string, why: string | null, messageId: number | null = null) =>
      db
        .prepare(
          `INSERT INTO alarms (state, why, message_id, raised_at, outcome) VALUES (?, ?, ?, 0, 'waiting')`,
        )
        .run(state, why, messageId);
    const ofMessages = ['missed', 'held', 'failed', 'in_doubt'];
    const ofLinks = ['logged_out', 'blocked', 'cannot_send', 'other_lid'];
    const whys: Readonly<Record<LatchWhy, true>> = {
      owner_command: true,
      outside: true,
      stop_file: true,
      in_doubt_in_a_row: true,
      account_refused: true,
      second_delivery: true,
      crash_loop: true,
      conflict: true,
    };
    for (const state of alarmStates.filter((one) => !ofMessages.includes(one) && !ofLinks.includes(one)))
      for (const why of Object.keys(whys)) insert(state, why);
    for (const state of ofLinks) insert(state, null);
    expect(() => insert('sent', null)).toThrow('FOREIGN KEY');
    expect(() => insert('stopped', 'tired')).toThrow('FOREIGN KEY');
    expect(() => insert('stopped', null)).toThrow('CHECK');
    expect(() => insert('missed', null)).toThrow('CHECK');
    const { id } = openGround().arm();
    expect(() => insert('logged_out', null, id)).toThrow();
  });
});

describe('(4) told', () => {
  const notice = (ground: OpenGround, id: number, at: number, ackedAt: number | null): void => {
    const { ledger } = ground;
    ledger.write((tx) => {
      const { id: noticeId } = tx.addNotice({
        kind: 'notice',
        body: 'x',
        chatId: null,
        about: [id],
        questionId: null,
        at,
      });
      tx.claimTelling(noticeId, reservedId(noticeId + 900), 'g1', 'c', at);
      if (ackedAt !== null) tx.settleTelling(reservedId(noticeId + 900), 'acked', ackedAt);
    });
  };

  test('is by WhatsApp ack of a notice about it, or by the 2xx for its alarm, and not before', () => {
    const ground = alarmed();
    const id = into('missed', ground);
    const { ledger } = ground;
    expect(ledger.told(id)).toEqual({ byNoticeAt: null, byAlarmAt: null });
    notice(ground, id, noon + 2_000, null);
    // About another message, and about this one before it was missed.
    notice(ground, into('missed', ground), noon + 2_000, noon + 3_000);
    notice(ground, id, noon - 2_000, noon + 3_000);
    expect(ledger.told(id)).toEqual({ byNoticeAt: null, byAlarmAt: null });
    notice(ground, id, noon + 2_000, noon + 4_000);
    expect(ledger.told(id)).toEqual({ byNoticeAt: noon + 4_000, byAlarmAt: null });
    const [alarm] = ledger.alarmsWaiting();
    ledger.write((tx) => tx.alarmsAccepted([alarm?.id ?? 0], noon + 5_000));
    expect(ledger.told(id)).toEqual({ byNoticeAt: noon + 4_000, byAlarmAt: noon + 5_000 });
  });

  test('of a latch is by its alarm, or by the notice of the same transaction', () => {
    const ground = alarmed();
    const { ledger } = ground;
    expect(ledger.told('breaker')).toEqual({ byNoticeAt: null, byAlarmAt: null });
    ledger.write((tx) => tx.setLatch({ name: 'breaker', setAt: noon, why: 'conflict' }));
    expect(ledger.told('breaker')).toEqual({ byNoticeAt: null, byAlarmAt: null });
    notice(ground, 0, noon, noon + 1_000);
    ledger.write((tx) =>
      tx.alarmsAccepted(
        ledger.alarmsWaiting().map(({ id }) => id),
        noon + 2_000,
      ),
    );
    expect(ledger.told('breaker')).toEqual({ byNoticeAt: noon + 1_000, byAlarmAt: noon + 2_000 });
    expect(ledger.told('stopped')).toEqual({ byNoticeAt: null, byAlarmAt: null });
  });
});

test('a consent is of the words of the core, and stays', () => {
  const { ledger, db, arm } = openGround();
  const { id } = arm();
  ledger.write((tx) => tx.consent(id, doubts.toReversed()));
  expect(ledger.consents(id)).toEqual(doubts);
  expect(ledger.consents(arm().id)).toEqual([]);
  expect(() => db.exec(`INSERT INTO consents VALUES (${id}, 'anything')`)).toThrow('FOREIGN KEY');
  expect(() => db.exec('DELETE FROM consents')).toThrow('never deleted');
  expect(() => db.exec(`UPDATE consents SET doubt = 'far'`)).toThrow('said');
});

test('a latch names the messages that tripped it', () => {
  const { ledger } = openGround();
  ledger.write((tx) => tx.setLatch({ name: 'breaker', setAt: noon, why: 'account_refused', about: [4, 7] }));
  expect(ledger.latch('breaker')).toEqual({
    name: 'breaker',
    setAt: noon,
    why: 'account_refused',
    about: [4, 7],
  });
});

describe('a ledger of the first schema', () => {
  const first = migrations.slice(0, 1);

  test('is as it was released', () => {
    const hashes = first.map(({ sql }) => createHash('sha256').update(sql).digest('hex'));
    expect(hashes).toEqual(['8f3a526ce3b8df512fd839629bb1812485f3842ec834062a914346cc48b82a79']);
  });

  test('is copied, brought up to date, and loses nothing', () => {
    const file = join(newFolder(), 'ledger.db');
    const db = new Database(file);
    setPragmas(db, durable);
    migrate(db, { file, at: noon, list: first });
    const insert = db.prepare(
      `INSERT INTO messages (batch_id, part, parts, chat_id, name, chat_kind, body, body_hash, due_at, planned_at,
         grace_ms, zone, status, dry, reserved_id, armed_at, changed_at, command_wa_id)
       VALUES (1, 1, 1, 'c@c.us', 'Mum', 'person', 'hello', '${'0'.repeat(64)}', ${noon}, ${noon}, 900000, 'UTC',
         'scheduled', 0, ?, 0, 0, 'command')`,
    );
    db.exec(`INSERT INTO batches VALUES (1, 'command', 0); INSERT INTO pages VALUES ('g1', 0, NULL);
      INSERT INTO latches VALUES ('stopped', 5, 'outside')`);
    for (const n of [1, 2, 3]) insert.run(reservedId(n));
    db.exec(`UPDATE messages SET status = 'sending' WHERE id = 2`);
    db.exec(`INSERT INTO attempts (message_id, reserved_id, page_generation, claimed_at)
      SELECT id, reserved_id, 'g1', 0 FROM messages WHERE id = 2`);
    db.close();

    const ledger = openLedger({ file, stopFile: stopSwitch(), now: () => noon });
    expect(existsSync(`${file}.before-2-${noon}.backup`)).toBe(true);
    expect(ledger.messages({}).map(({ id, status }) => [id, status])).toEqual([
      [1, 'scheduled'],
      [2, 'sending'],
      [3, 'scheduled'],
    ]);
    expect(ledger.latch('stopped')).toEqual({ name: 'stopped', setAt: 5, why: 'outside' });
    ledger.write((tx) => {
      tx.setAlarming(true, noon);
      settle(tx, 2, 'sending', 'in_doubt');
      tx.consent(1, ['far']);
    });
    armingIn(ledger);
    expect(ledger.alarmsWaiting()).toMatchObject([{ state: 'in_doubt', messageId: 2 }]);
    ledger.close();
  });
});
