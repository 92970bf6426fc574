import { describe, expect, test } from 'vitest';
import type { MessageFilter } from '../../../src/core/ledger.ts';
import { choir, graceMs, mum, noon, type OpenGround, openGround, reservedId, settle } from './ground.ts';

test('an armed message is what was asked for, scheduled, and found by its id and reserved id', () => {
  const { ledger, arm } = openGround();
  const message = arm({ plannedAt: noon + 3000, part: 2, parts: 3, body: ' *Grüße* \n/stop' });
  expect(message).toEqual({
    id: 1,
    batchId: 1,
    part: 2,
    parts: 3,
    chat: mum,
    body: ' *Grüße* \n/stop',
    dueAt: noon,
    plannedAt: noon + 3000,
    graceMs,
    zone: 'Europe/London',
    status: 'scheduled',
    holdReason: null,
    dry: false,
    reservedId: reservedId(1),
    replaces: null,
    ack: null,
    armedAt: noon - 30_000,
    changedAt: noon - 30_000,
    droppedAt: null,
    commandWaId: '3ACOMMAND',
    file: null,
    erasedAt: null,
  });
  expect(ledger.message(1)).toEqual(message);
  expect(ledger.byReservedId(message.reservedId)).toEqual(message);
  expect(ledger.isOurs(message.reservedId)).toBe(true);
  expect(ledger.message(2)).toBeNull();
  expect(ledger.byReservedId(reservedId(2))).toBeNull();
  expect(ledger.isOurs(reservedId(2))).toBe(false);
});

test('a move names the status that it leaves: another one there is an error, and nothing changes', () => {
  const { ledger, arm } = openGround();
  const message = arm();
  for (const from of ['held', 'sending', 'in_doubt'] as const)
    expect(() => ledger.write((tx) => settle(tx, message.id, from, 'cancelled'))).toThrow('0 rows');
  expect(() => ledger.write((tx) => settle(tx, 77, 'scheduled', 'cancelled'))).toThrow('0 rows');
  expect(ledger.message(message.id)).toEqual(message);
  expect(ledger.events(message.id)).toHaveLength(1);
});

test('only a claim leads to sending', () => {
  const { ledger, arm } = openGround();
  const { id } = arm();
  const move = {
    id,
    from: 'scheduled',
    to: 'sending',
    actor: 'dispatcher',
    evidence: 'claim',
    at: noon,
  } as const;
  expect(() => ledger.write((tx) => tx.move(move))).toThrow('only a claim');
});

test('a held message has its reason, and is released planned anew, its grace counted from there', () => {
  const { ledger, arm } = openGround();
  const { id } = arm();
  const hold = { id, from: 'scheduled', to: 'held', actor: 'owner', evidence: 'latch', at: noon } as const;
  expect(() => ledger.write((tx) => tx.move(hold))).toThrow('CHECK');
  const held = ledger.write((tx) => tx.move({ ...hold, holdReason: 'stopped' }));
  expect(held).toMatchObject({ status: 'held', holdReason: 'stopped', changedAt: noon });
  expect([ledger.nextPlanned(0), ledger.nextExpiry()]).toEqual([null, null]);
  const plannedAt = noon + 7_200_000;
  const released = ledger.write((tx) =>
    tx.move({
      id,
      from: 'held',
      to: 'scheduled',
      actor: 'owner',
      evidence: 'owner_answer',
      plannedAt,
      at: noon + 5,
    }),
  );
  expect(released).toMatchObject({ status: 'scheduled', holdReason: null, plannedAt, dueAt: noon });
  expect(ledger.nextPlanned(0)).toBe(plannedAt);
  expect(ledger.nextExpiry()).toBe(plannedAt + graceMs);
  expect(ledger.write((tx) => tx.claim(id, plannedAt + graceMs, 'g1'))).not.toBeNull();
});

function inDoubt({ ledger, arm }: OpenGround): number {
  const { id } = arm();
  ledger.write((tx) => {
    tx.claim(id, noon, 'g1');
    settle(tx, id, 'sending', 'in_doubt');
  });
  return id;
}

