/** The five fields of cron as a rule of the calendar. What cron itself reads in two ways is refused. */

export type CronReading =
  | { readonly kind: 'rule'; readonly rrule: string }
  | { readonly kind: 'refuse'; readonly text: string };

interface Field {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly words?: readonly string[];
}

const fields: readonly Field[] = [
  { name: 'minute', from: 0, to: 59 },
  { name: 'hour', from: 0, to: 23 },
  { name: 'day', from: 1, to: 31 },
  {
    name: 'month',
    ...{ from: 1, to: 12 },
    words: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  },
  { name: 'weekday', from: 0, to: 7, words: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];
const codes = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const longestMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const named: Readonly<Record<string, string>> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
};

/** `words`: what stands behind "cron". */
export function readCron(words: string): CronReading {
  const said = (named[words.trim().toLowerCase()] ?? words).trim().toLowerCase().split(/\s+/);
  if (said.length !== fields.length)
    return refuse('Cron has five fields. They are minute, hour, day, month, weekday.');
  const values = fields.map((field, index) => valuesOf(said[index] ?? '', field));
  const broken = fields.find((_, index) => values[index] === null);
  if (broken !== undefined) return refuse(`The ${broken.name} of that cron rule is none.`);
  const [minutes, hours, days, months, weekdays] = values as readonly (readonly number[])[];
  const [anyDay, anyMonth, anyWeekday] = [2, 3, 4].map((index) => /^(?:\*|\?)$/.test(said[index] ?? ''));
  // Cron then sends on either, which hardly anybody means.
  if (anyDay === false && anyWeekday === false)
    return refuse('A day and a weekday in cron mean either one. Make two series.');
  if (anyDay === false && !(months ?? []).some((month) => (days?.[0] ?? 0) <= (longestMonth[month - 1] ?? 0)))
    return refuse('No month has that day.');
  const parts = [
    'FREQ=DAILY',
    ...(anyMonth === true ? [] : [`BYMONTH=${months?.join(',')}`]),
    ...(anyDay === true ? [] : [`BYMONTHDAY=${days?.join(',')}`]),
    ...(anyWeekday === true ? [] : [`BYDAY=${[...new Set(weekdays?.map((day) => codes[day]))].join(',')}`]),
    `BYHOUR=${hours?.join(',')};BYMINUTE=${minutes?.join(',')};BYSECOND=0`,
  ];
  return { kind: 'rule', rrule: parts.join(';') };
}

function refuse(text: string): CronReading {
  return { kind: 'refuse', text };
}

/** Ascending; null where the field is none. */
function valuesOf(said: string, { from, to, words = [] }: Field): readonly number[] | null {
  const found = new Set<number>();
  for (const item of said.split(',')) {
    const match = /^(?:(?<all>[*?])|(?<first>\w+)(?:-(?<last>\w+))?)(?:\/(?<step>\d{1,2}))?$/.exec(
      item,
    )?.groups;
    if (match === undefined) return null;
    const first = match.all === undefined ? numberOf(match.first ?? '', from, words) : from;
    const alone = match.step === undefined ? first : to;
    const last =
      match.all !== undefined ? to : match.last === undefined ? alone : numberOf(match.last, from, words);
    const step = Number(match.step ?? 1);
    if (!(first >= from && last <= to && first <= last && step >= 1)) return null;
    for (let value = first; value <= last; value += step) found.add(value);
  }
  return [...found].sort((one, other) => one - other);
}

function numberOf(word: string, from: number, words: readonly string[]): number {
  const place = words.indexOf(word.slice(0, 3));
  if (place !== -1) return place + (words.length === 12 ? from : 0);
  return /^\d{1,2}$/.test(word) ? Number(word) : Number.NaN;
}
