import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
beforeEach(async () => {
  home = await createHome({ memory: true });
  await home.says('/schedule in 1 hour to Mum: one');
  await home.says('/schedule in 2 hours to Anna: two');
  await home.says('/schedule tomorrow 9am to Mum: three');
  await home.says('/schedule in 4 hours to Mum, Anna, me: batch');
  await home.says('yes');
});
afterEach(() => home.close());

const hour = 60 * 60_000;
const left = (): number[] =>
  home
    .ledger()
    .messages({ statuses: ['scheduled'] })
    .map(({ id }) => id)
    .sort((a, b) => a - b);

describe('/cancel takes back', () => {
  test.each([
    ['/cancel 1', '🚫 #1 to Mum cancelled. It never left.', [2, 3, 4, 5, 6]],
    ['/rm #1.', '🚫 #1 to Mum cancelled. It never left.', [2, 3, 4, 5, 6]],
    ['/forget 1, 2', '🚫 #1–#2 cancelled. They never left.', [3, 4, 5, 6]],
    ['/cancel 1 and 3', '🚫 #1, #3 cancelled. They never left.', [2, 4, 5, 6]],
    ['/cancel 2–5', '🚫 #2–#5 cancelled. They never left.', [1, 6]],
    ['/cancel last', '🚫 #6 to me cancelled. It never left.', [1, 2, 3, 4, 5]],
    ['/cancel B4', '🚫 #4–#6 cancelled. They never left.', [1, 2, 3]],
    ['/del b4, 1', '🚫 #1, #4–#6 cancelled. They never left.', [2, 3]],
    [
      '/cancel 1, 99',
      '🚫 #1 to Mum cancelled. It never left.\n🚫 There is no #99. /list shows what there is.',
      [2, 3, 4, 5, 6],
    ],
  ])('%s', async (words, reply, rest) => {
    expect(await home.says(words)).toBe(reply);
    expect(left()).toEqual(rest);
  });

  test('and what was cancelled reaches nobody', async () => {
    await home.says('/cancel 1-6');
    await home.pass(48 * hour);
    expect(home.world.inbox('Mum')).toEqual([]);
    expect(home.world.inbox('Anna')).toEqual([]);
  });

  test('what the reply to a bot message is about', async () => {
    await home.says('/show 2');
    expect(await home.says('cancel', { quote: home.lastLine() })).toBe(
      '🚫 #2 to Anna cancelled. It never left.',
    );
    await home.says('/schedule in 1 hour to Anna, Łukasz: both');
    await home.says('yes');
    expect(await home.says('Cancel!', { quote: home.lastLine() })).toBe(
      '🚫 #7–#8 cancelled. They never left.',
    );
  });
});