test('(5) sent is written on an ack; on the bare word of the owner only what was in doubt', () => {
  const ground = openGround();
  const { ledger } = ground;
  const id = inDoubt(ground);
  const sent = { id, from: 'in_doubt', to: 'sent', at: noon } as const;
  expect(() =>
    ledger.write((tx) => tx.move({ ...sent, actor: 'whatsapp', evidence: 'look_up_ack' })),
  ).toThrow('expected an ack');
  expect(ledger.write((tx) => tx.move({ ...sent, actor: 'owner', evidence: 'owner_answer' }))).toMatchObject({
    status: 'sent',
    ack: null,
  });
  const missed = ground.arm();
  ledger.write((tx) => settle(tx, missed.id, 'scheduled', 'missed'));
  expect(() =>
    ledger.write((tx) =>
      tx.move({
        id: missed.id,
        from: 'missed',
        to: 'sent',
        actor: 'owner',
        evidence: 'owner_answer',
        at: noon,
      }),
    ),
  ).toThrow('sent wants an ack');
});

test('an ack rises, each rise is in the record, and lower or equal ones change nothing', () => {
  const { ledger, arm } = openGround();
  const { id } = arm();
  const raise = (...acks: (1 | 2 | 3 | 4)[]) =>
    ledger.write((tx) =>
      acks.forEach((ack) => {
        tx.raiseAck(id, ack, noon + 2000);
      }),
    );
  raise(3);
  expect(ledger.message(id)?.ack).toBeNull();
  ledger.write((tx) => {
    tx.claim(id, noon, 'g1');
    settle(tx, id, 'sending', 'sent');
  });
  raise(3, 3, 2, 1);
  expect(ledger.message(id)).toMatchObject({ ack: 3, changedAt: noon + 1000 });
  expect(ledger.events(id).slice(3)).toEqual([
    expect.objectContaining({ from: 'sent', to: 'sent', evidence: 'ack', detail: 'read', at: noon + 2000 }),
  ]);
});

test('an ack also rises where the owner said that it arrived', () => {
  const ground = openGround();
  const { ledger } = ground;
  const id = inDoubt(ground);
  ledger.write((tx) =>
    tx.move({ id, from: 'in_doubt', to: 'sent', actor: 'owner', evidence: 'owner_answer', at: noon }),
  );
  ledger.write((tx) => tx.raiseAck(id, 2, noon));
  expect(ledger.message(id)?.ack).toBe(2);
});

test('drop is said once, of a missed or failed one', () => {
  const { ledger, arm } = openGround();
  const { id } = arm();
  expect(() => ledger.write((tx) => tx.drop(id, noon))).toThrow('missed or failed');
  ledger.write((tx) => settle(tx, id, 'scheduled', 'missed'));
  ledger.write((tx) => tx.drop(id, noon + 7));
  expect(ledger.message(id)?.droppedAt).toBe(noon + 7);
  expect(() => ledger.write((tx) => tx.drop(id, noon))).toThrow('not dropped');
});

test('the owner is needed by what is held, in doubt, missed or failed, until it is dropped or replaced', () => {
  const ground = openGround();
  const { ledger, arm } = ground;
  const needing = () => ledger.needingOwner().map((m) => m.id);
  arm();
  const held = arm({ plannedAt: noon + 5 });
  const missed = arm();
  const failed = arm();
  const sent = arm();
  ledger.write((tx) => {
    tx.move({
      id: held.id,
      from: 'scheduled',
      to: 'held',
      actor: 'start',
      evidence: 'known_id',
      holdReason: 'known_id',
      at: noon,
    });
    settle(tx, missed.id, 'scheduled', 'missed');
    for (const { id } of [failed, sent]) tx.claim(id, noon, 'g1');
    settle(tx, failed.id, 'sending', 'failed');
    settle(tx, sent.id, 'sending', 'sent');
  });
  const doubt = inDoubt(ground);
  expect(needing()).toEqual([missed.id, failed.id, doubt, held.id]);
  ledger.write((tx) => tx.drop(missed.id, noon));
  arm({ batchId: failed.batchId, replaces: failed.id });
  const again = arm({ batchId: ledger.message(doubt)?.batchId ?? 0, replaces: doubt });
  expect(needing()).toEqual([held.id]);
  ledger.write((tx) => settle(tx, again.id, 'scheduled', 'missed'));
  expect(needing()).toEqual([again.id, held.id]);
});

