/**
 * Lines as nobody should write them: whole commands broken in small ways, every token of the grammar in any order, and
 * what keyboards, dictation, pasted text and malice put between them.
 */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { definitions } from '../../commands/index.ts';

/** WhatsApp's own longest text, in UTF-16 units. */
const longestText = 65_536;

/** A phrase table's cells of one column, each once; `\n`, `\r`, `\uXXXX` and `\\` stand for what they name there. */
function column(table: string, place: number): readonly string[] {
  const rows = readFileSync(`test/phrases/${table}.tsv`, 'utf8').split('\n');
  const cells = rows
    .filter((row) => row !== '' && !row.startsWith('#'))
    .map((row) => row.split('\t')[place] ?? '');
  return [...new Set(cells)].map((cell) =>
    cell.replace(/\\(n|r|\\|u([0-9a-f]{4}))/g, (_, letter: string, unit?: string) =>
      unit === undefined
        ? ({ n: '\n', r: '\r', '\\': '\\' }[letter] ?? letter)
        : String.fromCharCode(Number.parseInt(unit, 16)),
    ),
  );
}

export const whens = column('when', 0);
export const rules = column('rules', 0);
const commands = column('commands', 0);
const examples = definitions.flatMap((one) => one.examples);
const verbs = definitions.flatMap(({ name, aliases }) => [name, ...aliases]);

const prefixes = [
  '/',
  '!',
  '／',
  '！',
  '⁄',
  '∕',
  '╱',
  '⧸',
  '\\',
  '|',
  '/ ',
  ' /',
  '//',
  '/!',
  '\u200f/',
  '¡',
  '',
];
const names = [
  ...['Mum', 'Anna', 'Chris', 'Chris Jones', 'Family', 'me', 'mum', '"Smith, John"', "O'Brien", 'Bob: work'],
  ...[
    '+447700900002',
    '07700 900002',
    '00 44 7700 900002',
    '+4477009000021234567',
    'אמא',
    'ماما',
    'İstanbul',
    'ß',
  ],
  ...['to', 'all', 'last', 'everyone', '__proto__', 'constructor', '@everyone', '447700900002@c.us', '@lid'],
];
const selections = [
  ...[
    '1',
    '#1',
    '2',
    '1-3',
    '1, 2',
    'all',
    'last',
    'B1',
    'S1',
    '#99999999999',
    '0',
    '-1',
    '3-1',
    '1-99999999',
  ],
  ...['1-256', '１２', '１', '٣', '1e9', '0x10', '1.5', '#', '##1', 'S99999999999', 'B0', 'NaN', 'Infinity'],
];
const times = [
  ...[
    'tomorrow',
    '9:00',
    '9am',
    '23:59',
    '24:00',
    '25:00',
    'in 5 seconds',
    'in 0 minutes',
    'in 99999999999 years',
  ],
  ...[
    '31 December 9999 23:59',
    '9999-12-31 23:59',
    '-271821-04-20',
    '+275760-09-13T00:00Z',
    '1970-01-01 00:00',
  ],
  ...[
    '29 Feb 2027 9:00',
    '2026-02-30',
    'friday week',
    'next friday 9am',
    '00:00',
    'midnight',
    'noon',
    '9am Tokyo',
  ],
  ...['every friday 9am', 'day 8:00', 'cron * * * * *', 'cron 0 9 * * 1-5', '2 hours', 'x10', 'until 24 Dec'],
  ...['x99999999999', 'until 9999', '1h', '+1h', '-1h', 'never', 'ask', 'in 1e308 hours', 'in 1/0 days'],
];
const answers = [
  ...[
    'yes',
    'no',
    '👍',
    '1',
    '1 b',
    '2 a',
    'a',
    '18:00',
    'all drop',
    '1 send · 2 drop',
    '#1 arrived',
    'again',
  ],
  ...[
    'drop',
    'send',
    'sent',
    'arrived',
    'move 18:00',
    'cancel',
    'now',
    'why',
    'edit: no',
    'snooze 1h',
    'unsend',
  ],
  ...[
    'more',
    'late never',
    '#1 move tomorrow 9:00',
    'Mum',
    'Tokyo',
    '1 1 1 1 1 1 1 1',
    'yes no',
    'stop please',
  ],
];
const joints = [
  ...[
    ' ',
    '  ',
    '\t',
    '\n',
    '\r\n',
    '\u2028',
    '\u00a0',
    '\u3000',
    '\u202f',
    '',
    ', ',
    '، ',
    '; ',
    ' and ',
    ' to ',
  ],
  ...[
    ':',
    '：',
    ': ',
    ' : ',
    '::',
    '-',
    '–',
    '—',
    '--',
    '---',
    '\n---\n',
    '\n—-\n',
    '\n\\---\n',
    '\n—\n',
    '.',
    '…',
  ],
];
const quotes = ['"', '“', '”', '„', '«', '»', "'", '‘', '’', '`', '"""', '“„"', '"“”"', '\\"'];
const strange = [
  ...[
    '\u200b',
    '\u200d',
    '\u200e',
    '\u200f',
    '\u202e',
    '\u202c',
    '\u2066',
    '\u2069',
    '\ufeff',
    '\u00ad',
    '\u034f',
  ],
  ...[
    '\ud800',
    '\udfff',
    '\u0000',
    '\u001b[31m',
    '\u0301',
    '\u0301\u0301\u0301\u0301',
    '\ufe0f',
    '🏽',
    '\u{e0061}',
  ],
  ...['👨‍👩‍👧‍👦', '🛑', '👍🏽', '🇬🇧', 'ﷺ', '𝟗:𝟎𝟎', 'ｔｏ', 'ẞ', 'ı', 'Ⅸ', '①', '½', '٩:٠٠', '९:००', '九時'],
  ...[
    '{',
    '}',
    '{{',
    '{name}',
    '{first}',
    '{name',
    '{__proto__}',
    '{7*7}',
    '%s%n',
    '$&',
    '$1',
    '\\n',
    '\\u0000',
  ],
  ...[
    "'; DROP TABLE messages; --",
    '<script>',
    '[object Object]',
    '(((((((((',
    '*'.repeat(40),
    '_',
    '~',
    '>',
  ],
];
const token = fc.constantFrom(
  ...new Set([
    ...prefixes.flatMap((prefix) => verbs.map((verb) => `${prefix}${verb}`)),
    ...[...names, ...selections, ...times, ...answers, ...joints, ...quotes, ...strange],
  ]),
);
const pieces = fc.oneof(
  { weight: 3, arbitrary: token },
  ...[names, selections, times, joints, quotes, strange, answers].map((words) => fc.constantFrom(...words)),
  ...[verbs, whens, rules].map((words) => fc.constantFrom(...words)),
);

