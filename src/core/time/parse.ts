/**
 * Reads a when. The closed forms of seven languages are read by our own grammar, which is brought to one vocabulary
 * first; dates with a month name are read by chrono, and so is the whole phrase in a language that has no words here.
 * Whatever is left over is a question, never a guess.
 */
import * as chrono from 'chrono-node';
import { Temporal } from 'temporal-polyfill';
import { labelled, refuseText, unreadText } from './ask.ts';
import { itemsOf } from './clause.ts';
import { type Lexicon, lexiconOf } from './lexicon.ts';
import { corrected } from './nearest.ts';
import { fold, normalise } from './normalise.ts';
import { type Phrase, phraseOf, saysTime } from './phrase.ts';
import type { SaidDay } from './said.ts';
import { settle } from './settle.ts';
import type { NamedDate, Text } from './text.ts';
import { tokensOf } from './token.ts';
import type { When, WhenInput } from './when.ts';
import { type Wall, wallOf } from './zone.ts';

export type { AskReason, Choice, RefuseReason, When, WhenInput, WhenNote } from './when.ts';

/** Longer than any time that a person would write. */
export const longestWhen = 120;

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
  return conclude(best(phrase, input.locale), phrase, shown);
}

/**
 * Whether the whole string consists of words of time: it would be a moment, a question about its hour or day, or a
 * refusal as past, impossible or a range. False where any word is left over, and for "sun" alone, which is a name too.
 */
export function readsAsTime(phrase: string, input: Omit<WhenInput, 'phrase'>): boolean {
  if (phrase.length > longestTyped) return false;
  const text = normalise(phrase);
  if (text === '' || text.length > longestWhen || text === 'sun') return false;
  const said = best(text, input.locale);
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
  const before = best(phrase, input.locale);
  if (reply === 'am' || reply === 'pm') {
    const clocks = before.clocks.map((clock) =>
      clock.half === 'open' ? ({ ...clock, half: reply } as const) : clock,
    );
    return conclude({ ...before, clocks, vague: [] }, phrase, joined);
  }
  const said = best(reply, input.locale);
  if (said.unread.length > 0 || said.elapsed !== null || said.now || !saysTime(said))
    return conclude(said, reply, { ...input, phrase: answer });
  return conclude(merged(before, said), `${phrase} ${reply}`, joined);
}

function tooLong(phrase: string): When {
  return { kind: 'refuse', reason: 'long', text: refuseText('long', `${phrase.slice(0, 20)}…`) };
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
    days: said.days.length > 0 ? said.days : before.days,
    zones: said.zones.length > 0 ? said.zones : before.zones,
    impossible: said.impossible,
  };
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

/** The reading in the language of the locale, or the English one where only that reads the whole of it. */
function best(phrase: string, locale: string): Phrase {
  const own = read(phrase, lexiconOf(locale), locale);
  if (own.unread.length === 0 && saysTime(own)) return own;
  const english = read(phrase, lexiconOf('en'), locale);
  return english.unread.length === 0 && saysTime(english) ? english : own;
}

