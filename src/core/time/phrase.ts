/** The items of a phrase, sorted by what they are, and what stands between them. */

import type { SaidZone } from './place.ts';
import type { Calendar, DayPart, Item, SaidClock, SaidDay } from './said.ts';

export interface Phrase {
  readonly clocks: readonly SaidClock[];
  readonly days: readonly SaidDay[];
  readonly part: DayPart | null;
  /** How many different parts of the day were named. */
  readonly parts: number;
  readonly tonight: boolean;
  readonly elapsed: { readonly by: Calendar; readonly ms: number; readonly sign: 1 | -1 } | null;
  readonly now: boolean;
  /** "this time tomorrow". */
  readonly sameTime: boolean;
  readonly zones: readonly SaidZone[];
  readonly impossible: boolean;
  readonly every: boolean;
  /** From one time to another. */
  readonly range: boolean;
  /** One time or, or and, another. */
  readonly several: boolean;
  /** A number of it may be a clock or a date, a day or a month. */
  readonly either: boolean;
  /** Words that make the time inexact. */
  readonly vague: readonly string[];
  /** Words not understood. */
  readonly unread: readonly string[];
}

const loose = new Set(['early', 'late', 'bright and early', 'first thing']);

export function phraseOf(items: readonly Item[]): Phrase {
  const kept = items.filter((item) => item.kind !== 'glue');
  const parts = kept.flatMap((item) => (item.kind === 'part' ? [item] : []));
  const { clocks, days } = yearApart(
    distinct(kept.flatMap((item) => (item.kind === 'clock' ? [item.clock] : []))),
    distinct(kept.flatMap((item) => (item.kind === 'day' ? [item.day] : []))),
  );
  const spans = kept.flatMap((item) => (item.kind === 'elapsed' ? [item] : []));
  const named = [...new Set(parts.map(({ part }) => part))];
  const links = linksOf(kept, clocks.length > 1 || days.length > 1);
  return {
    clocks,
    days,
    part: named[0] ?? null,
    parts: named.length,
    tonight: parts.some(({ tonight }) => tonight),
    elapsed: spans[0] ?? null,
    now: kept.some(({ kind }) => kind === 'now'),
    sameTime: kept.some(({ kind }) => kind === 'same_time'),
    zones: kept.flatMap((item) => (item.kind === 'zone' ? [item.zone] : [])),
    impossible: kept.some(({ kind }) => kind === 'impossible'),
    every: kept.some(({ kind }) => kind === 'every'),
    range: links.range,
    several: links.several || spans.length > 1,
    either:
      kept.some(({ kind }) => kind === 'either') ||
      (items.length === 1 && clocks.some(({ digits = 0 }) => digits >= 2020 && digits < 2040)),
    vague: [
      // "early tomorrow at 6" has its hour.
      ...kept.flatMap((item) =>
        item.kind === 'vague' && !(loose.has(item.word) && clocks.length > 0) ? [item.word] : [],
      ),
      ...links.vague,
    ],
    unread: [...kept.flatMap((item) => (item.kind === 'unread' ? [item.text] : [])), ...links.unread],
  };
}

/** Whether anything of it is a time at all, and not only words around one. */
export function saysTime(phrase: Phrase): boolean {
  const { clocks, days, parts, elapsed, now, impossible, every } = phrase;
  return clocks.length + days.length + parts > 0 || elapsed !== null || now || impossible || every;
}

interface Links {
  readonly range: boolean;
  readonly several: boolean;
  readonly vague: readonly string[];
  readonly unread: readonly string[];
}

/** "9am to 10am" and "mon-fri" are ranges; "tomorrow - 9am" is punctuation; "from 9" is inexact. */
function linksOf(items: readonly Item[], two: boolean): Links {
  const vague: string[] = [];
  const unread: string[] = [];
  let range = false;
  let several = false;
  for (const [i, item] of items.entries()) {
    const between = sameKind(items[i - 1], items[i + 1]);
    if (item.kind === 'dash') range ||= between;
    else if (item.kind === 'or') {
      if (two) several = true;
      else unread.push('or');
    } else if (item.kind === 'and') {
      if (between) several = true;
      else if (!items.some(({ kind }) => kind === 'range')) unread.push('and');
    } else if (item.kind === 'range') {
      if (two) range = true;
      else if (item.word === 'to') unread.push(item.word);
      else vague.push(item.word);
    }
  }
  return { range, several, vague, unread };
}

/** "dec 31 23:59 2027": four digits beside another clock time are the year of the date. */
function yearApart(
  clocks: readonly SaidClock[],
  days: readonly SaidDay[],
): { readonly clocks: readonly SaidClock[]; readonly days: readonly SaidDay[] } {
  const year = clocks.find(({ digits }) => digits !== undefined && digits >= 2000 && digits < 2100);
  const date = days.find((said) => said.kind === 'date' && said.year === null);
  if (clocks.length < 2 || year?.digits === undefined || date?.kind !== 'date') return { clocks, days };
  const dated: SaidDay = { ...date, year: year.digits };
  return {
    clocks: clocks.filter((clock) => clock !== year),
    days: days.map((said) => (said === date ? dated : said)),
  };
}

function sameKind(before: Item | undefined, after: Item | undefined): boolean {
  if (before === undefined || after === undefined) return false;
  return before.kind === after.kind && (before.kind === 'clock' || before.kind === 'day');
}

function distinct<T>(all: readonly T[]): readonly T[] {
  const seen = new Set<string>();
  return all.filter((one) => {
    const key = JSON.stringify(one);
    return seen.has(key) ? false : seen.add(key);
  });
}