const soup = fc
  .tuple(fc.constantFrom(...prefixes), fc.constantFrom(...verbs, ''), fc.array(pieces, { maxLength: 14 }))
  .map(([prefix, verb, rest]) => `${prefix}${verb} ${rest.join(' ')}`);
/** The order that the grammar wants, with anything in each place. */
const shaped = fc
  .tuple(
    fc.constantFrom(...prefixes),
    fc.constantFrom('schedule', 's', 'every', 'remind', 'edit 1', 'move 1', 'copy 1', 'dry /schedule'),
    fc.constantFrom(...times, ...whens, ...rules),
    fc.constantFrom(...joints, ' to ', ' to ', ' to '),
    fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 3 }),
    fc.constantFrom(...joints, ': ', ': ', ': ', '\n'),
    fc.array(pieces, { maxLength: 4 }),
  )
  .map(([prefix, verb, when, to, whom, colon, text]) =>
    [prefix, verb, ' ', when, to, whom.join(', '), colon, text.join(' ')].join(''),
  );
const whole = fc.constantFrom(...new Set([...examples, ...commands]));

/** One small wrong at `place`, a share of the whole length. */
type Wrong = (line: string, place: number, length: number, with_: string) => string;
const wrongs: readonly Wrong[] = [
  (line, at, length) => line.slice(0, at) + line.slice(at + length),
  (line, at, length) => line.slice(0, at + length) + line.slice(at),
  (line, at, _, piece) => line.slice(0, at) + piece + line.slice(at),
  (line, at, length, piece) => line.slice(0, at) + piece + line.slice(at + length),
  (line, at, length) => line.slice(0, at) + line.slice(at, at + length).repeat(60) + line.slice(at + length),
  (line, at) => line.slice(0, at),
  (line, at) => line.slice(at) + line.slice(0, at),
  (line, at, length) =>
    line.slice(0, at) + line.slice(at, at + length).toUpperCase() + line.slice(at + length),
  (line, at) => [...line.slice(at)].reverse().join('') + line.slice(0, at),
  (line) => line.replaceAll(' ', '\u00a0'),
  (line, _, __, piece) => line.replaceAll(' ', piece),
  (line) => line.replace(/\d+/g, '99999999999'),
  (line) => line.replaceAll(':', '：'),
  (line) => [...line].join('\u200b'),
  (line) => `\u202e${line}\u202c`,
  (line) => line.normalize('NFD'),
  (line) => line.replaceAll('"', '”'),
  (line) => line.replaceAll(' ', '\n'),
  (line) => `${line}\n${line}`,
];
const wrong = fc.record({
  act: fc.constantFrom(...wrongs),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.integer({ min: 0, max: 6 }),
  piece: pieces,
});
const broken = fc
  .tuple(fc.oneof(whole, whole, shaped), fc.array(wrong, { minLength: 1, maxLength: 4 }))
  .map(([line, some]) =>
    some.reduce(
      (now, { act, at, length, piece }) =>
        act(now, Math.floor(at * now.length), length, piece).slice(0, longestText),
      line,
    ),
  );
const noise = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
);
/** The same again and again, up to what WhatsApp lets one write. */
const huge = fc
  .tuple(fc.oneof(shaped, soup), pieces, fc.constantFrom(100, 1_000, 10_000, longestText))
  .map(([line, piece, most]) =>
    `${line}${piece.repeat(Math.ceil(most / Math.max(1, piece.length)))}`.slice(0, most),
  );

/** Anything that stands in the control chat. */
export const line: fc.Arbitrary<string> = fc.oneof(
  { weight: 30, arbitrary: broken },
  { weight: 25, arbitrary: shaped },
  { weight: 20, arbitrary: soup },
  { weight: 10, arbitrary: whole },
  { weight: 10, arbitrary: fc.constantFrom(...answers) },
  { weight: 4, arbitrary: noise },
  { weight: 1, arbitrary: huge },
);

/** What took a tenth of a second to half of one, once: many small words, names, rules or colons, and a very long note. */
export const onceSlow: readonly string[] = [
  '/every S1e1 1 1 1 1 1 1 1121 1 1 1 1 1 1311 1 1 1 1 1 1Dec1 1 1 1 1 123：59',
  `/every 1 9am the 9th 4477@c.us ${' : '.repeat(22_000)}`,
  `/schedule remind 9:00${'cron 0 9 * * 1-5'.repeat(4_000)}`,
  `/schedule tomorrow 9am to ${'Mum, '.repeat(13_000)}: hi`,
  'stop day 8:00 '.repeat(4_600),
];
