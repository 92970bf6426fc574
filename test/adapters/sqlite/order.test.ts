/** Which message goes before which: the parts of a batch, and what is sent instead of what. */
import { expect, test } from 'vitest';
import type { Message } from '../../../src/core/message.ts';
import { choir, noon, type OpenGround, openGround, settle } from './ground.ts';

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
  const claimed = ground.ledger.write((tx) => tx.claim(id, now, 'g1')) !== null;
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

/** A message claimed in page g1 and left in doubt, or refused. */
function doubted(ground: OpenGround, end: 'in_doubt' | 'failed' = 'in_doubt'): Message {
  const message = ground.arm();
  ground.ledger.write((tx) => {
    tx.claim(message.id, noon, 'g1');
    settle(tx, message.id, 'sending', end);
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

test.each(['in_doubt', 'failed'] as const)(
  'a replacement of one %s waits until its page is known dead and a later one has not found its id',
  (end) => {
    const ground = openGround();
    const { ledger } = ground;
    const old = doubted(ground, end);
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
  },
);

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
