/** /every: what is written, what comes back, what the phones got. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
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
const day = 24 * 60 * minute;
const texts = (name: string): string[] => home.world.inbox(name).map(({ text }) => text);

describe('a series', () => {
  test('is armed at once, its next three shown', async () => {
    expect(await home.says('/every friday 17:00 to Mum: Dinner?')).toMatchInlineSnapshot(`
      "🔁 S1 scheduled: friday 17:00
      to Mum (…0002)
      Next: Fri 27 Nov, 17:00 London · in 3 days
      Then Fri 4 Dec · Fri 11 Dec
      Dinner?
      If I'm over 15 min late, I ask first.
      Reply: cancel · skip · pause"
    `);
    expect(home.message(1)).toMatchObject({ body: 'Dinner?', status: 'scheduled' });
    expect(home.ledger().count({})).toBe(1);
  });

  test.each([
    ['/every day 18:00 x3 to Mum: hi', 3],
    ['/every day 18:00 until friday to Mum: hi', 4],
    ['/every 2 hours x5 to Mum: hi', 5],
    ['/every to Mum day 18:00 x2: hi', 2],
    ['/every day 18:00 x2 to Mum\nhi', 2],
    ['! each day 18:00 x2 to Mum: hi', 2],
  ])('%j arrives each time, and then no more', async (words, times) => {
    await home.says(words);
    await home.pass(10 * day);
    expect(texts('Mum')).toEqual(Array.from({ length: times }, () => 'hi'));
    expect(await home.says('/list series')).toContain('Nothing comes again');
    expect(home.ledger().series(1)?.state).toBe('ended');
  });

  test('keeps its wall clock over a change of the clocks', async () => {
    await begin({ start: '2027-03-26T12:00:00Z' });
    await home.says('/every day 8:00 x3 to Mum: hi');
    await home.pass(5 * day);
    expect(home.world.inbox('Mum').map(({ at }) => new Date(at).toISOString().slice(5, 16))).toEqual([
      ...['03-27T08:00', '03-28T07:00', '03-29T07:00'],
    ]);
  });

  test('to several, in parts, wants one yes, and keeps the order each time', async () => {
    const asked = await home.says('/every day 18:00 x2 to Mum, Anna\nfor {first}\n---\ntwo');
    expect(asked).toMatchInlineSnapshot(`
      "❓ Not scheduled yet. Begin this series?
      to Mum (…0002), Anna (…0005)
      Tue 24 Nov, 18:00 London · in 6 hours
      and every day 18:00 x2
      2 parts: "for {first}" / "two"
      👍 or yes · no"
    `);
    expect(await home.says('yes')).toContain('🔁 S1 scheduled');
    await home.pass(3 * day);
    expect(texts('Mum')).toEqual(['for Mum', 'two', 'for Mum', 'two']);
    expect(texts('Anna')).toEqual(['for Anna', 'two', 'for Anna', 'two']);
  });

  test('of which only some messages were cancelled goes on when the last of them has gone', async () => {
    await home.says('/every day 18:00 x2 to Mum, Anna: hi');
    await home.says('yes');
    await home.says('/cancel 1');
    expect(home.ledger().count({})).toBe(2);
    await home.pass(3 * day);
    expect([texts('Mum').length, texts('Anna').length]).toEqual([1, 2]);
  });

  test('in another zone is said in it', async () => {
    expect(await home.says('/every day 9:00 Tokyo to Mum: hi')).toContain('Wed 25 Nov, 09:00 Tokyo');
    expect(home.message(1).dueAt).toBe(Date.parse('2026-11-25T00:00:00Z'));
  });

  test('is asked about in quiet hours, whichever of it they meet', async () => {
    await begin({ settings: { quietHours: { from: 22 * 60, to: 7 * 60 } } });
    expect(await home.says('/every 5 hours to Mum: hi')).toContain('In your quiet hours.');
    expect(await home.says('/every day 9:00 to Mum: hi')).toContain('🔁 S1 scheduled');
  });

  test('says when I am stopped, and what dry means', async () => {
    await home.says('/stop');
    expect(await home.says('/every day 9:00 to Mum: hi')).toContain('I am stopped');
    await begin({ settings: { dryRun: true } });
    expect(await home.says('/every day 18:00 x2 to Mum: hi')).toContain('(dry: nothing will be sent)');
    await home.pass(3 * day);
    expect(texts('Mum')).toEqual([]);
    expect(home.ledger().count({ statuses: ['rehearsed'] })).toBe(2);
  });
});

describe('a rule that is not clear', () => {
  test.each([
    ['/every friday to Mum: hi', /At what time of day\?/, '17:00', /every|friday 17:00/],
    [
      '/every day 9 to Mum: hi',
      /1\) 09:00, first Wed 25 Nov\n2\) 21:00, first Tue 24 Nov/,
      '2',
      /21:00 London/,
    ],
    ['/every week 9:00 to Mum: hi', /On which day of the week\?/, 'monday', /Mon 30 Nov, 09:00/],
    ['/every month on the 31st 9:00 to Mum: hi', /Not every month has a 31st/, '1', /Mon 30 Nov, 09:00/],
    [
      '/every second friday 17:00 to Mum: hi',
      /1\) every other friday, first Fri 27 Nov/,
      '2',
      /Fri 11 Dec, 17:00/,
    ],
    ['/every year on 29 feb 9:00 to Mum: hi', /no 29 February/, '2', /29 Feb 2028/],
    ['/every friday to Mum: hi', /At what time of day\?/, 'at 5pm', /17:00 London/],
  ])('%s is asked about, and one answer settles it', async (words, question, answer, expected) => {
    expect(await home.says(words)).toMatch(question);
    expect(home.ledger().count({})).toBe(0);
    expect(await home.says(answer)).toMatch(expected);
    expect(home.ledger().series(1)?.state).toBe('active');
  });

  test('may need two answers, and takes a name beside the choice', async () => {
    expect(await home.says('/every month on the 31st to Chris: hi')).toMatch(
      /Who is "Chris"\?[\s\S]*a\) else/,
    );
    expect(await home.says('1 a')).toContain('At what time of day?');
    expect(await home.says('9:00')).toMatch(/S1 scheduled[\s\S]*Chris Jones/);
  });

  test.each([
    ['/every', /what should go when/],
    ['/every blah to Mum: hi', /I cannot read "blah" as a rule\./],
    ['/every 5 minutes to Mum: hi', /at most every 15 minutes/],
    ['/every day 9:00 x0 to Mum: hi', /from 1 to 1000 times/],
    ['/every day 9:00 until yesterday to Mum: hi', /cannot read its first or last day/],
    ['/every cron 0 9 1 * 1 to Mum: hi', /Make two series/],
    ['/every day 9:00 to Xyzzyx: hi', /I find no "Xyzzyx"/],
    ['/every day 9:00 to Mum, Anna: Hi {nick}', /I know no \{nick\}/],
  ])('%s is refused, with an example that works', async (words, refusal) => {
    expect(await home.says(words)).toMatch(refusal);
    expect(home.ledger().seriesIn(['active', 'paused', 'ended'])).toEqual([]);
  });

  test('a "no" arms nothing, and a question that lapses says so', async () => {
    await home.says('/every friday to Mum: hi');
    expect(await home.says('no')).toContain('Not scheduled');
    await home.says('/every friday to Mum: hi');
    home.heard();
    await home.pass(11 * minute);
    expect(home.heard().join('\n')).toContain('NOT scheduled');
    expect(home.ledger().count({})).toBe(0);
  });

  test('answered when its first time has passed begins with the next', async () => {
    await home.says('/every day 12:05 to 7B parents: hi');
    await home.pass(6 * minute);
    expect(await home.says('yes')).toContain('Wed 25 Nov, 12:05');
  });

  test('"every friday" in a /schedule points to /every', async () => {
    expect(await home.says('/schedule every friday 9am to Mum: hi')).toContain(
      'That is a series:\n/every friday 9am to Mum: hi',
    );
  });
});

describe('what stands of a series', () => {
  test('is marked in /list, and told by /show', async () => {
    await home.says('/every day 18:00 until 24 Dec to Mum: hi');
    await home.pass(day);
    expect(await home.says('/list')).toContain('⏰ #2 🔁S1 18:00 Mum: "hi"');
    expect(await home.says('/list series')).toMatchInlineSnapshot(`
      "📋 1 series
      🔁 S1 day 18:00 until 24 dec to Mum: "hi"
      next Wed 25 Nov, 18:00"
    `);
    expect(await home.says('/show S1')).toMatchInlineSnapshot(`
      "🔁 S1: every day 18:00 until 24 dec
      to Mum (…0002)
      Next: Wed 25 Nov, 18:00 London · in 6 hours
      Then Thu 26 Nov · Fri 27 Nov
      Until Thu 24 Dec.
      hi
      So far: 1 sent.
      Reply: cancel · skip · pause"
    `);
    expect(await home.says('/show S4')).toContain('There is no S4');
    await home.says('/cancel S1');
    expect(await home.says('/show S1')).toContain('Over: nothing more comes.');
  });
});

test('before the zone is known it is asked for, and the command is read again', async () => {
  await begin({ zone: null });
  expect(await home.says('/every day 18:00 to Mum: hi')).toContain('In which time zone are you?');
  expect(await home.says('London')).toContain('🔁 S1 scheduled');
  await begin({ zone: null });
  expect(await home.says('/remind tomorrow 9:00: x')).toContain('In which time zone are you?');
});