describe('/cancel with a name or all lists first and asks', () => {
  test('all', async () => {
    expect(await home.says('/cancel all')).toMatchInlineSnapshot(`
      "❓ Cancel these 6 messages?
      #1 Mum 13:00:03: "one"
      #2 Anna 14:00:05: "two"
      #4 Mum 16:00:09: "batch"
      #5 Anna 16:00:12: "batch"
      #6 me 16:00:15: "batch"
      #3 Mum Wed 25 Nov, 09:00: "three"
      👍 or yes · no"
    `);
    expect(left()).toHaveLength(6);
    expect(await home.says('👍')).toMatchInlineSnapshot(`"🚫 #1–#6 cancelled. They never left."`);
    expect(left()).toEqual([]);
  });

  test('a name, with a no', async () => {
    expect(await home.says('/cancel Mum')).toMatchInlineSnapshot(`
      "❓ Cancel these 3 messages?
      #1 Mum 13:00:03: "one"
      #4 Mum 16:00:09: "batch"
      #3 Mum Wed 25 Nov, 09:00: "three"
      👍 or yes · no"
    `);
    expect(await home.says('no')).toBe('👌 Nothing cancelled.');
    expect(left()).toHaveLength(6);
  });

  test.each(['mum', '"Mum"', '+447700900002', '07700 900 002', 'mu'])('%s is Mum', async (typed) => {
    await home.says(`/cancel ${typed}`);
    await home.says('yes');
    expect(left()).toEqual([2, 5, 6]);
  });

  test('me is me, and a learned name is who was chosen', async () => {
    await home.says('/cancel me');
    expect(await home.says('yes')).toBe('🚫 #6 to me cancelled. It never left.');
    await home.says('/schedule in 1 hour to Chris: learned');
    await home.says('2');
    expect(await home.says('/cancel chris')).toMatchInlineSnapshot(`
      "❓ Cancel this message?
      #7 Chris Evans 13:00:17: "learned"
      👍 or yes · no"
    `);
  });

  test('many are cut, and the question says how many there are', async () => {
    for (let index = 0; index < 4; index++) await home.says(`/schedule in 5 hours to Anna: number ${index}`);
    const reply = await home.says('/cancel all');
    expect(reply).toContain('❓ Cancel these 10 messages?');
    expect(reply).toContain('… and 4 more: /list');
  });

  test('what became of them meanwhile is what the answer tells', async () => {
    await home.says('/cancel Anna');
    await home.says('/list');
    await home.pass(2 * hour);
    home.heard();
    const question = home.world.control().find(({ text }) => text.startsWith('❓ Cancel'))?.waId ?? '';
    const reply = await home.says('yes', { quote: question });
    expect(reply).toMatch(
      /^🚫 #5 to Anna cancelled\. It never left\.\n⚠️ #2 to Anna: too late, WhatsApp took it at 14:00:0/,
    );
  });
});

describe('/cancel refuses', () => {
  test.each([
    ['/cancel', 'Which message? Its number stands in /list.'],
    ['/cancel 15-12', 'The range runs backwards: the smaller number comes first.'],
    ['/cancel 1-300', 'That is more than 256 messages at once.'],
    ['/cancel 1, x', 'I cannot read this as numbers of messages.'],
    ['/cancel "Mum', 'A quote opens and does not close.'],
    [`/cancel ${'x'.repeat(101)}`, 'A name is longer than 100 characters.'],
  ])('%.30s', async (words, why) => {
    const reply = await home.says(words);
    expect(reply.replaceAll('\n', ' ')).toBe(
      `🚫 Nothing cancelled. ${why} Try: /cancel 12 · /cancel 12, 13 or /cancel last · /cancel Mum`,
    );
    expect(left()).toHaveLength(6);
  });

  test('what there is not', async () => {
    expect(await home.says('/cancel 77')).toBe('🚫 There is no #77. /list shows what there is.');
    expect(await home.says('/cancel B77, B78')).toMatchInlineSnapshot(`
      "🚫 Nothing cancelled: there is no B77, B78.
      /list shows what there is."
    `);
    expect(await home.says('/cancel Łukasz')).toMatchInlineSnapshot(`
      "🚫 Nothing cancelled:
      nothing is scheduled for "Łukasz". /list"
    `);
    await home.says('/cancel 1-6');
    expect(await home.says('/cancel last')).toMatchInlineSnapshot(`
      "🚫 Nothing cancelled:
      nothing is scheduled. /list"
    `);
    expect(await home.says('/cancel all')).toMatchInlineSnapshot(`
      "🚫 Nothing cancelled:
      nothing is scheduled. /list"
    `);
  });

  test('what is over already, each with its own truth', async () => {
    await home.says('/cancel 1');
    expect(await home.says('/cancel 1')).toBe('ℹ️ #1 to Mum is already cancelled.');
    await home.pass(2.5 * hour);
    home.heard();
    expect(await home.says('/cancel 2')).toMatch(
      /^⚠️ #2 to Anna: too late, WhatsApp took it at 14:00:0\d and it was delivered\.\nReply "unsend" to delete it for everyone\.$/,
    );
  });
});
