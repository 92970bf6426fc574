/** How late one message may still go by itself, in the owner's own words for it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
beforeEach(async () => {
  home = await createHome({ memory: true });
  await home.says('/schedule in 5 minutes to Mum: hello');
});
afterEach(() => home.close());

const minute = 60_000;
const texts = (name: string): string[] => home.world.inbox(name).map(({ text }) => text);

async function offlineFor(minutes: number): Promise<void> {
  home.world.faults.cutNetwork();
  await home.pass(minutes * minute);
  home.heard();
  home.world.faults.restoreNetwork();
  await home.pass(20_000);
}

test('a length lets it go so much later by itself', async () => {
  expect(await home.says('/late 1 1h')).toMatchInlineSnapshot(`
    "⏰ #1 to Mum may go late by itself.
    If I'm over 1 h late, I ask first.
    Reply: undo"
  `);
  await offlineFor(50);
  expect(texts('Mum')).toEqual(['hello']);
});

test('past that length it is missed, and asked about', async () => {
  await home.says('/late 1 20 min');
  await offlineFor(40);
  expect(texts('Mum')).toEqual([]);
  expect(home.heard().join('\n')).toContain('send · drop · move 18:00');
});

test('"never" drops it a minute after its time, and says so without a question', async () => {
  expect(await home.says('/late 1 never')).toMatchInlineSnapshot(`
    "⏰ #1 to Mum: on time or never.
    If I'm over 1 min late, it is dropped,
    and I tell you.
    Reply: undo"
  `);
  await offlineFor(10);
  expect(home.heard().join('\n')).toMatchInlineSnapshot(`
    "(12:06) ⌛ #1 to Mum missed its time.
    It is dropped: you wanted it on time or never.
    It never left.
    Another time: /copy 1 tomorrow 9:00
    📶 I was offline 12:00 to 12:10:
    the connection to WhatsApp was down.
    1 missed its time: /attention"
  `);
  expect(home.message(1)).toMatchObject({ status: 'missed' });
  expect(home.ledger().needingOwner()).toEqual([]);
  await home.pass(60 * minute);
  expect(texts('Mum')).toEqual([]);
});

test('several of them are told together, apart from those that ask', async () => {
  await home.says('/schedule in 5 minutes to Anna: hi');
  await home.says('/schedule in 5 minutes to Łukasz: hej');
  await home.says('/late 1 never');
  await home.says('/late 2 never');
  await home.says('/late 3 ask');
  await offlineFor(10);
  const heard = home.heard().join('\n\n');
  expect(heard).toContain('⌛ 2 messages missed the time and are dropped:');
  expect(heard).toContain('⌛ #3 to Łukasz missed the time:');
  expect(
    home
      .ledger()
      .needingOwner()
      .map(({ id }) => id),
  ).toEqual([3]);
});

test('"ask" asks a minute after its time', async () => {
  expect(await home.says('/late 1 ask')).toMatchInlineSnapshot(`
    "⏰ #1 to Mum:
    If I'm over 1 min late, I ask first.
    Reply: undo"
  `);
  await offlineFor(7);
  expect(texts('Mum')).toEqual([]);
  expect(home.heard().join('\n')).toContain('send · drop · move 18:00');
});

test('on time it goes, whatever was said', async () => {
  await home.says('/late 1 never');
  await home.pass(6 * minute);
  expect(texts('Mum')).toEqual(['hello']);
});

describe('what is no word on it is refused:', () => {
  test.each([
    ['/late 1', 'how late may it go?'],
    ['/late 1 18:00', 'I expected a length,\nnever or ask, found "18:00".'],
    ['/late 1 sometimes', 'found "sometimes".'],
    ['/late 1 10 seconds', 'I take from 1 min\nto 48 h, found "10 seconds".'],
    ['/late 1 3 days', 'I take from 1 min\nto 48 h, found "3 days".'],
    ['/late 9 1h', 'There is no #9.'],
    ['/late 1h', 'Which message?'],
  ])('%s', async (words, says) => {
    expect(await home.says(words)).toContain(says);
    expect(home.message(1).graceMs).toBe(15 * minute);
  });
});

test('/why tells it, and /late of one that ended is too late', async () => {
  await home.says('/late 1 90 min');
  expect(await home.says('/why 1')).toContain('you said: up to 1 h 30 min late');
  await home.says('/cancel 1');
  expect(await home.says('/late 1 1h')).toContain('🚫 #1 to Mum is cancelled.');
});
