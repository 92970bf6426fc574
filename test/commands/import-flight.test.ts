/** What a table would come to, told before it is armed; and what is armed of it. */
import { describe, expect, test } from 'vitest';
import { begin, home, minute } from '../sim/each-home.ts';
import { armedIn, csv, head, sendTable } from './tables.ts';

const sends = (content: string | Buffer, words?: string): Promise<string> => sendTable(home, content, words);
const all = () => home.ledger().messages({});
const armed = () => armedIn(home);

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
    await begin({ settings: { maxPerMinute: 2, quietHours: { from: 23 * 60, to: 7 * 60 } } });
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
    await begin({ asking: { closeMs: 5 * minute } });
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
    await begin({ start: '2026-10-20T12:00:00Z' });
    expect(
      await sends(rows('2026-10-24 9:00,Mum,a', '2026-10-25 1:30,Mum,b', '2027-03-28 1:30,Mum,c')),
    ).toMatchInlineSnapshot(`
      "❓ Not imported yet: 3 messages.
      to Mum (…0002)
      Sat 24 Oct, 09:00 to
      Sun 28 Mar, 02:30 (night Sat→Sun)
      London · in 4 days
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
    await begin({ settings: { minGapMs: 30_000 } });
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
    await begin({ settings: { dryRun: true } });
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
