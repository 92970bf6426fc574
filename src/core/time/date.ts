/** Which dates a day that was said can mean, seen from today. */
import { Temporal } from 'temporal-polyfill';
import type { SaidDay } from './said.ts';
import type { AskReason } from './when.ts';

export type Day = Temporal.PlainDate;

/** What to do when all the dates lie behind. */
export type IfPast = 'refuse' | 'next_year' | 'next_month';

export type Dates =
  | {
      readonly kind: 'dates';
      readonly dates: readonly Day[];
      readonly reason: AskReason | null;
      readonly ifPast: IfPast;
    }
  /** A stretch of time: the day itself is missing. */
  | { readonly kind: 'stretch'; readonly text: string }
  | { readonly kind: 'impossible' };

export interface DateContext {
  readonly today: Day;
  /** Between 00:00 and 04:59 "tomorrow" is today for one who has not slept yet. */
  readonly nightNow: boolean;
  /** Where the owner lives tells which day begins a week. */
  readonly locale: string;
}

/** Days within which a date without a year that has passed may be a slip. */
const slipDays = 60;

/** The dates that all the days said have in common; a question where they have none. */
export function datesOf(days: readonly SaidDay[], context: DateContext, several: boolean): Dates {
  const narrowed = narrow(days);
  const found = narrowed.map((said) => one(said, context));
  const bad = found.find((dates) => dates.kind !== 'dates');
  if (bad) return bad;
  const sets = found.flatMap((dates) => (dates.kind === 'dates' ? [dates] : []));
  const first = sets[0];
  if (first === undefined) return { kind: 'stretch', text: '' };
  if (sets.length === 1) return first;
  const all = unique(sets.flatMap((set) => set.dates));
  if (several) return { kind: 'dates', dates: all, reason: 'several', ifPast: 'refuse' };
  const common = all.filter((date) =>
    sets.every((set, i) => agrees(date, set.dates, narrowed[i] as SaidDay)),
  );
  const fixed = sets.find((_, i) => (narrowed[i] as SaidDay).kind !== 'weekday') ?? first;
  if (common.length > 0) return { ...fixed, dates: common };
  const weekday = narrowed.find((said) => said.kind === 'weekday');
  const onlyWeekdays = narrowed.every((said) => said.kind === 'weekday');
  if (weekday?.kind !== 'weekday' || onlyWeekdays)
    return { kind: 'dates', dates: all, reason: 'contradiction', ifPast: 'refuse' };
  const near = fixed.dates.map((date) => nearest(date, weekday.weekday));
  return { kind: 'dates', dates: unique([...fixed.dates, ...near]), reason: 'weekday', ifPast: 'refuse' };
}

/** Whether what was said counts from today, so that another zone's calendar can make it another date. */
export function countsFromToday(said: SaidDay): boolean {
  return said.kind !== 'date' && said.kind !== 'stretch';
}

/** "friday next week" is one day said in two words; so are "the 5th of next month", "december, on the 5th". */
function narrow(days: readonly SaidDay[]): readonly SaidDay[] {
  const week = days.find((said) => said.kind === 'week')?.ahead;
  const month = days.find((said) => said.kind === 'month')?.ahead;
  const named = days.find((said) => said.kind === 'stretch' && said.month !== undefined);
  const weekend = days.find((said) => said.kind === 'stretch' && said.weekend !== undefined);
  const weekday = days.some((said) => said.kind === 'weekday');
  const inMonth = days.some((said) => said.kind === 'day_of_month');
  return days
    .filter((said) => !(weekday && (said.kind === 'week' || said === weekend)))
    .filter((said) => !(inMonth && (said.kind === 'month' || said === named)))
    .map((said): SaidDay => {
      if (said.kind === 'weekday' && week !== undefined) return { ...said, week };
      if (said.kind === 'weekday' && weekend?.kind === 'stretch')
        return { ...said, which: weekend.weekend ?? said.which };
      if (said.kind === 'day_of_month' && named?.kind === 'stretch' && named.month !== undefined) {
        return { kind: 'date', year: named.year ?? null, month: named.month, day: said.day, named: true };
      }
      if (said.kind === 'day_of_month' && month !== undefined) return { ...said, month };
      return said;
    });
}

