/** /rehearse: what the owner reads, and that the phones got nothing of it. */
import { afterEach, describe, expect, test } from 'vitest';
import { at, newYearsEve, schedule, scheduleThem } from '../incident/night.ts';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
afterEach(() => home.close());

describe('/rehearse', () => {
  test('of nothing says how to begin', async () => {
    home = await createHome({ memory: true });
    home.heard();
    expect(await home.says('/rehearse')).toMatchInlineSnapshot(`
      "🎭 Nothing is scheduled to try out.
      Try: /schedule tomorrow 9:00 to Mum: hello"
    `);
    expect(await home.says('/rehearse B7')).toMatchInlineSnapshot(`
      "🎭 Nothing of "B7" is scheduled.
      Try: /list · /rehearse"
    `);
    expect(await home.says('/rehearse mum')).toMatchInlineSnapshot(`
      "🚫 Nothing tried out: I take a batch
      or numbers, found "mum".
      Try: /rehearse B3 · /rehearse"
    `);
  });

  test('of the night of the incident tells fair weather and the three bad nights on one screen', async () => {
    home = await newYearsEve();
    await scheduleThem(home);
    const handed = home.world.wire().length;
    const before = home.ledger().messages({});
    const said = await home.says('/rehearse');
    expect(said).toMatchInlineSnapshot(`
      "🎭 Tried out 38 messages, sent none.
      ☀️ In fair weather: all on time
      If Thu 31 Dec went badly, without you:
      📵 23:50–00:10 offline: 5 late, 2 missed
      💤 23:50–00:10 asleep: 7 held
      ❔ 22:30–00:40 silent: 3 confirmed late, 34 frozen
      Minute by minute: more"
    `);
    expect(said.split('\n').length).toBeLessThanOrEqual(8);
    expect(home.ledger().messages({})).toEqual(before);
    // Its own answer to the owner is all that left.
    const left = home.world.wire().slice(handed);
    expect(left.map(({ text }) => text)).toEqual([said]);
  });

  test('goes on minute by minute behind "more", each page a screen, until nothing is left', async () => {
    home = await newYearsEve();
    for (const time of ['23:30', '23:40', '23:50', '23:52', '23:54', '23:59', '00:00', '00:20'])
      await schedule(home, at(time), ['Mum'], [`at ${time}`]);
    await schedule(home, at('00:00'), ['Anna', 'Zoë Müller', 'Łukasz'], ['at once']);
    await home.says('/rehearse');
    const pages: string[] = [];
    for (let page = await home.says('more'); page !== ''; page = await home.says('more')) pages.push(page);
    expect(pages.length).toBeGreaterThan(3);
    for (const page of pages) expect(page.split('\n').length).toBeLessThanOrEqual(8);
    const fair = pages.filter((page) => page.includes('In fair weather')).join('\n');
    for (const id of [1, 2, 3, 4, 5, 6, 8]) expect(fair).toMatch(new RegExp(`#${id} `));
    expect(fair).toMatch(/00:00 #7 Mum, #\d+ Anna, \+2/);
    expect(pages.join('\n\n')).toMatchInlineSnapshot(`
      "🎭 ☀️ In fair weather, 1 of 5
      Thu 31 Dec
      ✅ 23:30 #1 Mum
      ✅ 23:40 #2 Mum
      ✅ 23:50 #3 Mum
      ✅ 23:52 #4 Mum
      ✅ 23:54 #5 Mum
      Next page: more, or /rehearse page 2

      🎭 ☀️ In fair weather, 2 of 5
      Thu 31 Dec
      ✅ 23:59 #6 Mum
      Fri 1 Jan
      ✅ 00:00 #7 Mum, #9 Anna, +2
      ✅ 00:20 #8 Mum
      Next page: more, or /rehearse page 3

      🎭 📵 23:50–00:10: no network, 3 of 5
      Fri 1 Jan
      ⌛ 00:05 #3 Mum: missed
      ⌛ 00:07 #4 Mum: missed
      ⌛ 00:09 #5 Mum: missed
      🐢 00:10 #6 Mum, #7 Mum, +3: late
      Next page: more, or /rehearse page 4

      🎭 💤 23:50–00:10: the machine sleeps, 4 of 5
      Fri 1 Jan
      ✋ 00:10 #3 Mum, #4 Mum, +6: my clock jumped
      Next page: more, or /rehearse page 5

      🎭 ❔ 22:30–00:40: no confirmations, 5 of 5
      Thu 31 Dec
      ❔ 23:30 #1 Mum: confirmed late
      ❔ 23:40 #2 Mum: confirmed late
      ❔ 23:50 #3 Mum: confirmed late
      🛑 frozen until your /resume: 8, from #4"
    `);
    expect(await home.says(`/rehearse page ${pages.length}`)).toBe(pages.at(-1));
    expect(await home.says('/rehearse page 99')).toBe(pages.at(-1));
  });

  test('of one batch tells of that alone', async () => {
    home = await createHome({ memory: true });
    await home.says('/schedule tomorrow 9:00 to Mum: one');
    await home.says('/schedule tomorrow 9:00 to Anna: two');
    expect(await home.says('/rehearse B2')).toMatchInlineSnapshot(`
      "🎭 Tried out 1 message, sent none.
      ☀️ In fair weather: on time
      If Wed 25 Nov went badly, without you:
      📵 08:50–09:10 offline: late
      💤 08:50–09:10 asleep: held
      ❔ 07:30–09:40 silent: confirmed late
      Minute by minute: more"
    `);
    expect(await home.says('more')).toMatchInlineSnapshot(`
      "🎭 ☀️ In fair weather, 1 of 4
      Wed 25 Nov
      ✅ 09:00 #2 Anna
      Next page: more, or /rehearse B2 page 2"
    `);
    expect(await home.says('/rehearse #1')).toContain('Tried out 1 message');
  });

  test('shows a week of a series that has no end, and makes none of it', async () => {
    home = await createHome({ memory: true });
    await home.says('/every day 9:00 to Mum: stretch');
    expect(await home.says('/rehearse')).toContain('Tried out 7 messages');
    expect(home.ledger().messages({})).toHaveLength(1);
  });

  test('under a stop says that nothing would go', async () => {
    home = await createHome({ memory: true });
    await home.says('/schedule tomorrow 9:00 to Mum: one');
    await home.says('/stop');
    expect(await home.says('/rehearse')).toMatchInlineSnapshot(`
      "🎭 Tried out 1 message, sent none.
      🛑 I am stopped: nothing would go
      until your /resume.
      Minute by minute: more"
    `);
  });

  test('leaves a list its "more", and a list leaves it its own', async () => {
    home = await createHome({ memory: true, settings: { maxPerMinute: 1_000 } });
    for (let index = 1; index <= 12; index++)
      await home.says(`/schedule in ${index} hours to Anna: n${index}`);
    await home.says('/rehearse');
    await home.says('/list');
    expect(await home.says('more')).toMatch(/^📋/u);
    await home.says('/list');
    await home.says('/rehearse');
    expect(await home.says('/list more')).not.toMatch(/^🎭/u);
    await home.says('/rehearse');
    expect(await home.says('/rehearse more')).toMatch(/^🎭 ☀️ In fair weather, 1 of/u);
  });

  test('a message that is due meanwhile goes at its time', async () => {
    home = await createHome({ memory: true, settings: { maxPerMinute: 1_000 } });
    for (let index = 1; index <= 40; index++)
      await home.says(`/schedule in ${index} hours to Anna: n${index}`);
    await home.says('/schedule in 2 seconds to Mum: now');
    home.world.ownerWrites('/rehearse');
    await home.pass(3_000);
    expect(home.world.timesReceived('Mum', 'now')).toBe(1);
    expect(home.heard().join('\n')).toContain('🎭 Tried out');
  });

  test('that takes its time shows on the command that it goes on, and no longer than that', async () => {
    home = await createHome({ memory: true });
    for (let index = 1; index <= 40; index++)
      await home.says(`/schedule in ${index} hours to Anna: n${index}`);
    const reactions: string[] = [];
    const { react } = home.whatsapp();
    home.whatsapp().react = async (...values) => {
      if (values[2] !== '⏰') reactions.push(values[2]);
      await react(...values);
    };
    // A machine so slow that a millisecond's pause takes three seconds.
    const { sleepUntil } = home.clock;
    home.clock.sleepUntil = (instant, signal) => sleepUntil(instant + 3_000, signal);
    home.world.ownerWrites('/rehearse');
    await home.pass(60_000);
    expect(reactions).toEqual(['🎭', '']);
  });
});
