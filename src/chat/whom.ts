/** The names of a head: divided by commas and semicolons, never by "and", since a chat may be called "Mum and Dad". */
import { normalise } from './normalise.ts';
import { dividers, type Span, unquote } from './quotes.ts';

export interface Whom {
  /** As typed, quotes removed; the same name is there once. */
  readonly names: readonly string[];
  readonly sameTwice: boolean;
  /** Indexes of the dividers that were taken, in the head. */
  readonly cuts: readonly number[];
}

/** Reads the span `whom` of a normalised head; `whole` are quoted names. */
export function readWhom(text: string, whom: Span, whole: readonly Span[]): Whom {
  const cuts: number[] = [];
  for (let at = whom.start; at < whom.end; at += 1) {
    const covered = whole.some((name) => name.start <= at && at < name.end);
    if (!covered && dividers.test(text.charAt(at))) cuts.push(at);
  }
  const names = new Map<string, string>();
  let sameTwice = false;
  [whom.start - 1, ...cuts].forEach((cut, index) => {
    const name = unquote(text.slice(cut + 1, cuts[index] ?? whom.end).trim());
    if (name === '') return;
    const key = normalise(name).normalize('NFC').toLowerCase();
    if (names.has(key)) sameTwice = true;
    else names.set(key, name);
  });
  return { names: [...names.values()], sameTwice, cuts };
}
