/** /import: a table from the owner, read whole, shown, and armed in one piece after a yes. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
const reopen = async (options: HomeOptions): Promise<void> => {
  await home.close();
  await open(options);
};

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
    ['with a broken quote', `${head}tomorrow 9am,Mum,"x\n`, 'a quote opens and never closes.'],
    ['with words behind a quote', `${head}tomorrow 9am,Mum,"x" y\n`, 'line 2 has a quote amid a cell.'],
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

describe('the question', () => {
  const table = `${head}tomorrow 9am,Mum,x\n2026-11-25 9:30,Anna,y\n`;

  test('is answered by no, and then by nothing else', async () => {
    await sends(table);
    expect(await home.says('no')).toBe('👌 Not imported. Nothing will be sent.');
    expect(await home.says('yes')).toBe('');
    expect(all()).toEqual([]);
  });

  test('takes yes or no alone', async () => {
    await sends(table);
    const quote = home.lastLine();
    expect(await home.says('tomorrow', { quote })).toBe('❓ Answer yes or no.');
    expect(await home.says('yes', { quote })).toContain('#1–#2 scheduled (B1)');
    expect(await home.says('yes', { quote })).toContain('That command is #1 already');
    expect(all()).toHaveLength(2);
  });

  test('is dropped by the next command, which is told, and may be taken up by quoting it', async () => {
    await sends(table);
    const quote = home.lastLine();
    expect(await home.says('/schedule tomorrow 9am to Mum: hi')).toContain(
      '🚫 NOT imported: nothing of the table is sent.\nReply to my question to take it up again.',
    );
    expect(all()).toHaveLength(1);
    expect(await home.says('yes', { quote })).toContain('#2–#3 scheduled');
  });

  test('lives through a kill, and is put once more after a longer downtime', async () => {
    await sends(table);
    await home.kill();
    await home.boot();
    expect(all()).toEqual([]);
    await home.kill();
    home.clock.step(0);
    await home.pass(20 * minute);
    await home.boot();
    expect(home.heard().join()).toContain('I was away. Once more:\n❓ Not imported yet: 2 messages.');
    expect(await home.says('yes')).toContain('#1–#2 scheduled');
  });

  test('whose command is deleted for everyone arms nothing; deleted later, all of it is cancelled', async () => {
    const first = home.world.ownerWrites('/import', { file: csv(table) });
    await home.pass(2_000);
    const quote = home.lastLine();
    home.world.ownerRevokes(first);
    await home.pass(2_000);
    home.heard();
    expect(all()).toEqual([]);
    expect(quote).not.toBe('');
    const second = home.world.ownerWrites('/import', { file: csv(table) });
    await home.pass(2_000);
    await home.says('yes');
    home.world.ownerRevokes(second);
    await home.pass(2_000);
    expect(all().map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
  });

  test('is put anew where its time has passed before the yes', async () => {
    await sends(`${head}2026-11-24 12:05,Mum,x\n2026-11-25 9:30,Anna,y\n`);
    const quote = home.lastLine();
    await home.pass(30 * minute);
    home.heard();
    expect(await home.says('yes', { quote })).toMatchInlineSnapshot(`
      "🚫 Nothing imported: its time has passed,
      line 2.
      Send the table with later times."
    `);
    expect(all()).toEqual([]);
  });

  test('is put anew where what it told is not so any more', async () => {
    await sends(table);
    const quote = home.lastLine();
    await home.says('/schedule tomorrow 9am to Mum: x');
    expect(await home.says('yes', { quote })).toContain('❓ Not imported yet: 1 message.');
    expect(all()).toHaveLength(1);
    expect(await home.says('yes')).toContain('#2 scheduled (B2)');
  });

  test('whose table is gone from the disk says so', async () => {
    await sends(table);
    rmSync(join(home.folder, 'media'), { recursive: true });
    expect(await home.says('yes')).toContain('I do not have\nwhat I read of it any more.');
    expect(all()).toEqual([]);
  });

  test('about the zone comes first, and the table is read after it', async () => {
    await reopen({ zone: null });
    expect(await sends(table)).toContain('In which time zone are you?');
    expect(await home.says('Tokyo')).toContain('❓ Not imported yet: 2 messages.');
    await home.says('yes');
    expect(armed()[0]).toEqual(['Mum', 'x', '2026-11-25T00:00:00']);
  });
});

describe('the pre-flight tells', () => {
  const rows = (...lines: readonly string[]): string => `${head}${lines.join('\n')}\n`;

  test('the same import sent again: nothing is armed twice', async () => {
    const table = rows('tomorrow 9am,Mum,x', 'tomorrow 10am,Anna,y');
    await sends(table);
    await home.says('yes');
    expect(await sends(table)).toMatchInlineSnapshot(`
      "🚫 Nothing imported: all 2 stand already.
      You imported the same before: B1.
      To have it anew, /cancel it first."
    `);
    // Saved by another program, it is the same all the same.
    const saved = Buffer.from(
      `\ufefftext;to;when\r\ny;Anna;2026-11-25 10:00\r\nx;"Mum";2026-11-25 09:00\r\n`,
      'utf16le',
    );
    expect(await sends(saved)).toContain('all 2 stand already');
    expect(await sends(`${table}tomorrow 11am,Anna,z\n`)).toMatchInlineSnapshot(`
      "❓ Not imported yet: 1 message.
      to Anna (…0005)
      Wed 25 Nov, 11:00 London · tomorrow
      Wed 25 Nov, 11:00 Anna: "z"
      Left out: 2 that stand already (B1).
      👍 or yes · no"
    `);
    await home.says('yes');
    expect(armed()).toHaveLength(3);
  });

  test('what was cancelled may come again', async () => {
    const table = rows('tomorrow 9am,Mum,x', 'tomorrow 10am,Anna,y');
    await sends(table);
    await home.says('yes');
    expect(await home.says('/cancel B1')).toBe('🚫 #1–#2 cancelled. They never left.');
    expect(await sends(table)).toContain('❓ Not imported yet: 2 messages.');
    expect(await home.says('yes')).toContain('#3–#4 scheduled (B2)');
  });

  test('caps that would delay it, and quiet hours', async () => {
    await reopen({ settings: { maxPerMinute: 2, quietHours: { from: 23 * 60, to: 7 * 60 } } });
    const many = Array.from({ length: 10 }, (_, index) => `2026-11-24 22:57,Mum,number ${index}`);
    expect(await sends(rows(...many))).toMatchInlineSnapshot(`
      "❓ Not imported yet: 10 messages.
      to Mum (…0002)
      Tue 24 Nov, 22:57 to 23:01:03
      London · in 11 hours
      22:57 Mum: "number 0"
      22:57:03 Mum: "number 1"
      22:58 Mum: "number 2"
      … and 7 more
      Too many at once: the last would go
      Tue 24 Nov, 23:01:03.
      In your quiet hours: 4.
      👍 or yes · no"
    `);
    await home.says('yes');
    expect(home.ledger().consents(1)).toEqual(['caps']);
    expect(home.ledger().consents(10)).toEqual(['caps', 'quiet_hours']);
  });

  test('what is close to another, the same text near by, and a group', async () => {
    await reopen({ asking: { closeMs: 5 * minute } });
    await home.says('/schedule tomorrow 9am to Mum: hello');
    expect(
      await sends(
        rows('tomorrow 9:03,Mum,x', 'tomorrow 12:00,Mum,hello', 'tomorrow 14:00,Family,all of you'),
      ),
    ).toMatchInlineSnapshot(`
      "❓ Not imported yet: 3 messages.
      to Mum (…0002), Family (group of 4)
      Wed 25 Nov, 09:03 to 14:00
      London · tomorrow
      Wed 25 Nov, 09:03 Mum: "x"
      Wed 25 Nov, 12:00 Mum: "hello"
      Wed 25 Nov, 14:00 Family: "all of you"
      Same text to the same chat, close by: 1.
      Like #1 to Mum, Wed 25 Nov, 09:00.
      Within minutes of another to that chat: 1.
      👍 or yes · no"
    `);
    await home.says('yes');
    expect([2, 3, 4].map((id) => home.ledger().consents(id))).toEqual([
      ['several_recipients', 'close_together'],
      ['several_recipients', 'same_text'],
      ['several_recipients', 'group'],
    ]);
  });

  test('a clock change inside, an hour that is skipped and one that comes twice', async () => {
    await reopen({ start: '2026-10-20T12:00:00Z' });
    expect(
      await sends(rows('2026-10-24 9:00,Mum,a', '2026-10-25 1:30,Mum,b', '2027-03-28 1:30,Mum,c')),
    ).toMatchInlineSnapshot(`
      "❓ Not imported yet: 3 messages.
      to Mum (…0002)
      Sat 24 Oct, 09:00 to
      Sun 28 Mar, 02:30 (night Sat→Sun) London · in 4 days
      Sat 24 Oct, 09:00 Mum: "a"
      Sun 25 Oct, 01:30 Mum: "b"
      Sun 28 Mar, 02:30 Mum: "c"
      line 4: the clocks skip that hour.
      It goes after.
      line 3: the clocks show it twice.
      The first counts.
      👍 or yes · no"
    `);
    await home.says('yes');
    expect(armed().map(([, , at]) => at)).toEqual([
      '2026-10-24T08:00:00',
      '2026-10-25T00:30:00',
      '2027-03-28T01:30:00',
    ]);
  });

  test('parts out of order', async () => {
    expect(await sends(rows('tomorrow 9:10,Mum,second?', 'tomorrow 9:00,Mum,first?'))).toContain(
      'line 2 goes after one below it\nto the same chat.',
    );
    await home.says('yes');
    expect(all().map(({ body }) => body)).toEqual(['first?', 'second?']);
  });

  test('columns that it leaves out, and an alphabet that it guessed', async () => {
    expect(
      await sends(Buffer.from('when;to;text;Who asked\r\ntomorrow 9am;Mum;Gr\xfc\xdfe;me\r\n', 'latin1')),
    ).toMatchInlineSnapshot(`
      "❓ Not imported yet: 1 message.
      to Mum (…0002)
      Wed 25 Nov, 09:00 London · tomorrow
      Wed 25 Nov, 09:00 Mum: "Grüße"
      I leave out the column "Who asked".
      Not UTF-8: I read it as Excel writes it.
      Right? "Grüße"
      👍 or yes · no"
    `);
    await home.says('yes');
    expect(home.message(1).body).toBe('Grüße');
  });
});

describe('what is armed', () => {
  test('is paced, and the owner sees from when to when', async () => {
    await reopen({ settings: { minGapMs: 30_000 } });
    const people = ['Mum', 'Anna', 'Chris Jones', 'Chris Evans'];
    expect(
      await sends(`${head}${people.map((one) => `2026-11-24 22:30,${one},Dear {first}!`).join('\n')}\n`),
    ).toContain('Tue 24 Nov, 22:30 to 22:31:30\nLondon · in 11 hours\n');
    expect(await home.says('yes')).toContain('Tue 24 Nov, 22:30 to 22:31:30\n');
    expect(all().map(({ plannedAt, dueAt }) => (plannedAt - dueAt) / 1_000)).toEqual([0, 30, 60, 90]);
    expect(all().map(({ body }) => body)).toEqual(['Dear Mum!', 'Dear Anna!', 'Dear Chris!', 'Dear Chris!']);
    expect(await home.says('/list B1')).toMatchInlineSnapshot(`
      "📋 4 scheduled in B1
      Tue 24 Nov
      ⏰ #1 22:30 Mum: "Dear Mum!"
      ⏰ #2 22:30:30 Anna: "Dear Anna!"
      ⏰ #3 22:31 Chris Jones: "Dear Chris!"
      ⏰ #4 22:31:30 Chris Evans: "Dear Chris!""
    `);
    expect(await home.says('/list B2')).toContain('There is no B2.');
  });

  test('to one person keeps its braces, as a /schedule does', async () => {
    await sends(`${head}tomorrow 9am,Mum,Dear {first} {{ {foo}\n`);
    await home.says('yes');
    expect(home.message(1).body).toBe('Dear {first} {{ {foo}');
  });

  test('is text, whatever it looks like', async () => {
    const bodies = [
      '/stop',
      '=HYPERLINK("http://x";"y")',
      '<script>',
      '\u202eevil',
      '$(reboot)',
      '---',
      '👩‍👩‍👧',
    ];
    await sends(
      `${head}${bodies.map((body, index) => `tomorrow 9:0${index},Mum,"${body.replaceAll('"', '""')}"`).join('\n')}\n`,
    );
    await home.says('yes');
    expect(all().map(({ body }) => body)).toEqual(bodies);
    expect(home.ledger().latch('stopped')).toBeNull();
  });

  test('is dry under a dry run, and waits under a stop', async () => {
    await home.says('/stop');
    await sends(`${head}tomorrow 9am,Mum,x\n`);
    expect(await home.says('yes')).toContain('🛑 I am stopped: nothing goes until /resume.');
    await reopen({ settings: { dryRun: true } });
    await sends(`${head}tomorrow 9am,Mum,x\n`);
    expect(await home.says('yes')).toContain('🎭 #1 scheduled (B1) (dry: nothing will be sent)');
    expect(home.message(1).dry).toBe(true);
  });

  test('is held when its command is edited, and the edit arms nothing', async () => {
    const command = home.world.ownerWrites('/import', {
      file: csv(`${head}tomorrow 9am,Mum,x\ntomorrow 9:30,Mum,y\n`),
    });
    await home.pass(2_000);
    await home.says('yes');
    home.world.ownerEdits(command, '/import.');
    await home.pass(2_000);
    expect(home.heard().join()).toContain('an edited /import\nis not read again.');
    expect(all().map(({ status }) => status)).toEqual(['held', 'held']);
  });
});

describe('a long table', () => {
  /** Nobody's numbers: each is looked up, and WhatsApp takes its time. */
  const strangers = `${head}${Array.from({ length: 100 }, (_, index) => `tomorrow 9am,+4477019000${10 + (index % 90)},number ${index}`).join('\n')}\n`;
  const begins = async (): Promise<void> => {
    const { number } = home.whatsapp();
    home.whatsapp().number = async (phone) => {
      await home.clock.sleepUntil(home.clock.now() + 200);
      return number(phone);
    };
    home.world.ownerWrites('/import', { file: csv(strangers) });
    await home.pass(5_000);
    expect(home.heard()).toEqual([expect.stringMatching(/^📥 I read your table: \d+ of 100 rows\.$/)]);
  };

  test('tells how far it is, and then what is wrong', async () => {
    await begins();
    await home.pass(20_000);
    expect(home.heard().join()).toContain('🚫 Nothing imported: no row is left to send.\n⚠️ 100 bad rows');
  });

  test('gives way to a stop', async () => {
    await begins();
    home.world.ownerWrites('/stop');
    await home.pass(5_000);
    const heard = home.heard().join('\n\n');
    expect(heard).toContain('🛑 Stopped');
    expect(heard).toContain('🚫 Nothing imported: you stopped me\nwhile I read it.');
  });

  test('gives way to any other command', async () => {
    await home.says('/schedule tomorrow 9am to Anna: hi');
    await begins();
    home.world.ownerWrites('/cancel 1');
    await home.pass(5_000);
    expect(home.message(1).status).toBe('cancelled');
    expect(home.heard().join('\n\n')).toContain('you wrote something else\nwhile I read it');
  });

  test('is given up where WhatsApp does not answer', async () => {
    await begins();
    home.world.faults.cutNetwork();
    await home.pass(30_000);
    home.world.faults.restoreNetwork();
    await home.pass(30_000);
    expect(home.heard().join('\n\n')).toContain('WhatsApp did not answer\nwhile I looked up the names.');
    expect(all()).toEqual([]);
  });
});

test('a thousand rows are armed in one piece, and cancelled in one', async () => {
  const names = ['Mum', 'Anna', 'Chris Jones', 'Family'];
  const rows = Array.from(
    { length: 1_000 },
    (_, index) => `2026-12-01 20:00,${names[index % 4]},number ${index}`,
  );
  expect(await sends(`${head}${rows.join('\n')}\n`)).toContain('❓ Not imported yet: 1000 messages.');
  expect(await home.says('yes')).toMatch(/^⏰ #1–#1000 scheduled \(B1\)\n/);
  const planned = all().map(({ plannedAt }) => plannedAt);
  const day = 24 * 60 * minute;
  for (let at = 300; at < planned.length; at += 300)
    expect((planned[at] ?? 0) - (planned[at - 300] ?? 0)).toBeGreaterThanOrEqual(day);
  expect(await home.says('/cancel B1')).toBe('🚫 #1–#1000 cancelled. They never left.');
});
