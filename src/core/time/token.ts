/** A normalised phrase cut into tokens: numbers, clock times and numeric dates as written, and words by their meaning. */

import { type Lexicon, longestSpelling } from './lexicon.ts';
import { fold } from './normalise.ts';
import { type DateOrder, dateOrderOf } from './order.ts';
import type { Meaning, PlainWord } from './word.ts';

interface Place {
  /** From and to in the normalised phrase. */
  readonly start: number;
  readonly end: number;
  /** Whether it follows what is before it without a space. */
  readonly glued: boolean;
}

export interface ClockToken {
  readonly kind: 'clock';
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly style: 'colon' | 'h' | 'dot';
  /** Written `09`, which nobody does on a twelve-hour clock. */
  readonly padded: boolean;
}

export interface DateToken {
  readonly kind: 'date';
  readonly year: number | null;
  readonly month: number;
  readonly day: number;
  readonly iso: boolean;
}

export type Sign =
  | Exclude<Meaning, { kind: 'number' }>
  /** `digits` is 0 for a number in words. */
  | { readonly kind: 'number'; readonly value: number; readonly digits: number; readonly padded: boolean }
  | ClockToken
  | DateToken
  | { readonly kind: 'offset'; readonly minutes: number }
  | { readonly kind: 'mark'; readonly mark: string }
  | { readonly kind: 'unknown' };

export type Token = Sign & Place;

type Reader = (match: RegExpExecArray, order: DateOrder) => Sign | null;

