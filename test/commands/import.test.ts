/** /import: a table from the owner, read whole, shown, and armed in one piece after a yes. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SentFile } from '../../src/simulator/simulator.ts';
import { createHome, type Home, type HomeOptions } from '../sim/home.ts';

let home: Home;
const open = async (options: HomeOptions = {}): Promise<void> => {
  home = await createHome({ memory: true, ...options });
  home.heard();
};
beforeEach(() => open());
afterEach(() => home.close());
const minute = 60_000;
const csv = (content: string | Buffer, more: Partial<SentFile> = {}): SentFile => ({
  ...{ mimetype: 'text/csv', filename: 'campaign.csv', ...more },
  base64: Buffer.from(content).toString('base64'),
});
const sends = async (content: string | Buffer, words = '/import'): Promise<string> => {
  home.world.ownerWrites(words, { file: csv(content) });
  await home.pass(2_000);
  return home.heard().join('\n\n');
};
const all = () => home.ledger().messages({});
const armed = () =>
  all().map(({ chat, body, dueAt }) => [chat.name, body, new Date(dueAt).toISOString().slice(0, 19)]);
const head = 'when,to,text\n';

describe('a table', () => {
  test('is shown, armed after a yes, and goes: each row once, at its time', async () => {
    expect(
      await sends(`${head}2026-11-24 12:10,Mum,one for Mum\n2026-11-24 12:20,Anna,"two, for Anna"\n`),
    ).toMatchInlineSnapshot(`
      "❓ Not imported yet: 2 messages.
      to Mum (…0002), Anna (…0005)
      Tue 24 Nov, 12:10 to 12:20
      London · in 10 minutes
      12:10 Mum: "one for Mum"
      12:20 Anna: "two, for Anna"
      👍 or yes · no"
    `);
    expect(all()).toEqual([]);
    expect(await home.says('yes')).toMatchInlineSnapshot(`
      "⏰ #1–#2 scheduled (B1)
      to Mum (…0002), Anna (…0005)
      Tue 24 Nov, 12:10 to 12:20
      London · in 10 minutes
      If I'm over 15 min late, I ask first.
      /list B1 · /cancel B1"
    `);
    expect(armed()).toEqual([
      ['Mum', 'one for Mum', '2026-11-24T12:10:00'],
      ['Anna', 'two, for Anna', '2026-11-24T12:20:00'],
    ]);
    await home.pass(30 * minute);
    expect(home.world.inbox('Mum').map(({ text }) => text)).toEqual(['one for Mum']);
    expect(home.world.inbox('Anna').map(({ text }) => text)).toEqual(['two, for Anna']);
    expect(all().map(({ status }) => status)).toEqual(['sent', 'sent']);
  });

  test('with bad rows names each with its line, and arms the others only after a yes', async () => {
    expect(
      await sends(
        [
          'when,to,text',
          '2026-12-01 9:00,Mum,good',
          '2026-11-01 9:00,Mum,late',
          'tomorrow,Mum,no hour',
          '2026-02-30 9:00,Mum,no day',
          'every monday 9:00,Mum,series',
          '2026-12-01 9:00,Chris,who',
          '2026-12-01 9:00,Chirs Jones,who',
          '2026-12-01 9:00,+447700900777,nobody',
          '2026-12-01 9:00,,nobody',
          ',Mum,never',
          '2026-12-01 9:00,Mum,',
          '2026-12-01 9:00,Mum,too, many',
          '2026-12-01 9:00,4.47701E+11,cut',
          '2026-12-01 9:00,Mum,good',
          '2026-12-01 9:05,Anna,hi {nmae}',
        ].join('\r\n'),
      ),
    ).toMatchInlineSnapshot(`
      "❓ Not imported yet: 1 message.
      to Mum (…0002)
      Tue 1 Dec, 09:00 London · in 7 days
      Tue 1 Dec, 09:00 Mum: "good"
      ⚠️ 14 bad rows, left out:
      line 3: "2026-11-01 9:00" has passed
      line 4: "tomorrow" names no hour
      line 5: "2026-02-30 9:00" is in no calendar
      line 6: "every monday 9:00" is a series: /every
      line 7: "Chris" fits 2 chats: write the number
      line 8: I find no "Chirs Jones": Chris Jones …003?
      line 9: "+447700900777" is not on WhatsApp
      line 10: it has no to
      line 11: it has no when
      line 12: it has no text
      line 13: more cells than columns:
      put the text in quotes
      line 14: a spreadsheet has cut its number:
      format it as text
      and lines 15–16
      Without the bad ones? 👍 or yes · no"
    `);
    expect(all()).toEqual([]);
    expect(await home.says('yes')).toMatchInlineSnapshot(`
      "⏰ #1 scheduled (B1)
      to Mum (…0002)
      Tue 1 Dec, 09:00 London · in 7 days
      14 bad rows stayed out.
      If I'm over 15 min late, I ask first.
      /list B1 · /cancel B1"
    `);
    expect(armed()).toEqual([['Mum', 'good', '2026-12-01T09:00:00']]);
  });
});
