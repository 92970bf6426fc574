/**
 * Reads a when. The closed forms of eight languages are read by our own grammar, which is brought to one vocabulary
 * first; dates with a month name are read by chrono, and so is the whole phrase in a language that has no words here.
 * Whatever is left over is a question, never a guess.
 */
import * as chrono from 'chrono-node';
import { remembered } from '../remembered.ts';
import { labelled, refuseText, unreadText } from './ask.ts';
import { elapsedPhrase, type ForeignReading, foreignPhrase } from './foreign.ts';
import { lexiconOf } from './lexicon.ts';
import { corrected } from './nearest.ts';
import { normalise } from './normalise.ts';
import { type Phrase, saysTime } from './phrase.ts';
import { readPhrase } from './reading.ts';
import type { SaidDay } from './said.ts';
import { settle } from './settle.ts';
import type { NamedDate } from './text.ts';
import type { When, WhenInput } from './when.ts';
import { wallOf } from './zone.ts';

export type { AskReason, Choice, RefuseReason, When, WhenInput, WhenNote } from './when.ts';

/** Longer than any time that a person would write. */
export const longestWhen = 120;

/** Owners change their language now and then. */
const mostLocales = 20;

/** Nothing longer is looked at, however much of it may be spaces. */
const longestTyped = 1000;

/** Reads a phrase as a moment. Never throws for any phrase; an unknown zone or locale is the caller's fault and does. */
export function readWhen(input: WhenInput): When {
  if (input.phrase.length > longestTyped) return tooLong(input.phrase);
  const phrase = normalise(input.phrase);
  const shown = { ...input, phrase: input.phrase.trim().replace(/\s+/gu, ' ').slice(0, longestWhen) };
  if (phrase === '') return { kind: 'refuse', reason: 'empty', text: refuseText('empty', '') };
  if (phrase.length > longestWhen)
    return { kind: 'refuse', reason: 'long', text: refuseText('long', `${phrase.slice(0, 20)}…`) };
  return conclude(read(phrase, input.locale), phrase, shown);
}

/**
 * Whether the whole string consists of words of time: it would be a moment, a question about its hour or day, or a
 * refusal as past, impossible or a range. False where any word is left over, and for "sun" alone, which is a name too.
 */
export function readsAsTime(phrase: string, input: Omit<WhenInput, 'phrase'>): boolean {
  if (phrase.length > longestTyped) return false;
  const text = normalise(phrase);
  if (text === '' || text.length > longestWhen || text === 'sun') return false;
  const said = read(text, input.locale);
  return (said.unread.length === 0 && saysTime(said)) || foreign(text, { ...input, phrase }) !== null;
}

/**
 * Completes a when that was asked about with the owner's answer: what the answer says ("9pm", "evening", "27 nov")
 * takes the place of what the phrase said of the same kind, and the rest of the phrase stays.
 */
export function completeWhen(input: WhenInput, answer: string): When {
  if (input.phrase.length > longestTyped || answer.length > longestTyped) return tooLong(input.phrase);
  const phrase = normalise(input.phrase);
  const reply = normalise(answer);
  const joined = { ...input, phrase: `${input.phrase.trim()} ${answer.trim()}`.slice(0, longestWhen) };
  if (phrase === '' || phrase.length > longestWhen || reply === '' || reply.length > longestWhen) {
    return readWhen({ ...input, phrase: answer });
  }
  const before = read(phrase, input.locale);
  if (reply === 'am' || reply === 'pm') {
    const clocks = before.clocks.map((clock) =>
      clock.half === 'open' ? ({ ...clock, half: reply } as const) : clock,
    );
    return conclude({ ...before, clocks, vague: [] }, phrase, joined);
  }
  const said = read(reply, input.locale);
  if (said.unread.length > 0 || said.elapsed !== null || said.now || !saysTime(said))
    return conclude(said, reply, { ...input, phrase: answer });
  return conclude(merged(before, said), `${phrase} ${reply}`, joined);
}

function tooLong(phrase: string): When {
  return { kind: 'refuse', reason: 'long', text: refuseText('long', `${phrase.slice(0, 20)}…`) };
}

/** While a head is cut, the same few phrases are asked about from every side. */
const mostPhrases = 200;
const phrasesIn = remembered(mostLocales, (locale) =>
  remembered(mostPhrases, (phrase) => readPhrase(phrase, locale, namedDate)),
);

function read(phrase: string, locale: string): Phrase {
  return phrasesIn(locale)(phrase);
}

function merged(before: Phrase, said: Phrase): Phrase {
  const clocks = said.clocks.length > 0 ? said.clocks : before.clocks;
  const parts = said.parts > 0 ? said : before;
  return {
    ...said,
    clocks,
    part: parts.part,
    parts: parts.parts,
    tonight: parts.tonight,
    days: mergedDays(before.days, said.days),
    zones: said.zones.length > 0 ? said.zones : before.zones,
    impossible: said.impossible,
  };
}

/** "next week", then "friday 9am": the answer is a day of the week that was asked about, not the coming friday. */
function mergedDays(before: readonly SaidDay[], said: readonly SaidDay[]): readonly SaidDay[] {
  if (said.length === 0) return before;
  const narrows = said.every(({ kind }) => kind === 'weekday' || kind === 'day_of_month');
  const wide = before.filter(({ kind }) => kind === 'week' || kind === 'month' || kind === 'stretch');
  return narrows ? [...wide, ...said] : said;
}

