/** One message now, or once more: what the owner writes, what comes back, what the phones got. */
import { beforeEach, describe, expect, test } from 'vitest';
import { arrivals, begin, home, hour, minute, planned } from '../sim/each-home.ts';

describe('/now', () => {
  beforeEach(async () => {
    await home.says('/schedule tomorrow 18:00 to Mum: hello');
  });

  test('leaves ten seconds to cancel, and then it goes, once', async () => {
    expect(await home.says('/now 1')).toMatchInlineSnapshot(`
      "⏰ #1 to Mum goes in 10 seconds,
      at 12:00:15.
      Reply cancel, or: /cancel 1"
    `);
    await home.pass(6_000);
    expect(arrivals('Mum')).toEqual([]);
    await home.pass(4_000);
    expect(arrivals('Mum')).toHaveLength(1);
    await home.pass(48 * hour);
    expect(arrivals('Mum')).toHaveLength(1);
  });

  test('is cancelled by a reply to it', async () => {
    await home.says('/now 1');
    expect(await home.says('cancel', { quote: home.lastLine() })).toContain(
      '🚫 #1 to Mum cancelled. It never left.',
    );
    await home.pass(48 * hour);
    expect(arrivals('Mum')).toEqual([]);
  });

  test('is taken back by undo', async () => {
    await home.says('/now 1');
    expect(await home.says('/undo')).toContain('↩️ #1 to Mum goes as before:');
    await home.pass(minute);
    expect(arrivals('Mum')).toEqual([]);
    expect(planned(1)).toBe('2026-11-25T18:00:00');
  });

  test('during a stop is refused, and nothing of it is left for the resume', async () => {
    await home.says('/stop');
    expect(await home.says('/now 1')).toMatchInlineSnapshot(`
      "🛑 I am stopped: #1 cannot go sooner.
      Nothing was changed. First /resume,
      or put it off: /move 1 tomorrow 9:00"
    `);
    await home.says('/resume');
    await home.pass(hour);
    expect(arrivals('Mum')).toEqual([]);
    expect(planned(1)).toBe('2026-11-25T18:00:00');
  });

  test('in the quiet hours asks, and its ten seconds begin with the yes', async () => {
    await begin({
      settings: { quietHours: { from: 11 * 60, to: 13 * 60 }, graceMs: 30_000 },
    });
    await home.says('/schedule tomorrow 18:00 to Mum: hello');
    expect(await home.says('/now 1')).toContain('In your quiet hours.');
    await home.pass(minute);
    expect(await home.says('yes')).toContain('#1 to Mum goes in 10 seconds');
    await home.pass(6_000);
    expect(arrivals('Mum')).toEqual([]);
    await home.pass(5_000);
    expect(arrivals('Mum')).toHaveLength(1);
  });

  test('of what was missed makes one new message', async () => {
    await home.says('/schedule in 2 minutes to Anna: late');
    home.world.faults.cutNetwork();
    await home.pass(20 * minute);
    home.world.faults.restoreNetwork();
    await home.pass(20_000);
    expect(await home.says('/now 2')).toContain('#3 to Anna goes in 10 seconds');
    await home.pass(minute);
    expect(home.world.timesReceived('Anna', 'late')).toBe(1);
  });

  test('with words behind it is refused', async () => {
    expect(await home.says('/now 1 please')).toMatchInlineSnapshot(`
      "🚫 #1 is not sent now: /now takes a number,
      found "please" behind it.
      Try: /now 1 · /move 1 18:00"
    `);
  });
});

describe('/copy', () => {
  test('sends the same text another time too', async () => {
    await home.says('/schedule tomorrow 18:00 to Mum: hello');
    expect(await home.says('/copy 1 friday')).toMatchInlineSnapshot(`
      "⏰ #2 scheduled
      to Mum (…0002)
      Fri 27 Nov, 18:00 London · in 3 days
      hello
      A copy of #1.
      If I'm over 15 min late, I ask first.
      Reply: cancel · move 18:00 · edit"
    `);
    expect(await home.says('/copy 1 19:00')).toContain('#3 scheduled');
    await home.pass(5 * 24 * hour);
    expect(arrivals('Mum')).toEqual(['18:00:00 hello', '19:00:00 hello', '18:00:00 hello']);
  });

  test('to a group asks, as every message to a group', async () => {
    await home.says('/schedule tomorrow 18:00 to Family: hello');
    await home.says('yes');
    expect(await home.says('/copy 1 friday')).toContain('Not scheduled yet');
    expect(await home.says('yes')).toContain('#2 scheduled');
  });

  test('of one in doubt asks, since its text may be there', async () => {
    await home.says('/schedule in 10 seconds to Mum: hello');
    home.world.faults.failWithoutNack(1);
    await home.pass(minute);
    expect(await home.says('/copy 1 in 5 minutes')).toContain('The same text may have gone to Mum');
  });

  test('of a cancelled one is a new message, and its own command takes it back', async () => {
    await home.says('/schedule tomorrow 18:00 to Mum: hello');
    await home.says('/cancel 1');
    const waId = home.world.ownerWrites('/copy 1 in 5 minutes');
    await home.pass(2_000);
    expect(home.heard().join('\n')).toContain('#2 scheduled');
    home.world.ownerRevokes(waId);
    await home.pass(10 * minute);
    expect(arrivals('Mum')).toEqual([]);
  });

  test('without a time, to no time, or of nothing is refused', async () => {
    await home.says('/schedule tomorrow 18:00 to Mum: hello');
    expect(await home.says('/copy 1')).toMatchInlineSnapshot(`
      "🚫 Nothing copied: when should it go?
      Try: /copy 1 tomorrow 9:00"
    `);
    expect(await home.says('/copy 1 31/02 9am')).toMatchInlineSnapshot(`
      "🚫 #1 is not copied: "31/02 9am".
      "31/02 9am" does not exist on a clock or in a calendar.
      Like tomorrow 9am, 31 dec 23:59.
      Try: /copy 1 tomorrow 9:00"
    `);
    expect(await home.says('/copy 4 tomorrow')).toContain('There is no #4.');
  });
});
