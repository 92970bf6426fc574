import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
beforeEach(async () => {
  home = await createHome({ memory: true, settings: { maxPerDay: 1_000, maxPerMinute: 100 } });
  home.heard();
});
afterEach(() => home.close());

const minute = 60_000;
const ids = (reply: string): string => [...reply.matchAll(/#(\d+)/g)].map(([, id]) => id).join(' ');

async function several(): Promise<void> {
  await home.says('/schedule tomorrow 9am to Anna: two *bold* and a text that goes on');
  await home.says('/schedule in 1 hour to Mum: one');
  await home.says('/schedule 30 nov 18:00 to Family: three');
  await home.says('yes');
  await home.says('/schedule 31 dec 23:59 to Mum: four');
}

describe('/list', () => {
  test('of nothing says how to begin', async () => {
    expect(await home.says('/list')).toMatchInlineSnapshot(`
      "📋 Nothing scheduled.
      Try: /schedule tomorrow 9:00 to Mum: hello"
    `);
    expect(await home.says('/ls all')).toBe('📋 Nothing yet.');
    expect(await home.says('/list today')).toBe('📋 Nothing scheduled today.');
    expect(await home.says('/list failed')).toBe('📋 None failed, missed or in doubt.');
  });

  test('is sorted by planned time, under days', async () => {
    await several();
    expect(await home.says('/list')).toMatchInlineSnapshot(`
      "📋 4 scheduled
      Tue 24 Nov
      ⏰ #2 13:00:05 Mum: "one"
      Wed 25 Nov
      ⏰ #1 09:00 Anna: "two bold and a te…"
      Mon 30 Nov
      ⏰ #3 18:00 Family: "three"
      Thu 31 Dec
      ⏰ #4 23:59 Mum: "four""
    `);
  });

  test.each([
    ['/list', '2 1 3 4'],
    ['/ls', '2 1 3 4'],
    ['/list today', '2'],
    ['/list Tomorrow.', '1'],
    ['/list week', '2 1 3'],
    ['/list all', '4 3 2 1'],
    ['/list mum', '2 4'],
    ['/list FAMILY', '3'],
    ['/list failed', ''],
    ['/list 1', '2 1 3 4'],
  ])('%s shows %s', async (words, expected) => {
    await several();
    expect(ids(await home.says(words))).toBe(expected);
  });

  test('of a name that it does not know claims nothing about the rest', async () => {
    await several();
    expect(await home.says('/list friday')).toMatchInlineSnapshot(`
      "📋 Nothing scheduled for a chat named "friday".
      Try: /list · /list today · /list Mum"
    `);
  });

  test('counts what is held, on its way or in doubt with the scheduled, each by its own word', async () => {
    await home.says('/schedule in 1 minute to Mum: doubtful');
    home.world.faults.failWithoutNack(1);
    await home.pass(3 * minute);
    await home.says('/schedule in 1 minute to Anna: held');
    await home.says('/schedule in 5 hours to Anna: later');
    await home.says('/stop');
    await home.pass(10 * minute);
    await home.says('/resume');
    expect(await home.says('/list')).toMatchInlineSnapshot(`
      "📋 1 scheduled, 1 held, 1 in doubt
      Tue 24 Nov
      ❔ #1 12:01:03 Mum: "doubtful"
      ✋ #2 12:04:05 Anna: "held"
      ⏰ #3 17:03:07 Anna: "later""
    `);
    expect(ids(await home.says('/list failed'))).toBe('1');
  });

  test('leaves out what has gone or was cancelled, but for /list all', async () => {
    await home.says('/schedule in 5 seconds to Mum: gone');
    await home.pass(10_000);
    await home.says('/schedule in 1 hour to Mum: back');
    await home.says('/cancel 2');
    expect(await home.says('/list')).toContain('Nothing scheduled.');
    expect(await home.says('/list all')).toMatchInlineSnapshot(`
      "📋 1 sent, 1 cancelled: all, newest first
      Tue 24 Nov
      🚫 #2 13:00:15 Mum: "back"
      ✅ #1 12:00:08 Mum: "gone""
    `);
  });

  test('has ten to a page, and no page beyond the last', async () => {
    for (let index = 1; index <= 23; index++)
      await home.says(`/schedule in ${index} hours to Mum: m${index}`);
    const first = await home.says('/list');
    expect(first).toMatch(/^📋 23 scheduled\npage 1 of 3\n/);
    expect(first).toMatch(/\nNext page: more, or \/list 2$/);
    expect(ids(first)).toBe('1 2 3 4 5 6 7 8 9 10');
    expect(ids(await home.says('/list 2'))).toBe('11 12 13 14 15 16 17 18 19 20');
    const last = await home.says('/list 3');
    expect(ids(last)).toBe('21 22 23');
    expect(last).not.toContain('Next page');
    expect(ids(await home.says('/list 99'))).toBe('21 22 23');
    expect(await home.says('/list Mum 2')).toMatch(
      /^📋 23 scheduled for "Mum"\npage 2 of 3\n[\s\S]*\nNext page: more, or \/list Mum 3$/,
    );
    expect(await home.says('/list all 2')).toMatch(/\nNext page: more, or \/list all 3$/);
  });

  describe('with another page', () => {
    beforeEach(async () => {
      for (let index = 1; index <= 23; index++)
        await home.says(`/schedule in ${index} hours to Mum: m${index}`);
    });

    test('shows it on "more", page by page, and then it is a note', async () => {
      await home.says('/list Mum');
      expect(await home.says('more')).toMatch(/^📋 23 scheduled for "Mum"\npage 2 of 3\n/);
      expect(ids(await home.says('More.'))).toBe('21 22 23');
      expect(await home.says('more')).toBe('');
    });

    test('shows it on /list more, and when the list is quoted later', async () => {
      await home.says('/list');
      const list = home.lastLine();
      expect(ids(await home.says('/list more'))).toBe('11 12 13 14 15 16 17 18 19 20');
      await home.pass(20 * minute);
      expect(home.heard()).toEqual([]);
      expect(await home.says('more')).toBe('');
      expect(await home.says('more', { quote: list })).toContain('page 2 of 3');
      expect(await home.says('less', { quote: list })).toMatchInlineSnapshot(
        `"❓ To that list I know one answer: more"`,
      );
    });

    test('means the last list, and takes no other answer', async () => {
      await home.says('/list');
      await home.says('/list Mum');
      expect(await home.says('more')).toContain('for "Mum"\npage 2 of 3');
      expect(await home.says('yes')).toBe('');
      await home.says('/schedule tomorrow 9am to Family: hi');
      expect(await home.says('yes')).toContain('#24 scheduled');
      expect(home.heard()).toEqual([]);
    });
  });

  test('of a part of a name, a number or a learned name finds its messages', async () => {
    await home.says('/schedule tomorrow 9am to Chris: hi');
    await home.says('2');
    for (const words of ['chris', 'evans', '07700 900004', '+44 7700 900004', '"Chris Evans"'])
      expect(ids(await home.says(`/list ${words}`))).toBe('1');
    expect(await home.says('/list jones')).toContain('Nothing scheduled for a chat named "jones"');
  });

  test('knows days by the owner’s zone', async () => {
    await home.says('/schedule today 23:30 to Mum: late');
    expect(ids(await home.says('/list today'))).toBe('1');
    await home.says('/tz Paris');
    expect(ids(await home.says('/list today'))).toBe('');
    expect(ids(await home.says('/list tomorrow'))).toBe('1');
  });

  test('does not drop an open question', async () => {
    await home.says('/schedule tomorrow 9 to Mum: hi');
    await home.says('/list');
    expect(await home.says('1')).toContain('#1 scheduled');
  });
});
