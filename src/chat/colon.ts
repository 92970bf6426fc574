/**
 * Colons that separate by the letter of the grammar and were hardly meant to: a clock time with a space in it
 * ("23: 05"), and the one of a link. Taking them would send the text "05 …" at 23:00.
 */
import type { Cut } from './cut.ts';
import type { Span } from './quotes.ts';
import { sliceOf } from './time-span.ts';
import type { Times } from './times.ts';

const before = /(?<![\p{Nd}:\uff1a.])(\p{Nd}{1,2})( ?)$/u;

export interface BrokenClock {
  /** Where it stands in the line as it is. */
  readonly span: Span;
  /** What it would be as a clock time: "23:05" for "23: 05". */
  readonly mended: string;
  /** Whether nothing of what was typed is lost in mending it. */
  readonly whole: boolean;
}

/** The clock time that the colon at `separator` may be the middle of. */
export function brokenClock(line: string, separator: number): BrokenClock | null {
  const left = line.slice(0, separator);
  const right = line.slice(separator + 1);
  const hour = before.exec(left);
  if (hour === null) {
    // "9:30:5" is neither seconds nor a separator that anybody would write.
    const seconds = /(\p{Nd}{1,2}[:\uff1a]\p{Nd}{2})$/u.exec(left);
    const digit = /^\p{Nd}/u.exec(right);
    if (seconds === null || digit === null) return null;
    const span = { start: seconds.index, end: separator + 2 };
    return { span, mended: `${seconds[0]}:0${digit[0]}`, whole: false };
  }
  const [, digits = '', space = ''] = hour;
  const glued = space === '' && !right.startsWith(' ');
  const found = (glued ? /^\p{Nd}+/u : /^ ?\p{Nd}{2}(?!\p{Nd})/u).exec(right)?.[0] ?? '';
  const minute = found.trim();
  if (minute === '' || Number(digits) > 24 || Number(minute.slice(0, 2)) > 59) return null;
  const span = { start: hour.index, end: separator + 1 + found.length };
  return { span, mended: `${digits}:${minute.slice(0, 2).padStart(2, '0')}`, whole: minute.length <= 2 };
}

/**
 * Whether the mended clock time could be the time of this head. In "tomorrow 9am to Room 12: 30 people" it could not:
 * the time is complete without it.
 */
export function couldBeTime(head: string, broken: BrokenClock, cut: Cut, times: Times): boolean {
  if (cut.kind !== 'cut') return true;
  if (cut.order === 'time_first') return times.readsAsOneTime(`${sliceOf(head, cut.when)} ${broken.mended}`);
  return times.readsAsOneTime(`${head.slice(cut.when.start, broken.span.start)}${broken.mended}`);
}

/** "to Mum https://…": the colon of a link, after a head whose own separator was forgotten. */
export function isLink(line: string, separator: number): boolean {
  return /\b(?:https?|ftp)$/i.test(line.slice(0, separator)) && line.startsWith('//', separator + 1);
}
