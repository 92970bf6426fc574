/** What a row of messages can carry, and what it replaces: refused by the file itself, past the program. */
import { describe, expect, test } from 'vitest';
import { statuses } from '../../../src/core/message.ts';
import { noon, openGround, reservedId, settle, step, ways } from './ground.ts';

describe('what a message row can carry', () => {
  /** Inserts a copy of a sound row with one column changed. */
  function copyWith(column: string, value: string): () => void {
    const { db, arm } = openGround();
    const { id } = arm();
    const columns = db.pragma('table_info(messages)') as { name: string }[];
    const names = columns.map(({ name }) => name);
    const values = names.map((name) => {
      if (name === column) return value;
      if (name === 'id') return '2';
      return name === 'reserved_id' ? `'${reservedId(77)}'` : name;
    });
    return () => {
      db.exec(
        `INSERT INTO messages (${names.join()}) SELECT ${values.join()} FROM messages WHERE id = ${id}`,
      );
    };
  }

  test('a sound copy is taken, so that the refusals below are about the one thing changed', () => {
    expect(copyWith('body', `'another'`)).not.toThrow();
  });

  test.each([
    ['planned_at', `${noon - 1}`, 'planned_at >= due_at'],
    ['grace_ms', '-1', 'grace_ms'],
    ['part', '0', 'part BETWEEN'],
    ['part', '2', 'part BETWEEN'],
    ['hold_reason', `'stopped'`, 'hold_reason'],
    ['ack', '1', 'ack'],
    ['ack', '5', 'ack'],
    ['dry', '2', 'dry'],
    ['chat_kind', `'broadcast'`, 'chat_kind'],
    ['chat_id', `''`, 'chat_id'],
    ['reserved_id', `'3EB0000000000000000000'||'g'`, 'reserved_id'],
    ['reserved_id', `'3EB00000000000000000ab'`, 'reserved_id'],
    ['reserved_id', `'3EB1000000000000000000'`, 'reserved_id'],
    ['reserved_id', `'3EB000000000000000000'`, 'reserved_id'],
    ['reserved_id', `'${reservedId(1)}'`, 'UNIQUE constraint failed: messages.reserved_id'],
    ['status', `'sent'`, 'a row begins scheduled'],
    ['status', `'held'`, 'a row begins scheduled'],
    ['dropped_at', '1', 'a row begins scheduled'],
    ['replaces', '2', 'only one that may not have left'],
    ['replaces', '1', 'only one that may not have left'],
    ['batch_id', '99', 'FOREIGN KEY'],
    ['due_at', `'soon'`, 'INTEGER'],
  ])('%s = %s is refused', (column, value, because) => {
    expect(copyWith(column, value)).toThrow(because);
  });

  test('a dry row is never handed over, and a live one never rehearsed', () => {
    const { db, arm } = openGround();
    const dry = arm({ dry: true });
    expect(() => db.exec(`UPDATE messages SET status = 'sending' WHERE id = ${dry.id}`)).toThrow('CHECK');
    const live = arm();
    expect(() => db.exec(`UPDATE messages SET status = 'rehearsed' WHERE id = ${live.id}`)).toThrow('CHECK');
  });

  test('(5) only one in doubt becomes sent without an ack, and an ack belongs to sent alone', () => {
    const { db, arm } = openGround();
    for (const from of ['sending', 'failed', 'cancelled', 'missed', 'in_doubt'] as const) {
      const { id } = arm();
      for (const next of ways[from]) step(db, id, next);
      const bare = () => db.exec(`UPDATE messages SET status = 'sent' WHERE id = ${id}`);
      if (from === 'in_doubt') expect(bare).not.toThrow();
      else expect(bare, from).toThrow('sent wants an ack');
    }
    const { id } = arm();
    expect(() => db.exec(`UPDATE messages SET ack = 1 WHERE id = ${id}`)).toThrow('CHECK');
  });

  test('an ack only rises', () => {
    const { db, arm } = openGround();
    const { id } = arm();
    for (const next of ways.sent) step(db, id, next);
    db.exec(`UPDATE messages SET ack = 3 WHERE id = ${id}`);
    for (const lower of ['2', 'NULL'])
      expect(() => db.exec(`UPDATE messages SET ack = ${lower} WHERE id = ${id}`)).toThrow('only rises');
  });

  test('what was armed stays: no column but those of its life can be changed', () => {
    const { db, arm } = openGround();
    const { id } = arm();
    const ofItsLife = ['status', 'hold_reason', 'ack', 'changed_at', 'dropped_at', 'erased_at'];
    const amendable = ['body', 'body_hash', 'due_at', 'planned_at', 'grace_ms', 'zone'];
    const columns = (db.pragma('table_info(messages)') as { name: string }[]).map(({ name }) => name);
    for (const column of columns.filter((name) => ![...ofItsLife, ...amendable].includes(name)))
      expect(() => db.exec(`UPDATE messages SET ${column} = ${column} WHERE id = ${id}`), column).toThrow(
        'stays as it was armed',
      );
  });

  test('(1) its text and times change only before it has begun to leave', () => {
    const { db, arm } = openGround();
    for (const status of statuses) {
      const { id } = arm({ dry: status === 'rehearsed' });
      for (const next of ways[status]) step(db, id, next);
      for (const change of [
        `body = 'another', body_hash = '${'0'.repeat(64)}'`,
        'due_at = due_at - 1',
        'planned_at = planned_at + 1',
        'grace_ms = grace_ms + 1',
        `zone = 'Asia/Tokyo'`,
      ]) {
        const amend = () => db.exec(`UPDATE messages SET ${change} WHERE id = ${id}`);
        if (status === 'scheduled' || status === 'held') expect(amend, status).not.toThrow();
        else expect(amend, `${status}: ${change}`).toThrow('only what has not begun to leave');
      }
    }
    const { id } = arm();
    expect(() => db.exec(`UPDATE messages SET status = 'sending', body = 'x' WHERE id = ${id}`)).toThrow(
      'only what has not begun to leave',
    );
  });

  test('(3) while a latch stands nothing is brought forward, and may be put off', () => {
    const { db, arm } = openGround();
    const { id } = arm({ plannedAt: noon + 60_000 });
    db.exec(`INSERT INTO latches (name, set_at, why) VALUES ('breaker', 0, 'conflict')`);
    expect(() => db.exec(`UPDATE messages SET planned_at = planned_at - 1 WHERE id = ${id}`)).toThrow(
      'nothing is brought forward while stopped',
    );
    expect(() => db.exec(`UPDATE messages SET planned_at = planned_at + 1 WHERE id = ${id}`)).not.toThrow();
    db.exec('DELETE FROM latches');
    expect(() => db.exec(`UPDATE messages SET planned_at = planned_at - 1 WHERE id = ${id}`)).not.toThrow();
  });

  test('only a missed or failed one is dropped, and it still says so when it turns out to have gone', () => {
    const { db, ledger, arm } = openGround();
    const { id } = arm();
    expect(() => db.exec(`UPDATE messages SET dropped_at = 1 WHERE id = ${id}`)).toThrow('CHECK');
    step(db, id, 'missed');
    db.exec(`UPDATE messages SET dropped_at = 1 WHERE id = ${id}`);
    step(db, id, 'sent');
    expect(ledger.message(id)).toMatchObject({ status: 'sent', droppedAt: 1 });
  });
});