/** Tried in this order at each place that no known word begins at. */
const written: readonly (readonly [RegExp, Reader])[] = [
  [/(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)t?(?=\d|\b)/y, (m) => date(m[1], m[3], m[4], true)],
  [/(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/y, (m, order) => inOrder(order, m[1], m[3], m[4])],
  [/(\d{1,2})\/(\d{1,2})(?!\d)/y, (m, order) => inOrder(order, m[1], m[2])],
  [
    /(\d{1,2})\. ?(\d{1,2})\.(?: ?(\d{4})|(\d{2}))?(?![\d:.h])/y,
    (m) => date(m[3] ?? m[4], m[2], m[1], false),
  ],
  [/(\d{1,2})\. ?(\d{1,2})\.(?!\d)/y, (m) => date(undefined, m[2], m[1], false)],
  // "31-12" can only be a date, "9-10" is a range.
  [
    /(\d{1,2})-(\d{1,2})(?![\d:h])/y,
    (m, order) => (Math.max(Number(m[1]), Number(m[2])) > 24 ? inOrder(order, m[1], m[2]) : null),
  ],
  [/(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?![\d:])/y, (m) => clock('colon', m[1], m[2], m[3])],
  [/(\d{1,2}) ?h ?(\d{2})(?!\d)(?: ?m(?:in|n)?(?!\p{L}))?/uy, (m) => clock('h', m[1], m[2])],
  [/(\d{1,2}) ?h(?!\p{L})/uy, (m) => clock('h', m[1], '00')],
  [/(\d{1,2})\.(\d{2})(?![\d.]|[.,]\d)/y, (m) => clock('dot', m[1], m[2])],
  [
    /(\d+)[.,](\d)(?!\d)/y,
    (m) => ({ kind: 'number', value: Number(`${m[1]}.${m[2]}`), digits: 3, padded: false }),
  ],
  [/(?:utc|gmt) ?([+-])(\d{1,2})(?::?(\d{2}))?(?!\d)/y, (m) => offset(m[1], m[2], m[3])],
  [/(\d{1,2})(?:st|nd|rd|th)(?!\p{L})/uy, (m) => ({ kind: 'ordinal', value: Number(m[1]) })],
  [/(\d{1,2})(?:er|ere|e|o|°|º)(?![\p{L}\d])/uy, (m) => ({ kind: 'ordinal', value: Number(m[1]) })],
  [/\d{1,15}(?!\d)/y, (m) => number(m[0])],
];

const units: Readonly<Record<string, PlainWord>> = {
  s: 'second',
  m: 'minute',
  h: 'hour',
  d: 'day',
  w: 'week',
};

export function tokensOf(phrase: string, lexicon: Lexicon, locale: string): readonly Token[] {
  const order = dateOrderOf(locale);
  const tokens: Token[] = [];
  let at = 0;
  while (at < phrase.length) {
    if (phrase[at] === ' ') {
      at += 1;
      continue;
    }
    const glued = at > 0 && phrase[at - 1] !== ' ';
    const [end, signs] = next(phrase, at, glued ? tokens.at(-1) : undefined, tokens, lexicon, order);
    for (const sign of signs) tokens.push({ ...sign, start: at, end, glued });
    at = end;
  }
  return composed(tokens);
}

/** "twenty first", "forty-five": tens and ones in words are one number. */
function composed(tokens: readonly Token[]): readonly Token[] {
  const whole: Token[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const tens = tokens[i] as Token;
    const dash = tokens[i + 1];
    const skip = dash?.kind === 'mark' && dash.mark === '-' && dash.glued ? 2 : 1;
    const ones = tokens[i + skip];
    const joins = tens.kind === 'number' && tens.digits === 0 && tens.value >= 20 && tens.value % 10 === 0;
    const small =
      (ones?.kind === 'number' && ones.digits === 0) ||
      (ones?.kind === 'ordinal' && ones.end - ones.start > 3);
    if (joins && small && ones.value >= 1 && ones.value <= 9) {
      whole.push({ ...ones, value: tens.value + ones.value, start: tens.start, glued: tens.glued });
      i += skip;
    } else {
      whole.push(tens);
    }
  }
  return whole;
}

function next(
  phrase: string,
  at: number,
  before: Token | undefined,
  tokens: readonly Token[],
  lexicon: Lexicon,
  order: DateOrder,
): readonly [number, readonly Sign[]] {
  const last = tokens.at(-1);
  const half = halfOfDay(phrase, at, before, last, lexicon);
  if (half) return half;
  const words = known(phrase, at, last, lexicon);
  if (words) return words;
  const zone = zulu(phrase, at, before, tokens);
  if (zone) return zone;
  if (lexicon.language === 'de') {
    const ordinal = matchAt(/(\d{1,2})\.(?!\d)/y, phrase, at);
    const whole = matchAt(/(\d{1,2})\. ?(\d{1,2})\./y, phrase, at);
    if (ordinal && !whole) return [at + ordinal[0].length, [{ kind: 'ordinal', value: Number(ordinal[1]) }]];
  }
  for (const [form, read] of written) {
    const match = matchAt(form, phrase, at);
    const sign = match && read(match, order);
    if (match && sign) return [at + match[0].length, [sign]];
  }
  const letters = matchAt(/[\p{L}\p{M}]+'?|[^\p{L}\p{M}\d ]/uy, phrase, at)?.[0] ?? (phrase[at] as string);
  const end = at + letters.length;
  const counted = before?.kind === 'number' || (before?.kind === 'clock' && letters === 'h');
  const unit = counted && Object.hasOwn(units, letters) ? units[letters] : undefined;
  if (unit !== undefined) return [end, [{ kind: 'word', word: unit }]];
  const found = lookUp(fold(letters), last, lexicon);
  if (found) return [end, found];
  if (/^[-+,;@~./]$/.test(letters)) return [end, [{ kind: 'mark', mark: letters }]];
  return [end, [{ kind: 'unknown' }]];
}

/** "9am", "9 p.m.", "9p". German "9 am Freitag" says "on": there it must be glued to its number. */
function halfOfDay(
  phrase: string,
  at: number,
  before: Token | undefined,
  last: Token | undefined,
  lexicon: Lexicon,
): readonly [number, readonly Sign[]] | null {
  if (last?.kind !== 'number' && last?.kind !== 'clock') return null;
  if (before === undefined && lexicon.language === 'de') return null;
  const match =
    matchAt(/([ap])(?:\. ?)?m(?:\.|(?![\p{L}\d]))/uy, phrase, at) ??
    (before && matchAt(/([ap])(?![\p{L}\d.])/uy, phrase, at));
  if (!match) return null;
  return [at + match[0].length, [{ kind: 'word', word: match[1] === 'a' ? 'am' : 'pm' }]];
}

/** The longest run of whole words that the lexicon has. */
function known(
  phrase: string,
  at: number,
  last: Token | undefined,
  lexicon: Lexicon,
): readonly [number, readonly Sign[]] | null {
  const run = matchAt(/[^\s,;()@~+]+/y, phrase, at);
  if (!run) return null;
  const ends: number[] = [];
  const rest = /[^\s,;()@~+]+/y;
  let from = at;
  for (let count = 0; count < longestSpelling; count++) {
    rest.lastIndex = from;
    const word = rest.exec(phrase);
    if (!word) break;
    ends.push(from + word[0].length);
    from += word[0].length + 1;
  }
  for (const end of ends.reverse()) {
    const text = phrase.slice(at, end);
    const trimmed = text.replace(/[.!]+$/, '');
    const found = lookUp(fold(trimmed), last, lexicon);
    if (found) return [end, found];
  }
  return null;
}

function lookUp(spelling: string, last: Token | undefined, lexicon: Lexicon): readonly Sign[] | null {
  const month = lexicon.months.get(spelling);
  if (month !== undefined && (last?.kind === 'number' || last?.kind === 'ordinal'))
    return [{ kind: 'month', month }];
  const meanings = lexicon.words.get(spelling);
  if (meanings === undefined) return null;
  return meanings.map((meaning) =>
    meaning.kind === 'number' ? { ...meaning, digits: 0, padded: false } : meaning,
  );
}

/** `Z` and `+02:00` behind a clock time. A minus is an offset only behind an ISO date: elsewhere it is a range. */
function zulu(
  phrase: string,
  at: number,
  before: Token | undefined,
  tokens: readonly Token[],
): readonly [number, readonly Sign[]] | null {
  const last = tokens.at(-1);
  const timed =
    last?.kind === 'clock' || (last?.kind === 'word' && (last.word === 'am' || last.word === 'pm'));
  if (!timed) return null;
  if (before && matchAt(/z(?![\p{L}\d])/uy, phrase, at)) return [at + 1, [{ kind: 'offset', minutes: 0 }]];
  const match = matchAt(/([+-])(\d{2}):?(\d{2})(?!\d)/y, phrase, at);
  const dated = tokens.at(-2);
  if (!match || (match[1] === '-' && !(dated?.kind === 'date' && dated.iso))) return null;
  const zone = offset(match[1], match[2], match[3]);
  return zone === null ? null : [at + match[0].length, [zone]];
}

function matchAt(form: RegExp, phrase: string, at: number): RegExpExecArray | null {
  form.lastIndex = at;
  return form.exec(phrase);
}

function clock(style: ClockToken['style'], hour?: string, minute?: string, second?: string): ClockToken {
  const padded = hour?.length === 2 && hour.startsWith('0');
  return {
    kind: 'clock',
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second ?? 0),
    style,
    padded,
  };
}

function date(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  iso: boolean,
): DateToken {
  const full = year === undefined ? null : Number(year) + (year.length === 2 ? 2000 : 0);
  return { kind: 'date', year: full, month: Number(month), day: Number(day), iso };
}

function inOrder(order: DateOrder, first?: string, second?: string, year?: string): DateToken {
  return order === 'day-month' ? date(year, second, first, false) : date(year, first, second, false);
}

/** No clock on Earth is further from UTC. */
const farthestMinutes = 14 * 60;

/** Null where no clock is so far from UTC. */
function offset(
  sign: string | undefined,
  hours: string | undefined,
  minutes: string | undefined,
): Sign | null {
  const size = Number(hours) * 60 + Number(minutes ?? 0);
  if (size > farthestMinutes || Number(minutes ?? 0) > 59) return null;
  return { kind: 'offset', minutes: sign === '-' ? -size : size };
}

function number(digits: string): Sign {
  return {
    kind: 'number',
    value: Number(digits),
    digits: digits.length,
    padded: digits.length > 1 && digits.startsWith('0'),
  };
}