function conclude(said: Phrase, phrase: string, input: WhenInput): When {
  if (said.every) return settle(said, input);
  if (said.unread.length === 0 && saysTime(said)) {
    if (said.vague.length === 0) return settle(said, input);
    return inexact(settle({ ...said, vague: [] }, input), input);
  }
  return (
    foreign(phrase, input) ??
    (saysTime(said) || said.vague.length === 0 ? unread(said, phrase, input) : inexact(null, input))
  );
}

/** "around 9pm", "by friday 9am": the exact time is offered, never assumed. */
function inexact(when: When | null, input: WhenInput): When {
  const question = {
    kind: 'ask' as const,
    reason: 'vague' as const,
    text: `"${input.phrase}": I need an exact time, like 9am or 21:00.`,
    zone: input.zone,
  };
  if (when === null) return { ...question, choices: [] };
  if (when.kind === 'refuse') return when;
  const zone = when.zone;
  return {
    ...question,
    zone,
    choices: when.kind === 'at' ? labelled([when.at], zone, input.now) : when.choices,
  };
}

function unread(said: Phrase, phrase: string, input: WhenInput): When {
  const words = said.unread.join(' ') || phrase;
  const nearest = corrected(phrase, said.unread, lexiconOf(input.locale));
  const reading = nearest === null ? { ...said, unread: [] } : read(nearest, input.locale);
  const usable = saysTime(reading) && reading.unread.length === 0;
  const when = usable ? settle({ ...reading, vague: [] }, input) : null;
  const zone = when !== null && when.kind !== 'refuse' ? when.zone : input.zone;
  const choices =
    when?.kind === 'at' ? labelled([when.at], zone, input.now) : when?.kind === 'ask' ? when.choices : [];
  return {
    kind: 'ask',
    reason: 'unread',
    text: unreadText(input.phrase, words, nearest),
    choices,
    zone,
    unread: words,
    ...(nearest === null ? {} : { nearest }),
  };
}

/** Dates without a year are read as of a leap year, or 29 February would be none. */
const leapYear = { instant: new Date(Date.UTC(2024, 1, 15)), timezone: 0 };

/**
 * Only those of chrono's parsers that know the months by name: a phrase that comes here has nothing else in it but
 * numbers, and the patterns of the others take V8 a third of a second to make ready.
 */
const monthNames = new chrono.Chrono({
  parsers: chrono.en.casual.parsers.filter((parser) =>
    parser.pattern(new chrono.ParsingContext('', leapYear, {})).source.includes('january'),
  ),
  refiners: chrono.en.casual.refiners,
});

/** Chrono takes milliseconds for a date, and an owner names a few of them over and over. */
const mostDates = 500;

/** Month names are chrono's: it knows every order and suffix they come with. Only what it is certain of counts. */
const namedDate = remembered(mostDates, freshDate);

function freshDate(english: string): NamedDate | null {
  const result = whole(monthNames.parse(english, leapYear), english);
  if (result === null) return null;
  const { start } = result;
  const [year, month, day] = [start.get('year'), start.get('month'), start.get('day')];
  if (
    !start.isCertain('month') ||
    !start.isCertain('day') ||
    start.isCertain('hour') ||
    month === null ||
    day === null
  )
    return null;
  return { year: start.isCertain('year') ? year : null, month, day };
}

type Reader = { readonly casual: chrono.Chrono };
const readers: Readonly<Record<string, Reader>> = {
  ar: chrono.ar,
  fi: chrono.fi,
  id: chrono.id,
  ja: chrono.ja,
  ru: chrono.ru,
  uk: chrono.uk,
  vi: chrono.vi,
  zh: chrono.zh,
};

/**
 * A phrase in a language that has no words of our own, by chrono alone: whole, one result, no range. The reference is
 * the owner's wall clock. It is given in the machine's zone, since some of chrono's languages look at that alone; an
 * elapsed time is believed only where the reading in UTC comes to the same.
 */
function foreign(phrase: string, input: WhenInput): When | null {
  const { language } = lexiconOf(input.locale);
  const reader = readers[language];
  if (reader === undefined) return null;
  const wall = wallOf(input.now, input.zone);
  const parts = [wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second] as const;
  const local = new Date(...parts);
  const result = whole(reader.casual.parse(phrase, local, { forwardDate: true }), phrase);
  if (result === null) return null;
  const { start } = result;
  if (start.tags().has('result/relativeDateAndTime')) {
    const instant = new Date(Date.UTC(...parts));
    const again = whole(reader.casual.parse(phrase, { instant, timezone: 0 }), phrase);
    const ms = result.date().getTime() - local.getTime();
    if (again === null || again.date().getTime() - instant.getTime() !== ms) return null;
    return settle(elapsedPhrase(ms), input);
  }
  const reading: ForeignReading = {
    year: start.get('year') ?? 0,
    month: start.get('month') ?? 0,
    day: start.get('day') ?? 0,
    hour: start.isCertain('hour') ? start.get('hour') : null,
    minute: start.get('minute') ?? 0,
    second: start.get('second') ?? 0,
    certain: (['year', 'month', 'day', 'weekday', 'meridiem'] as const).filter((part) =>
      start.isCertain(part),
    ),
    casual: [...start.tags()].some((tag) => tag.startsWith('casualReference/')),
  };
  return settle(foreignPhrase(reading, phrase, wall, language), input);
}

function whole(results: readonly chrono.ParsedResult[], phrase: string): chrono.ParsedResult | null {
  const [result] = results;
  const covers = results.length === 1 && result?.text.length === phrase.length && !result.end;
  return covers && result ? result : null;
}
