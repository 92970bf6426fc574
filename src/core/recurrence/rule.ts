/**
 * What comes again, and when. A rule of the calendar is read in wall-clock time, as if no clock were ever changed, and
 * each of its times is then looked up in the zone: one that the clock skips goes to the later side, one that it shows
 * twice to the first, and two that fall on one instant are one. The library counts the calendar; of zones it hears nothing.
 */
import { RRuleTemporal } from 'rrule-temporal';
import { remembered } from '../remembered.ts';
import { instantOf, type Side, type Wall, wallOf } from '../time/zone.ts';

export type Rule =
  | {
      readonly kind: 'calendar';
      /** RFC 5545, without a start: `FREQ=WEEKLY;BYDAY=FR;BYHOUR=17;BYMINUTE=0;BYSECOND=0`. */
      readonly rrule: string;
      /** A wall clock reading, as a key: every second week is counted from it. */
      readonly start: string;
      /** The last key that it may have; null: it never ends. */
      readonly until: string | null;
    }
  /** So much time after one another, whatever a clock shows. `start`: the first instant, ms. */
  | {
      readonly kind: 'elapsed';
      readonly everyMs: number;
      readonly start: number;
      readonly until: string | null;
    };

/** One of a rule's. Its key sorts as it comes: the wall clock, or of elapsed time the instant in UTC. */
export interface Occurrence {
  readonly key: string;
  /** ms. */
  readonly at: number;
  readonly note: Side;
}

/** Where to look from: behind this key, if there is one, and behind this instant, ms. */
export interface Behind {
  readonly key: string | null;
  readonly at: number;
}

const dayMs = 86_400_000;
/** A day without a time of its own, as on a date line, has at most as many as a rule has in two days. */
const mostOnOneInstant = 400;

/** The first one behind `behind`; null where the rule is over. `zone`: IANA, in which its wall clock hangs. */
export function nextOccurrence(rule: Rule, zone: string, behind: Behind): Occurrence | null {
  const found = rule.kind === 'elapsed' ? nextElapsed(rule, behind) : nextByCalendar(rule, zone, behind);
  return found === null || (rule.until !== null && found.key > rule.until) ? null : found;
}

/** At most `most` of them, in order. */
export function nextOccurrences(
  rule: Rule,
  zone: string,
  behind: Behind,
  most: number,
): readonly Occurrence[] {
  const found: Occurrence[] = [];
  for (let from = behind; found.length < most; ) {
    const next = nextOccurrence(rule, zone, from);
    if (next === null) return found;
    found.push(next);
    from = next;
  }
  return found;
}

/** How many lie behind `behind` and not behind the instant `to`, ms; `most` where there are more. */
export function countThrough(rule: Rule, zone: string, behind: Behind, to: number, most: number): number {
  let count = 0;
  for (let next = nextOccurrence(rule, zone, behind); next !== null && next.at <= to && count < most; count++)
    next = nextOccurrence(rule, zone, next);
  return count;
}

/** The instant of this key, ms. */
export function instantOfKey({ kind }: Rule, zone: string, key: string): number {
  return kind === 'elapsed' ? Date.parse(key) : instantOf(wallOfKey(key), zone).at;
}

/** `2026-11-27T17:00:00` */
export function keyOf({ year, month, day, hour, minute, second }: Wall): string {
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second)).toISOString().slice(0, 19);
}

export function wallOfKey(key: string): Wall {
  return wallOf(asIfUtc(key), 'UTC');
}

/** A wall clock reading as the instant at which UTC shows it, which is all that the calendar needs. */
export function asIfUtc(key: string): number {
  return Date.parse(`${key}Z`);
}

function nextElapsed(
  { everyMs, start }: Extract<Rule, { kind: 'elapsed' }>,
  { key, at }: Behind,
): Occurrence {
  const behind = Math.max(at, key === null ? Number.NEGATIVE_INFINITY : Date.parse(key));
  const next = start + Math.max(0, Math.floor((behind - start) / everyMs) + 1) * everyMs;
  return { key: new Date(next).toISOString(), at: next, note: 'exact' };
}

function nextByCalendar(
  rule: Extract<Rule, { kind: 'calendar' }>,
  zone: string,
  { key, at }: Behind,
): Occurrence | null {
  // A clock may be set back by a day over what it has shown already.
  const shown = asIfUtc(keyOf(wallOf(at, zone))) - dayMs;
  let from = Math.max(shown, key === null ? Number.NEGATIVE_INFINITY : asIfUtc(key));
  for (let tried = 0; tried < mostOnOneInstant; tried++) {
    const next = calendar(`${rule.start} ${rule.rrule}`).next(new Date(from));
    if (next === null) return null;
    from = next.epochMilliseconds;
    const wall = wallOf(from, 'UTC');
    const { at: instant, note } = instantOf(wall, zone);
    if (instant > at) return { key: keyOf(wall), at: instant, note };
  }
  throw new Error(`recurrence: expected one of ${rule.rrule} behind ${at}, found none`);
}

/** Series are few, and each is asked at every occurrence. */
const calendar = remembered(200, (words) => {
  const [start = '', rrule = ''] = words.split(' ');
  return new RRuleTemporal({ rruleString: `DTSTART:${start.replace(/[-:]/g, '')}Z\nRRULE:${rrule}` });
});
