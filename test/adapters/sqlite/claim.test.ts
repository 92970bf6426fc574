import { expect, test } from 'vitest';
import { graceMs, mum, noon, type OpenGround, openGround, settle } from './ground.ts';

function claims({ ledger }: OpenGround, id: number, now = noon, generation = 'g1'): boolean {
  return ledger.write((tx) => tx.claim(id, now, generation)) !== null;
}

test('a claim returns the row as it stands and makes its one attempt, under the id it was armed with', () => {
  const ground = openGround();
  const { id, reservedId } = ground.arm();
  const claim = ground.ledger.write((tx) => tx.claim(id, noon + 5, 'g1'));
  expect(claim).toMatchObject({
    message: { id, status: 'sending', changedAt: noon + 5, body: 'Happy birthday!', chat: mum },
    attempt: {
      messageId: id,
      reservedId,
      pageGeneration: 'g1',
      claimedAt: noon + 5,
      handedAt: null,
      settledAt: null,
    },
  });
  expect(ground.ledger.attempt(id)).toEqual(claim?.attempt);
  expect(ground.ledger.events(id).at(-1)).toMatchObject({
    from: 'scheduled',
    to: 'sending',
    evidence: 'claim',
  });
});

test('(1) a message is claimed once, whatever became of it', () => {
  const ground = openGround();
  for (const end of [null, 'sent', 'failed', 'in_doubt', 'cancelled'] as const) {
    const { id } = ground.arm();
    expect(claims(ground, id)).toBe(true);
    if (end !== null) ground.ledger.write((tx) => settle(tx, id, 'sending', end));
    expect(claims(ground, id), end ?? 'sending').toBe(false);
  }
});

test('(2) a cancelled message is not claimed', () => {
  const ground = openGround();
  const { id } = ground.arm();
  ground.ledger.write((tx) => settle(tx, id, 'scheduled', 'cancelled'));
  expect(claims(ground, id)).toBe(false);
});

test('(10) nothing is claimed before its planned instant, nor later than planned + grace', () => {
  const ground = openGround();
  const { id } = ground.arm({ dueAt: noon, plannedAt: noon + 3000 });
  expect(claims(ground, id, noon + 2999)).toBe(false);
  expect(claims(ground, id, noon + 3000 + graceMs + 1)).toBe(false);
  expect(claims(ground, id, noon + 3000 + graceMs)).toBe(true);
});

test('(3) under each latch nothing is claimed, and after it is cleared the message goes', () => {
  for (const name of ['stopped', 'breaker'] as const) {
    const ground = openGround();
    const { id } = ground.arm();
    ground.ledger.write((tx) => tx.setLatch({ name, setAt: noon, why: 'outside' }));
    expect(claims(ground, id), name).toBe(false);
    ground.ledger.write((tx) => tx.clearLatch(name, 'owner', noon));
    expect(claims(ground, id), name).toBe(true);
  }
});

test('(3) while the STOP file stands nothing is claimed', () => {
  const ground = openGround();
  const { id } = ground.arm();
  ground.stop.put();
  expect(claims(ground, id)).toBe(false);
  ground.stop.remove();
  expect(claims(ground, id)).toBe(true);
});

test('(7) a claim by an opening that a later one superseded changes nothing', () => {
  const ground = openGround();
  const { id } = ground.arm();
  const claim = ground.ledger.write((tx) => {
    ground.db.exec('UPDATE epoch SET number = number + 1');
    return tx.claim(id, noon, 'g1');
  });
  expect(claim).toBeNull();
});

test('a dry message is never claimed', () => {
  const ground = openGround();
  const { id } = ground.arm({ dry: true });
  expect(claims(ground, id)).toBe(false);
  expect(ground.ledger.claimable(noon, 9)).toEqual([]);
});

test('nothing is claimed for a page known dead, and a page never reported born is a fault of the program', () => {
  const ground = openGround();
  const { id } = ground.arm();
  ground.ledger.write((tx) => tx.pageDied('g1', noon));
  expect(claims(ground, id)).toBe(false);
  expect(() => claims(ground, id, noon, 'g9')).toThrow('pageBorn');
});

test('what can be claimed comes in order of plan and id, at most as many as asked for', () => {
  const ground = openGround();
  const late = ground.arm({ plannedAt: noon + 5 });
  const early = ground.arm();
  const alike = ground.arm();
  ground.arm({ plannedAt: noon + 6 });
  const ids = (limit: number) => ground.ledger.claimable(noon + 5, limit).map((m) => m.id);
  expect(ids(9)).toEqual([early.id, alike.id, late.id]);
  expect(ids(2)).toEqual([early.id, alike.id]);
});

test('the hand-over is noted once, and the settlement when the message leaves sending', () => {
  const ground = openGround();
  const { ledger } = ground;
  const { id } = ground.arm();
  expect(() => ledger.write((tx) => tx.handed(id, noon))).toThrow('0 rows');
  ledger.write((tx) => tx.claim(id, noon, 'g1'));
  ledger.write((tx) => tx.handed(id, noon + 40));
  expect(() => ledger.write((tx) => tx.handed(id, noon + 50))).toThrow('0 rows');
  ledger.write((tx) => settle(tx, id, 'sending', 'in_doubt'));
  ledger.write((tx) =>
    tx.move({
      id,
      from: 'in_doubt',
      to: 'sent',
      actor: 'whatsapp',
      evidence: 'ack',
      ack: 2,
      at: noon + 9000,
    }),
  );
  expect(ledger.attempt(id)).toMatchObject({ handedAt: noon + 40, settledAt: noon + 1000 });
});

test('claims are counted and the outcomes of the last ones told, last first', () => {
  const ground = openGround();
  const { ledger } = ground;
  const [a, b, c] = [ground.arm(), ground.arm(), ground.arm()];
  ledger.write((tx) => {
    tx.claim(a.id, noon, 'g1');
    tx.claim(b.id, noon + 10, 'g1');
    tx.claim(c.id, noon + 20, 'g1');
    tx.move({
      id: b.id,
      from: 'sending',
      to: 'in_doubt',
      actor: 'dispatcher',
      evidence: 'page_gone',
      at: noon + 30,
    });
    tx.move({ id: a.id, from: 'sending', to: 'failed', actor: 'whatsapp', evidence: 'nack', at: noon + 40 });
  });
  expect([1, 2, 3, 4].map((nth) => ledger.nthLastClaim(nth))).toEqual([noon + 20, noon + 10, noon, null]);
  expect(ledger.lastClaimInBatch(b.batchId)).toBe(noon + 10);
  expect(ledger.lastClaimInBatch(999)).toBeNull();
  expect(ledger.lastOutcomes(5)).toEqual([
    { messageId: a.id, status: 'failed' },
    { messageId: b.id, status: 'in_doubt' },
  ]);
  expect(ledger.lastOutcomes(1)).toHaveLength(1);
});
