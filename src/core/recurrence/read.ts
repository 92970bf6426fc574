/**
 * Reads the rule of a series: its days by their patterns, its time of day and its limits by the rules of time. What can be
 * meant in two ways is asked about, each choice being the same rule in words that mean one thing.
 */
import { normalise } from '../time/normalise.ts';
import { readWhen } from '../time/parse.ts';
import type { WhenInput } from '../time/when.ts';
import { instantOf, wallOf } from '../time/zone.ts';
import { readClock, type TimeOfDay } from './clock.ts';
import { readCron } from './cron.ts';
import { type Days, type Pattern, patternsAt } from './pattern.ts';
import { keyOf, nextOccurrence, nextOccurrences, type Occurrence, type Rule } from './rule.ts';

export type RuleReading =
  | {
      readonly kind: 'rule';
      readonly rule: Rule;
      /** IANA zone in which its time was said. */
      readonly zone: string;
      /** The rule as the owner said it, without "every". */
      readonly said: string;
      readonly first: Occurrence;
    }
  | {
      readonly kind: 'ask';
      readonly reason: 'hour' | 'half_of_day' | 'day' | 'short_month' | 'leap_day' | 'second';
      readonly text: string;
      /** What the answer completes: it takes the place of `…`, or stands behind. */
      readonly phrase: string;
      readonly choices: readonly { readonly label: string; readonly phrase: string }[];
    }
  | {
      readonly kind: 'refuse';
      readonly reason: 'unread' | 'often' | 'over' | 'limit' | 'cron' | 'long';
      readonly text: string;
    };

const longestPhrase = 120;
/** Nothing that a person wants to hear comes more often. */
const leastGapMs = 15 * 60_000;
const mostTimes = 1_000;
const looked = 100;
const limitWords = /\s+(?=(?:until|till|til|starting|beginning|from)\s|x\s?\d+(?:\s|$)|\d+\s?times(?:\s|$))/;

interface Limits {
  readonly until: string | null;
  readonly from: string | null;
  readonly times: number | null;
}

export function readRule(input: WhenInput): RuleReading {
  const phrase = normalise(input.phrase.slice(0, 10 * longestPhrase)).replace(/^(?:(?:every|each)\s+)+/, '');
  if (phrase.length > longestPhrase)
    return refuse('long', `The rule is longer than ${longestPhrase} characters.`);
  const [body = '', ...rest] = phrase.split(limitWords);
  const limits = limitsOf(rest);
  if (limits === null) return unread(input.phrase);
  if (limits.times !== null && (limits.times < 1 || limits.times > mostTimes))
    return refuse('limit', `A series has from 1 to ${mostTimes} times.`);
  const tail = rest.map((word) => ` ${word}`).join('');
  if (/^cron\b/.test(body)) {
    const cron = readCron(body.slice(4));
    if (cron.kind === 'refuse') return refuse('cron', cron.text);
    return calendar({ rrule: cron.rrule, interval: 1 }, input.zone, input, limits, phrase);
  }
  for (const { pattern, clock } of halvesOf(body)) {
    const found = readPattern(pattern, clock, tail, input, limits, phrase);
    if (found !== null) return found;
  }
  // "Every 9am" is every day.
  const alone = readClock(body, input);
  return alone.kind === 'at'
    ? timed({ rrule: 'FREQ=DAILY', interval: 1 }, alone.time, input, limits, phrase)
    : unread(input.phrase);
}

/** The days before the time of day, or behind it. */
function halvesOf(body: string): readonly { readonly pattern: Pattern; readonly clock: string }[] {
  const before = patternsAt(body).map((pattern) => ({ pattern, clock: pattern.rest }));
  const words = body.split(' ');
  const behind = [1, 2, 3].flatMap((count) => {
    const days = words
      .slice(count)
      .join(' ')
      .replace(/^(?:(?:on|every|each)\s+)+/, '');
    const [pattern] = patternsAt(days);
    const clock = words.slice(0, count).join(' ');
    // "2 fridays" says no time of day.
    if (pattern === undefined || pattern.rest.trim() !== '' || /^\d{1,3}$/.test(clock)) return [];
    return [{ pattern, clock }];
  });
  return [...before, ...behind];
}

