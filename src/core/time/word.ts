/**
 * The closed vocabulary that every language is brought to before it is read. One grammar then serves them all, and a
 * rule of time is written once.
 */

export const plainWords = [
  'today', 'tomorrow', 'overmorrow', 'yesterday', 'tonight', 'now',
  'morning', 'afternoon', 'evening', 'night', 'noon', 'midnight',
  // `uhr` marks a 24-hour clock ("9 Uhr", "9 heures"); `oclock` says nothing about the half of the day.
  'am', 'pm', 'uhr', 'oclock',
  // `halfto` is halb, half, halv: half an hour before.
  'half', 'halfto', 'quarter', 'past', 'to', 'minus',
  'second', 'minute', 'hour', 'day', 'week', 'fortnight', 'month', 'year', 'weekend',
  'in', 'at', 'on', 'of', 'the', 'and', 'a', 'for', 'from', 'ago', 'before', 'after',
  'next', 'this', 'last', 'every', 'or', 'until', 'between', 'start', 'end', 'middle', 'time',
  // Words that make a time inexact, and words that add nothing to one.
  'vague', 'filler',
] as const; // prettier-ignore
export type PlainWord = (typeof plainWords)[number];

/** `d1` is Monday, `D1` Mondays, `m1` January, `h12-25` a day with a name of its own. */
export type Word = PlainWord | `d${number}` | `D${number}` | `m${number}` | `h${number}-${number}`;

export interface Pack {
  /** Number words, folded. */
  readonly numbers: Readonly<Record<string, number>>;
  /** Ordinal words, folded. */
  readonly ordinals: Readonly<Record<string, number>>;
  /** Folded words or runs of words, each with the words of the closed vocabulary that they stand for. */
  readonly words: Readonly<Record<string, string>>;
}