function one(said: SaidDay, context: DateContext): Dates {
  const { today } = context;
  switch (said.kind) {
    case 'relative': {
      const date = today.add({ days: said.days });
      const asleep = context.nightNow && said.days > 0;
      return asleep ? dates([date.subtract({ days: 1 }), date], 'day') : dates([date], null);
    }
    case 'weekday':
      return weekdayDates(said.weekday, said.which, said.week, context);
    case 'date':
      return said.year === null
        ? nextDate(said.month, said.day, today)
        : exactDate(said.year, said.month, said.day);
    case 'day_of_month':
      return dayOfMonth(said.day, said.month, today);
    case 'nth_weekday':
      return nthWeekday(said.nth, said.weekday, said.month, today);
    case 'ahead':
      return ahead(said, context);
    case 'end_of_month': {
      const month = today.toPlainYearMonth().add({ months: said.ahead });
      return dates([month.toPlainDate({ day: month.daysInMonth })], said.exact ? null : 'day');
    }
    case 'week':
      return said.ahead < 0
        ? dates([today.subtract({ days: 7 })], null)
        : { kind: 'stretch', text: weekText(said.ahead) };
    case 'month':
      return said.ahead < 0
        ? dates([today.subtract({ months: 1 })], null)
        : { kind: 'stretch', text: said.ahead === 0 ? 'this month' : 'next month' };
    case 'stretch':
      return { kind: 'stretch', text: said.text };
  }
}

function weekdayDates(
  weekday: number,
  which: 'coming' | 'next' | 'last',
  week: number | undefined,
  { today, locale }: DateContext,
): Dates {
  if (week !== undefined) {
    const inWeek = (first: number) => {
      const start = today.subtract({ days: (today.dayOfWeek - first + 7) % 7 });
      return start.add({ days: 7 * week + ((weekday - first + 7) % 7) });
    };
    const both = unique([inWeek(1), inWeek(firstOfWeek(locale))]);
    return dates(both, both.length > 1 ? 'day' : null);
  }
  const until = (weekday - today.dayOfWeek + 7) % 7;
  if (which === 'last') return dates([today.subtract({ days: until === 0 ? 7 : 7 - until })], null);
  if (which === 'next') {
    const coming = today.add({ days: until === 0 ? 7 : until });
    return dates([coming, coming.add({ days: 7 })], 'day');
  }
  const coming = today.add({ days: until });
  return until === 0 ? dates([coming, coming.add({ days: 7 })], 'day') : dates([coming], null);
}

/** 1 for Monday, 7 for Sunday. */
function firstOfWeek(locale: string): number {
  const known = new Intl.Locale(locale) as Intl.Locale & {
    readonly weekInfo?: { readonly firstDay: number };
  };
  return known.weekInfo?.firstDay ?? 1;
}

function exactDate(year: number, month: number, day: number): Dates {
  const date = dateOrNull(year, month, day);
  return date === null ? { kind: 'impossible' } : dates([date], null);
}

/** Without a year: the next one, but a question where it has passed a short while ago. */
function nextDate(month: number, day: number, today: Day): Dates {
  const here = dateOrNull(today.year, month, day);
  if (here !== null && Temporal.PlainDate.compare(here, today) >= 0)
    return { ...dates([here], null), ifPast: 'next_year' };
  const next = dateOrNull(today.year + 1, month, day);
  if (next === null || here === null) return leapDay(today);
  const passed = here.until(today, { largestUnit: 'days' }).days;
  return dates([next], passed <= slipDays ? 'year' : null);
}

/** 29 February said in a year without one: the days beside it, or the next leap year's. */
function leapDay(today: Day): Dates {
  const years = [0, 1, 2, 3, 4].map((later) => today.year + later);
  const leap = years
    .map((year) => dateOrNull(year, 2, 29))
    .find((date) => date !== null && isAhead(date, today));
  const next = [0, 1].map((later) =>
    Temporal.PlainDate.from({ year: today.year + later, month: 2, day: 28 }),
  );
  const last = next.find((date) => isAhead(date, today));
  const beside = last && last.inLeapYear === false ? [last, last.add({ days: 1 })] : [];
  return dates([...beside, ...(leap ? [leap] : [])], 'year');
}

