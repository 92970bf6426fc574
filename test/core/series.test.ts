/** What the promise says of a series: each occurrence once, none after an end, none lost, whatever dies in between. */
import { beforeEach, describe, expect, test } from 'vitest';
import { begin, day, home, hour, minute, texts } from '../sim/each-home.ts';

const keys = (): string[] => {
  const made = home.ledger().messagesOfSeries(1);
  return made.map(({ batchId }) => home.ledger().occurrenceOf(batchId)?.key ?? '');
};
/** Exactly one stands scheduled, or the rule is over: what must hold after every commit. */
function expectsOneAhead(): void {
  const series = home.ledger().series(1);
  const scheduled = home
    .ledger()
    .messagesOfSeries(1)
    .filter(({ status }) => status === 'scheduled');
  expect(scheduled).toHaveLength(series?.state === 'active' ? 1 : 0);
  expect(new Set(keys()).size).toBe(keys().length);
}

describe('(1) the next occurrence', () => {
  test('is made in the transaction of the claim: a kill before it leaves the old one, a kill behind it the new', async () => {
    await home.says('/every day 12:10 x3 to Mum: hi');
    let killed = false;
    home.whatsapp().onCall = (verb) => {
      if (verb !== 'handOver' || home.message(1).status !== 'sending' || killed) return;
      killed = true;
      home.whatsapp().kill();
    };
    await home.pass(15 * minute);
    expect(killed).toBe(true);
    expectsOneAhead();
    await home.kill();
    await home.boot();
    expectsOneAhead();
    expect(keys()).toEqual(['2026-11-24T12:10:00', '2026-11-25T12:10:00']);
    await home.pass(3 * day);
    // Of the first nobody can tell whether it went; the others went once.
    expect(home.message(1).status).toBe('in_doubt');
    expect(texts('Mum')).toHaveLength(2);
  });

  test('comes neither twice nor never through kills at any hour', async () => {
    await home.says('/every 2 hours x6 to Mum: hi');
    for (let round = 0; round < 5; round++) {
      await home.pass((round * 31 + 61) * minute);
      await home.kill();
      await home.boot();
      expectsOneAhead();
    }
    await home.pass(12 * hour);
    expect(home.ledger().series(1)?.state).toBe('ended');
    expect(new Set(keys()).size).toBe(keys().length);
    const sent = home.ledger().count({ statuses: ['sent'] });
    expect(texts('Mum')).toHaveLength(sent);
  });

  test.each([
    ['held', async () => void home.world.accounts.faults.blockContact('Mum', true)],
    ['missed', async () => void home.world.faults.cutNetwork()],
  ])('is made as well when the present one is %s', async (status, happens) => {
    await home.says('/every day 12:10 to Mum: hi');
    await happens();
    await home.pass(40 * minute);
    expect(home.message(1).status).toBe(status);
    expectsOneAhead();
    expect(home.message(2).dueAt).toBe(Date.parse('2026-11-25T12:10:00Z'));
  });
});

describe('(4) after a long absence', () => {
  // On a file: what is dead there writes no more.
  beforeEach(() => begin({ memory: false }));

  test('one is asked about, the others are left out and told, and the next is ahead', async () => {
    await home.says('/every day 12:10 to Mum: hi');
    await home.kill();
    await home.pass(10 * day);
    await home.boot();
    await home.pass(5 * minute);
    expect(home.ledger().needingOwner()).toHaveLength(1);
    expect(home.heard().join('\n')).toMatch(
      /🔁 S1: 9 of it fell due while I could\nnot send, and are left out\./,
    );
    expectsOneAhead();
    expect(keys()).toEqual(['2026-11-24T12:10:00', '2026-12-04T12:10:00']);
    expect(texts('Mum')).toEqual([]);
    expect(await home.says('#1 send')).toContain('#3 takes the place of #1');
    await home.pass(2 * day);
    expect(texts('Mum')).toHaveLength(3);
  });

  test('within its grace it still goes by itself, and once', async () => {
    await home.says('/every 2 hours x3 to Mum: hi');
    await home.kill();
    await home.pass(2 * hour + 5 * minute);
    await home.boot();
    await home.pass(minute);
    expect(texts('Mum')).toEqual(['hi']);
    expect(home.heard().join('\n')).not.toContain('left out');
  });

  test('when the rule is over by then, that is told', async () => {
    await home.says('/every day 12:10 x4 to Mum: hi');
    await home.kill();
    await home.pass(10 * day);
    await home.boot();
    await home.pass(5 * minute);
    expect(home.heard().join('\n')).toMatch(/S1: 3 of it fell due[\s\S]*It is over now\./);
    expect(home.ledger().series(1)?.state).toBe('ended');
  });
});

