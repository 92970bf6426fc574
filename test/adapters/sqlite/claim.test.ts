import { expect, test } from 'vitest';
import type { Message } from '../../../src/core/message.ts';
import { choir, graceMs, mum, noon, type OpenGround, openGround, settle } from './ground.ts';

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

/** Two parts to Mum and one to the choir, in one batch. */
function twoParts(ground: OpenGround): {
  readonly first: Message;
  readonly second: Message;
  readonly other: Message;
} {
  const first = ground.arm({ part: 1, parts: 2, body: 'one' });
  const { batchId } = first;
  const second = ground.arm({ batchId, part: 2, parts: 2, body: 'two' });
  const other = ground.arm({ batchId, chat: choir, part: 2, parts: 2, body: 'two' });
  return { first, second, other };
}

/** Both the claim and the search for what can be claimed must say the same. */
function mayGo(ground: OpenGround, id: number, now = noon): boolean {
  const found = ground.ledger.claimable(now, 99).some((m) => m.id === id);
  const claimed = claims(ground, id, now);
  expect(claimed).toBe(found);
  return claimed;
}

test('(8) an earlier part to the same chat is in the way until it is settled; another chat does not wait', () => {
  const ground = openGround();
  const { first, second, other } = twoParts(ground);
  expect(mayGo(ground, second.id)).toBe(false);
  expect(mayGo(ground, other.id)).toBe(true);
  expect(mayGo(ground, first.id)).toBe(true);
  expect(mayGo(ground, second.id)).toBe(false);
  ground.ledger.write((tx) => settle(tx, first.id, 'sending', 'sent'));
  expect(mayGo(ground, second.id)).toBe(true);
});

test('(8) a part held, in doubt, missed or failed holds the next; cancelled or dropped it does not', () => {
  const ground = openGround();
  const { ledger } = ground;
  const inDoubt = twoParts(ground);
  const failed = twoParts(ground);
  const missed = twoParts(ground);
  const held = twoParts(ground);
  const cancelled = twoParts(ground);
  ledger.write((tx) => {
    tx.claim(inDoubt.first.id, noon, 'g1');
    settle(tx, inDoubt.first.id, 'sending', 'in_doubt');
    tx.claim(failed.first.id, noon, 'g1');
    settle(tx, failed.first.id, 'sending', 'failed');
    settle(tx, missed.first.id, 'scheduled', 'missed');
    settle(tx, cancelled.first.id, 'scheduled', 'cancelled');
    tx.move({
      id: held.first.id,
      from: 'scheduled',
      to: 'held',
      actor: 'owner',
      evidence: 'latch',
      holdReason: 'stopped',
      at: noon,
    });
  });
  for (const { second } of [inDoubt, failed, missed, held]) expect(mayGo(ground, second.id)).toBe(false);
  expect(mayGo(ground, cancelled.second.id)).toBe(true);
  ledger.write((tx) => {
    tx.drop(failed.first.id, noon);
    tx.drop(missed.first.id, noon);
    settle(tx, held.first.id, 'held', 'cancelled');
    settle(tx, inDoubt.first.id, 'in_doubt', 'cancelled');
  });
  for (const { second } of [inDoubt, failed, missed, held]) expect(mayGo(ground, second.id)).toBe(true);
});

test('(8) a rehearsed part does not hold the next one', () => {
  const ground = openGround();
  const first = ground.arm({ part: 1, parts: 2, dry: true });
  ground.ledger.write((tx) =>
    tx.move({
      id: first.id,
      from: 'scheduled',
      to: 'rehearsed',
      actor: 'dispatcher',
      evidence: 'dry_run',
      at: noon,
    }),
  );
  const second = ground.arm({ batchId: first.batchId, part: 2, parts: 2 });
  expect(mayGo(ground, second.id)).toBe(true);
});

/** Answers "again" or "send": one new message in the old one's place. */
function replace(ground: OpenGround, old: Message): Message {
  const { batchId, part, parts, chat, body } = old;
  return ground.arm({ batchId, part, parts, chat, body, replaces: old.id });
}

/** A message claimed in page g1 and left in doubt. */
function doubted(ground: OpenGround, change: Parameters<OpenGround['arm']>[0] = {}): Message {
  const message = ground.arm(change);
  ground.ledger.write((tx) => {
    tx.claim(message.id, noon, 'g1');
    settle(tx, message.id, 'sending', 'in_doubt');
  });
  return message;
}