describe('looking for messages', () => {
  function world() {
    const ground = openGround();
    const { arm, ledger } = ground;
    const one = arm({ plannedAt: noon + 3000, body: 'one', commandWaId: '3AX' });
    const two = arm({ plannedAt: noon + 1000, chat: choir });
    const three = arm({ batchId: one.batchId, plannedAt: noon + 2000 });
    ledger.write((tx) => settle(tx, one.id, 'scheduled', 'missed'));
    return { ledger, one, two, three };
  }

  const cases: readonly (readonly [MessageFilter, readonly number[]])[] = [
    [{}, [2, 3, 1]],
    [{ order: 'planned' }, [2, 3, 1]],
    [{ order: 'id_last_first' }, [3, 2, 1]],
    [{ order: 'changed_last_first' }, [1, 3, 2]],
    [{ statuses: ['scheduled'] }, [2, 3]],
    [{ statuses: ['scheduled', 'missed'] }, [2, 3, 1]],
    [{ statuses: [] }, []],
    [{ plannedFrom: noon + 2000 }, [3, 1]],
    [{ plannedBefore: noon + 2000 }, [2]],
    [{ plannedFrom: noon + 1000, plannedBefore: noon + 3000 }, [2, 3]],
    [{ batchId: 1 }, [3, 1]],
    [{ commandWaId: '3AX' }, [1]],
    [{ chatId: choir.chatId }, [2]],
    [{ bodyIs: 'one' }, [1]],
    [{ bodyIs: 'One' }, []],
    [{ chatId: mum.chatId, bodyIs: 'Happy birthday!' }, [3]],
    [{ limit: 2 }, [2, 3]],
    [{ limit: 2, offset: 2 }, [1]],
    [{ offset: 1 }, [3, 1]],
  ];
  test.each(cases)('%j', (filter, ids) => {
    const { ledger } = world();
    expect(ledger.messages(filter).map((m) => m.id)).toEqual(ids);
    const { limit, offset, ...rest } = filter;
    expect(ledger.count(rest)).toBe(ledger.messages(rest).length);
  });

  test('the next planned instant after one, and the next expiry, are of scheduled ones alone', () => {
    const { ledger, three } = world();
    expect(ledger.nextPlanned(noon)).toBe(noon + 1000);
    expect(ledger.nextPlanned(noon + 1000)).toBe(noon + 2000);
    expect(ledger.nextPlanned(noon + 2000)).toBeNull();
    expect(ledger.nextExpiry()).toBe(noon + 1000 + graceMs);
    ledger.write((tx) => settle(tx, 2, 'scheduled', 'cancelled'));
    ledger.write((tx) => settle(tx, three.id, 'scheduled', 'cancelled'));
    expect(ledger.nextExpiry()).toBeNull();
  });

  test('the expiry is that of the shortest planned + grace, not of the earliest planned', () => {
    const { ledger, arm } = openGround();
    arm({ graceMs: 7_200_000 });
    arm({ plannedAt: noon + 5000, graceMs: 1000 });
    expect(ledger.nextExpiry()).toBe(noon + 6000);
  });

  test('what counts towards the caps are claims and live scheduled ones, in order, to the millisecond', () => {
    const { ledger, arm } = openGround();
    const [gone, cancelled] = [arm(), arm({ plannedAt: noon + 500 })];
    arm({ plannedAt: noon + 700, dry: true });
    arm({ plannedAt: noon + 1000 });
    ledger.write((tx) => {
      tx.claim(gone.id, noon + 2000, 'g1');
      settle(tx, cancelled.id, 'scheduled', 'cancelled');
    });
    expect(ledger.takenBetween(noon, noon + 9000)).toEqual([noon + 1000, noon + 2000]);
    expect(ledger.takenBetween(noon + 1000, noon + 2000)).toEqual([noon + 1000]);
    expect(ledger.takenBetween(noon + 1001, noon + 2001)).toEqual([noon + 2000]);
    // The rehearsal is counted too.
    expect(ledger.takenAtMost(noon, noon + 9000)).toBe(3);
    expect(ledger.takenAtMost(noon + 1000, noon + 2000)).toBe(1);
    expect(ledger.takenAtMost(noon + 2001, noon + 9000)).toBe(0);
  });
});
