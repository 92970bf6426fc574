/** From what a phrase says to the one moment it means at a given now, or to the one question that settles it. */
import { Temporal } from 'temporal-polyfill';
import { choice, dayText, hourText } from './ask.ts';
import { countsFromToday, type DateContext, type Dates, type Day, datesOf } from './date.ts';
import { type Hour, hoursOf } from './hour.ts';
import { type Found, moment, secondOf, todayIn } from './moment.ts';
import { ask, askZone, conclude, past, refuse, tooFar } from './outcome.ts';
import type { Phrase } from './phrase.ts';
import { offsetZone, type SaidZone } from './place.ts';
import type { AskReason, When, WhenInput } from './when.ts';
import { offsetMinutes, wallOf } from './zone.ts';

/** Settles a phrase of which every word was understood. */
export function settle(phrase: Phrase, input: WhenInput): When {
  const said = phrase.sameTime ? atSameTime(phrase, input) : phrase;
  if (said.every) return refuse('recurring', input);
  if (said.impossible) return refuse('impossible', input);
  if (said.range) return refuse('range', input);
  const zones = [...new Set(said.zones.flatMap((zone) => zone.zones))];
  if (zones.length <= 1) return inZone(said, input, said.zones[0] ?? null);
  const each = zones.map((zone) => inZone({ ...said, zones: [] }, input, { zones: [zone], promised: null }));
  const found = each.flatMap((when) => (when.kind === 'at' ? [when] : []));
  return askZone(found, input);
}

function atSameTime(said: Phrase, input: WhenInput): Phrase {
  const { hour, minute, second } = wallOf(input.now, input.zone);
  return { ...said, clocks: [...said.clocks, { hour, minute, second, half: 'firm' }] };
}

function inZone(said: Phrase, input: WhenInput, saidZone: SaidZone | null): When {
  const zone = saidZone?.zones[0] ?? input.zone;
  const when = inClearZone(said, input, zone);
  if (when.kind !== 'at' || saidZone === null || saidZone.promised === null) return when;
  // "EST" said in July: New York's clock shows another offset than the one that was named.
  if (offsetMinutes(when.at, zone) === saidZone.promised) return when;
  const literal = inClearZone(said, input, offsetZone(saidZone.promised));
  return askZone(literal.kind === 'at' ? [when, literal] : [when], input);
}

function inClearZone(said: Phrase, input: WhenInput, zone: string): When {
  if (said.elapsed !== null || said.now) return elapsed(said, input);
  const days = dates(said, input, zone);
  if (days?.kind === 'impossible') return refuse('impossible', input);
  if (days?.kind === 'stretch')
    return { ...ask('day', [], input, zone), text: dayText(input.phrase, days.text) };
  if (said.clocks.length === 0) return withoutHour(said, input, zone, days);
  const { nightNow } = contextIn(zone, input);
  const readings = said.clocks.map((clock) =>
    hoursOf(clock, { part: said.part, tonight: said.tonight, dayNamed: days !== null, nightNow }),
  );
  const hours = readings.flatMap((reading) => reading.hours);
  const reason =
    days?.reason ??
    (said.clocks.length > 1 ? 'several' : null) ??
    (said.either || said.clocks.some((clock) => clock.maybeRange) ? 'order' : null) ??
    readings.find((reading) => reading.reason !== null)?.reason ??
    (said.parts > 1 ? 'contradiction' : null);
  return days === null
    ? forward(said, hours, reason, input, zone)
    : onDays(said, days, hours, reason, input, zone);
}

function dates(said: Phrase, input: WhenInput, zone: string): Dates | null {
  if (said.days.length === 0) return null;
  const here = datesOf(said.days, contextIn(zone, input), said.several);
  if (zone === input.zone || here.kind !== 'dates' || !said.days.some(countsFromToday)) return here;
  const home = datesOf(said.days, contextIn(input.zone, input), said.several);
  if (home.kind !== 'dates') return here;
  const all = [...here.dates, ...home.dates].filter(
    (date, i, both) => both.findIndex((other) => other.equals(date)) === i,
  );
  // Tomorrow in Tokyo is not tomorrow in London for nine hours of the day.
  return all.length === here.dates.length ? here : { ...here, dates: all, reason: 'zone' };
}

/** No day was said: the next time that the clock shows it. */
function forward(
  said: Phrase,
  hours: readonly Hour[],
  reason: AskReason | null,
  input: WhenInput,
  zone: string,
): When {
  const today = contextIn(zone, input).today;
  const found: Found[] = [];
  let why = reason;
  for (const hour of hours) {
    const here = moment(today, hour, zone);
    const again = here.note === 'fold' ? secondOf(today, hour, zone) : here.at;
    if (here.at >= input.now) {
      found.push(here);
      continue;
    }
    if (justNow(here.at, hour, input)) {
      found.push({ at: input.now, note: 'exact' });
      why ??= 'just_now';
    } else if (again >= input.now) {
      found.push({ at: again, note: 'exact' });
      why ??= 'day';
    }
    found.push(moment(today.add({ days: 1 }), hour, zone));
  }
  return conclude(said, found, why, input, zone);
}

