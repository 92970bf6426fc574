/**
 * The days of a rule in the owner's words: "weekday", "other friday", "month on the 1st". What stands behind them is left
 * for the caller, who reads a time of day there; several patterns may begin alike, and the one that leaves least is meant.
 */

/** Which days. `interval` counts units of FREQ from the first one on; `half`: said of morning or evening already. */
export interface Days {
  readonly rrule: string;
  readonly interval: number;
  readonly half?: 'am' | 'pm';
}

export type Pattern =
  | { readonly kind: 'days'; readonly days: Days; readonly rest: string }
  | { readonly kind: 'elapsed'; readonly everyMs: number; readonly rest: string }
  /** Days that not every month has. */
  | { readonly kind: 'short_month'; readonly day: number; readonly rest: string }
  | { readonly kind: 'leap_day'; readonly rest: string }
  /** "Second friday": of the month, or every other one. */
  | { readonly kind: 'second'; readonly weekday: string; readonly rest: string }
  /** A date of the year, to be read by the rules of time. */
  | { readonly kind: 'date'; readonly date: string; readonly rest: string }
  /** The days are still to be said. */
  | { readonly kind: 'which'; readonly unit: 'week' | 'month' | 'year'; readonly rest: string };

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const codes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
const weekday = '(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?|s)?';
const number = '(?:\\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve)';
const numbers = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
const place = '(?:first|second|third|fourth|last|1st|2nd|3rd|4th)';
const places: Readonly<Record<string, number>> = {
  ...{ first: 1, second: 2, third: 3, fourth: 4, last: -1 },
  ...{ '1st': 1, '2nd': 2, '3rd': 3, '4th': 4 },
};
const month =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const and = '(?:\\s*(?:,|&|\\+|/|\\band\\b)\\s*(?:and\\s+)?|\\s+)';
const between = '\\s*(?:-|\\bto\\b|\\bthrough\\b)\\s*';
const dayList = `${weekday}(?:(?:${between}|${and})${weekday})*`;
const work = '(?:weekday|workday|working day|business day)s?';
const ordinal = '(?:\\d{1,2}(?:st|nd|rd|th)|last(?: day)?)';
/** What a month without that day does, once the owner has said it. */
const short = ' only| or last';
const on = '(?: on)?(?: the)?';
const everyMinuteMs = 60_000;

/** All that may begin this text, the one that leaves least first. */
export function patternsAt(text: string): readonly Pattern[] {
  return readers
    .flatMap(([form, read]) => {
      const match = form.exec(text);
      const found = match === null ? null : read(match.groups ?? {}, text.slice(match[0].length));
      return found === null ? [] : [found];
    })
    .sort((one, other) => one.rest.length - other.rest.length);
}

type Read = (groups: Readonly<Record<string, string | undefined>>, rest: string) => Pattern | null;

