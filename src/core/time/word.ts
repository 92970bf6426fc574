/**
 * The closed vocabulary that every language is brought to before it is read. One grammar then serves them all, and a
 * rule of time is written once.
 */

const plainWords = [
  ...['today', 'tomorrow', 'overmorrow', 'yesterday', 'tonight', 'now'],
  ...['morning', 'afternoon', 'evening', 'night', 'noon', 'midnight'],
  // `uhr` marks a 24-hour clock ("9 Uhr"); `oclock` says nothing about the half of the day.
  ...['am', 'pm', 'uhr', 'oclock'],
  // `halfto` is halb: half an hour before.
  ...['half', 'halfto', 'quarter', 'past', 'to', 'minus'],
  ...['second', 'minute', 'hour', 'day', 'week', 'fortnight', 'month', 'year', 'weekend'],
  // The week after next is one word in some languages.
  'overnext',
  ...['in', 'at', 'on', 'of', 'the', 'and', 'a', 'for', 'from', 'ago', 'before', 'after'],
  ...['next', 'this', 'last', 'every', 'or', 'until', 'between', 'start', 'end', 'middle', 'time'],
  // Words that make a time inexact, and words that add nothing to one.
  ...['vague', 'filler'],
  // "this time tomorrow": the time that it is now.
  'sametime',
] as const;
export type PlainWord = (typeof plainWords)[number];

/** What a word of any language stands for. Weekdays count from 1 for Monday, months from 1 for January. */
export type Meaning =
  | { readonly kind: 'word'; readonly word: PlainWord }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'ordinal'; readonly value: number }
  | { readonly kind: 'weekday'; readonly weekday: number; readonly plural: boolean }
  | { readonly kind: 'month'; readonly month: number }
  /** A day with a name of its own, such as Christmas. */
  | { readonly kind: 'feast'; readonly month: number; readonly day: number };

/**
 * The words of one language, folded (lower case, no accents), several spellings divided by commas. Names of weekdays
 * and months come from the platform; only what it lacks stands here.
 */
export interface Pack {
  /** From the number to its words. */
  readonly numbers: Readonly<Record<number, string>>;
  readonly ordinals: Readonly<Record<number, string>>;
  /**
   * From words of the closed vocabulary to the spellings that stand for them. Beside the plain words: `d1` is Monday,
   * `D1` Mondays, `m1` January, `h12-25` a feast, a numeral itself.
   */
  readonly words: Readonly<Record<string, string>>;
  readonly compounds?: {
    readonly weekdays: string;
    readonly parts: Readonly<Partial<Record<PlainWord, string>>>;
    /** What a weekday ends in when it means every one. */
    readonly plural: string;
  };
}

/** Reads one word of the closed vocabulary as packs write it. Throws for any other: a pack is wrong then. */
export function meaningOf(code: string): Meaning {
  const coded = /^([dDmh]?)(\d+)(?:-(\d+))?$/.exec(code);
  if (coded) {
    const value = Number(coded[2]);
    switch (coded[1]) {
      case 'd':
      case 'D':
        return { kind: 'weekday', weekday: value, plural: coded[1] === 'D' };
      case 'm':
        return { kind: 'month', month: value };
      case 'h':
        return { kind: 'feast', month: value, day: Number(coded[3]) };
      default:
        return { kind: 'number', value };
    }
  }
  const word = plainWords.find((known) => known === code);
  if (word === undefined)
    throw new Error(`time words: expected a word of the closed vocabulary, found "${code}"`);
  return { kind: 'word', word };
}