test('(8) a replacement takes the place of the part it is sent instead of, and so does the replacement of that', () => {
  const ground = openGround();
  const { ledger } = ground;
  const { first, second } = twoParts(ground);
  ledger.write((tx) => settle(tx, first.id, 'scheduled', 'missed'));
  const again = replace(ground, first);
  expect(mayGo(ground, second.id)).toBe(false);
  ledger.write((tx) => settle(tx, again.id, 'scheduled', 'missed'));
  const third = replace(ground, again);
  expect(mayGo(ground, second.id)).toBe(false);
  expect(mayGo(ground, third.id)).toBe(true);
  expect(mayGo(ground, second.id)).toBe(false);
  ledger.write((tx) => settle(tx, third.id, 'sending', 'sent'));
  expect(mayGo(ground, second.id)).toBe(true);
});

test('(8) a cancelled replacement holds nothing up, though what it replaced is still in doubt', () => {
  const ground = openGround();
  const { first, second } = twoParts(ground);
  ground.ledger.write((tx) => {
    tx.claim(first.id, noon, 'g1');
    settle(tx, first.id, 'sending', 'in_doubt');
  });
  const again = replace(ground, first);
  expect(mayGo(ground, second.id)).toBe(false);
  ground.ledger.write((tx) => settle(tx, again.id, 'scheduled', 'cancelled'));
  expect(mayGo(ground, second.id)).toBe(true);
});

test('a replacement waits until the old page is known dead and a later one has not found the old id', () => {
  const ground = openGround();
  const { ledger } = ground;
  const old = doubted(ground);
  const again = replace(ground, old);
  expect(mayGo(ground, again.id)).toBe(false);
  ledger.write((tx) => tx.attemptAbsent(old.id, 'g1'));
  expect(ledger.attempt(old.id)?.absentIn).toBe('g1');
  ledger.write((tx) => tx.pageDied('g1', noon));
  ledger.write((tx) => tx.pageBorn('g2', noon));
  const inNewPage = () => ledger.write((tx) => tx.claim(again.id, noon, 'g2'));
  expect(inNewPage()).toBeNull();
  ledger.write((tx) => tx.attemptAbsent(old.id, 'g2'));
  expect(inNewPage()).not.toBeNull();
});

test('a look-up in a later page is not enough while the death of the old page is not known', () => {
  const ground = openGround();
  const { ledger, db } = ground;
  const old = doubted(ground);
  const again = replace(ground, old);
  // Two pages alive at once: what one browser to a session folder rules out, the ledger does not take for granted.
  db.exec(`INSERT INTO pages VALUES ('g2', ${noon}, NULL)`);
  ledger.write((tx) => tx.attemptAbsent(old.id, 'g2'));
  expect(ledger.write((tx) => tx.claim(again.id, noon, 'g2'))).toBeNull();
  ledger.write((tx) => tx.pageDied('g1', noon));
  expect(ledger.write((tx) => tx.claim(again.id, noon, 'g2'))).not.toBeNull();
});

/** A new page, in which the old id was looked up and not found. */
function newPageWithout(ground: OpenGround, old: Message, generation: string): void {
  ground.ledger.write((tx) => tx.pageBorn(generation, noon));
  ground.ledger.write((tx) => tx.attemptAbsent(old.id, generation));
}

test('a replacement is not claimed once the old one is known to have gone', () => {
  const ground = openGround();
  const old = doubted(ground);
  const again = replace(ground, old);
  newPageWithout(ground, old, 'g2');
  ground.ledger.write((tx) => settle(tx, old.id, 'in_doubt', 'sent'));
  expect(ground.ledger.write((tx) => tx.claim(again.id, noon, 'g2'))).toBeNull();
  expect(ground.ledger.claimable(noon, 9)).toEqual([]);
});

test('a replacement of a missed replacement still waits for the attempt at the beginning of the chain', () => {
  const ground = openGround();
  const { ledger } = ground;
  const old = doubted(ground);
  const again = replace(ground, old);
  ledger.write((tx) => settle(tx, again.id, 'scheduled', 'missed'));
  const third = replace(ground, again);
  expect(mayGo(ground, third.id)).toBe(false);
  newPageWithout(ground, old, 'g2');
  ledger.write((tx) => settle(tx, old.id, 'in_doubt', 'sent'));
  expect(ledger.write((tx) => tx.claim(third.id, noon, 'g2'))).toBeNull();
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
  expect(ledger.claimsSince(noon + 10)).toBe(2);
  expect(ledger.lastClaimInBatch(b.batchId)).toBe(noon + 10);
  expect(ledger.lastClaimInBatch(999)).toBeNull();
  expect(ledger.lastOutcomes(5)).toEqual([
    { messageId: a.id, status: 'failed' },
    { messageId: b.id, status: 'in_doubt' },
  ]);
  expect(ledger.lastOutcomes(1)).toHaveLength(1);
});
