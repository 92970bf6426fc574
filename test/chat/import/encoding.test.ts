/** The bytes of a table: what says so itself, what Excel writes without saying so, and what nobody can tell. */
import { describe, expect, test } from 'vitest';
import { decode } from '../../../src/chat/import/encoding.ts';

const text = 'when,to,text\r\n2026-12-31 23:59,Zoë,"Grüße – à bientôt, 5 € … Noël’s œuvre"\r\n';
const utf16 = (content: string, order: 'le' | 'be'): Buffer => {
  const bytes = Buffer.from(content, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
};
/** Node 20 has the first half of its upper letters wrong. */
const western = (content: string): Buffer => {
  const signs: Readonly<Record<string, number>> = { '€': 0x80, '…': 0x85, '’': 0x92, '–': 0x96, œ: 0x9c };
  return Buffer.from(Array.from(content, (letter) => signs[letter] ?? letter.charCodeAt(0)));
};
/** Letters above ASCII as the alphabet of that name has them. */
const bytesIn = (alphabet: string, content: string): Buffer => {
  if (alphabet === 'windows-1252') return western(content);
  const decoder = new TextDecoder(alphabet);
  const table = new Map<string, number>();
  for (let byte = 0; byte < 256; byte += 1) table.set(decoder.decode(new Uint8Array([byte])), byte);
  return Buffer.from(Array.from(content, (letter) => table.get(letter) ?? 0x3f));
};

describe('bytes are read', () => {
  test.each<[string, Buffer]>([
    ['as UTF-8', Buffer.from(text)],
    ['as UTF-8 with its mark', Buffer.from(`\ufeff${text}`)],
    ['as UTF-16 with its mark', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16(text, 'le')])],
    ['as UTF-16 of the other order', Buffer.concat([Buffer.from([0xfe, 0xff]), utf16(text, 'be')])],
    ['as UTF-16 without a mark', utf16(text, 'le')],
    ['as UTF-16 of the other order without a mark', utf16(text, 'be')],
  ])('%s', (_, bytes) => {
    expect(decode(bytes)).toEqual({ kind: 'text', text, guessed: false });
  });

  test('as Windows-1252, and it is told that this was a guess', () => {
    expect(decode(bytesIn('windows-1252', text))).toEqual({ kind: 'text', text, guessed: true });
  });

  test('as they are, emoji, right-to-left and controls with them', () => {
    const strange = 'when,to,text\n1,ליאור,"👩‍👩‍👧 \u202e \u000b =1"\n';
    expect(decode(Buffer.from(strange))).toMatchObject({ text: strange });
  });
});

describe('bytes are refused', () => {
  test.each([
    ['windows-1251', 'Привет, мама'],
    ['windows-1253', 'Καλημέρα'],
    ['iso-8859-2', 'Příliš žluťoučký kůň'],
    ['windows-1250', 'Łódź, świeże'],
    ['macintosh', 'Grüße, schöne Zoë'],
    ['ibm866', 'Привет'],
    ['shift_jis', 'ｶﾀｶﾅ'],
  ])('where they may be %s', (alphabet, words) => {
    expect(decode(bytesIn(alphabet, `when,to,text\r\n1,Mum,${words}\r\n`))).toEqual({
      ...{ kind: 'refuse', why: 'alphabet' },
    });
  });

  test('where an old system wrote ä and ö where Windows has signs', () => {
    // "März" and "schön" of a DOS program.
    expect(decode(Buffer.from('when,to,text\n1,Mum,M\x84rz sch\x94n', 'latin1'))).toMatchObject({
      why: 'alphabet',
    });
  });

  test.each<[string, Buffer, string]>([
    ['a workbook', Buffer.from('PK\x03\x04 xl/worksheets', 'latin1'), 'workbook'],
    ['an old workbook', Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1', 'latin1'), 'workbook'],
    ['no text', Buffer.from('when\0,to\0\0\0,text'), 'no_text'],
    ['half a letter of UTF-16', Buffer.from([0xff, 0xfe, 0x61, 0x00, 0x3d, 0xd8]), 'alphabet'],
  ])('where they are %s', (_, bytes, why) => {
    expect(decode(bytes)).toEqual({ kind: 'refuse', why });
  });
});
