/** /schedule with a time that is asked about, refused, or surprises. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
beforeEach(async () => {
  home = await createHome({ memory: true });
  home.heard();
});
afterEach(() => home.close());

const planned = (id: number): string => new Date(home.message(id).plannedAt).toISOString();

describe('a time', () => {
  test('in the past offers the next sensible one behind a yes', async () => {
    expect(await home.says('/schedule yesterday 9am to Mum: hi')).toMatchInlineSnapshot(`
      "❓ Not scheduled yet.
      "yesterday 9am" is in the past.
      This instead?
      to Mum (…0002)
      Wed 25 Nov, 09:00 London · tomorrow
      hi
      👍 or yes · no"
    `);
    expect(await home.says('yes')).toContain('#1 scheduled');
    expect(planned(1)).toBe('2026-11-25T09:00:00.000Z');
  });

  test('that is misspelt offers the nearest behind a yes', async () => {
    expect(await home.says('/schedule tomorow 9am to Mum: hi')).toMatchInlineSnapshot(`
      "❓ Not scheduled yet: "hi" to Mum
      "tomorow 9am": I don't know "tomorow" as a time.
      Do you mean "tomorrow 9am"?
      1) Wed 25 Nov, 09:00
      👍 or yes · no"
    `);
    await home.says('yes');
    expect(planned(1)).toBe('2026-11-25T09:00:00.000Z');
    expect(await home.says('/schedule tomorow to Mum: hello')).toMatchInlineSnapshot(`
      "❓ Not scheduled yet: "hello" to Mum
      "tomorow": I don't know "tomorow" as a time.
      Do you mean "tomorrow"?"
    `);
    expect(await home.says('yes')).toContain('at what time?');
    await home.says('10am');
    expect(planned(2)).toBe('2026-11-25T10:00:00.000Z');
  });

  test('that can be one of two is asked about', async () => {
    expect(await home.says('/schedule next friday 9am to Mum: hi')).toMatchInlineSnapshot(`
      "❓ Not scheduled yet: "hi" to Mum
      "next friday 9am": Which day do you mean?
      1) Fri 27 Nov, 09:00
      2) Fri 4 Dec, 09:00
      Answer like: 1"
    `);
    await home.says('2');
    expect(planned(1)).toBe('2026-12-04T09:00:00.000Z');
    expect(await home.says('/schedule mon 9am IST to Mum: zone')).toMatchInlineSnapshot(`
      "❓ Not scheduled yet: "zone" to Mum
      "mon 9am IST": In which time zone?
      1) Mon 30 Nov, 09:00 Kolkata = 03:30 London
      2) Mon 30 Nov, 09:00 Dublin = 09:00 London
      3) Mon 30 Nov, 09:00 Jerusalem = 07:00 London
      Answer like: 1"
    `);
    await home.says('1');
    expect(planned(2)).toBe('2026-11-30T03:30:00.000Z');
    expect(await home.says('/schedule 23: 05 to Mum: broken')).toMatchInlineSnapshot(`
      "❓ Not scheduled yet.
      Is "23: 05" a time?
      Or does the text begin behind its colon?
      1) 23:05 to "Mum": "broken"
      👍 or yes · no"
    `);
    await home.says('yes');
    expect(planned(3)).toBe('2026-11-24T23:05:00.000Z');
  });

  test.each(['31/02 9am', '25:00', 'every friday 9am', '9am to 10am', 'in 3 years', 'x'.repeat(121)])(
    '%j is refused with the reason and an example that works',
    async (when) => {
      const reply = await home.says(`/schedule ${when} to Mum: hi`);
      expect(reply).toMatch(/^🚫 Nothing scheduled:/);
      const example = /^(?:Try: )?(\/.*)$/m.exec(reply)?.[1] ?? '';
      expect(await home.says(example)).toMatch(/ [#S]1 scheduled/);
    },
  );

  test('names what it does not know, and no command that there is not', async () => {
    expect(await home.says('/schedule every friday 9am to Mum: hi')).toMatchInlineSnapshot(`
      "🚫 Nothing scheduled:
      "every friday 9am" comes again and again.
      That is a series:
      /every friday 9am to Mum: hi"
    `);
    expect(await home.says('/schedule noonish to Mum: hi')).toMatchInlineSnapshot(`
      "❓ Not scheduled yet: "hi" to Mum
      "noonish": I don't know "noonish" as a time.
      Like tomorrow 9am, 31 dec 23:59, in 2 hours."
    `);
  });

  test('of another zone is echoed in both', async () => {
    expect(await home.says('/schedule tomorrow 9am Tokyo to Mum: hi')).toMatchInlineSnapshot(`
      "⏰ #1 scheduled
      to Mum (…0002)
      Wed 25 Nov, 00:00 London
      the night Tue→Wed · tomorrow
      = Wed 25 Nov, 09:00 Tokyo
      hi
      If I'm over 15 min late, I ask first.
      Reply: cancel · move 18:00 · edit"
    `);
  });

  test('after midnight names the night', async () => {
    expect(await home.says('/schedule tonight at 1 to Mum: hi')).toMatchInlineSnapshot(`
      "⏰ #1 scheduled
      to Mum (…0002)
      Wed 25 Nov, 01:00 London
      the night Tue→Wed · tomorrow
      hi
      If I'm over 15 min late, I ask first.
      Reply: cancel · move 18:00 · edit"
    `);
  });

  test('that the clocks skip or show twice says where it goes', async () => {
    expect(await home.says('/schedule 28 Mar 2027 01:30 to Mum: gap')).toMatchInlineSnapshot(`
      "⏰ #1 scheduled
      to Mum (…0002)
      Sun 28 Mar, 02:30 London
      the night Sat→Sun · in 124 days
      The clocks skip that hour: it goes after.
      gap
      If I'm over 15 min late, I ask first.
      Reply: cancel · move 18:00 · edit"
    `);
    expect(planned(1)).toBe('2027-03-28T01:30:00.000Z');
    expect(await home.says('/schedule 31 Oct 2027 01:30 to Mum: fold')).toMatchInlineSnapshot(`
      "⏰ #2 scheduled
      to Mum (…0002)
      Sun 31 Oct 2027, 01:30 London (UTC+1)
      the night Sat→Sun · in 341 days
      The clocks show it twice: the first counts.
      fold
      If I'm over 15 min late, I ask first.
      Reply: cancel · move 18:00 · edit"
    `);
    expect(planned(2)).toBe('2027-10-31T00:30:00.000Z');
  });

  test('over half a year ahead shows its year', async () => {
    expect(await home.says('/schedule 4 july 2028 9am to Mum: hi')).toContain(
      'Tue 4 Jul 2028, 09:00 London · in',
    );
  });

  test('that passed while the bot was away is asked about, not sent late', async () => {
    await home.close();
    home = await createHome();
    home.heard();
    await home.kill();
    home.world.ownerWrites('/schedule in 10 minutes to Mum: hi');
    await home.pass(2 * 60 * 60_000);
    await home.boot();
    await home.pass(5_000);
    expect(home.heard().join('\n')).toMatchInlineSnapshot(`
      "❓ Not scheduled yet.
      Its time has passed.
      Send it now?
      to Mum (…0002)
      Tue 24 Nov, 14:00:04 London · now
      hi
      👍 or yes · no"
    `);
    expect(home.ledger().messages({})).toEqual([]);
    await home.says('yes');
    await home.pass(5_000);
    expect(home.world.timesReceived('Mum', 'hi')).toBe(1);
  });

  test('that passed before the answer is asked about once more', async () => {
    await home.says('/schedule in 5 minutes to Family: hi');
    const question = home.lastLine();
    await home.pass(30 * 60_000);
    expect(await home.says('yes', { quote: question })).toContain('Its time has passed');
    expect(home.ledger().messages({})).toEqual([]);
  });
});

describe('what a head may not be', () => {
  test.each([
    ['/schedule tomorrow 9am to "Mum: hi', 'A quote opens before a name and does not close.'],
    ['/schedule tomorrow 9am to "Smi"th: hi', 'A quote closes inside a word.'],
    ['/schedule tomorrow 9am to Mum:\n---\nhi', 'A line of --- has no text on one side.'],
    [
      `/schedule tomorrow 9am to Mum: ${'a\n---\n'.repeat(20)}b`,
      'That is more than 20 parts in one command.',
    ],
    [`/schedule tomorrow 9am to Mum: ${'x'.repeat(10_001)}`, 'A text is longer than 10000 characters.'],
    [`/schedule tomorrow 9am to ${'x'.repeat(101)}: hi`, 'A name is longer than 100 characters.'],
  ])('%.40j', async (words, sentence) => {
    const reply = await home.says(words);
    expect(reply.toLowerCase().replaceAll('\n', ' ')).toContain(
      `🚫 nothing scheduled: ${sentence.toLowerCase()}`,
    );
    expect(reply).toContain('\nTry: /schedule');
    expect(home.ledger().messages({})).toEqual([]);
  });

  test('a lone dash asks whether it divides', async () => {
    expect(await home.says('/schedule tomorrow 9am to Mum: a\n—\nb')).toMatchInlineSnapshot(`
      "❓ Not scheduled yet.
      A dash stands alone on a line.
      Does it divide the text?
      1) tomorrow 9am to "Mum": "a" / "b"
      2) tomorrow 9am to "Mum": "a — b"
      Answer with its number."
    `);
    await home.says('2');
    expect(home.message(1).body).toBe('a\n—\nb');
  });
});

describe('a rule in the place of a time is handed back as the series that it is', () => {
  test.each([
    ['/schedule every friday 9am to Mum: hi', '/every friday 9am to Mum: hi'],
    [
      '/schedule to Anna, Mum every weekday at 18:30: See you',
      '/every weekday at 18:30 to Anna, Mum: See you',
    ],
    ['/s each day 8:00 to "Smith, John": hi: there', '/every day 8:00 to "Smith, John": hi: there'],
  ])('%s', async (written, series) => {
    const reply = await home.says(written);
    expect(reply.split('\n').at(-1)).toBe(series);
    expect(home.ledger().count({})).toBe(0);
    // It does what it says, as it stands there.
    const armed = await home.says(series);
    expect(armed.startsWith('🔁 S1') ? armed : await home.says('yes')).toMatch(/^🔁 S1/u);
  });

  test('and a long text is not repeated', async () => {
    const reply = await home.says(`/schedule every friday 9am to Mum\n${'long '.repeat(60)}`);
    expect(reply).toContain('\n/every friday 9am to Mum\nwith your text on the lines below it');
  });

  test('but what no series can be shows another one', async () => {
    const reply = await home.says('/schedule every 2 minutes to Mum: hi');
    expect(reply).toContain('comes again and again');
    expect(reply).toContain('Try: /every friday 17:00 to Mum: hello');
  });
});