function isAhead(date: Day, today: Day): boolean {
  return Temporal.PlainDate.compare(date, today) >= 0;
}

function dayOfMonth(day: number, month: number | undefined, today: Day): Dates {
  const months = [0, 1, 2].map((later) => today.toPlainYearMonth().add({ months: later }));
  if (month !== undefined) {
    const named = today.toPlainYearMonth().add({ months: month });
    return day > named.daysInMonth ? { kind: 'impossible' } : dates([named.toPlainDate({ day })], null);
  }
  const here = today.toPlainYearMonth();
  if (day <= here.daysInMonth && day >= today.day)
    return { ...dates([here.toPlainDate({ day })], null), ifPast: 'next_month' };
  const next = months.slice(1).find((candidate) => day <= candidate.daysInMonth);
  const later = next ? [next.toPlainDate({ day })] : [];
  const lastHere = day > here.daysInMonth ? [here.toPlainDate({ day: here.daysInMonth })] : [];
  return dates([...lastHere, ...later], 'day');
}

function nthWeekday(nth: number, weekday: number, month: number | null, today: Day): Dates {
  const inMonth = (base: Temporal.PlainYearMonth): Day | null => {
    const first = base.toPlainDate({ day: 1 });
    const start = first.add({ days: (weekday - first.dayOfWeek + 7) % 7 });
    if (nth > 0) {
      const date = start.add({ days: 7 * (nth - 1) });
      return date.month === base.month ? date : null;
    }
    const fifth = start.add({ days: 28 });
    return fifth.month === base.month ? fifth : start.add({ days: 21 });
  };
  const base = Temporal.PlainYearMonth.from({ year: today.year, month: month ?? today.month });
  const here = inMonth(base);
  if (here === null) return { kind: 'impossible' };
  if (isAhead(here, today)) return dates([here], null);
  const next = inMonth(month === null ? base.add({ months: 1 }) : base.add({ years: 1 }));
  return next === null ? { kind: 'impossible' } : dates([next], month === null ? 'day' : 'year');
}

function ahead(said: Extract<SaidDay, { kind: 'ahead' }>, context: DateContext): Dates {
  const from = said.from === null ? dates([context.today], null) : one(said.from, context);
  if (from.kind !== 'dates') return from;
  const moved = from.dates.map((date) => {
    const by = { months: said.sign * said.by.months, days: said.sign * said.by.days };
    return date.add(by);
  });
  // A month from the 31st is no 31st everywhere.
  const clipped =
    said.by.months > 0 && said.by.days === 0 && moved.some((date, i) => date.day !== from.dates[i]?.day);
  return dates(moved, clipped ? 'day' : from.reason);
}

function agrees(date: Day, set: readonly Day[], said: SaidDay): boolean {
  if (said.kind === 'weekday' && said.which === 'coming' && said.week === undefined) {
    return date.dayOfWeek === said.weekday;
  }
  return set.some((other) => other.equals(date));
}

/** The date on that weekday that is nearest to `date`, at most three days off. */
function nearest(date: Day, weekday: number): Day {
  const after = (weekday - date.dayOfWeek + 7) % 7;
  return after <= 3 ? date.add({ days: after }) : date.subtract({ days: 7 - after });
}

function dateOrNull(year: number, month: number, day: number): Day | null {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' });
  } catch {
    return null;
  }
}

function dates(found: readonly Day[], reason: AskReason | null): Extract<Dates, { kind: 'dates' }> {
  return { kind: 'dates', dates: found, reason, ifPast: 'refuse' };
}

function unique(all: readonly Day[]): readonly Day[] {
  return all.filter((date, i) => all.findIndex((other) => other.equals(date)) === i);
}

function weekText(ahead: number): string {
  return ahead === 0 ? 'this week' : ahead === 1 ? 'next week' : 'the week after next';
}