describe('a replacement', () => {
  test('stands in the same batch, chat and part as what it replaces', () => {
    const { ledger, arm } = openGround();
    const old = arm({ part: 1, parts: 2 });
    ledger.write((tx) => settle(tx, old.id, 'scheduled', 'missed'));
    const { batchId } = old;
    const sound = { batchId, part: 1, parts: 2, replaces: old.id };
    expect(() => arm({ ...sound, part: 2 })).toThrow('in its own place');
    expect(() => arm({ ...sound, chat: { ...old.chat, chatId: '1@c.us' } })).toThrow('in its own place');
    expect(() => arm({ part: 1, parts: 2, replaces: old.id })).toThrow('in its own place');
    const again = arm(sound);
    expect(ledger.replacementOf(old.id)).toEqual(again);
    expect(() => arm(sound)).toThrow('messages.replaces');
  });

  test('is only of one in doubt, missed, failed or cancelled', () => {
    const { db, arm } = openGround();
    for (const status of statuses) {
      const old = arm({ dry: status === 'rehearsed' });
      for (const next of ways[status]) step(db, old.id, next);
      const replace = () => arm({ batchId: old.batchId, dry: old.dry, replaces: old.id });
      if (['in_doubt', 'missed', 'failed', 'cancelled'].includes(status)) expect(replace).not.toThrow();
      else expect(replace, status).toThrow('only one that may not have left');
    }
  });
});
