/** What is meant for the bot and what is not; corrections, several questions at once, and questions that lapse. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
beforeEach(async () => {
  home = await createHome({ memory: true });
  home.heard();
});
afterEach(() => home.close());

const minute = 60_000;

describe('a note to oneself', () => {
  test.each([
    'buy milk',
    'yes',
    'no',
    '1',
    '2 b',
    '👍',
    'drop',
    'all drop',
    'sent',
    'again',
    'London',
    '18:00',
    'tomorrow 9am to Mum: hi',
    'stop that noise',
    'https://example.com/help',
    '7/8',
    '   ',
  ])('%j is neither stored nor answered', async (words) => {
    const waId = home.world.ownerWrites(words);
    await home.pass(5_000);
    expect(home.heard()).toEqual([]);
    expect(home.ledger().command(waId)).toEqual([]);
    expect(home.ledger().commandsReceived()).toEqual([]);
  });

  test('is left alone while a question is open that it does not answer', async () => {
    await home.says('/cancel all');
    await home.says('/schedule tomorrow 9am to Family: hi');
    const waId = home.world.ownerWrites('remember the cake, and ask Anna about the candles');
    await home.pass(5_000);
    expect(home.heard()).toEqual([]);
    expect(home.ledger().command(waId)).toEqual([]);
    expect(await home.says('yes')).toContain('#1 scheduled');
  });

  test('that quotes another note is one too, and quoting the bot is not', async () => {
    const note = home.world.ownerWrites('buy milk');
    await home.pass(2_000);
    expect(await home.says('done', { quote: note })).toBe('');
    await home.says('/list');
    expect(await home.says('thanks', { quote: home.lastLine() })).toMatchInlineSnapshot(`
      "ℹ️ I have asked nothing that this answers.
      /attention · /list · /help"
    `);
  });

  test('of somebody else, in another chat or forwarded, is never a command', async () => {
    home.world.personWrites('Mum', '/stop');
    home.world.personWrites('Anna', '/schedule in 5 seconds to Mum: hi', { group: 'Family' });
    home.world.personWrites('Stranger', 'yes', { forwarded: true });
    await home.pass(10_000);
    expect(home.heard()).toEqual([]);
    expect(home.ledger().latch('stopped')).toBeNull();
    expect(home.ledger().messages({})).toEqual([]);
  });
});

describe('an unknown verb', () => {
  test('near one is offered corrected, behind a yes', async () => {
    expect(await home.says('/shedule tomorrow 9am to Mum: hi')).toMatchInlineSnapshot(`
      "❓ I know no "shedule". Did you mean this?
      /schedule tomorrow 9am to Mum: hi
      👍 or yes · no"
    `);
    expect(await home.says('yes')).toContain('#1 scheduled');
    expect(await home.says('/cancle 1')).toContain('Did you mean this?\n/cancel 1\n');
    expect(await home.says('no')).toBe('👌 Nothing done.');
    expect(home.message(1).status).toBe('scheduled');
    expect(await home.says('/lsit')).toContain('/list');
    expect(await home.says('👍🏽')).toContain('📋 1 scheduled');
    await home.says('/stpo');
    await home.says('yes');
    expect(home.ledger().latch('stopped')).not.toBeNull();
  });

  test('that is corrected keeps the time at which it was written, and its deletion cancels', async () => {
    const waId = home.world.ownerWrites('/shedule in 10 minutes to Mum: hi');
    await home.pass(5 * minute);
    await home.says('yes');
    expect(home.message(1).dueAt).toBe(Date.parse('2026-11-24T12:10:03Z'));
    home.world.ownerRevokes(waId);
    await home.pass(2_000);
    expect(home.message(1).status).toBe('cancelled');
  });

  test('that is corrected may ask, and its question is answered', async () => {
    await home.says('/shedule tomorrow 9 to Chris: hi');
    expect(await home.says('ok')).toContain('Who is "Chris"?');
    expect(await home.says('2 a')).toContain('#1 scheduled\nto Chris Evans');
  });

  test('far from all is refused', async () => {
    expect(await home.says('/xyzzy')).toMatchInlineSnapshot(`
      "🚫 I know no "xyzzy".
      Try: /schedule tomorrow 9:00 to Mum: hello
      /list · /help"
    `);
    expect(await home.says('/')).toMatchInlineSnapshot(`
      "🚫 That is no command.
      Try: /schedule tomorrow 9:00 to Mum: hello
      /list · /help"
    `);
    expect(await home.says('/9am to Mum: hi')).toContain('🚫 I know no "9am".');
  });
});

describe('two open questions', () => {
  test('that take the same answer are told apart by quoting', async () => {
    await home.says('/schedule tomorrow 9am to Family: hi');
    const first = home.lastLine();
    await home.says('/lsit');
    expect(await home.says('yes')).toMatchInlineSnapshot(`
      "❓ Which question do you mean?
      Reply to it: swipe it to the right.
      Or hold it, and choose Reply."
    `);
    expect(await home.says('yes', { quote: first })).toContain('#1 scheduled');
    expect(await home.says('yes')).toContain('📋 1 scheduled');
  });

  test('that take different answers each get theirs', async () => {
    await home.says('/schedule in 10 seconds to Mum: doubtful');
    home.world.faults.failWithoutNack(1);
    await home.pass(minute);
    await home.says('/schedule tomorrow 9 to Chris: hi');
    expect(await home.says('arrived')).toContain('✅ #1 to Mum: arrived, noted.');
    expect(await home.says('2 b')).toContain('#2 scheduled\nto Chris Evans');
  });
});

describe('a question', () => {
  test('is dropped aloud by the next command, and taken up again by quoting', async () => {
    await home.says('/schedule tomorrow 9 to Chris: hi');
    const question = home.lastLine();
    expect(await home.says('/schedule tomorrow 9am to Mum: other')).toMatchInlineSnapshot(`
      "⏰ #1 scheduled
      to Mum (…0002)
      Wed 25 Nov, 09:00 London · tomorrow
      other
      If I'm over 15 min late, I ask first.
      Reply: cancel · move 18:00 · edit

      🚫 NOT scheduled: "hi" to "Chris".
      Reply to my question to take it up again."
    `);
    expect(await home.says('2 a', { quote: question })).toContain('#2 scheduled\nto Chris Evans');
    expect(await home.says('1 a', { quote: question })).toBe('ℹ️ That command is #2 already. /show 2');
    expect(home.ledger().messages({})).toHaveLength(2);
  });

  test('answered twice, or answered and repeated by WhatsApp, arms once', async () => {
    await home.says('/schedule tomorrow 9am to Family: hi');
    const question = home.lastLine();
    const yes = home.world.ownerWrites('yes');
    await home.pass(2_000);
    home.world.repeats(yes);
    await home.says('yes');
    await home.says('yes', { quote: question });
    expect(home.ledger().messages({})).toHaveLength(1);
  });

  test('that got a no may still be taken up by quoting it', async () => {
    await home.says('/schedule tomorrow 9am to Family: hi');
    const question = home.lastLine();
    await home.says('no');
    expect(await home.says('yes', { quote: question })).toContain('#1 scheduled');
  });

  test('lapses aloud after ten minutes', async () => {
    await home.says('/schedule tomorrow 9 to Chris: hi');
    await home.pass(9 * minute);
    expect(home.heard()).toEqual([]);
    await home.pass(2 * minute);
    expect(home.heard().join('\n')).toMatchInlineSnapshot(`
      "🚫 NOT scheduled: "hi" to "Chris".
      Reply to my question to take it up again."
    `);
    expect(await home.says('1 a')).toBe('');
    await home.says('/shedule tomorrow');
    await home.pass(11 * minute);
    expect(home.heard().join('\n')).toMatchInlineSnapshot(`
      "🚫 NOT done: "/schedule tomorrow"
      Write it again if you still want it."
    `);
    await home.says('/schedule tomorrow 9am to Mum: hi');
    await home.says('/cancel all');
    await home.pass(11 * minute);
    expect(home.heard().join('\n')).toBe('🚫 NOT cancelled: nothing was changed.');
  });
});

test('words that are older than a day lead to no send, and say so', async () => {
  await home.close();
  home = await createHome();
  await home.says('/schedule in 72 hours to Family: hi');
  await home.kill();
  home.world.ownerWrites('/schedule in 5 days to Mum: old');
  await home.pass(25 * 60 * minute);
  await home.boot();
  await home.pass(5_000);
  expect(home.heard().join('\n\n')).toMatchInlineSnapshot(`
    "⌛ Nothing done: you wrote this Tue 24 Nov, 12:00:05,
    and I was away until now.
    "/schedule in 5 days to Mum: old"
    Write it again if you still want it.

    I was away. Once more:
    ❓ Not scheduled yet. Send this?
    to Family (group of 4)
    Fri 27 Nov, 12:00:03 London · in 2 days
    hi
    👍 or yes · no"
  `);
  expect(home.ledger().messages({})).toEqual([]);
});