function read(phrase: string, lexicon: Lexicon, locale: string): Phrase {
  const tokens = tokensOf(phrase, lexicon, locale);
  const text: Text = { tokens, phrase, language: lexicon.language, dots: 'clock', namedDate };
  const asClock = phraseOf(itemsOf(text));
  if (!tokens.some((token) => token.kind === 'clock' && token.style === 'dot')) return asClock;
  const asDate = phraseOf(itemsOf({ ...text, dots: 'date' }));
  const dateFits = asDate.unread.length === 0 && !asDate.impossible;
  const clockFits = asClock.unread.length === 0 && !asClock.impossible;
  if (!dateFits || !clockFits) return dateFits ? asDate : asClock;
  if (asClock.clocks.length > 1) return asDate;
  const settled =
    asClock.days.length > 0 || asClock.clocks[0]?.half === 'am' || asClock.clocks[0]?.half === 'pm';
  return settled || /\d ?uhr/.test(phrase) ? asClock : { ...asClock, either: true };
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
  const reading = nearest === null ? { ...said, unread: [] } : best(nearest, input.locale);
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

/** Month names are chrono's: it knows every order and suffix they come with. Only what it is certain of counts. */
function namedDate(english: string): NamedDate | null {
  const results = chrono.en.casual.parse(english, leapYear);
  const [result] = results;
  if (results.length !== 1 || result === undefined || result.text.length !== english.length || result.end)
    return null;
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
  sv: chrono.sv,
  uk: chrono.uk,
  vi: chrono.vi,
  zh: chrono.zh,
};

/**
 * A phrase in a language that has no words of our own, by chrono alone: whole, one result, no range, hour and day
 * certain. The reference is the owner's wall clock put in UTC, so that chrono's arithmetic meets no clock change, and
 * only the components it names are believed.
 */
function foreign(phrase: string, input: WhenInput): When | null {
  const reader = readers[lexiconOf(input.locale).language];
  if (reader === undefined) return null;
  const wall = wallOf(input.now, input.zone);
  const instant = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second);
  const results = reader.casual.parse(
    phrase,
    { instant: new Date(instant), timezone: 0 },
    { forwardDate: true },
  );
  const [result] = results;
  if (results.length !== 1 || result === undefined || result.text.length !== phrase.length || result.end)
    return null;
  const { start } = result;
  const get = (part: chrono.Component): number => start.get(part) ?? 0;
  if (start.tags().has('result/relativeDateAndTime')) {
    const ms = result.date().getTime() - instant;
    return settle(
      { ...nothing, elapsed: { by: { months: 0, days: 0 }, ms: Math.abs(ms), sign: ms < 0 ? -1 : 1 } },
      input,
    );
  }
  const qualified = hasUnknownWord(phrase, lexiconOf(input.locale));
  const digits = /\d[:.時点]\d\d/u.test(phrase) || start.isCertain('meridiem');
  const hour = get('hour');
  const half = digits || hour > 12 || hour === 0 ? 'firm' : 'open';
  return settle(
    {
      ...nothing,
      clocks: start.isCertain('hour') ? [{ hour, minute: get('minute'), second: get('second'), half }] : [],
      days: foreignDay(start, wall, qualified),
    },
    input,
  );
}

/** A long word that is no inflection of a known one: it may change which day is meant. */
function hasUnknownWord(phrase: string, lexicon: Lexicon): boolean {
  const stems = new Set([...lexicon.words.keys()].map((word) => word.slice(0, 5)));
  return phrase.split(' ').some((word) => /^\p{L}{5,}$/u.test(word) && !stems.has(fold(word).slice(0, 5)));
}

/** The day by the same rules as in the languages that have words here: what counts from today is said so. */
function foreignDay(start: chrono.ParsedComponents, wall: Wall, qualified: boolean): readonly SaidDay[] {
  const [year, month, day] = [start.get('year') ?? 0, start.get('month') ?? 0, start.get('day') ?? 0];
  const today = Temporal.PlainDate.from({ year: wall.year, month: wall.month, day: wall.day });
  const ahead = today.until(Temporal.PlainDate.from({ year, month, day }), { largestUnit: 'days' }).days;
  const relative = [...start.tags()].some((tag) => tag.startsWith('casualReference/'));
  if (relative && (ahead === -1 || ahead === 0 || ahead === 1)) return [{ kind: 'relative', days: ahead }];
  const named = start.isCertain('month') && start.isCertain('day');
  if (named) return [{ kind: 'date', year: start.isCertain('year') ? year : null, month, day, named: true }];
  if (!start.isCertain('weekday'))
    return start.isCertain('day') ? [{ kind: 'date', year, month, day, named: true }] : [];
  // A weekday further off than the coming one, or with a long word beside it, was called the next: a question.
  return [
    {
      kind: 'weekday',
      weekday: start.get('weekday') || 7,
      which: ahead > 7 || qualified ? 'next' : 'coming',
    },
  ];
}

const nothing: Phrase = phraseOf([]);
