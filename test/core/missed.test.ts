/** (4) What was missed is told in one notice, and the owner's answer to it counts by the numbers that they read. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
beforeEach(async () => {
  home = await createHome();
  home.heard();
});
afterEach(() => home.close());

const minute = 60_000;
const missed = (): string[] => home.heard().filter((text) => text.includes('⌛'));

/** #1 to #3 come due a few minutes apart. */
async function threeApart(): Promise<void> {
  await home.says('/schedule at 12:05 to Mum: one');
  await home.says('/schedule at 12:10 to Anna: two');
  await home.says('/schedule at 12:20 to Łukasz: three');
}

describe('what is missed one by one in an outage', () => {
  test('is told in one notice when WhatsApp is back, numbered by its time', async () => {
    await threeApart();
    home.world.faults.cutNetwork();
    await home.pass(60 * minute);
    home.world.faults.restoreNetwork();
    await home.pass(minute);
    expect(missed()).toEqual([
      [
        '(12:35) ⌛ 3 messages missed the time:',
        'I was offline since 12:00.',
        '1) #1 Mum 12:05',
        '2) #2 Anna 12:10',
        '3) #3 Łukasz 12:20',
        'Answer: 1 send · 2 drop · all drop',
        'or later: 1 move tomorrow 9:00',
      ].join('\n'),
    ]);
    expect(await home.says('2 send')).toContain('takes the place of #2:\nto Anna');
    await home.pass(minute);
    expect(home.world.timesReceived('Anna', 'two')).toBe(1);
    expect(await home.says('all drop')).toBe('🗑️ #1 to Mum dropped.\n🗑️ #3 to Łukasz dropped.');
  });

  test('is told in one notice too when the bot was killed in the middle of it', async () => {
    await threeApart();
    home.world.faults.cutNetwork();
    await home.pass(22 * minute);
    await home.kill();
    await home.boot();
    await home.pass(10 * minute);
    await home.kill();
    await home.boot();
    await home.pass(20 * minute);
    home.world.faults.restoreNetwork();
    await home.pass(minute);
    const told = missed();
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(
      /3 messages missed the time:\nI was offline since 12:00\.\n1\) #1 .*\n2\) #2 .*\n3\) #3 /,
    );
    await home.pass(60 * minute);
    expect(missed()).toEqual([]);
  });

  test('without a bot to see it, is one notice of a bot that was offline since it was last up', async () => {
    await threeApart();
    await home.kill();
    await home.pass(60 * minute);
    await home.boot();
    await home.pass(5_000);
    expect(missed().join('\n\n')).toMatch(
      /3 messages missed the time:\nI was offline since 12:00\.\n1\) #1 /,
    );
  });

  test('and answered meanwhile, is not asked about', async () => {
    await threeApart();
    home.world.faults.cutNetwork();
    await home.pass(30 * minute);
    const { ledger, clock } = home.root().ground;
    ledger.write((tx) => tx.drop(1, clock.now()));
    await home.pass(30 * minute);
    home.world.faults.restoreNetwork();
    await home.pass(minute);
    expect(missed().join('\n\n')).toMatch(/2 messages missed the time:\n.*\n1\) #2 Anna 12:10\n2\) #3 /);
  });
});

test('a notice that the owner has keeps its numbers, and what is missed after it is told in another', async () => {
  await home.says('/schedule at 12:05 to Mum: one');
  await home.says('/schedule at 12:06 to Anna: two');
  await home.says('/schedule at 14:00 to Łukasz: three');
  home.world.faults.cutNetwork();
  await home.pass(30 * minute);
  home.world.faults.restoreNetwork();
  await home.pass(minute);
  const first = home.world.control().findLast(({ text }) => text.includes('⌛'))?.waId ?? '';
  home.heard();
  home.world.faults.cutNetwork();
  await home.pass(120 * minute);
  home.world.faults.restoreNetwork();
  await home.pass(minute);
  expect(missed().join('\n')).toMatch(/⌛ #3 to Łukasz missed the time:\nI was offline since 12:3\d\./);
  expect(await home.says('1 drop', { quote: first })).toBe(
    '🗑️ #1 to Mum dropped.\n\n❗ 2 messages need you (/attention)',
  );
});

test('a notice that nobody acknowledged may have been read: it stays, and is told once more beside the next', async () => {
  await home.says('/schedule at 12:05 to Mum: one');
  await home.says('/schedule at 13:00 to Anna: two');
  home.world.faults.cutNetwork();
  await home.pass(30 * minute);
  home.world.faults.acks('lost');
  home.world.faults.restoreNetwork();
  await home.pass(minute);
  expect(missed().join('\n')).toContain('⌛ #1 to Mum missed');
  home.world.faults.cutNetwork();
  await home.pass(60 * minute);
  home.world.faults.acks('normal');
  home.world.faults.restoreNetwork();
  await home.pass(minute);
  const told = missed();
  expect(told.at(-1)).toContain('⌛ #2 to Anna missed');
  expect(told.every((text) => /#1 to Mum|#2 to Anna/.test(text) && !text.includes('1) #'))).toBe(true);
});

test('those whose grace ends within a minute are missed, and told, at once', async () => {
  await home.says('/schedule at 12:05 to Mum, Anna, Łukasz: hello');
  await home.says('yes');
  home.world.faults.cutNetwork();
  const { plannedAt, graceMs } = home.message(3);
  await home.clock.advanceTo(plannedAt + graceMs);
  expect(home.ledger().count({ statuses: ['missed'] })).toBe(0);
  await home.pass(1);
  expect(home.ledger().count({ statuses: ['missed'] })).toBe(3);
  const [waiting, ...more] = home.ledger().noticesWaiting();
  expect(more).toEqual([]);
  expect(waiting?.about).toEqual([1, 2, 3]);
  expect(home.ledger().notice((waiting?.id ?? 0) - 1)?.supersededBy).toBeNull();
});
