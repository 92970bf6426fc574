/** Another text for one message: what the owner writes, what comes back, what the phones got. */
import { beforeEach, describe, expect, test } from 'vitest';
import { arrivals, home, minute } from '../sim/each-home.ts';

describe('/edit', () => {
  beforeEach(async () => {
    await home.says('/schedule in 10 minutes to Mum: hello');
  });

  test('gives one message another text, under its own number', async () => {
    expect(await home.says('/edit 1: See you at *eight*!')).toMatchInlineSnapshot(`
      "✏️ #1 changed
      to Mum (…0002)
      Tue 24 Nov, 12:10:03 London · in 10 minutes
      See you at *eight*!
      Reply: cancel · move 18:00 · edit · undo"
    `);
    await home.pass(20 * minute);
    expect(arrivals('Mum')).toEqual(['12:10:03 See you at *eight*!']);
  });

  test.each([
    ['/edit 1: new', 'new'],
    ['/edit 1:new', 'new'],
    ['/edit 1 new', 'new'],
    ['/edit 1:  new ', ' new '],
    ['/edit 1  new', ' new'],
    ['/edit 1 : new', 'new'],
    ['/edit 1 :) new', ':) new'],
    ['/edit 1：新', '新'],
    ['/edit #1: 18:00 it is', '18:00 it is'],
    ['/edit last: new', 'new'],
    ['/edit 1\nnew\n\nlines ', 'new\n\nlines '],
    ['/edit 1: new\nlines', 'new\nlines'],
    ['/edit 1:\nnew', 'new'],
    ['/edit 1: /stop', '/stop'],
    ['/edit 1: a\n\\---\nb', 'a\n---\nb'],
    [`/edit 1: ${'long '.repeat(900)}.`, `${'long '.repeat(900)}.`],
  ])('%j', async (words, text) => {
    expect(await home.says(words)).toContain('#1 changed');
    await home.pass(20 * minute);
    expect(home.world.inbox('Mum').map((line) => line.text)).toEqual([text]);
  });

  test('is refused where there is no text, or more than one', async () => {
    expect(await home.says('/edit 1:')).toMatchInlineSnapshot(`
      "🚫 #1 is not changed. It needs a text.
      Try: /edit 1: See you at eight!"
    `);
    expect(await home.says('/edit 1: a\n---\nb')).toMatchInlineSnapshot(`
      "🚫 #1 is not changed. It is one message:
      a line of --- has no place in it.
      Try: /edit 1: See you at eight!"
    `);
    expect(await home.says(`/edit 1: ${'x'.repeat(10_001)}`)).toContain(
      'A text has at most 10000 characters.',
    );
    expect(await home.says('/edit hello')).toContain('Which message?');
    expect(await home.says('/edit 7: hello')).toContain('There is no #7.');
    await home.pass(20 * minute);
    expect(arrivals('Mum')).toEqual(['12:10:03 hello']);
  });

  test('after the claim is refused, and says so', async () => {
    home.world.faults.acks(({ self }) => (self ? 'normal' : 'lost'));
    await home.pass(10 * minute);
    expect(home.message(1).status).toBe('sending');
    expect(await home.says('/edit 1: too late')).toMatchInlineSnapshot(`
      "⚠️ Too late: #1 to Mum is on its way.
      Nothing was changed. You will hear."
    `);
    expect(await home.says('/move 1 18:00')).toContain('⚠️ Too late: #1 to Mum is on its way.');
    expect(await home.says('/late 1 1h')).toContain('⚠️ Too late: #1 to Mum is on its way.');
    home.world.faults.acks('normal');
    home.world.faults.releaseAcks();
    await home.pass(5_000);
    expect(await home.says('/edit 1: too late')).toMatchInlineSnapshot(`
      "⚠️ Too late: #1 to Mum was sent
      at 12:10:11. Nothing was changed.
      A copy at another time:
      /copy 1 tomorrow 9:00"
    `);
    expect(await home.says('/now 1')).toContain('Too late: #1 to Mum was sent');
    expect(arrivals('Mum')).toEqual(['12:10:03 hello']);
  });

  test('of one that ended says how it ended', async () => {
    await home.says('/cancel 1');
    expect(await home.says('/edit 1: x')).toMatchInlineSnapshot(`
      "🚫 #1 to Mum is cancelled.
      Nothing was changed. /undo takes that back
      within ten minutes. A copy at another time:
      /copy 1 tomorrow 9:00"
    `);
    await home.says('/schedule in 10 seconds to Anna: doubtful');
    home.world.faults.failWithoutNack(1);
    await home.pass(minute);
    expect(await home.says('/edit 2: x')).toMatchInlineSnapshot(`
      "❔ Too late: #2 to Anna may have gone.
      Nothing was changed.
      You can say: #2 arrived · again · drop"
    `);
    await home.says('/schedule in 2 minutes to Anna: late');
    home.world.faults.cutNetwork();
    await home.pass(20 * minute);
    home.world.faults.restoreNetwork();
    await home.pass(20_000);
    expect(await home.says('/edit 3: x')).toMatchInlineSnapshot(`
      "🚫 #3 to Anna is missed.
      Nothing was changed. Its text stays.
      You can say: #3 send · drop · move 18:00"
    `);
  });

  test('of a held one leaves it held, with its new text', async () => {
    await home.says('/stop');
    await home.pass(20 * minute);
    await home.says('/resume');
    expect(await home.says('/edit 1: better late')).toContain('✋ Still held');
    await home.says('#1 send');
    await home.pass(minute);
    expect(home.world.inbox('Mum').map(({ text }) => text)).toEqual(['better late']);
  });
});