describe('(4) while it runs and WhatsApp is out of reach', () => {
  test('what is missed in three days is asked about in one question, and each is told', async () => {
    await home.says('/every day 12:10 to Mum: hi');
    home.world.faults.cutNetwork();
    await home.pass(3 * day);
    home.world.faults.restoreNetwork();
    await home.pass(5 * minute);
    const heard = home.heard();
    const asked = heard.filter((text) => text.includes('⌛'));
    expect(asked, heard.join('\n\n')).toHaveLength(1);
    expect(asked[0]).toMatch(/1\) #1 Mum[\s\S]*2\) #2 Mum[\s\S]*3\) #3 Mum/);
    expectsOneAhead();
    await home.says('all drop');
    expect(home.ledger().needingOwner()).toEqual([]);
    await home.pass(day);
    expect(texts('Mum')).toHaveLength(1);
  });
});

describe('a clock that is set', () => {
  test('forward holds what it made due, and back makes none a second time', async () => {
    await home.says('/every day 18:00 to Mum: hi');
    home.clock.step(10 * hour);
    await home.pass(minute);
    expect(home.message(1).status).toBe('held');
    expectsOneAhead();
    home.clock.step(-10 * hour);
    await home.pass(30 * hour);
    expect(new Set(keys()).size).toBe(keys().length);
    expect(texts('Mum').length).toBeLessThanOrEqual(1);
  });

  test('back by a day after one has gone makes none for that day again', async () => {
    await home.says('/every day 12:10 to Mum: hi');
    await home.pass(20 * minute);
    expect(texts('Mum')).toHaveLength(1);
    home.clock.step(-day);
    await home.pass(hour);
    await home.says('/resume');
    await home.pass(23 * hour);
    expect(new Set(keys()).size).toBe(keys().length);
    expect(texts('Mum')).toHaveLength(1);
  });
});

describe('(3) a stop', () => {
  test('lets nothing of it go, and a resume asks about one', async () => {
    await home.says('/every day 12:10 to Mum: hi');
    await home.says('/stop');
    await home.pass(3 * day);
    expect(texts('Mum')).toEqual([]);
    const told = await home.says('/resume');
    expect(told).toContain('#1');
    expect(home.ledger().needingOwner()).toHaveLength(1);
    expectsOneAhead();
    expect(home.message(2).dueAt).toBe(Date.parse('2026-11-27T12:10:00Z'));
  });
});

describe('a second ledger', () => {
  test('made from the first makes the same reserved ids for the same occurrences', async () => {
    await home.says('/every day 12:10 x3 to Mum: hi');
    const { seed } = home.ledger().series(1) ?? { seed: '' };
    const chance = home.root().ground.chance;
    await home.pass(2 * day);
    for (const { batchId, reservedId } of home.ledger().messagesOfSeries(1))
      expect(reservedId).toBe(chance.derivedId(`${seed} ${home.ledger().occurrenceOf(batchId)?.key} 0`));
    expect(
      new Set(
        home
          .ledger()
          .messagesOfSeries(1)
          .map(({ reservedId }) => reservedId),
      ).size,
    ).toBe(3);
  });
});

test('a series cancelled while one of it is on its way sends no other', async () => {
  await home.says('/every day 12:10 to Mum: hi');
  home.world.faults.acks(({ self }) => (self ? 'normal' : 'lost'));
  await home.clock.advanceTo(home.message(1).plannedAt + 1_000);
  expect(home.message(1).status).toBe('sending');
  home.world.ownerWrites('/cancel S1');
  await home.pass(20_000);
  const told = home.heard().join('\n');
  expect(told).toMatch(/S1 is over: nothing more comes\.[\s\S]*#1 to Mum: too late to stop it/);
  await home.pass(3 * day);
  expect(home.ledger().count({ statuses: ['scheduled'] })).toBe(0);
  expect(texts('Mum').length).toBeLessThanOrEqual(1);
});

test('a missed one that the owner sends after all stands beside the next, and neither holds the other up', async () => {
  await home.says('/every 30 minutes x3 to Mum: hi');
  home.world.faults.cutNetwork();
  await home.pass(50 * minute);
  expect(home.message(1).status).toBe('missed');
  home.world.faults.restoreNetwork();
  await home.pass(minute);
  // That its text goes there anyway is asked about.
  await home.says('#1 move in 60 minutes');
  await home.says('yes');
  expect(home.message(3)).toMatchObject({ replaces: 1, status: 'scheduled' });
  await home.pass(3 * hour);
  expect(texts('Mum')).toHaveLength(3);
  expect(home.ledger().series(1)?.state).toBe('ended');
});

test('what a resume brings back takes the place of what the pause took, and is the same occurrence', async () => {
  await home.says('/every day 18:00 to Mum: hi');
  await home.says('/pause S1');
  await home.says('/resume S1');
  const [old, now] = [home.message(1), home.message(2)];
  expect(now).toMatchObject({ replaces: 1, status: 'scheduled', batchId: old.batchId, dueAt: old.dueAt });
  // Should the old one have left after all, the new one does not go.
  home.whatsapp().knows(old.reservedId, old.chat.chatId);
  await home.pass(day);
  expect(texts('Mum').length).toBeLessThanOrEqual(1);
});
