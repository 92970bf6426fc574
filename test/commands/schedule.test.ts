/** /schedule: what arms at once, what is asked first, and what the phones get. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { WhatsApp } from '../../src/core/whatsapp.ts';
import { createHome, type Home, type HomeOptions } from '../sim/home.ts';

let home: Home;
beforeEach(() => begin());
afterEach(() => home.close());

async function begin(options: HomeOptions = {}): Promise<void> {
  await home?.close();
  home = await createHome({ memory: true, ...options });
  home.heard();
}

const minute = 60_000;
const texts = (name: string): string[] => home.world.inbox(name).map(({ text }) => text);

describe('a clear message to one person', () => {
  test('is armed at once, and arrives once', async () => {
    expect(await home.says('/schedule tomorrow 23:05 to Mum: Happy birthday!')).toMatchInlineSnapshot(`
      "⏰ #1 scheduled
      to Mum (…0002)
      Wed 25 Nov, 23:05 London · tomorrow
      Happy birthday!
      If I'm over 15 min late, I ask first.
      Reply: cancel · move 18:00 · edit"
    `);
    await home.pass(36 * 60 * minute);
    expect(texts('Mum')).toEqual(['Happy birthday!']);
  });

  test('that is due in seconds is not asked about', async () => {
    expect(await home.says('/schedule in 5 seconds to Mum: soon')).toContain('#1 scheduled');
    await home.pass(10_000);
    expect(texts('Mum')).toEqual(['soon']);
  });

  test.each([
    '/schedule tomorrow 9am to Mum: hi',
    '!schedule tomorrow 9am to Mum: hi',
    '／ｓ tomorrow 9am to Mum: hi',
    '/ S tomorrow 9am to mum: hi',
    '/schedule to Mum tomorrow 9am: hi',
    '/schedule tomorrow 9am to Mum\nhi',
    '/schedule tomorrow 9am to "Mum": hi',
    '/schedule tomorrow 9am to +447700900002: hi',
    '/schedule tomorrow 9am to 07700 900 002: hi',
  ])('may be written %j', async (words) => {
    expect(await home.says(words)).toMatch(/^⏰ #1 scheduled\nto Mum \(…0002\)\nWed 25 Nov, 09:00/);
    expect(home.message(1)).toMatchObject({ body: 'hi', status: 'scheduled' });
  });

  test.each([
    'two\nlines and  spaces ',
    '*bold* _under_ ~gone~ `code`\n> quoted',
    '/stop is a command',
    'שלום, سلام 👨‍👩‍👧 e\u0301',
    '{name} {nobody} stays as it is',
    ': starts with a colon',
  ])('gets its text to the byte: %j', async (text) => {
    await home.says(`/schedule in 5 seconds to Mum\n${text}`);
    await home.pass(10_000);
    expect(texts('Mum')).toEqual([text]);
  });

  test('with a long text shows its beginning, and /show text all of it', async () => {
    const long = Array.from({ length: 60 }, (_, index) => `word${index}`).join(' ');
    const reply = await home.says(`/schedule in 1 hour to Mum: ${long}`);
    expect(reply).toMatch(/^word0 .* \[…\]$/m);
    expect(reply.split('\n').length).toBeLessThanOrEqual(8);
    expect(await home.says('/show 1 text')).toBe(long);
  });
});

describe('what needs a yes', () => {
  test('several recipients: shown, counted, and armed by a yes as one batch', async () => {
    expect(await home.says('/schedule in 1 hour to Mum, Anna, me: dinner?')).toMatchInlineSnapshot(`
      "❓ Not scheduled yet. Send this?
      to Mum (…0002), Anna (…0005), me
      Tue 24 Nov, 13:00:03 London · in 1 hour
      dinner?
      👍 or yes · no"
    `);
    expect(home.ledger().messages({})).toEqual([]);
    expect(await home.says('yes')).toMatchInlineSnapshot(`
      "⏰ #1–#3 scheduled (B1)
      to Mum (…0002), Anna (…0005), me
      Tue 24 Nov, 13:00:03 London · in 1 hour
      dinner?
      If I'm over 15 min late, I ask first.
      Reply: cancel"
    `);
    await home.pass(90 * minute);
    expect(texts('Mum')).toEqual(['dinner?']);
    expect(texts('Anna')).toEqual(['dinner?']);
    expect(home.message(3)).toMatchObject({ status: 'sent', chat: { kind: 'self' } });
  });

  test('several parts, in order', async () => {
    expect(
      await home.says('/schedule in 1 hour to Mum\none\n---\ntwo\n---\nthree\n---\nfour'),
    ).toMatchInlineSnapshot(`
      "❓ Not scheduled yet. Send this?
      to Mum (…0002)
      Tue 24 Nov, 13:00:03 London · in 1 hour
      4 parts: "one" / "two" / "three" / …
      👍 or yes · no"
    `);
    await home.says('👍');
    await home.pass(90 * minute);
    expect(texts('Mum')).toEqual(['one', 'two', 'three', 'four']);
  });

  test('a group, with its size', async () => {
    expect(await home.says('/schedule tomorrow 7:45 to 7B parents: bring 3 €')).toMatchInlineSnapshot(`
      "❓ Not scheduled yet. Send this?
      to 7B parents (group of 31)
      Wed 25 Nov, 07:45 London · tomorrow
      bring 3 €
      👍 or yes · no"
    `);
    expect(await home.says('no')).toMatchInlineSnapshot(`"👌 Not scheduled. Nothing will be sent."`);
    await home.pass(48 * 60 * minute);
    expect(home.world.inbox('Parent 1')).toEqual([]);
  });

  test('over 60 days ahead without a month name or a year; with one it does not', async () => {
    expect(await home.says('/schedule 1/9 9am to Mum: far')).toMatchInlineSnapshot(`
      "❓ Not scheduled yet. Send this?
      to Mum (…0002)
      Wed 1 Sep 2027, 09:00 London · in 281 days
      far
      Over 60 days ahead.
      👍 or yes · no"
    `);
    await home.says('no');
    expect(await home.says('/schedule 1 september 9am to Mum: far')).toContain('#1 scheduled');
    expect(await home.says('/schedule 2/9/2027 9am to Mum: further')).toContain('#2 scheduled');
  });

  test('quiet hours', async () => {
    await begin({ settings: { quietHours: { from: 22 * 60, to: 7 * 60 } } });
    expect(await home.says('/schedule tomorrow 23:30 to Mum: late')).toMatchInlineSnapshot(`
      "❓ Not scheduled yet. Send this?
      to Mum (…0002)
      Wed 25 Nov, 23:30 London · tomorrow
      late
      In your quiet hours.
      👍 or yes · no"
    `);
    expect(await home.says('yes')).toContain('#1 scheduled');
    expect(await home.says('/schedule tomorrow 21:59 to Anna: in time')).toContain('#2 scheduled');
  });

  test('the same text to the same chat, be it still to go or gone', async () => {
    await home.says('/schedule in 1 minute to Mum: hi');
    expect(await home.says('/schedule in 2 hours to Mum: hi')).toMatchInlineSnapshot(`
      "❓ Not scheduled yet. Send this?
      to Mum (…0002)
      Tue 24 Nov, 14:00:05 London · in 2 hours
      hi
      The same text goes to Mum
      already: #1, Tue 24 Nov, 12:01:03.
      👍 or yes · no"
    `);
    await home.says('no');
    await home.pass(5 * minute);
    expect(await home.says('/schedule in 2 hours to Mum: hi')).toContain(
      'The same text went to Mum\nalready: #1, Tue 24 Nov, 12:01:03.',
    );
    await home.says('yes');
    expect(await home.says('/schedule in 2 hours to Anna: hi')).toContain('#3 scheduled');
    expect(await home.says('/schedule in 2 hours to Mum: Hi')).toContain('#4 scheduled');
    expect(await home.says('/schedule in 96 hours to Mum: hi')).toContain('#5 scheduled');
    await home.pass(3 * 60 * minute);
    expect(texts('Mum')).toEqual(['hi', 'hi', 'Hi']);
  });

  test('caps that would delay it, by how much', async () => {
    await begin({ settings: { maxPerMinute: 2 } });
    const reply = await home.says('/schedule in 1 hour to Mum, Anna, Zoë Müller, Łukasz, me: at once');
    expect(reply).toMatchInlineSnapshot(`
      "❓ Not scheduled yet. Send this?
      to Mum (…0002), Anna (…0005),
      Zoë Müller (…0006), Łukasz (…0007), me
      Tue 24 Nov, 13:00:03 London · in 1 hour
      at once
      Too many at once: the last would go
      Tue 24 Nov, 13:02:03.
      👍 or yes · no"
    `);
    expect(await home.says('yes')).toContain('Paced: 13:00:03 to 13:02:03');
    await home.pass(2 * 60 * minute);
    expect(home.ledger().count({ statuses: ['sent'] })).toBe(5);
  });

  test('all of it in one question', async () => {
    await begin({ settings: { quietHours: { from: 22 * 60, to: 7 * 60 } } });
    await home.says('/schedule tomorrow 6:00 to Family: up!\n---\nnow');
    await home.says('yes');
    expect(await home.says('/schedule tomorrow 6:30 to Family, Mum: up!\n---\nnow')).toMatchInlineSnapshot(`
      "❓ Not scheduled yet. Send this?
      to Family (group of 4), Mum (…0002)
      Wed 25 Nov, 06:30 London · tomorrow
      2 parts: "up!" / "now"
      The same text goes to Family
      already: #1, Wed 25 Nov, 06:00.
      In your quiet hours.
      👍 or yes · no"
    `);
  });
});

describe('what a message to several people may hold', () => {
  test('their names', async () => {
    await home.says('/schedule in 5 seconds to Mum, Chris Jones: Hi {first} ({name}), {{name}');
    await home.says('yes');
    await home.pass(20_000);
    expect(texts('Mum')).toEqual(['Hi Mum (Mum), {name}']);
    expect(texts('Chris Jones')).toEqual(['Hi Chris (Chris Jones), {name}']);
  });

  test('but no name where there is none', async () => {
    const whatsapp = home.whatsapp() as { number: WhatsApp['number'] };
    const asked = whatsapp.number;
    whatsapp.number = async (phone) => {
      const reading = await asked(phone);
      return reading.kind === 'chat' ? { ...reading, chat: { ...reading.chat, name: phone } } : reading;
    };
    expect(await home.says('/schedule in 1 hour to Mum, +12025550116: Hi {first}')).toMatchInlineSnapshot(`
      "🚫 Nothing scheduled: I know no name
      of +12025550116 for {name}.
      Save it in your contacts, or write
      to that number by itself."
    `);
    expect(await home.says('/schedule in 1 hour to Mum, +12025550116: Hi {{first}')).toContain('Send this?');
    await home.says('no');
    expect(home.ledger().messages({})).toEqual([]);
  });

  test('but no word that it does not know', async () => {
    expect(await home.says('/schedule in 1 hour to Mum, Anna: Hi {nick}')).toMatchInlineSnapshot(`
      "🚫 Nothing scheduled: I know no {nick}.
      In a text to several people:
      {name} or {first}; {{ for a brace."
    `);
    expect(home.ledger().messages({})).toEqual([]);
  });
});

test('under DRY_RUN and while stopped, the confirmation says that nothing goes', async () => {
  await begin({ settings: { dryRun: true } });
  expect(await home.says('/schedule in 1 hour to Mum: dry')).toMatchInlineSnapshot(`
    "🎭 #1 scheduled (dry: nothing will be sent)
    to Mum (…0002)
    Tue 24 Nov, 13:00:03 London · in 1 hour
    dry
    Reply: cancel · move 18:00 · edit"
  `);
  await begin();
  await home.says('/stop');
  expect(await home.says('/schedule in 1 hour to Mum: frozen')).toMatchInlineSnapshot(`
    "⏰ #1 scheduled
    to Mum (…0002)
    Tue 24 Nov, 13:00:05 London · in 1 hour
    frozen
    🛑 I am stopped: nothing goes until /resume.
    Reply: cancel · move 18:00 · edit"
  `);
});
