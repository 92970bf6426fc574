/** Pieces of a head that read as a time from end to end. */
import { limits } from './limits.ts';
import { dividers, type Span } from './quotes.ts';
import type { Times } from './times.ts';

export interface HeadText {
  /** The normalised head, without the separator. */
  readonly text: string;
  /** Spans that nothing may cut: quoted names. */
  readonly whole: readonly Span[];
}

const edge = /[\s,\u060c\uff0c;]/;

/** The span without spaces and dividers at its ends. */
export function trimSpan(text: string, span: Span): Span {
  let { start, end } = span;
  while (start < end && edge.test(text.charAt(start))) start += 1;
  while (end > start && edge.test(text.charAt(end - 1))) end -= 1;
  return { start, end };
}

export function sliceOf(text: string, span: Span): string {
  return text.slice(span.start, span.end);
}

/** The span as a time, if all of it is one; a dictated full stop behind it is left out. */
export function timeSpan(
  { text, whole }: HeadText,
  span: Span,
  reads: (phrase: string) => boolean,
): Span | null {
  const bare = trimSpan(text, span);
  if (bare.start === bare.end || bare.end - bare.start > limits.whenCharacters) return null;
  if (whole.some((name) => name.start < bare.end && bare.start < name.end)) return null;
  // A `to` at either end leads to a name or is part of one, whatever range the rest could be.
  if (/^to(?:\s|$)|(?:^|\s)to$/i.test(sliceOf(text, bare))) return null;
  const stop = /(?<!\.\p{L}|\b[ap])[.!\u2026]+$/u.exec(sliceOf(text, bare))?.[0].length ?? 0;
  const shorter = { start: bare.start, end: bare.end - stop };
  if (stop > 0 && shorter.start < shorter.end && reads(sliceOf(text, shorter))) return shorter;
  return reads(sliceOf(text, bare)) ? bare : null;
}

/** Starts of words, in order; the first is the span's own start. */
function wordStarts({ text, whole }: HeadText, span: Span): number[] {
  const starts: number[] = [];
  for (let at = span.start; at < span.end; at += 1) {
    if (whole.some((name) => name.start < at && at < name.end)) continue;
    const before = at === span.start ? ' ' : text.charAt(at - 1);
    if ((before === ' ' || dividers.test(before)) && !edge.test(text.charAt(at))) starts.push(at);
  }
  return starts;
}

/** The longest suffix from a word behind the first on, so that something is left before it. */
function suffix(head: HeadText, span: Span, reads: (phrase: string) => boolean): Span | null {
  const { end } = trimSpan(head.text, span);
  for (const start of wordStarts(head, span).slice(1)) {
    if (end - start > limits.whenCharacters) continue;
    const time = timeSpan(head, { start, end: span.end }, reads);
    if (time !== null) return time;
  }
  return null;
}

/** Names that are words of time too: "9am to May" is not a range. */
const month = '(?:jan|april|may|june|august|dawn|eve|summer|autumn)';
export const nameOfTime = new RegExp(`^${month}(?:\\s*(?:[,;&]|\\s(?:and|&)\\s)\\s*${month})*$`, 'i');

/** Words at the end of a name that only look like the beginning of a time behind them: "Team 9" and "Auntie May". */
const weak = new RegExp(`^(?:(?:\\p{Nd}{1,4}|one|two|three|four|five|six|seven|${month})(?:\\s|$))+$`, 'iu');
const completes = /^(?:\p{Nd}|the\s|next\s|this\s|of\s)/iu;

/**
 * The longest suffix that is a time and leaves a name before it. Where the longest is no one time, as "9 tomorrow
 * 10:00" behind "Team", and a number or a month alone makes it so, that word belongs to the name.
 */
export function timeAtEnd(head: HeadText, span: Span, times: Times): Span | null {
  const longest = suffix(head, span, times.readsAsTime);
  if (longest === null || times.readsAsOneTime(sliceOf(head.text, longest))) return longest;
  return withoutWeakWords(head, longest, times) ?? longest;
}

/** "10:00" in "9 10:00", "tomorrow 9am" in "May tomorrow 9am"; null where more than weak words stand before it. */
export function withoutWeakWords(head: HeadText, time: Span, times: Times): Span | null {
  const shorter = suffix(head, time, times.readsAsOneTime);
  if (shorter === null) return null;
  const before = head.text.slice(time.start, shorter.start).trim();
  if (!weak.test(before)) return null;
  // "May 9am" may be the ninth, with the words run together: that is for the owner to say.
  const endsInMonth = new RegExp(`${month}$`, 'i').test(before);
  return endsInMonth && completes.test(sliceOf(head.text, shorter)) ? null : shorter;
}

/** The longest prefix that is a time and leaves a name behind it. */
export function timeAtStart(head: HeadText, span: Span, times: Times): Span | null {
  for (const end of wordStarts(head, span).slice(1).toReversed()) {
    const time = timeSpan(head, { start: span.start, end }, times.readsAsTime);
    if (time !== null) return time;
  }
  return null;
}
