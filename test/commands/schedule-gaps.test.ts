/** /schedule with something missing or to be chosen: one question, and the shortest answer that settles it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
beforeEach(async () => {
  home = await createHome({ memory: true });
  home.heard();
});
afterEach(() => home.close());

const armed = (): string[] =>
  home
    .ledger()
    .messages({ order: 'planned' })
    .map(
      ({ chat, body, plannedAt }) =>
        `${new Date(plannedAt).toISOString().slice(0, 16)} ${chat.name}: ${body}`,
    );

describe('a missing hour', () => {
  test('is asked for, and answered in words', async () => {
    expect(await home.says('/schedule tomorrow to Mum: hi')).toMatchInlineSnapshot(`
      "❓ Not scheduled yet: "hi" to Mum
      "tomorrow" is Wed 25 Nov: at what time?
      Like 9am or 21:00."
    `);
    expect(await home.says('18:00')).toContain('#1 scheduled\nto Mum (…0002)\nWed 25 Nov, 18:00 London');
  });

  test('half said is asked about once more', async () => {
    await home.says('/schedule tomorrow to Mum: hi');
    expect(await home.says('9')).toMatchInlineSnapshot(`
      "❓ Not scheduled yet: "hi" to Mum
      "tomorrow 9": Morning or evening?
      1) Wed 25 Nov, 09:00
      2) Wed 25 Nov, 21:00
      Answer like: 1"
    `);
    expect(await home.says('2')).toContain('Wed 25 Nov, 21:00');
  });

  test.each([
    ['1', '2026-11-25T09:00 Mum: hi'],
    ['a', '2026-11-25T09:00 Mum: hi'],
    ['2.', '2026-11-25T21:00 Mum: hi'],
    ['pm', '2026-11-25T21:00 Mum: hi'],
    ['9:30', '2026-11-25T09:30 Mum: hi'],
  ])('is settled by %j', async (answer, expected) => {
    await home.says('/schedule tomorrow 9 to Mum: hi');
    await home.says(answer);
    expect(armed()).toEqual([expected]);
  });

  test.each(['3', 'c', '1 2', 'a b', 'yes'])('is not settled by %j', async (answer) => {
    await home.says('/schedule tomorrow 9 to Mum: hi');
    expect(await home.says(answer)).toBe(
      '❓ Still not scheduled: I cannot use that.\nAnswer what I asked, or no.',
    );
    expect(await home.says('1')).toContain('#1 scheduled');
  });
});

describe('a name that is not certain', () => {
  test('is asked about with the hour, and one answer settles both', async () => {
    expect(await home.says('/schedule tomorrow 9 to Chris: hi')).toMatchInlineSnapshot(`
      "❓ Not scheduled yet: "hi"
      Who is "Chris"?
      1) Chris Jones …003
      2) Chris Evans …004
      "tomorrow 9": Morning or evening?
      a) Wed 25 Nov, 09:00
      b) Wed 25 Nov, 21:00
      Answer like: 1 a"
    `);
    expect(await home.says('1 b')).toMatchInlineSnapshot(`
      "⏰ #1 scheduled
      to Chris Jones (…0003)
      Wed 25 Nov, 21:00 London · tomorrow
      hi
      If I'm over 15 min late, I ask first.
      Reply: cancel · move 18:00 · edit"
    `);
    expect(armed()).toEqual(['2026-11-25T21:00 Chris Jones: hi']);
  });

  test.each(['2 18:00', '2) tomorrow 18:00', '2, 6pm'])('is settled with its hour by %j', async (answer) => {
    await home.says('/schedule tomorrow to Chris: hi');
    await home.says(answer);
    expect(armed()).toEqual(['2026-11-25T18:00 Chris Evans: hi']);
  });

  test('half answered leaves the other half', async () => {
    await home.says('/schedule tomorrow 9 to Chris: hi');
    expect(await home.says('2')).toMatchInlineSnapshot(`
      "❓ Not scheduled yet: "hi" to Chris Evans
      "tomorrow 9": Morning or evening?
      1) Wed 25 Nov, 09:00
      2) Wed 25 Nov, 21:00
      Answer like: 1"
    `);
    await home.says('1');
    expect(armed()).toEqual(['2026-11-25T09:00 Chris Evans: hi']);
  });

  test('is learned once it was chosen, and a misspelt one is not', async () => {
    await home.says('/schedule tomorrow 9am to Chris: one');
    await home.says('2');
    expect(await home.says('/schedule tomorrow 9am to chris: two')).toContain('to Chris Evans (…0004)');
    expect(await home.says('/schedule tomorrow 9am to Annna: three')).toMatchInlineSnapshot(`
      "❓ Not scheduled yet: "three"
      "Annna": do you mean
      Anna …005?
      👍 or yes · no"
    `);
    await home.says('yes');
    expect(await home.says('/schedule tomorrow 9am to Annna: four')).toContain('do you mean\nAnna');
  });

  test('is asked about for each of several, through all numbers', async () => {
    expect(await home.says('/schedule tomorrow 9am to Mum, chris, zo, par: all')).toMatchInlineSnapshot(`
      "❓ Not scheduled yet: "all" to Mum
      4 recipients.
      Who is "chris"?
      1) Chris Jones …003
      2) Chris Evans …004
      Who is "zo"?
      3) Zoë Müller …006
      Who is "par"?
      4) 7B parents (group of 31)
      Answer like: 1 3 4"
    `);
    expect(await home.says('2 3 4')).toContain('#1–#4 scheduled (B1)');
    expect(armed().map((line) => line.slice(17))).toEqual([
      'Mum: all',
      'Chris Evans: all',
      'Zoë Müller: all',
      '7B parents: all',
    ]);
  });

  test('where each has one choice, is settled by a yes', async () => {
    await home.says('/schedule tomorrow 9am to zo, lukas: both');
    expect(await home.says('yes')).toContain('to Zoë Müller (…0006), Łukasz (…0007)');
  });

  test('that nobody has is refused, and one who is not on WhatsApp too, even when chosen', async () => {
    expect(await home.says('/schedule tomorrow 9am to Xyzzyx: hi')).toMatchInlineSnapshot(`
      "🚫 Nothing scheduled: I find no "Xyzzyx".
      Write the name as in your contacts,
      or the number, like +447700900002."
    `);
    expect(await home.says('/schedule tomorrow 9am to Old Phone: hi')).toMatchInlineSnapshot(`
      "🚫 Nothing scheduled:
      "Old Phone" is not on WhatsApp.
      Write another number, like +447700900002."
    `);
    expect(await home.says('/schedule tomorrow 9am to +447700900999: hi')).toMatchInlineSnapshot(`
      "🚫 Nothing scheduled:
      "+447700900999" is not on WhatsApp.
      Write another number, like +447700900002."
    `);
    await home.says('/schedule tomorrow 9am to old: hi');
    expect(await home.says('yes')).toContain('"Old Phone" is not on WhatsApp');
    expect(armed()).toEqual([]);
  });

  test('written twice counts once', async () => {
    expect(await home.says('/schedule tomorrow 9am to Mum, +447700900002, mum: hi')).toMatchInlineSnapshot(`
      "⏰ #1 scheduled
      to Mum (…0002)
      Wed 25 Nov, 09:00 London · tomorrow
      hi
      The same chat stood twice; it counts once.
      If I'm over 15 min late, I ask first.
      Reply: cancel · move 18:00 · edit"
    `);
    expect(armed()).toHaveLength(1);
  });

  test('that a cut runs through is asked about', async () => {
    expect(await home.says('/schedule tomorrow 9am to Bob: work: hi')).toMatchInlineSnapshot(`
      "❓ Not scheduled yet.
      There is a chat "Bob: work". Which is meant?
      1) tomorrow 9am to "Bob": "work: hi"
      2) tomorrow 9am to "Bob: work": "hi"
      Answer with its number."
    `);
    await home.says('2');
    expect(await home.says('/schedule tomorrow 9am to Smith, John: hi')).toMatchInlineSnapshot(`
      "❓ Not scheduled yet.
      There is a chat "Smith, John".
      Which is meant?
      1) tomorrow 9am to "Smith" and "John": "hi"
      2) tomorrow 9am to "Smith, John": "hi"
      Answer with its number."
    `);
    await home.says('2');
    expect(armed()).toEqual(['2026-11-25T09:00 Bob: work: hi', '2026-11-25T09:00 Smith, John: hi']);
  });
});

describe('a missing recipient or text', () => {
  test('is asked for, one after the other', async () => {
    expect(await home.says('/schedule tomorrow 9am: hi')).toMatchInlineSnapshot(`
      "❓ Not scheduled yet: "hi"
      "tomorrow 9am" is a time. Who should get it?"
    `);
    expect(await home.says('Mum')).toContain('#1 scheduled\nto Mum');
    expect(await home.says('/schedule hi')).toMatchInlineSnapshot(`
      "❓ Not scheduled yet.
      Who should get it?
      Write "to" before the name.
      When should it go? Like tomorrow 9am.
      What should it say?"
    `);
    expect(await home.says('/schedule to Anna')).toMatchInlineSnapshot(`
      "❓ Not scheduled yet: to Anna
      When should it go?
      What should it say?

      🚫 NOT scheduled.
      Reply to my question to take it up again."
    `);
    expect(await home.says('in 2 hours')).toMatchInlineSnapshot(`
      "❓ Not scheduled yet: to Anna
      What should it say?"
    `);
    expect(await home.says('What about dinner?')).toMatchInlineSnapshot(`
      "❓ Not scheduled yet. Is this the text?
      to Anna (…0005)
      Tue 24 Nov, 14:00:09 London · in 2 hours
      What about dinner?
      👍 or yes · no"
    `);
    expect(await home.says('yes')).toContain('#2 scheduled\nto Anna');
    expect(home.message(2).body).toBe('What about dinner?');
  });

  test('that answers by quoting the question is taken as it is', async () => {
    await home.says('/schedule tomorrow 9am to Mum');
    expect(await home.says('Dear Mum\nhello', { quote: home.lastLine() })).toContain('#1 scheduled');
    expect(home.message(1).body).toBe('Dear Mum\nhello');
  });

  test('of everything is refused with an example', async () => {
    expect(await home.says('/schedule')).toMatchInlineSnapshot(`
      "🚫 Nothing scheduled:
      what should go when, and to whom?
      Try: /schedule tomorrow 9:00 to Mum: hello"
    `);
  });
});

describe('a choice counts as the yes to what its question showed, and to nothing else', () => {
  test('a group and its parts are shown with the choice', async () => {
    expect(await home.says('/schedule tomorrow 9 to Family: one\n---\ntwo')).toMatchInlineSnapshot(`
      "❓ Not scheduled yet: "one" to Family
      2 parts.
      A group of 4.
      "tomorrow 9": Morning or evening?
      1) Wed 25 Nov, 09:00
      2) Wed 25 Nov, 21:00
      Answer like: 1"
    `);
    expect(await home.says('1')).toContain('#1–#2 scheduled (B1)');
  });

  test('the same text to the one who was chosen is asked about', async () => {
    await home.says('/schedule tomorrow 9am to Chris Jones: hi');
    await home.says('/schedule tomorrow 9 to Chris: hi');
    expect(await home.says('1 b')).toContain('The same text goes to Chris Jones\nalready: #1');
    expect(await home.says('no')).toBe('👌 Not scheduled. Nothing will be sent.');
  });

  test('a past time is not taken for another by choosing a name', async () => {
    await home.says('/schedule yesterday 9am to Chris: hi');
    expect(await home.says('2')).toMatchInlineSnapshot(`
      "❓ Not scheduled yet.
      "yesterday 9am" is in the past.
      This instead?
      to Chris Evans (…0004)
      Wed 25 Nov, 09:00 London · tomorrow
      hi
      👍 or yes · no"
    `);
    expect(armed()).toEqual([]);
  });
});
