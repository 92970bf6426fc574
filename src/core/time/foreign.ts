/** What chrono alone read, in a language that has no words here, said in our own terms so that our rules apply. */
import { Temporal } from 'temporal-polyfill';
import { lexiconOf } from './lexicon.ts';
import { fold } from './normalise.ts';
import { type Phrase, phraseOf } from './phrase.ts';
import type { SaidDay } from './said.ts';
import type { Wall } from './zone.ts';

export interface ForeignReading {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** Null where no hour was said. */
  readonly hour: number | null;
  readonly minute: number;
  readonly second: number;
  /** The parts that were said and not filled in. */
  readonly certain: readonly ('year' | 'month' | 'day' | 'weekday' | 'meridiem')[];
  /** Said by a word for today, tomorrow or yesterday. */
  readonly casual: boolean;
}

const nothing: Phrase = phraseOf([]);

/** `ms` from now; negative is ago. */
export function elapsedPhrase(ms: number): Phrase {
  return { ...nothing, elapsed: { by: { months: 0, days: 0 }, ms: Math.abs(ms), sign: ms < 0 ? -1 : 1 } };
}

/** `wall` is the owner's clock, which the reading counted from. */
export function foreignPhrase(reading: ForeignReading, phrase: string, wall: Wall, language: string): Phrase {
  const { hour, minute, second } = reading;
  const digits = /\d[:.時点]\d\d/u.test(phrase) || reading.certain.includes('meridiem');
  const half = digits || hour === 0 || (hour ?? 0) > 12 ? 'firm' : 'open';
  return {
    ...nothing,
    clocks: hour === null ? [] : [{ hour, minute, second, half }],
    days: foreignDay(reading, wall, hasUnknownWord(phrase, language)),
  };
}

function foreignDay(
  { year, month, day, certain, casual }: ForeignReading,
  wall: Wall,
  qualified: boolean,
): readonly SaidDay[] {
  const date = Temporal.PlainDate.from({ year, month, day });
  const today = Temporal.PlainDate.from({ year: wall.year, month: wall.month, day: wall.day });
  const ahead = today.until(date, { largestUnit: 'days' }).days;
  if (casual && (ahead === -1 || ahead === 0 || ahead === 1)) return [{ kind: 'relative', days: ahead }];
  const named = certain.includes('month') && certain.includes('day');
  if (named) return [{ kind: 'date', year: certain.includes('year') ? year : null, month, day, named }];
  if (certain.includes('day')) return [{ kind: 'date', year, month, day, named: true }];
  if (!certain.includes('weekday')) return [];
  // A weekday further off than the coming one, or with a long word beside it, was called the next: a question.
  return [{ kind: 'weekday', weekday: date.dayOfWeek, which: ahead > 7 || qualified ? 'next' : 'coming' }];
}

/** A long word that is no inflection of a known one: it may change which day is meant. */
function hasUnknownWord(phrase: string, language: string): boolean {
  const stems = new Set([...lexiconOf(language).words.keys()].map((word) => word.slice(0, 5)));
  return phrase.split(' ').some((word) => /^\p{L}{5,}$/u.test(word) && !stems.has(fold(word).slice(0, 5)));
}
