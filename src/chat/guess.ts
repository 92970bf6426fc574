/**
 * Readings that a head nearly is. None of them is ever taken by itself: they become the choices of a question, so that
 * a small slip costs the owner one digit and not the whole command again.
 */
import { foldLine, foldName } from './normalise.ts';
import type { Span } from './quotes.ts';
import { type HeadText, sliceOf, timeAtEnd, timeAtStart, trimSpan } from './time-span.ts';
import type { Times } from './times.ts';

export interface Guess {
  readonly when: string;
  readonly whom: Span;
}

export interface SplitTime {
  /** The piece of time at the end of the names. */
  readonly half: string;
  /** The names without it. */
  readonly whom: Span;
  /** What the time may be then. */
  readonly whens: readonly string[];
}

/** Two halves of one time around the name, "9am to Mum tomorrow": the time whole, and the name without it. */
export function splitTime(head: HeadText, when: Span, whom: Span, times: Times): SplitTime | null {
  const end = timeAtEnd(head, whom, times);
  if (end === null) return null;
  const half = sliceOf(head.text, end);
  // Years and months end names ("Class of 2026", "Auntie May") more often than they complete a time.
  if (/^\d{4}$|^\p{L}+$/u.test(half) && !dayWords.test(half)) return null;
  const first = sliceOf(head.text, when);
  // Nor does a bare number add anything to a time that is whole: "9pm to Team 21".
  if (/^\p{Nd}+$/u.test(half) && times.readsAsMoment(first)) return null;
  const whole = [`${half} ${first}`, `${first} ${half}`].find(times.readsAsOneTime);
  const shorter = trimSpan(head.text, { start: whom.start, end: end.start });
  if (whole !== undefined) return { half, whom: shorter, whens: [whole] };
  // "9am tomorrow to Mum at 10am" says two times; no name ends in "at 10am".
  return /^(?:at|on|by|in|@)\s/i.test(half) ? { half, whom: shorter, whens: [first, half] } : null;
}

const dayWords = /^(?:today|tomorrow|tonight|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day)$/i;

/** A head without `to`, "tomorrow 9am Mum" or "Mum tomorrow 9am". */
export function withoutTo(head: HeadText, times: Times): Guess | null {
  const all = trimSpan(head.text, { start: 0, end: head.text.length });
  const start = timeAtStart(head, all, times);
  if (start !== null) {
    return { when: sliceOf(head.text, start), whom: trimSpan(head.text, { start: start.end, end: all.end }) };
  }
  const end = timeAtEnd(head, all, times);
  if (end === null) return null;
  return {
    when: sliceOf(head.text, end),
    whom: trimSpan(head.text, { start: all.start, end: end.start }),
  };
}

/** "to +44 20 7946 0958 tomorrow": the longest time, "0958 tomorrow", would cut a number in two. */
export function cutsNumber(name: string, when: string): boolean {
  const digits = name.replace(/\D/g, '').length;
  const first = when.split(' ')[0] ?? '';
  if (!/^[+(\d][\d\s().-]*$/.test(name) || !/^\d+(?:[.-]\d+)?$/.test(first)) return false;
  // Numbers are written in one way: "31.12" behind one with spaces is a date.
  if (/[.-]/.test(first) && !name.includes(first.replace(/\d/g, ''))) return false;
  // A number of full length in one piece is whole.
  return digits >= 3 && !(digits >= 10 && !name.includes(' '));
}

/**
 * "to Team 21 9pm", "to Date Night 9pm", "to Black Friday friday 9am": the longest time begins with a word that it does
 * without, and that may as well end the name. The place of the shorter time; null where the word is needed, as in
 * "21 tomorrow", or is how people speak, as in "12 noon".
 */
export function withoutSpareWord(head: HeadText, when: Span, times: Times): Span | null {
  const phrase = sliceOf(head.text, when);
  const [word = ''] = phrase.split(' ');
  const rest = phrase.slice(word.length + 1);
  const spare =
    /^\p{Nd}{1,4}$|^(?:morning|afternoon|evening|night)$/iu.test(word) ||
    rest.toLowerCase().split(' ').includes(word.toLowerCase());
  if (!spare || /^12 (?:noon|midday|midnight)\b/i.test(phrase) || !times.readsAsMoment(rest)) return null;
  return { start: when.end - rest.length, end: when.end };
}

/** "to mum hello", dictated without its colon: where the name of a chat ends, in the span of the names. */
export function nameAtStart(text: string, whom: Span, contacts: readonly string[]): number | null {
  const folded = foldLine(sliceOf(text, whom));
  const lengths = contacts
    .map(foldName)
    .filter((name) => name !== '' && folded.text.startsWith(`${name} `))
    .map((name) => name.length);
  return lengths.length === 0 ? null : whom.start + (folded.at[Math.max(...lengths)] ?? 0);
}
