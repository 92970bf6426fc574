/** What the owner does to a series: /skip, /pause, /resume, /cancel, /tz, and to the command that made it. */
import { describe, expect, test } from 'vitest';
import { day, home, hour, minute, texts } from '../sim/each-home.ts';

describe('/skip', () => {
  test('leaves out the next one alone, and says when it goes on', async () => {
    await home.says('/every day 18:00 x3 to Mum: hi');
    expect(await home.says('/skip S1')).toMatchInlineSnapshot(`
      "🚫 #1 to Mum cancelled. It never left.
      🔁 S1 goes on: Wed 25 Nov, 18:00."
    `);
    await home.pass(5 * day);
    expect(texts('Mum')).toHaveLength(2);
  });

  test('needs no number where there is one series, and asks where there are two', async () => {
    await home.says('/every day 18:00 to Mum: hi');
    expect(await home.says('/skip')).toContain('S1 goes on: Wed 25 Nov, 18:00');
    await home.says('/every day 19:00 to Anna: hi');
    expect(await home.says('/skip')).toContain('Which series?');
    expect(await home.says('/skip S9')).toContain('There is no S9');
    expect(await home.says('/skip S1, S2')).toContain('One series at a time');
  });

  test('of the last one ends the series', async () => {
    await home.says('/every day 18:00 x1 to Mum: hi');
    expect(await home.says('/skip S1')).toContain('S1 is over: that was the last one');
    expect(await home.says('/skip S1')).toContain('S1 is over');
  });

  test('read late skips the one that was meant, not the next', async () => {
    await home.says('/every day 12:30 to Mum: hi');
    home.world.faults.cutNetwork();
    await home.pass(20 * minute);
    home.world.ownerWrites('/skip S1');
    await home.pass(40 * minute);
    home.world.faults.restoreNetwork();
    await home.pass(2 * minute);
    expect(home.message(1).status).toBe('missed');
    expect(home.message(2)).toMatchObject({ status: 'scheduled' });
    expect(home.heard().join('\n')).toContain('#1 to Mum is already missed');
    await home.pass(day);
    expect(texts('Mum')).toEqual(['hi']);
  });

  test('a cancelled occurrence is skipped, and the reply names the series and the next date', async () => {
    await home.says('/every day 18:00 to Mum: hi');
    expect(await home.says('/cancel 1')).toBe(
      '🚫 #1 to Mum cancelled. It never left.\n🔁 S1 goes on: Wed 25 Nov, 18:00.',
    );
  });
});

describe('/pause', () => {
  test('takes the next one back, and /resume brings the same one again', async () => {
    await home.says('/every day 18:00 x2 to Mum: hi');
    expect(await home.says('/pause S1')).toMatchInlineSnapshot(`
      "🔁 S1 is paused: nothing of it goes
      until /resume S1."
    `);
    expect(await home.says('/resume S1')).toMatchInlineSnapshot(`
      "🔁 S1 goes on.
      Next: Tue 24 Nov, 18:00 London · in 6 hours
      Then Wed 25 Nov
      Reply: cancel · skip · pause"
    `);
    await home.pass(4 * day);
    expect(texts('Mum')).toHaveLength(2);
  });

  test('lasts over its times, which are not made up for', async () => {
    await home.says('/every day 18:00 to Mum: hi');
    await home.says('/pause');
    await home.pass(3 * day);
    expect(texts('Mum')).toEqual([]);
    expect(await home.says('/list')).toContain('🔁 S1 (paused) day 18:00 to Mum: "hi"');
    expect(await home.says('/resume S1')).toContain('Next: Fri 27 Nov, 18:00');
    await home.pass(day);
    expect(texts('Mum')).toHaveLength(1);
  });

  test('and /resume say when there is nothing to do', async () => {
    expect(await home.says('/pause')).toContain('Nothing comes again so far');
    await home.says('/every day 18:00 x1 to Mum: hi');
    expect(await home.says('/resume S1')).toContain('S1 is not paused');
    await home.says('/pause S1');
    expect(await home.says('/pause S1')).toContain('S1 is paused already');
    expect(await home.says('/skip S1')).toContain('S1 is paused already');
    await home.pass(2 * day);
    expect(await home.says('/resume S1')).toContain('S1 is over: its last time has passed');
    expect(await home.says('/resume S1')).toContain('S1 is over. /every begins another one');
  });

  test('what the owner had cancelled before it stays cancelled', async () => {
    await home.says('/every day 18:00 to Mum, Anna: hi');
    await home.says('yes');
    await home.says('/cancel 1');
    await home.pass(1_000);
    await home.says('/pause S1');
    await home.says('/resume S1');
    await home.pass(8 * hour);
    expect([texts('Mum'), texts('Anna')]).toEqual([[], ['hi']]);
  });
});