const forms: readonly (readonly [form: string, read: Read])[] = [
  [`days?|daily`, (_, rest) => days('FREQ=DAILY', 1, rest)],
  [`mornings?`, (_, rest) => days('FREQ=DAILY', 1, rest, 'am')],
  [`(?:afternoon|evening|night)s?`, (_, rest) => days('FREQ=DAILY', 1, rest, 'pm')],
  [`(?:other|second|2nd) day`, (_, rest) => days('FREQ=DAILY', 2, rest)],
  [`(?<n>${number}) days`, ({ n }, rest) => days('FREQ=DAILY', countOf(n), rest)],
  [work, (_, rest) => days('FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 1, rest)],
  [`weekends?`, (_, rest) => days('FREQ=WEEKLY;BYDAY=SA,SU', 1, rest)],
  [`(?:(?:week|weekly)${on} )?(?<list>${dayList})`, ({ list }, rest) => weekly(list, 1, rest)],
  [`other (?<list>${dayList})`, ({ list }, rest) => weekly(list, 2, rest)],
  [
    `(?<p>second|2nd) (?<list>${weekday})`,
    ({ list = '' }, rest) => ({ kind: 'second', weekday: nameOf(list), rest }),
  ],
  [
    `(?:(?<n>${number}) weeks|(?<other>other|second|2nd) week|fortnight)${on} (?<list>${dayList})`,
    ({ n, list }, rest) => weekly(list, n === undefined ? 2 : countOf(n), rest),
  ],
  [`week|weekly|fortnight|other week|${number} weeks`, (_, rest) => ({ kind: 'which', unit: 'week', rest })],
  [
    `(?:month|monthly)${on} (?<list>${ordinal}(?:${and}(?:the )?${ordinal})*)(?<short>${short})?`,
    ({ list, short }, rest) => monthly(list, 1, rest, short),
  ],
  [
    `(?:(?<n>${number}) months|(?<other>other|second|2nd) month|(?<quarter>quarter))${on} (?<list>${ordinal})`,
    ({ n, quarter, list }, rest) =>
      monthly(list, quarter === undefined ? (n === undefined ? 2 : countOf(n)) : 3, rest),
  ],
  [
    `(?:the )?(?<list>${ordinal}(?:${and}(?:the )?${ordinal})*) of (?:the|each|every) month(?<short>${short})?`,
    ({ list, short }, rest) => monthly(list, 1, rest, short),
  ],
  [
    `(?:the )?(?<p>${place}) (?<d>${weekday}|${work}|day) of (?:the|each|every) month`,
    ({ p, d }, rest) => placed('FREQ=MONTHLY', p, d, rest),
  ],
  [
    `(?:month|monthly)${on} (?<p>${place}) (?<d>${weekday}|${work})`,
    ({ p, d }, rest) => placed('FREQ=MONTHLY', p, d, rest),
  ],
  [
    `(?:(?:year|yearly)${on} |the )?(?<p>${place}) (?<d>${weekday}|${work}) (?:of|in) (?<m>${month})`,
    ({ p, d, m }, rest) => placed(`FREQ=YEARLY;BYMONTH=${monthOf(m)}`, p, d, rest),
  ],
  [
    `months?|monthly|quarter|other month|${number} months`,
    (_, rest) => ({ kind: 'which', unit: 'month', rest }),
  ],
  [
    `(?:(?:year|yearly)${on} )?(?:29(?:th)?(?: of)? feb(?:ruary)?|feb(?:ruary)? 29(?:th)?)(?<short> only| or 28th)?`,
    ({ short }, rest) =>
      short === undefined
        ? { kind: 'leap_day', rest }
        : days(`FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=${short === ' only' ? 29 : -1}`, 1, rest),
  ],
  [
    `(?:(?:year|yearly)${on} )?(?<date>\\d{1,2}(?:st|nd|rd|th)?(?: of)? ${month}|${month} (?:the )?\\d{1,2}(?:st|nd|rd|th)?)`,
    ({ date = '' }, rest) => ({ kind: 'date', date, rest }),
  ],
  [
    `(?:year|yearly)${on} (?<date>\\d{1,2}[./]\\d{1,2}\\.?)`,
    ({ date = '' }, rest) => ({ kind: 'date', date, rest }),
  ],
  [`years?|yearly`, (_, rest) => ({ kind: 'which', unit: 'year', rest })],
  [
    `(?:(?<n>${number}|other|second|an?) )?(?<unit>hour|h|minute|min)s?|hourly`,
    ({ n = '1', unit = 'hour' }, rest) => ({
      kind: 'elapsed',
      everyMs: countOf(n) * (unit.startsWith('h') ? 60 : 1) * everyMinuteMs,
      rest,
    }),
  ],
  [`half(?: an| a)? hour|half-hour`, (_, rest) => ({ kind: 'elapsed', everyMs: 30 * everyMinuteMs, rest })],
];
/** Made once: while a head is cut, dozens of its ends are tried. */
const readers = forms.map(([form, read]) => [new RegExp(`^(?:${form})(?=$|[\\s,])`, 'i'), read] as const);

function days(rrule: string, interval: number, rest: string, half?: 'am' | 'pm'): Pattern | null {
  if (interval < 1) return null;
  return { kind: 'days', days: { rrule, interval, ...(half === undefined ? {} : { half }) }, rest };
}

function weekly(list: string | undefined, interval: number, rest: string): Pattern | null {
  const tokens = [...(list ?? '').matchAll(new RegExp(`(?<range>${between})?(?<day>${weekday})`, 'gi'))];
  const found = new Set<number>();
  let last = 0;
  for (const { groups } of tokens) {
    const day = indexOf(groups?.day ?? '');
    if (groups?.range !== undefined) {
      // "Friday to Monday" runs over the end of the week.
      for (let between = last; between !== day; between = (between + 1) % 7) found.add(between);
    }
    found.add(day);
    last = day;
  }
  const chosen = codes.filter((_, index) => found.has(index));
  return days(`FREQ=WEEKLY;BYDAY=${chosen.join(',')}`, interval, rest);
}

function monthly(list: string | undefined, interval: number, rest: string, short?: string): Pattern | null {
  const said = (list ?? '').toLowerCase().match(/\d{1,2}|last/g) ?? [];
  const wanted = said.map((day) => (day === 'last' ? -1 : Number(day)));
  if (wanted.some((day) => day === 0 || day > 31)) return null;
  const [only] = wanted;
  if (wanted.length === 1 && only !== undefined && only > 28 && interval === 1) {
    if (short === undefined) return { kind: 'short_month', day: only, rest };
    const upTo = Array.from({ length: only - 27 }, (_, index) => 28 + index);
    if (short === ' or last') return days(`FREQ=MONTHLY;BYMONTHDAY=${upTo.join(',')};BYSETPOS=-1`, 1, rest);
  } else if (short !== undefined) return null;
  return days(`FREQ=MONTHLY;BYMONTHDAY=${wanted.join(',')}`, interval, rest);
}

function placed(freq: string, p: string | undefined, d: string | undefined, rest: string): Pattern | null {
  const nth = places[(p ?? '').toLowerCase()] ?? 1;
  const day = (d ?? '').toLowerCase();
  if (day === 'day') return days(`${freq};BYMONTHDAY=${nth}`, 1, rest);
  if (new RegExp(`^${work}$`).test(day)) return days(`${freq};BYDAY=MO,TU,WE,TH,FR;BYSETPOS=${nth}`, 1, rest);
  return days(`${freq};BYDAY=${nth}${codes[indexOf(day)]}`, 1, rest);
}

function indexOf(day: string): number {
  return weekdays.findIndex((one) => one.startsWith(day.toLowerCase().slice(0, 3)));
}

/** `friday` for "Fridays". */
function nameOf(day: string): string {
  return weekdays[indexOf(day)] ?? '';
}

function monthOf(name: string | undefined): number {
  return 1 + months.indexOf((name ?? '').toLowerCase().slice(0, 3));
}

function countOf(said: string | undefined): number {
  const word = (said ?? '1').toLowerCase();
  if (word === 'other' || word === 'second') return 2;
  if (word === 'a' || word === 'an') return 1;
  const spelled = numbers.indexOf(word);
  return spelled === -1 ? Number(word) : spelled;
}
