/** The schema says again what core says as data. These tests write past the program, straight into the file. */
import type Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { LatchName, LatchWhy } from '../../../src/core/ledger.ts';
import { type Actor, evidences, mayMove } from '../../../src/core/lifecycle.ts';
import { holdReasons, statuses } from '../../../src/core/message.ts';
import { armingIn, noon, openFile, openGround, raw, reservedId, settle, step, ways } from './ground.ts';

test('on a real file every pair of statuses is allowed or refused as core/lifecycle has it', () => {
  const { file, ledger } = openFile();
  const { arm } = armingIn(ledger);
  const pairs = statuses.flatMap((from) => statuses.map((to) => ({ from, to })));
  const rows = pairs.map(({ from, to }) => ({
    from,
    to,
    id: arm({ dry: from === 'rehearsed' || (from === 'scheduled' && to === 'rehearsed') }).id,
  }));
  ledger.close();
  const db = raw(file);
  const wrong: string[] = [];
  for (const { from, to, id } of rows) {
    for (const next of ways[from]) step(db, id, next);
    let allowed = true;
    try {
      step(db, id, to);
    } catch (error) {
      allowed = false;
      // Refused by the transition trigger, and not because this test forgot something else.
      expect(String(error)).toContain('no such transition');
    }
    if (allowed !== mayMove(from, to)) wrong.push(`${from} -> ${to}: ${allowed ? 'allowed' : 'refused'}`);
  }
  expect(wrong).toEqual([]);
});

describe('closed words', () => {
  const actors: Readonly<Record<Actor, true>> = {
    owner: true,
    dispatcher: true,
    whatsapp: true,
    start: true,
    grace: true,
    outside: true,
  };
  const latchNames: Readonly<Record<LatchName, true>> = { stopped: true, breaker: true };
  const latchWhys: Readonly<Record<LatchWhy, true>> = {
    owner_command: true,
    outside: true,
    stop_file: true,
    in_doubt_in_a_row: true,
    account_refused: true,
    second_delivery: true,
    crash_loop: true,
    conflict: true,
  };

  test('every evidence and actor of core is taken, and no other', () => {
    const { ledger, db, arm } = openGround();
    const insert = (actor: string, evidence: string) =>
      db
        .prepare(
          `INSERT INTO events (at, actor, new_state, evidence, hash) VALUES (0, ?, 'x', ?, '${'0'.repeat(64)}')`,
        )
        .run(actor, evidence);
    for (const evidence of evidences) insert('owner', evidence);
    for (const actor of Object.keys(actors)) insert(actor, 'ack');
    expect(() => insert('owner', 'a hunch')).toThrow('FOREIGN KEY');
    expect(() => insert('somebody', 'ack')).toThrow('FOREIGN KEY');
    // And `move` cannot be given another one.
    const { id } = arm();
    expect(() =>
      ledger.write((tx) =>
        tx.move({
          id,
          from: 'scheduled',
          to: 'cancelled',
          actor: 'owner',
          evidence: 'a hunch' as never,
          at: 0,
        }),
      ),
    ).toThrow('FOREIGN KEY');
    expect(ledger.message(id)?.status).toBe('scheduled');
  });

  test('every reason to hold is taken, and no other', () => {
    const { db, arm } = openGround();
    const hold = (reason: string) =>
      db.prepare(`UPDATE messages SET status = 'held', hold_reason = ? WHERE id = ?`).run(reason, arm().id);
    for (const reason of holdReasons) hold(reason);
    expect(() => hold('tired')).toThrow('FOREIGN KEY');
  });

  test('every latch and its reasons are taken, and no other', () => {
    const { db } = openGround();
    const set = (name: string, why: string) => {
      db.prepare('INSERT INTO latches (name, set_at, why) VALUES (?, 0, ?)').run(name, why);
      db.exec('DELETE FROM latches');
    };
    for (const name of Object.keys(latchNames)) for (const why of Object.keys(latchWhys)) set(name, why);
    expect(() => set('paused', 'outside')).toThrow('CHECK');
    expect(() => set('stopped', 'tired')).toThrow('FOREIGN KEY');
  });
});