describe('/cancel', () => {
  test('of a series ends it', async () => {
    await home.says('/every day 18:00 to Mum: hi');
    expect(await home.says('/cancel S1')).toMatchInlineSnapshot(`
      "🔁 S1 is over: nothing more comes.
      🚫 #1 to Mum cancelled. It never left."
    `);
    expect(await home.says('/cancel S1')).toBe('ℹ️ S1 is over already.');
    expect(await home.says('/cancel S2')).toContain('There is no S2');
    await home.pass(3 * day);
    expect(texts('Mum')).toEqual([]);
    expect(home.ledger().count({})).toBe(1);
  });

  test('of the last thing armed is of the series, not of what it armed by itself', async () => {
    await home.says('/every day 12:10 to Mum: hi');
    await home.says('/schedule tomorrow 9:00 to Anna: one');
    await home.pass(20 * minute);
    expect(home.message(3).commandWaId).toBe(home.message(1).commandWaId);
    expect(await home.says('/cancel last')).toContain('#2 to Anna cancelled');
    await home.says('/every day 19:00 to Anna: hi');
    expect(await home.says('/cancel last')).toContain('S2 is over');
  });

  test('all ends the series too, after a yes that names them', async () => {
    await home.says('/every day 18:00 to Mum: hi');
    await home.says('/every day 19:00 to Anna: hi');
    await home.says('/pause S2');
    expect(await home.says('/cancel all')).toMatchInlineSnapshot(`
      "❓ Cancel this message?
      and all that comes of S1 and S2
      #1 Mum 18:00: "hi"
      👍 or yes · no"
    `);
    expect(await home.says('yes')).toContain('S1 and S2 are over');
    await home.pass(2 * day);
    expect([...texts('Mum'), ...texts('Anna')]).toEqual([]);
  });

  test('by name ends the series that goes there alone', async () => {
    await home.says('/every day 18:00 to Mum: hi');
    await home.says('/every day 19:00 to Anna: hi');
    expect(await home.says('/cancel Mum')).toContain('and all that comes of S1');
    await home.says('yes');
    await home.pass(day);
    expect([texts('Mum'), texts('Anna')]).toEqual([[], ['hi']]);
  });
});

describe('in reply to what the bot said of a series', () => {
  test.each([
    ['cancel', /S1 is over: nothing more comes/],
    ['skip', /S1 goes on: Wed 25 Nov/],
    ['pause', /S1 is paused/],
    ['show', /🔁 S1: every day 18:00/],
  ])('"%s" is about the series', async (word, expected) => {
    await home.says('/every day 18:00 to Mum: hi');
    expect(await home.says(word, { quote: home.lastLine() })).toMatch(expected);
  });

  test('"resume" lets the series go on, and not what was stopped', async () => {
    await home.says('/every day 18:00 to Mum: hi');
    await home.says('/pause S1');
    const paused = home.lastLine();
    await home.says('/stop');
    expect(await home.says('resume', { quote: paused })).toContain('S1 goes on');
    expect(home.ledger().latch('stopped')).not.toBeNull();
  });
});

