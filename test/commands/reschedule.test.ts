/** Another time for one message: what the owner writes, what comes back, what the phones got. */
import { beforeEach, describe, expect, test } from 'vitest';
import { arrivals, begin, home, hour, minute, planned } from '../sim/each-home.ts';

describe('/move', () => {
  beforeEach(async () => {
    await home.says('/schedule tomorrow 18:00 to Mum: hello');
  });

  test('gives one message another time, under its own number', async () => {
    expect(await home.says('/move 1 thursday 9:30')).toMatchInlineSnapshot(`
      "⏰ #1 moved
      to Mum (…0002)
      Thu 26 Nov, 09:30 London · in 2 days
      Reply: cancel · move 18:00 · undo"
    `);
    expect(planned(1)).toBe('2026-11-26T09:30:00');
    await home.pass(48 * hour);
    expect(arrivals('Mum')).toEqual(['09:30:00 hello']);
    expect(await home.says('/why 1')).toContain('you moved it to Thu 26 Nov, 09:30');
  });

  test.each([
    ['/move 1 20:15', '2026-11-25T20:15:00'],
    ['/move 1 to 20:15', '2026-11-25T20:15:00'],
    ['/move #1: 20:15', '2026-11-25T20:15:00'],
    ['/move last 20:15', '2026-11-25T20:15:00'],
    ['/reschedule 1 9am', '2026-11-25T09:00:00'],
    ['/move 1 friday', '2026-11-27T18:00:00'],
    ['/move 1 today', '2026-11-24T18:00:00'],
    ['/move 1 +1h', '2026-11-25T19:00:00'],
    ['/move 1 in 1 hour', '2026-11-24T13:00:05'],
    ['/move 1. tomorrow 20:15.', '2026-11-25T20:15:00'],
    ['#1 move 20:15', '2026-11-25T20:15:00'],
    ['/snooze 1 1h', '2026-11-25T19:00:00'],
    ['/snooze 1 45 min', '2026-11-25T18:45:00'],
    ['/snooze 1 in 2 days', '2026-11-27T18:00:00'],
    ['/snooze last +90 minutes', '2026-11-25T19:30:00'],
  ])('%s', async (words, at) => {
    expect(await home.says(words)).toContain('#1');
    expect(planned(1)).toBe(at);
    await home.pass(5 * 24 * hour);
    expect(arrivals('Mum')).toHaveLength(1);
    expect(arrivals('Mum')[0]).toContain(at.slice(11));
  });

  test('to an earlier time wakes for it', async () => {
    await home.pass(3 * minute);
    await home.says('/move 1 in 30 seconds');
    await home.pass(35_000);
    expect(arrivals('Mum')).toHaveLength(1);
    await home.pass(48 * hour);
    expect(arrivals('Mum')).toHaveLength(1);
  });

  test('to an hour that has passed on that day asks about the next', async () => {
    await home.says('/move 1 today');
    await home.pass(5 * hour);
    expect(await home.says('/move 1 15:00')).toMatchInlineSnapshot(`
      "❓ #1 is not moved yet.
      "15:00" is in the past.
      This instead?
      to Mum (…0002)
      Wed 25 Nov, 15:00 London · tomorrow
      hello
      👍 or yes · no"
    `);
    expect(planned(1)).toBe('2026-11-24T18:00:00');
    expect(await home.says('yes')).toContain('⏰ #1 moved');
    expect(planned(1)).toBe('2026-11-25T15:00:00');
  });

  test('to an unclear hour asks, keeps the day that it had, and goes at its old time meanwhile', async () => {
    expect(await home.says('/move 1 9')).toMatchInlineSnapshot(`
      "❓ #1 is not moved yet: "hello" to Mum
      "9": Morning or evening?
      1) Wed 25 Nov, 09:00
      2) Wed 25 Nov, 21:00
      Answer like: 1"
    `);
    expect(planned(1)).toBe('2026-11-25T18:00:00');
    expect(await home.says('2')).toContain('#1 moved');
    expect(planned(1)).toBe('2026-11-25T21:00:00');
    await home.says('/move 1 8');
    expect(await home.says('8:15')).toContain('#1 moved');
    expect(planned(1)).toBe('2026-11-25T08:15:00');
  });

  test('without a time asks for one, and a bare time keeps the day there too', async () => {
    expect(await home.says('/move 1')).toMatchInlineSnapshot(`
      "❓ #1 is not moved yet: "hello" to Mum
      When should it go? Like tomorrow 9am."
    `);
    expect(await home.says('20:15')).toContain('#1 moved');
    expect(planned(1)).toBe('2026-11-25T20:15:00');
  });

  test('that got a no, or no answer, leaves it as it was', async () => {
    await home.says('/move 1 9');
    expect(await home.says('no')).toMatchInlineSnapshot(`"👌 Not moved. #1 is as it was."`);
    await home.says('/move 1 9');
    await home.pass(11 * minute);
    expect(home.heard().join('\n')).toMatchInlineSnapshot(`
      "🚫 NOT moved: #1 goes as it was planned.
      Reply to my question to take it up again."
    `);
    expect(planned(1)).toBe('2026-11-25T18:00:00');
  });

  test('to no time at all is refused', async () => {
    expect(await home.says('/move 1 31/02 9am')).toMatchInlineSnapshot(`
      "🚫 #1 is not moved: "31/02 9am".
      "31/02 9am" does not exist on a clock or in a calendar.
      Like tomorrow 9am, 31 dec 23:59.
      Try: #1 move tomorrow 9:00"
    `);
    expect(await home.says('/move tomorrow 9:00')).toMatchInlineSnapshot(`
      "🚫 Which message? Its number stands in /list.
      Try: /move 12 18:30"
    `);
    expect(await home.says('/move 18:00')).toContain('Which message?');
    expect(await home.says('/move 9 18:00')).toMatchInlineSnapshot(
      `"🚫 There is no #9. /list shows what there is."`,
    );
    expect(await home.says('/snooze 1')).toMatchInlineSnapshot(`
      "🚫 #1 is not put off. How much later?
      Try: /snooze 1 1h · /snooze 1 45 min
      To a moment: /move 1 18:00"
    `);
    expect(await home.says('/snooze 1 18:00')).toMatchInlineSnapshot(`
      "🚫 #1 is not put off. I need a length, found "18:00".
      Try: /snooze 1 1h · /snooze 1 45 min
      To a moment: /move 1 18:00"
    `);
    expect(planned(1)).toBe('2026-11-25T18:00:00');
  });

  test('into the quiet hours asks, once', async () => {
    await begin({ settings: { quietHours: { from: 22 * 60, to: 7 * 60 } } });
    await home.says('/schedule tomorrow 18:00 to Mum: hello');
    expect(await home.says('/move 1 23:00')).toContain('In your quiet hours.');
    expect(await home.says('yes')).toContain('#1 moved');
    await home.pass(48 * hour);
    expect(arrivals('Mum')).toEqual(['23:00:00 hello']);
  });

  test('past another part asks, since parts go in order', async () => {
    await home.says('/schedule tomorrow 9:00 to Anna\none\n---\ntwo');
    await home.says('yes');
    expect(await home.says('/move 2 10:00')).toMatchInlineSnapshot(`
      "❓ #2 is not moved yet. Move it here?
      to Anna (…0005)
      Wed 25 Nov, 10:00 London · tomorrow
      one
      Part 2 (#3) goes before that,
      and would wait for it.
      👍 or yes · no"
    `);
    await home.says('no');
    expect(await home.says('/move 3 8:00')).toContain(
      'Part 2 waits for part 1 (#2),\nwhich goes later than that.',
    );
    expect(await home.says('/move 3 11:00')).toContain('#3 moved');
    await home.pass(48 * hour);
    expect(arrivals('Anna')).toEqual(['09:00:00 one', '11:00:00 two']);
  });

  test('under a stop puts off, and brings nothing forward', async () => {
    await home.says('/stop');
    expect(await home.says('/move 1 17:00')).toMatchInlineSnapshot(`
      "🛑 I am stopped: #1 cannot go sooner.
      Nothing was changed. First /resume,
      or put it off: /move 1 tomorrow 9:00"
    `);
    expect(await home.says('/move 1 19:00')).toContain('🛑 I am stopped: nothing goes until /resume.');
    expect(planned(1)).toBe('2026-11-25T19:00:00');
    await home.pass(48 * hour);
    expect(arrivals('Mum')).toEqual([]);
  });

  test('of a missed one makes one new message, by the command as by the answer', async () => {
    await home.says('/schedule in 2 minutes to Anna: late');
    home.world.faults.cutNetwork();
    await home.pass(20 * minute);
    home.world.faults.restoreNetwork();
    await home.pass(20_000);
    expect(await home.says('/move 2 18:00')).toContain('#3 takes the place of #2');
    expect(await home.says('/move 2 19:00')).toContain('⏰ #3 moved');
    expect(await home.says('/snooze 2 1h')).toContain('⏰ #3 moved');
    expect(planned(3)).toBe('2026-11-24T20:00:00');
    await home.pass(24 * hour);
    expect(arrivals('Anna')).toEqual(['20:00:00 late']);
  });

  test('written anew by its edit moves it once more', async () => {
    const waId = home.world.ownerWrites('/move 1 19:00');
    await home.pass(2_000);
    home.world.ownerEdits(waId, '/move 1 20:00');
    await home.pass(2_000);
    expect(planned(1)).toBe('2026-11-25T20:00:00');
  });
});