function onDays(
  said: Phrase,
  days: Extract<Dates, { kind: 'dates' }>,
  hours: readonly Hour[],
  reason: AskReason | null,
  input: WhenInput,
  zone: string,
): When {
  const all = days.dates.flatMap((date) =>
    hours.map((hour) => ({ ...moment(date, hour, zone), date, hour })),
  );
  const ahead = all.filter((found) => found.at >= input.now);
  const begun = all.filter((found) => justNow(found.at, found.hour, input));
  if (begun.length > 0) {
    return conclude(said, [{ at: input.now, note: 'exact' }, ...ahead], reason ?? 'just_now', input, zone);
  }
  const twice = all
    .filter((found) => found.at < input.now && found.note === 'fold')
    .flatMap((found) => {
      const again = secondOf(found.date, found.hour, zone);
      return again >= input.now ? [{ at: again, note: 'exact' as const }] : [];
    });
  if (twice.length > 0) return conclude(said, [...twice, ...ahead], reason ?? 'day', input, zone);
  if (ahead.length > 0) {
    // "friday 9am" said on a Friday at ten: what has passed is not meant, and only the next one is left.
    const only =
      days.reason === 'day' &&
      ahead.length === 1 &&
      all.length === 2 &&
      said.days.every((one) => one.kind === 'weekday' && one.which === 'coming');
    return conclude(said, ahead, only ? null : reason, input, zone);
  }
  const last = days.dates.at(-1);
  if (last === undefined) return refuse('past', input);
  if (days.ifPast !== 'refuse') {
    const next = days.ifPast === 'next_year' ? last.add({ years: 1 }) : sameDayOfMonth(last);
    return conclude(
      said,
      hours.map((hour) => moment(next, hour, zone)),
      days.ifPast === 'next_year' ? 'year' : 'day',
      input,
      zone,
    );
  }
  return past(said, last, hours, input, zone);
}

/** A month on, or two where the next has no such day. */
function sameDayOfMonth(date: Day): Day {
  const next = date.add({ months: 1 });
  return next.day === date.day ? next : date.add({ months: 2 });
}

function withoutHour(
  _said: Phrase,
  input: WhenInput,
  zone: string,
  days: Extract<Dates, { kind: 'dates' }> | null,
): When {
  const today = contextIn(zone, input).today;
  if (days?.dates.every((date) => Temporal.PlainDate.compare(date, today) < 0)) return refuse('past', input);
  const starts = (days?.dates ?? [])
    .filter((date) => Temporal.PlainDate.compare(date, today) >= 0)
    .map((date) => moment(date, { hour: 12, minute: 0, second: 0, shift: 0 }, zone).at);
  if (starts.some((at) => tooFar(at, input))) return refuse('far', input);
  return { ...ask('hour', [], input, zone), text: hourText(input.phrase, starts, zone) };
}

/** "in 90 minutes" is an instant; days and months before it are counted on the wall clock. */
function elapsed(said: Phrase, input: WhenInput): When {
  const more = said.clocks.length > 0 || said.days.length > 0 || said.parts > 0 || said.zones.length > 0;
  const span = said.elapsed;
  if (more || (span !== null && said.now)) return ask('contradiction', [], input, input.zone);
  if (span === null) return conclude(said, [{ at: input.now, note: 'exact' }], null, input, input.zone);
  const from = Temporal.Instant.fromEpochMilliseconds(input.now).toZonedDateTimeISO(input.zone);
  const move = (sign: 1 | -1) =>
    from.add({ months: sign * span.by.months, days: sign * span.by.days }).epochMilliseconds + sign * span.ms;
  if (span.sign < 0) {
    const mirrored = move(1);
    const plain = refuse('past', input);
    return tooFar(mirrored, input)
      ? plain
      : { ...plain, suggestion: choice(mirrored, input.zone, input.now) };
  }
  return conclude(said, [{ at: move(1), note: 'exact' }], null, input, input.zone);
}

/** Said in the very minute that it names. */
function justNow(at: number, hour: Hour, input: WhenInput): boolean {
  return hour.second === 0 && at < input.now && input.now - at < 60_000;
}

function contextIn(zone: string, input: WhenInput): DateContext {
  const today = todayIn(input.now, zone);
  // The owner's own night, whatever the clock shows in the zone that was named.
  const nightNow = wallOf(input.now, input.zone).hour < 5;
  return { today, nightNow, locale: input.locale };
}