describe('the command of a series', () => {
  const command = (): string => home.message(1).commandWaId;

  test('deleted for everyone ends it', async () => {
    await home.says('/every day 18:00 to Mum: hi');
    home.world.ownerRevokes(command());
    await home.pass(2_000);
    expect(home.heard().join('\n')).toMatch(
      /You deleted the command[\s\S]*S1 is over: you deleted its command/,
    );
    await home.pass(2 * day);
    expect(texts('Mum')).toEqual([]);
  });

  test('deleted while nobody listened ends it too', async () => {
    await home.says('/every day 18:00 to Mum: hi');
    await home.pass(day);
    await home.kill();
    home.world.ownerRevokes(command());
    await home.boot();
    await home.pass(2 * day);
    expect(texts('Mum')).toEqual(['hi']);
    expect(home.ledger().series(1)?.state).toBe('ended');
  });

  test('edited begins another series in its place, also when it has sent already', async () => {
    await home.says('/every day 12:05 to Mum: hi');
    await home.pass(10 * minute);
    home.world.ownerEdits(command(), '/every day 19:00 to Mum: hello');
    await home.pass(2_000);
    expect(home.heard().join('\n')).toContain('🔁 S2 scheduled: day 19:00');
    expect(home.ledger().series(1)?.state).toBe('ended');
    await home.pass(day);
    expect(texts('Mum')).toEqual(['hi', 'hello']);
  });

  test('edited to what cannot be read pauses it, and holds what stood', async () => {
    await home.says('/every day 18:00 to Mum: hi');
    home.world.ownerEdits(command(), '/every blah to Mum: hello');
    await home.pass(2_000);
    expect(home.heard().join('\n')).toMatch(/#1 is held until then[\s\S]*S1 is paused: \/resume S1/);
    await home.pass(3 * day);
    expect(texts('Mum')).toEqual([]);
    expect(home.ledger().count({ statuses: ['scheduled'] })).toBe(0);
  });

  test('edited into a single message ends the series', async () => {
    await home.says('/every day 18:00 to Mum: hi');
    home.world.ownerEdits(command(), '/schedule tomorrow 9:00 to Mum: once');
    await home.pass(3 * day);
    expect(texts('Mum')).toEqual(['once']);
  });
});

describe('/tz', () => {
  test('leaves a series on its clock, and moves it after a yes', async () => {
    await home.says('/every day 18:00 to Mum: hi');
    const told = await home.says('/tz Tokyo');
    expect(told).toMatch(/S1 stays on London time\. Move it\?\n👍 or yes · no$/);
    expect(await home.says('yes')).toMatchInlineSnapshot(`
      "🔁 S1 is on Tokyo time now.
      Next: Wed 25 Nov, 18:00 Tokyo · tomorrow
      Then Thu 26 Nov · Fri 27 Nov"
    `);
    await home.pass(2 * day);
    expect(home.world.inbox('Mum').map(({ at }) => new Date(at).toISOString().slice(5, 16))).toEqual([
      ...['11-25T09:00', '11-26T09:00'],
    ]);
  });

  test('a "no", or no answer, leaves it', async () => {
    await home.says('/every day 18:00 to Mum: hi');
    await home.says('/every 3 hours to Anna: hi');
    await home.says('/tz Tokyo');
    expect(await home.says('no')).toContain('Left as it is');
    expect(home.ledger().series(1)?.zone).toBe('Europe/London');
    await home.pass(8 * hour);
    expect(home.world.inbox('Mum').map(({ at }) => new Date(at).toISOString().slice(11, 16))).toEqual([
      '18:00',
    ]);
  });

  test('a paused one is moved as well, and stays paused', async () => {
    await home.says('/every day 18:00 to Mum: hi');
    await home.says('/pause S1');
    await home.says('/tz Tokyo');
    expect(await home.says('yes')).toContain('S1 is on Tokyo time now.\nIt is paused');
    await home.pass(3 * day);
    expect(texts('Mum')).toEqual([]);
  });

  test('what went today on the one clock does not go again today on the other', async () => {
    await home.says('/every day 12:30 to Mum: hi');
    await home.pass(hour);
    await home.says('/tz New York');
    await home.says('yes');
    await home.pass(20 * hour);
    expect(texts('Mum')).toHaveLength(1);
  });
});
