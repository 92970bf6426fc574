/** The words of one language, ready to be looked up: its pack, and the platform's names of weekdays and months. */
import { fold } from './normalise.ts';
import { type Meaning, meaningOf, type Pack } from './word.ts';
import { de } from './words/de.ts';
import { en } from './words/en.ts';
import { es } from './words/es.ts';
import { fr } from './words/fr.ts';
import { it } from './words/it.ts';
import { nl } from './words/nl.ts';
import { pt } from './words/pt.ts';
import { sv } from './words/sv.ts';

const packs: Readonly<Record<string, Pack>> = { en, de, fr, es, pt, nl, it, sv };
const nothing: Pack = { numbers: {}, ordinals: {}, words: {} };

/** No spelling in any pack is longer than this many words. */
export const longestSpelling = 5;

export interface Lexicon {
  readonly language: string;
  /** From a folded spelling (words divided by one space) to what it stands for. */
  readonly words: ReadonlyMap<string, readonly Meaning[]>;
  /** Folded names of months that are also something else ("mar", "sept"): a month only after a number. */
  readonly months: ReadonlyMap<string, number>;
}

/** By language, and by every tag that was asked for. */
const made = new Map<string, Lexicon>();

/** The lexicon for a BCP 47 tag; only its language counts. */
export function lexiconOf(locale: string): Lexicon {
  const known = made.get(locale);
  if (known) return known;
  const { language } = new Intl.Locale(locale);
  const lexicon = made.get(language) ?? make(language, packs[language]);
  made.set(language, lexicon);
  made.set(locale, lexicon);
  return lexicon;
}

function make(language: string, found: Pack | undefined): Lexicon {
  const pack = found ?? nothing;
  const words = new Map<string, readonly Meaning[]>();
  // 1 January 2024 was a Monday.
  const week = Array.from({ length: 7 }, (_, i) => Date.UTC(2024, 0, i + 1));
  for (const [i, spellings] of names(language, 'weekday', week).entries()) {
    for (const name of spellings) words.set(name, [{ kind: 'weekday', weekday: i + 1, plural: false }]);
  }
  const months = new Map<string, number>();
  const year = Array.from({ length: 12 }, (_, i) => Date.UTC(2024, i, 15));
  for (const [i, spellings] of names(language, 'month', year).entries()) {
    for (const name of spellings) months.set(name, i + 1);
  }
  for (const [codes, spellings] of Object.entries(pack.words)) {
    const meanings = codes.split(' ').map(meaningOf);
    const only = meanings[0];
    for (const spelling of spellings.split(', ')) {
      if (meanings.length === 1 && only?.kind === 'month') months.set(spelling, only.month);
      else words.set(spelling, meanings);
    }
  }
  for (const [value, spellings] of Object.entries(pack.ordinals)) {
    for (const spelling of spellings.split(', ')) {
      if (!words.has(spelling)) words.set(spelling, [{ kind: 'ordinal', value: Number(value) }]);
    }
  }
  for (const [value, spellings] of Object.entries(pack.numbers)) {
    for (const spelling of spellings.split(', '))
      words.set(spelling, [{ kind: 'number', value: Number(value) }]);
  }
  for (const [spelling, meanings] of compounds(pack)) words.set(spelling, meanings);
  for (const [spelling, month] of months) {
    if (!words.has(spelling)) words.set(spelling, [{ kind: 'month', month }]);
  }
  return { language, words, months };
}

function* compounds(pack: Pack): Generator<readonly [string, readonly Meaning[]]> {
  if (pack.compounds === undefined) return;
  const { weekdays, parts, plural } = pack.compounds;
  for (const [i, name] of weekdays.split(', ').entries()) {
    const weekday: Meaning = { kind: 'weekday', weekday: i + 1, plural: false };
    yield [`${name}${plural}`, [{ ...weekday, plural: true }]];
    for (const [part, spellings] of Object.entries(parts)) {
      for (const spelling of spellings.split(', ')) yield [`${name}${spelling}`, [weekday, meaningOf(part)]];
    }
  }
}

/** Folded names of `field` at each of the instants. */
function names(
  language: string,
  field: 'weekday' | 'month',
  instants: readonly number[],
): readonly (readonly string[])[] {
  // With a day beside it, a month takes the form that it has in a date ("31 декабря").
  const formats = (['long', 'short'] as const).flatMap((width) =>
    ([{}, { day: 'numeric' }] as const).map(
      (beside) =>
        new Intl.DateTimeFormat(language, {
          [field]: width,
          ...beside,
          timeZone: 'UTC',
          calendar: 'gregory',
        }),
    ),
  );
  return instants.map((at) =>
    formats.flatMap((format) => {
      const part = format.formatToParts(at).find((piece) => piece.type === field)?.value;
      return part === undefined || /\d/.test(part) ? [] : [fold(part).replaceAll('.', '')];
    }),
  );
}