describe('an attempt', () => {
  const attempt = (db: Database.Database, id: number, reserved: string, generation = 'g1') =>
    db
      .prepare(
        'INSERT INTO attempts (message_id, reserved_id, page_generation, claimed_at) VALUES (?, ?, ?, 0)',
      )
      .run(id, reserved, generation);

  test('is of a message in sending, under the id that it was armed with, in a page that was born', () => {
    const { db, arm } = openGround();
    const { id, reservedId: own } = arm();
    expect(() => attempt(db, id, own)).toThrow('only of a live message in sending');
    db.exec(`UPDATE messages SET status = 'sending' WHERE id = ${id}`);
    expect(() => attempt(db, id, reservedId(500))).toThrow('under its own reserved id');
    expect(() => attempt(db, id, own, 'g9')).toThrow('FOREIGN KEY');
    attempt(db, id, own);
    expect(() => attempt(db, id, own)).toThrow('UNIQUE');
  });

  test('(1) cannot be made a second time by any statement: no delete, no replace, no change', () => {
    const { db, ledger, arm } = openGround();
    const { id, reservedId: own } = arm();
    step(db, id, 'sending');
    expect(() => db.exec('DELETE FROM attempts')).toThrow('never deleted');
    expect(() =>
      db.exec(`INSERT OR REPLACE INTO attempts (message_id, reserved_id, page_generation, claimed_at)
        VALUES (${id}, '${own}', 'g1', 5)`),
    ).toThrow('never deleted');
    for (const change of [
      `reserved_id = '${reservedId(9)}'`,
      'message_id = 77',
      'claimed_at = 5',
      `page_generation = 'g2'`,
    ])
      expect(() => db.exec(`UPDATE attempts SET ${change}`), change).toThrow('what happened stays');
    db.exec('UPDATE attempts SET handed_at = 1, settled_at = 2');
    for (const change of ['handed_at = 3', 'handed_at = NULL', 'settled_at = 3', 'settled_at = NULL'])
      expect(() => db.exec(`UPDATE attempts SET ${change}`), change).toThrow('what happened stays');
    expect(ledger.attempt(id)).toMatchObject({ handedAt: 1, settledAt: 2 });
  });

  test('is there before its message leaves sending', () => {
    const { db, arm } = openGround();
    const { id } = arm();
    db.exec(`UPDATE messages SET status = 'sending' WHERE id = ${id}`);
    expect(() => step(db, id, 'failed')).toThrow('sending without an attempt');
  });
});

test('(1) INSERT OR REPLACE cannot make a sent row scheduled again, and no row is ever deleted', () => {
  const { file, ledger } = openFile();
  const { arm } = armingIn(ledger);
  const { id } = arm();
  ledger.write((tx) => {
    tx.claim(id, noon, 'g1');
    settle(tx, id, 'sending', 'sent');
    tx.addNotice({ kind: 'notice', body: 'x', chatId: null, about: [id], questionId: null, at: noon });
    tx.claimTelling(1, reservedId(900), 'g1', 'c', noon);
    tx.receiveCommand({
      waId: 'c',
      text: '/stop',
      chatId: 'c',
      at: noon,
      receivedAt: noon,
      quotedWaId: null,
      file: null,
    });
  });
  ledger.close();
  const db = raw(file);
  const columns = (db.pragma('table_info(messages)') as { name: string }[]).map(({ name }) => name);
  const scheduledAgain = columns.map((name) => {
    if (name === 'status') return `'scheduled'`;
    return name === 'ack' ? 'NULL' : name;
  });
  expect(() =>
    db.exec(
      `INSERT OR REPLACE INTO messages (${columns.join()}) SELECT ${scheduledAgain.join()} FROM messages`,
    ),
  ).toThrow('rows are never deleted');
  for (const table of ['messages', 'attempts', 'events', 'pages', 'commands', 'notices', 'tellings'])
    expect(() => db.exec(`DELETE FROM ${table}`), table).toThrow('rows are never deleted');
  expect(db.prepare('SELECT status FROM messages').pluck().all()).toEqual(['sent']);
});

test('events refuse UPDATE, DELETE and REPLACE', () => {
  const { db, arm } = openGround();
  arm();
  expect(() => db.exec(`UPDATE events SET actor = 'start'`)).toThrow('written once');
  expect(() => db.exec('DELETE FROM events')).toThrow('never deleted');
  expect(() => db.exec('INSERT OR REPLACE INTO events SELECT * FROM events')).toThrow('never deleted');
});

test('an event carries a figure or a closed word, never a sentence', () => {
  const { ledger, arm } = openGround();
  const { id } = arm();
  const fail = (detail: string) => () =>
    ledger.write((tx) =>
      tx.move({
        id,
        from: 'scheduled',
        to: 'cancelled',
        actor: 'owner',
        evidence: 'owner_command',
        detail,
        at: noon,
      }),
    );
  for (const detail of ['Happy birthday!', 'two words', 'é', '', 'x'.repeat(65)])
    expect(fail(detail), detail).toThrow('CHECK');
  expect(fail('ack:-1')).not.toThrow();
});
