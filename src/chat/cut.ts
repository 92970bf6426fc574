/**
 * Where a head is cut into its time and its names. Only a time that reads as one from end to end is cut off, so a name
 * may hold `to`, a comma or a month; whatever would have to be guessed is left uncut and asked about.
 */
import type { Span } from './quotes.ts';
import {
  type HeadText,
  nameOfTime,
  sliceOf,
  timeAtEnd,
  timeSpan,
  trimSpan,
  withoutWeakWords,
} from './time-span.ts';
import type { Times } from './times.ts';

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

/** Every whole-word `to` that no quoted name covers. */
function findTo({ text, whole }: HeadText): Span[] {
  return [...text.matchAll(/(?<=^|[\s,\u060c\uff0c;])to(?=\s|$)/gi)]
    .map((match) => ({ start: match.index, end: match.index + 2 }))
    .filter((to) => !whole.some((name) => name.start <= to.start && to.end <= name.end));
}

function afterTo(head: HeadText, to: Span): Span {
  return trimSpan(head.text, { start: to.end, end: head.text.length });
}

function timeFirst(head: HeadText, tos: readonly Span[], times: Times): Cut | null {
  for (const to of tos.toReversed()) {
    const when = timeSpan(head, { start: 0, end: to.start }, times.readsAsTime);
    if (when === null) continue;
    const whom = afterTo(head, to);
    if (whom.start === whom.end) return { kind: 'all_time', when, to };
    if (isTimeBehind(head, whom, times)) {
      const all = trimSpan(head.text, { start: 0, end: head.text.length });
      return { kind: 'all_time', when: all, to: null };
    }
    // The range of another language, "9 Uhr to 10 Uhr to Mama", whose own word for "to" is not ours.
    const later = tos.find(
      ({ start }) => start > to.start && isTimeBehind(head, { start: to.end, end: start }, times),
    );
    if (later !== undefined) {
      const range = trimSpan(head.text, { start: 0, end: later.start });
      return { kind: 'when_not_read', when: range, whom: afterTo(head, later), to: later };
    }
    return { kind: 'cut', order: 'time_first', when, whom, to };
  }
  return null;
}

/** "9am to 10am" and "tomorrow 5 to 9" are times with nobody behind them: 10am is no name, May and Noon may be. */
function isTimeBehind(head: HeadText, whom: Span, times: Times): boolean {
  const name = timeSpan(head, whom, times.readsAsTime);
  if (name === null || nameOfTime.test(sliceOf(head.text, name))) return false;
  if (/\p{Nd}/u.test(sliceOf(head.text, name))) return true;
  return timeSpan(head, { start: 0, end: whom.end }, times.readsAsTime) !== null;
}

function nameFirst(head: HeadText, to: Span, times: Times): Cut {
  const rest = afterTo(head, to);
  if (rest.start === rest.end) return { kind: 'empty' };
  const when = timeBehindName(head, rest, times);
  if (when === null) return { kind: 'no_when', whom: rest, to };
  if (when.start === rest.start) return { kind: 'all_time', when, to };
  const whom = trimSpan(head.text, { start: rest.start, end: when.start });
  return { kind: 'cut', order: 'name_first', when, whom, to };
}

function timeBehindName(head: HeadText, rest: Span, times: Times): Span | null {
  const everything = timeSpan(head, rest, times.readsAsTime);
  if (everything === null) return timeAtEnd(head, rest, times);
  if (times.readsAsOneTime(sliceOf(head.text, everything))) return everything;
  // A month without its day before a time that is whole: "May tomorrow 9am". A bare number is no name.
  const shorter = withoutWeakWords(head, everything, times);
  if (shorter === null) return everything;
  const name = head.text.slice(everything.start, shorter.start).trim();
  return nameOfTime.test(name) ? shorter : everything;
}

export function cutHead(head: HeadText, times: Times): Cut {
  const all = trimSpan(head.text, { start: 0, end: head.text.length });
  if (all.start === all.end) return { kind: 'empty' };
  const tos = findTo(head);
  const cut = timeFirst(head, tos, times);
  if (cut !== null) return cut;
  const first = tos[0];
  if (first !== undefined && first.start === all.start) return nameFirst(head, first, times);
  const everything = timeSpan(head, all, times.readsAsTime);
  if (everything !== null) return { kind: 'all_time', when: everything, to: null };
  if (first === undefined) return { kind: 'no_to' };
  const when = trimSpan(head.text, { start: 0, end: first.start });
  return { kind: 'when_not_read', when, whom: afterTo(head, first), to: first };
}
