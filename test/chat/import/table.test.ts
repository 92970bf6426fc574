/** Tables as Excel and people write them, and those that are refused rather than mended. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTable, type Table } from '../../../src/chat/import/table.ts';

const whole = (text: string): Extract<Table, { kind: 'table' }> => {
  const table = readTable(text);
  if (table.kind === 'refuse') throw new Error(table.text);
  return table;
};
const cells = (text: string): string[][] =>
  whole(text).rows.map(({ cells: { when, to, text: body } }) => [when, to, body]);
const refusal = (text: string): string => {
  const table = readTable(text);
  return table.kind === 'refuse' ? table.text : 'it was read';
};

describe('a table is read', () => {
  test.each([
    ['with commas', 'when,to,text\n9:00,Mum,hi\n'],
    ['with semicolons', 'when;to;text\n9:00;Mum;hi\n'],
    ['with tabs', 'when\tto\ttext\n9:00\tMum\thi\n'],
    ['with bars', 'when|to|text\n9:00|Mum|hi\n'],
    ['with CRLF', 'when,to,text\r\n9:00,Mum,hi\r\n'],
    ['of an old Macintosh', 'when,to,text\r9:00,Mum,hi\r'],
    ['without a last line end', 'when,to,text\n9:00,Mum,hi'],
    ['with a mark', '\ufeffwhen,to,text\n9:00,Mum,hi'],
    ['in another order', 'text,when,to\nhi,9:00,Mum'],
    ['with capitals and spaces in its header', ' When , TO,Text \n9:00,Mum,hi'],
    ['with a quoted header', '"when";"to";"text"\n"9:00";"Mum";"hi"'],
    ['with a division that it tells', 'sep=;\r\nwhen;to;text\r\n9:00;Mum;hi'],
    ['with empty columns behind', 'when;to;text;;\n9:00;Mum;hi;;;;\n'],
    ['with empty rows', '\n\nwhen,to,text\n,,\n9:00,Mum,hi\n\n,,\n'.slice(2)],
    ['with spaces about a name and a when', 'when,to,text\n 9:00 , Mum ,hi'],
  ])('%s', (_, text) => {
    expect(cells(text)).toEqual([['9:00', 'Mum', 'hi']]);
  });

  test('with quotes, lines and every sign in a text, as it stands', () => {
    const body = 'a "b"\n, ; \t| \\ =x\r\n {name} 👋🏽 \u202e <b> $(rm) %n ';
    expect(cells(`when,to,text\n9:00,Mum,"${body.replaceAll('"', '""')}"\n`)).toEqual([
      ['9:00', 'Mum', body],
    ]);
  });

  test('without the quote before what begins like a formula, and with any other', () => {
    expect(
      cells("when,to,text\n9:00,'+447700900002,'=1+1\n9:00,Mum,''-2\n9:00,Mum,'tis\n9:00,Mum,''"),
    ).toEqual([
      ['9:00', '+447700900002', '=1+1'],
      ['9:00', 'Mum', "'-2"],
      ['9:00', 'Mum', "'tis"],
      ['9:00', 'Mum', "''"],
    ]);
  });

  test('and each row knows its line, and its row where that is another', () => {
    const { rows } = whole('when,to,text\r\n1,a,"x\r\ny"\r\n\r\n2,b,z\r\n"3",c,w\r\n');
    expect(rows.map(({ line, row }) => [line, row])).toEqual([
      [2, 2],
      [5, 4],
      [6, 5],
    ]);
    const skipped = whole('sep=,\nwhen,to,text\n1,a,x\n2,b,y').rows;
    expect(skipped.map(({ line, row }) => [line, row])).toEqual([
      [3, 3],
      [4, 4],
    ]);
  });

  test('and a text with a comma that stands in no quotes is seen', () => {
    const { rows } = whole('when,to,text\n9:00,Mum,hello, you\n9:00,Mum,hello,,\n');
    expect(rows.map(({ overflows }) => overflows)).toEqual([true, false]);
  });

  test('and columns of others are named, those of an export are not', () => {
    expect(whole('when,to,text,Notes\n9:00,Mum,hi,x').strange).toEqual(['Notes']);
    const exported = whole('id,when,to,text,state,phone,planned,left\n1,9:00,Mum,hi,sent,,,');
    expect(exported).toMatchObject({ strange: [], exported: true });
    expect(whole('when,to,text,state\n9:00,Mum,hi,').exported).toBe(false);
  });
});

describe('a table is refused', () => {
  test.each([
    ['without a header', '2026-12-31 23:59,Mum,hi', 'I miss when, to, text in "2026-12-31 23:59, Mum, hi".'],
    ['without a column', 'when,who,text\n', 'I miss to in "when, who, text".'],
    ['with a column twice', 'when,to,text,to\n', 'two columns named to'],
    ['that is empty', '\ufeff \n', 'is empty'],
    ['with a quote that never closes', 'when,to,text\n9:00,Mum,"hi\n9:00,Anna,hi\n', 'never closes'],
    ['with a quote amid a cell', 'when,to,text\n9:00,Mum,5" wide\n', 'line 2 has a stray quote'],
    // The second quote would end a text that has swallowed a whole row.
    ['with words behind a quote', 'when,to,text\n9:00,Mum,"hi\n9:00,Anna,"ho"\n', 'has a stray quote'],
  ])('%s', (_, text, why) => {
    expect(refusal(text)).toContain(why);
  });
});

test('whatever the bytes say, a table is read or refused, and no row is lost on the way', () => {
  const line = fc.array(
    fc.constantFrom(',', ';', '"', '\n', '\r\n', '\t', 'a', 'when', ' ', "'", '=', '\ufeff'),
  );
  fc.assert(
    fc.property(line, (parts) => {
      const table = readTable(`when,to,text\n${parts.join('')}`);
      if (table.kind === 'refuse') return;
      for (const { line: at, row } of table.rows) expect(at).toBeGreaterThanOrEqual(row);
    }),
    { numRuns: 2_000 },
  );
});