/** Null where what stands beside the days is no time of day. */
function readPattern(
  pattern: Pattern,
  said: string,
  tail: string,
  input: WhenInput,
  limits: Limits,
  phrase: string,
): RuleReading | null {
  if (pattern.kind === 'elapsed')
    return said.trim() === '' ? elapsed(pattern.everyMs, input, limits, phrase) : null;
  const half = pattern.kind === 'days' ? pattern.days.half : undefined;
  const clock = readClock(said, input, half);
  if (clock.kind === 'unread') return null;
  const behind = `${clock.kind === 'none' ? '' : ` ${said.trim()}`}${tail}`;
  const choice = (label: string, days: string) => ({ label, phrase: `${days}${behind}` });
  switch (pattern.kind) {
    case 'short_month': {
      const day = `month on the ${pattern.day}${pattern.day === 31 ? 'st' : 'th'}`;
      return ask(
        'short_month',
        `Not every month has a ${pattern.day}${pattern.day === 31 ? 'st' : 'th'}.`,
        phrase,
        [choice('else the last day', `${day} or last`), choice('only in months that have it', `${day} only`)],
      );
    }
    case 'leap_day':
      return ask('leap_day', 'Most years have no 29 February.', phrase, [
        choice('else the 28th', 'year on 29 february or 28th'),
        choice('only in leap years', 'year on 29 february only'),
      ]);
    case 'second':
      return ask('second', 'Which is meant?', phrase, [
        choice(`every other ${pattern.weekday}`, `other ${pattern.weekday}`),
        choice('the second of a month', `second ${pattern.weekday} of the month`),
      ]);
    case 'which': {
      const text = pattern.unit === 'year' ? 'On which date?' : `On which day of the ${pattern.unit}?`;
      const unit = phrase.slice(0, phrase.length - (pattern.rest + tail).length);
      return ask('day', text, `${unit} on …${behind}`, []);
    }
    case 'date':
    case 'days': {
      const days = pattern.kind === 'days' ? pattern.days : daysOfDate(pattern.date, input);
      if (days === null) return null;
      if (clock.kind === 'none')
        return ask(
          'hour',
          'At what time of day?',
          `${phrase.slice(0, phrase.length - tail.length)} …${tail}`,
          [],
        );
      if (clock.kind === 'at') return timed(days, clock.time, input, limits, phrase);
      const without = phrase
        .slice(0, phrase.length - tail.length)
        .replace(said.trim(), '')
        .trim();
      const choices = clock.times.map((time) => {
        const label = `${two(time.hour)}:${two(time.minute)}`;
        return { label, phrase: `${without} ${label}${tail}` };
      });
      return ask('half_of_day', 'Morning or evening?', phrase, choices);
    }
    default:
      return pattern satisfies never;
  }
}

/** The same date of every year. */
function daysOfDate(date: string, input: WhenInput): Days | null {
  const when = readWhen({ ...input, phrase: `${date} 12:00` });
  const at = when.kind === 'at' ? when.at : when.kind === 'ask' ? when.choices[0]?.at : when.suggestion?.at;
  if (at === undefined) return null;
  const { month, day } = wallOf(at, input.zone);
  return { rrule: `FREQ=YEARLY;BYMONTH=${month};BYMONTHDAY=${day}`, interval: 1 };
}

function timed(days: Days, time: TimeOfDay, input: WhenInput, limits: Limits, phrase: string): RuleReading {
  const rrule = `${days.rrule};BYHOUR=${time.hour};BYMINUTE=${time.minute};BYSECOND=${time.second}`;
  return calendar({ ...days, rrule }, time.zone, input, limits, phrase);
}

function calendar(days: Days, zone: string, input: WhenInput, limits: Limits, said: string): RuleReading {
  const from = limits.from === null ? input.now : startOf(limits.from, input);
  const until = limits.until === null ? null : lastKey(limits.until, input);
  if (from === undefined || until === undefined) return unreadLimit();
  const behind = { key: null, at: Math.max(input.now, from) };
  const plain: Rule = { kind: 'calendar', rrule: days.rrule, start: keyOf(wallOf(behind.at, zone)), until };
  const first = nextOccurrence(plain, zone, behind);
  if (first === null) return refuse('over', 'It is over before it begins.');
  const whole: Rule = {
    ...plain,
    rrule: days.interval === 1 ? days.rrule : `${days.rrule};INTERVAL=${days.interval}`,
    start: first.key,
  };
  const some = nextOccurrences(
    whole,
    'UTC',
    { key: null, at: Number(new Date(`${first.key}Z`)) - 1 },
    looked,
  );
  if (some.some(({ at }, index) => index > 0 && at - (some[index - 1]?.at ?? 0) < leastGapMs))
    return tooOften();
  return limited(whole, zone, first, limits, said);
}

