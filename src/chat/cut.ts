/**
 * Where a head is cut into its time and its names. Only a time that reads as one from end to end is cut off, so a name
 * may hold `to`, a comma or a month; whatever would have to be guessed is left uncut and asked about.
 */
import { limits } from './limits.ts';
import { dividers, type Span } from './quotes.ts';

export interface HeadText {
  /** The normalised head, without the separator. */
  readonly text: string;
  /** Spans that nothing may cut: quoted names. */
  readonly whole: readonly Span[];
}

export type Cut =
  | {
      readonly kind: 'cut';
      readonly order: 'time_first' | 'name_first';
      readonly when: Span;
      readonly whom: Span;
      /** The `to` that was taken. */
      readonly to: Span;
    }
  /** Everything but a leading `to` is a time: nobody to send to. */
  | { readonly kind: 'all_time'; readonly when: Span; readonly to: Span | null }
  /** `to <whom>` and no time behind it. */
  | { readonly kind: 'no_when'; readonly whom: Span; readonly to: Span }
  /** `<something> to <whom>`, and the something is no time. */
  | { readonly kind: 'when_not_read'; readonly when: Span; readonly whom: Span; readonly to: Span }
  | { readonly kind: 'no_to' }
  | { readonly kind: 'empty' };

export type ReadsAsTime = (phrase: string) => boolean;

/** Names that are words of time too: "9am to May" is not a range. */
const nameWords = /^(?:jan|april|may|june|august|dawn|eve|summer|autumn)$/i;

const edge = /[\s,\u060c\uff0c;]/;

/** "May tomorrow 9am" is words of time alone and yet no time: the month has no day, so it is a name. */
function beginsWithName(phrase: string): boolean {
  const [first = '', second = ''] = phrase.split(' ');
  return nameWords.test(first) && second !== '' && !/^(?:\p{Nd}|the$|next$|this$)/iu.test(second);
}

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

/** A time as `readsAsTime` gets it: a dictated full stop behind it is not part of it. */
function timeSpan({ text, whole }: HeadText, span: Span, reads: ReadsAsTime): Span | null {
  const bare = trimSpan(text, span);
  const length = bare.end - bare.start;
  if (length === 0 || length > limits.whenCharacters) return null;
  if (whole.some((name) => name.start < bare.end && bare.start < name.end)) return null;
  if (reads(sliceOf(text, bare))) return bare;
  const stop = /[.!\u2026]+$/.exec(sliceOf(text, bare));
  if (stop === null) return null;
  const shorter = { start: bare.start, end: bare.end - stop[0].length };
  return shorter.end > shorter.start && reads(sliceOf(text, shorter)) ? shorter : null;
}

/** Every whole-word `to` that no quoted name covers. */
function findTo({ text, whole }: HeadText): Span[] {
  return [...text.matchAll(/(?<=^|[\s,\u060c\uff0c;])to(?=\s|$)/gi)]
    .map((match) => ({ start: match.index, end: match.index + 2 }))
    .filter((to) => !whole.some((name) => name.start <= to.start && to.end <= name.end));
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

/** The longest suffix that wholly reads as a time and leaves a name before it. */
export function timeAtEnd(head: HeadText, span: Span, reads: ReadsAsTime): Span | null {
  for (const start of wordStarts(head, span).slice(1)) {
    const time = timeSpan(head, { start, end: span.end }, reads);
    if (time !== null) return time;
  }
  return null;
}

/** The longest prefix that reads as a time and leaves a name behind it. */
export function timeAtStart(head: HeadText, span: Span, reads: ReadsAsTime): Span | null {
  for (const end of wordStarts(head, span).slice(1).toReversed()) {
    const time = timeSpan(head, { start: span.start, end }, reads);
    if (time !== null) return time;
  }
  return null;
}

function afterTo(head: HeadText, to: Span): Span {
  return trimSpan(head.text, { start: to.end, end: head.text.length });
}

function timeFirst(head: HeadText, tos: readonly Span[], reads: ReadsAsTime): Cut | null {
  for (const to of tos.toReversed()) {
    const when = timeSpan(head, { start: 0, end: to.start }, reads);
    if (when === null) continue;
    const whom = afterTo(head, to);
    const everything = timeSpan(head, { start: 0, end: head.text.length }, reads);
    // "9am to 10am" and "tomorrow 5 to 9" are times with nobody behind them, and 10am is no name.
    if (everything !== null && !nameWords.test(sliceOf(head.text, whom))) {
      return { kind: 'all_time', when: everything, to: null };
    }
    if (whom.start === whom.end) return { kind: 'all_time', when, to };
    return { kind: 'cut', order: 'time_first', when, whom, to };
  }
  return null;
}

function nameFirst(head: HeadText, to: Span, reads: ReadsAsTime): Cut {
  const rest = afterTo(head, to);
  if (rest.start === rest.end) return { kind: 'empty' };
  const everything = timeSpan(head, rest, reads);
  if (everything !== null && !beginsWithName(sliceOf(head.text, everything))) {
    return { kind: 'all_time', when: everything, to };
  }
  const when = timeAtEnd(head, rest, reads);
  if (when === null) return { kind: 'no_when', whom: rest, to };
  const whom = trimSpan(head.text, { start: rest.start, end: when.start });
  return { kind: 'cut', order: 'name_first', when, whom, to };
}

export function cutHead(head: HeadText, reads: ReadsAsTime): Cut {
  const all = trimSpan(head.text, { start: 0, end: head.text.length });
  if (all.start === all.end) return { kind: 'empty' };
  const tos = findTo(head);
  const cut = timeFirst(head, tos, reads);
  if (cut !== null) return cut;
  const first = tos[0];
  if (first !== undefined && first.start === all.start) return nameFirst(head, first, reads);
  const everything = timeSpan(head, all, reads);
  if (everything !== null) return { kind: 'all_time', when: everything, to: null };
  if (first === undefined) return { kind: 'no_to' };
  const when = trimSpan(head.text, { start: 0, end: first.start });
  return { kind: 'when_not_read', when, whom: afterTo(head, first), to: first };
}
