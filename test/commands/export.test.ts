/** /export: all messages as a table that a spreadsheet opens and does not carry out. */
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
beforeEach(async () => {
  home = await createHome({ memory: true });
  home.heard();
});
afterEach(() => home.close());

const shelf = (): string => join(home.folder, 'exports');
const table = (): string => readFileSync(join(shelf(), readdirSync(shelf()).sort().at(-1) ?? ''), 'utf8');

/** Cells as a spreadsheet divides them. */
function cells(text: string): string[][] {
  return [...text.matchAll(/((?:"(?:[^"]|"")*"|[^",\r\n]*)(?:,(?:"(?:[^"]|"")*"|[^",\r\n]*))*)\r\n/g)].map(
    ([, line = '']) =>
      [...line.matchAll(/(?:^|,)("(?:[^"]|"")*"|[^",]*)/g)].map(([, cell = '']) =>
        cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell,
      ),
  );
}

describe('/export', () => {
  test('writes every message, with its state and the owner’s clock', async () => {
    await home.says('/schedule in 5 seconds to Mum: gone');
    await home.pass(10_000);
    await home.says('/schedule 31 dec 23:59 to Anna\nlines, and "quotes"\nof hers');
    await home.says('/schedule tomorrow 9am to me: mine');
    await home.says('/cancel 3');
    expect(await home.says('/export')).toMatchInlineSnapshot(`
      "📄 Exported: 3 messages, 1 kB.
      messages-2026-11-24T120021Z.csv
      It lies in my data folder, in "exports".
      All texts and numbers are in it:
      delete it when you have what you need."
    `);
    expect(table().startsWith('\ufeffid,when,to,text,state,phone,planned,left\r\n')).toBe(true);
    expect(cells(table()).slice(1)).toEqual([
      [
        '1',
        '2026-11-24 12:00:08',
        'Mum',
        'gone',
        'sent',
        "'+447700900002",
        '2026-11-24 12:00:08',
        '2026-11-24 12:00:08',
      ],
      ['3', '2026-11-25 09:00', 'me', 'mine', 'cancelled', "'+447700900001", '2026-11-25 09:00', ''],
      [
        '2',
        '2026-12-31 23:59',
        'Anna',
        'lines, and "quotes"\nof hers',
        'scheduled',
        "'+447700900005",
        '2026-12-31 23:59',
        '',
      ],
    ]);
  });

  test.each(['=1+1', '+1', '-1', '@sum', '\tx', '＝1', "'=1", "''-2", '=HYPERLINK("http://x")'])(
    'takes the power from %j, and it can be had back',
    async (body) => {
      await home.says(`/schedule tomorrow 9am to Mum\n${body}`);
      await home.says('/export');
      const text = cells(table())[1]?.[3] ?? '';
      expect(text.startsWith("'")).toBe(true);
      expect(text.slice(1)).toBe(body);
    },
  );

  test.each(["'tis", "it's -1", 'a=b'])('leaves %j as it is', async (body) => {
    await home.says(`/schedule tomorrow 9am to Mum\n${body}`);
    await home.says('/export');
    expect(cells(table())[1]?.[3]).toBe(body);
  });

  test('is private, and the eleventh takes the place of the first', async () => {
    for (let count = 1; count <= 11; count += 1) await home.says('/export');
    const names = readdirSync(shelf()).sort();
    expect(names).toHaveLength(10);
    expect(names[0]).toBe('messages-2026-11-24T120005Z.csv');
    expect(statSync(shelf()).mode & 0o777).toBe(0o700);
    expect(statSync(join(shelf(), names[0] ?? '')).mode & 0o777).toBe(0o600);
  });

  test('that the disk refuses says so, and leaves nothing half', async () => {
    writeFileSync(shelf(), '');
    expect(await home.says('/export')).toMatchInlineSnapshot(`
      "⚠️ Not exported: my disk failed.
      Look after the disk, then /export."
    `);
    rmSync(shelf());
    expect(await home.says('/export all')).toMatchInlineSnapshot(`
      "🚫 Nothing done: /export takes no words,
      found "all".
      /export writes all messages into a table."
    `);
    expect(await home.says('/export')).toContain('0 messages');
    expect(readdirSync(shelf())).toHaveLength(1);
  });
});
