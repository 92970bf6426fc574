/** /import: a table from the owner, read whole, shown, and armed in one piece after a yes. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { home, minute } from '../sim/each-home.ts';
import { armedIn, head, sendTable } from './tables.ts';

const sends = (content: string | Buffer, words?: string): Promise<string> => sendTable(home, content, words);
const all = () => home.ledger().messages({});
const armed = () => armedIn(home);

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

describe('each row that cannot be sent is named with its line and why', () => {
  test.each([
    ['2026-11-01 9:00,Mum,x', '"2026-11-01 9:00" has passed'],
    ['tomorrow,Mum,x', '"tomorrow" names no hour'],
    ['tomorrow 9,Mum,x', '"tomorrow 9" is morning or evening'],
    ['2026-02-30 9:00,Mum,x', '"2026-02-30 9:00" is in no calendar'],
    ['12/31/2026 9:00,Mum,x', 'may be two dates: write 2026-12-31'],
    ['2031-01-01 9:00,Mum,x', 'is over two years ahead'],
    ['tomorrow 9am to 10am,Mum,x', 'is two times'],
    ['every monday 9:00,Mum,x', 'is a series: /every'],
    ['quux,Mum,x', '"quux" I cannot read as a time'],
    ['tomorrow 9am IST,Mum,x', 'is in an unclear zone'],
    [',Mum,x', 'it has no when'],
    [`${'x'.repeat(130)},Mum,x`, 'its when is too long'],
    ['tomorrow 9am,,x', 'it has no to'],
    [`tomorrow 9am,${'x'.repeat(101)},x`, 'its to is too long'],
    ['tomorrow 9am,Chris,x', '"Chris" fits 2 chats: write the number'],
    ['tomorrow 9am,Ann,x', '"Ann" may be Anna …005: write it whole'],
    ['tomorrow 9am,Anba,x', 'I find no "Anba": Anna …005?'],
    ['tomorrow 9am,Zebulon,x', 'I find no "Zebulon"'],
    ['tomorrow 9am,"Mum, Anna",x', 'I find no "Mum, Anna"'],
    ['tomorrow 9am,+447700900777,x', '"+447700900777" is not on WhatsApp'],
    ['tomorrow 9am,4.47701E+11,x', 'a spreadsheet has cut its number: format it as text'],
    ['tomorrow 9am,Mum,', 'it has no text'],
    ['tomorrow 9am,Mum," \n "', 'it has no text'],
    [`tomorrow 9am,Mum,${'x'.repeat(10_001)}`, 'its text is over 10000 characters'],
    ['tomorrow 9am,Mum,hello, you', 'more cells than columns: put the text in quotes'],
    ['tomorrow 9am,Mum,hi {nmae}', 'I know no {nmae}'],
    ['tomorrow 10am,Anna,good', 'is the same as line 2'],
  ])('%s', async (row, why) => {
    const said = await sends(`${head}tomorrow 10am,Anna,good\n${row}\n`);
    expect(said).toContain('⚠️ 1 bad row, left out:');
    expect(said.replaceAll('\n', ' ')).toMatch(/line 3: /);
    expect(said.replaceAll('\n', ' ')).toContain(why);
    expect(said).toContain('Without the bad ones? 👍 or yes · no');
    expect(all()).toEqual([]);
    await home.says('yes');
    expect(armed()).toEqual([['Anna', 'good', '2026-11-25T10:00:00']]);
  });

  test('and its row, where a spreadsheet counts another', async () => {
    expect(await sends(`${head}tomorrow 10am,Anna,"a\nb\nc"\ntomorrow,Mum,x\n`)).toContain(
      'line 5 (row 3): "tomorrow" names no hour',
    );
  });

  test('and of many the others by their lines alone', async () => {
    const rows = Array.from({ length: 60 }, (_, index) =>
      index % 7 === 0 ? `tomorrow 10am,Anna,${index}` : `25:00,Anna,${index}`,
    );
    const said = await sends(`${head}${rows.join('\n')}\n`);
    const named = said
      .slice(said.indexOf('⚠️'))
      .matchAll(/(?:^|lines |, )(?:line )?(\d+)(?:–(\d+))?(?=:|,|$)/gm);
    const lines = [...named].flatMap(([, from, to = from]) =>
      Array.from({ length: Number(to) - Number(from) + 1 }, (_, step) => Number(from) + step),
    );
    const bad = rows.flatMap((row, index) => (row.startsWith('25') ? [index + 2] : []));
    expect(lines.filter((line) => bad.includes(line)).sort((a, b) => a - b)).toEqual(bad);
    expect(said).toContain('⚠️ 51 bad rows, left out:');
  });

  test('and where none is left nothing is asked', async () => {
    expect(await sends(`${head}tomorrow,Mum,x\n`)).toMatchInlineSnapshot(`
      "🚫 Nothing imported: no row is left to send.
      ⚠️ 1 bad row, left out:
      line 2: "tomorrow" names no hour"
    `);
    expect(await home.says('yes')).toBe('');
    expect(all()).toEqual([]);
  });
});

describe('a file that cannot be read says why, and nothing is armed', () => {
  test.each<[string, string | Buffer, string]>([
    ['without a header', 'tomorrow 9am,Mum,x\n', 'I miss when, to, text'],
    ['with a header alone', head, 'it has a header and no rows.'],
    ['empty', ' ', 'that table is empty.'],
    ['a workbook', Buffer.from('PK\x03\x04', 'latin1'), 'In Excel: Save As, CSV UTF-8'],
    ['no text', Buffer.from('when\0,to,text'), 'that file is no text'],
    [
      'in a foreign alphabet',
      Buffer.from('when,to,text\n1,Mum,\xcf\xf0\xe8\xe2\xe5\xf2', 'latin1'),
      'in which alphabet',
    ],
    ['with a broken quote', `${head}tomorrow 9am,Mum,"x\n`, 'a quote never closes.'],
    ['with words behind a quote', `${head}tomorrow 9am,Mum,"x" y\n`, 'line 2 has a stray quote.'],
    ['with a column twice', 'when,to,text,text\n', 'it has two columns named text.'],
    ['of 5,001 rows', head + 'tomorrow 9am,Mum,x\n'.repeat(5_001), 'it has 5001 rows.'],
    [
      'of nine megabytes',
      Buffer.alloc(9_000_000, 'x'),
      'that file is too large,\n9.0 MB. I read up to 8 MB.',
    ],
  ])('%s', async (_, content, why) => {
    const said = await sends(content);
    expect(said).toMatch(/^🚫 Nothing imported: /);
    expect(said).toContain(why);
    expect(await home.says('yes')).toBe('');
    expect(all()).toEqual([]);
  });

  test('that is not there, or words too many', async () => {
    expect(await home.says('/import')).toMatchInlineSnapshot(`
      "📄 /import reads a table, a CSV file:
      send it with the words /import,
      or reply to it with /import. Like this:
      when,to,text
      2026-12-31 23:59,Mum,Happy New Year!
      I ask before anything is scheduled."
    `);
    expect(await sends(`${head}tomorrow 9am,Mum,x\n`, '/import quickly')).toContain(
      'takes no words,\nfound "quickly"',
    );
    expect(await sends(`${head}tomorrow 9am,Mum,x\n`, '/import\n/schedule')).toContain('takes no words');
  });

  test('that WhatsApp does not have, or this WhatsApp Web cannot read', async () => {
    home.world.faults.loseFiles(true);
    expect(await sends(`${head}tomorrow 9am,Mum,x\n`)).toContain(
      'WhatsApp does not have\nthat file any more',
    );
    home.world.faults.loseFiles(false);
    home.whatsapp().deploy({ lacking: [{ ability: 'files', name: 'WAWebPrepRawMedia' }] });
    await home.whatsapp().recycle();
    await home.pass(5_000);
    expect(await sends(`${head}tomorrow 9am,Mum,x\n`)).toContain('cannot read files any more');
  });

  test('or that the disk does not take', async () => {
    rmSync(join(home.folder, 'media'), { recursive: true, force: true });
    writeFileSync(join(home.folder, 'media'), '');
    expect(await sends(`${head}tomorrow 9am,Mum,x\n`)).toContain('my disk is full or failed');
    expect(all()).toEqual([]);
  });
});