function elapsed(everyMs: number, input: WhenInput, limits: Limits, said: string): RuleReading {
  if (!(everyMs >= leastGapMs)) return tooOften();
  const from = limits.from === null ? null : readWhen({ ...input, phrase: limits.from });
  const until = limits.until === null ? null : lastKey(limits.until, input);
  if (from?.kind === 'ask' || from?.kind === 'refuse' || until === undefined) return unreadLimit();
  const start = from === null ? input.now + everyMs : from.at;
  const last = until === null ? null : instantOf(wallOf(Date.parse(`${until}Z`), 'UTC'), input.zone).at;
  const rule: Rule = {
    ...{ kind: 'elapsed', everyMs, start },
    until: last === null ? null : new Date(last).toISOString(),
  };
  const first = nextOccurrence(rule, input.zone, { key: null, at: input.now });
  return first === null
    ? refuse('over', 'It is over before it begins.')
    : limited(rule, input.zone, first, limits, said);
}

/** So many times are counted by the calendar: one that is skipped or missed counts. */
function limited(rule: Rule, zone: string, first: Occurrence, { times }: Limits, said: string): RuleReading {
  const last =
    times === null ? undefined : nextOccurrences(rule, zone, { key: null, at: first.at - 1 }, times).at(-1);
  return { kind: 'rule', rule: last === undefined ? rule : { ...rule, until: last.key }, zone, said, first };
}

/** Null where one is said twice, or is none. */
function limitsOf(words: readonly string[]): Limits | null {
  let [until, from, times]: [string | null, string | null, number | null] = [null, null, null];
  for (const word of words) {
    const count = /^(?:x\s?(\d+)|(\d+)\s?times)$/.exec(word);
    const date = /^(until|till|til|starting|beginning|from)\s(.+)$/.exec(word);
    if (count !== null && times === null) times = Number(count[1] ?? count[2]);
    else if (date?.[1]?.startsWith('t') || date?.[1] === 'until') {
      if (until !== null) return null;
      until = date[2] ?? '';
    } else if (date !== null && from === null) from = (date[2] ?? '').replace(/^on /, '');
    else return null;
  }
  return { until, from, times };
}

/** The end of that day, or that moment, as a key; undefined where it cannot be read. */
function lastKey(said: string, input: WhenInput): string | undefined {
  const whole = readWhen({ ...input, phrase: `${said} 23:59:59` });
  const when = whole.kind === 'at' ? whole : readWhen({ ...input, phrase: said });
  return when.kind === 'at' ? keyOf(wallOf(when.at, when.zone)) : undefined;
}

/** The instant before that day. */
function startOf(said: string, input: WhenInput): number | undefined {
  const when = readWhen({ ...input, phrase: `${said} 12:00` });
  if (when.kind !== 'at') return undefined;
  return instantOf({ ...wallOf(when.at, when.zone), hour: 0, minute: 0, second: 0 }, when.zone).at - 1;
}

function ask(
  reason: Extract<RuleReading, { kind: 'ask' }>['reason'],
  text: string,
  phrase: string,
  choices: readonly { readonly label: string; readonly phrase: string }[],
): RuleReading {
  return { kind: 'ask', reason, text, phrase, choices };
}

function refuse(reason: Extract<RuleReading, { kind: 'refuse' }>['reason'], text: string): RuleReading {
  return { kind: 'refuse', reason, text };
}

function unread(phrase: string): RuleReading {
  return refuse('unread', `I cannot read "${phrase.trim().slice(0, 32)}" as a rule.`);
}

function unreadLimit(): RuleReading {
  return refuse('limit', 'I cannot read its first or last day. Write it like until 24 Dec.');
}

function tooOften(): RuleReading {
  return refuse('often', `A series comes at most every ${leastGapMs / 60_000} minutes.`);
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
