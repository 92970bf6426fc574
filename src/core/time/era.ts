/**
 * A zone's clock keeps one offset from one change to the next, mostly for months. Within such an era a wall clock is
 * arithmetic; only where an era begins and ends is a matter for the Temporal library, and what it answers never changes
 * while the program runs. Measured, a reading of the clock by the library takes ten times as long.
 */
import { Temporal } from 'temporal-polyfill';

export interface Era {
  /** Instants, ms: from the first one of the era, up to before the first one of the next. */
  readonly from: number;
  readonly until: number;
  /** East positive. */
  readonly offsetMs: number;
}

/** An owner's messages lie in a few eras of a few zones. */
const mostZones = 64;
const mostEras = 16;
const known = new Map<string, Era[]>();

/** The era of `zone` (IANA, or an offset such as `+02:00`) at `at` (ms). Throws a RangeError for no zone and no instant. */
export function eraAt(at: number, zone: string): Era {
  const eras = erasOf(zone);
  const standing = eras.find(({ from, until }) => from <= at && at < until);
  if (standing !== undefined) return standing;
  const zoned = Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(zone);
  const next = zoned.getTimeZoneTransition('next');
  // A change is no change before itself: the one at this very instant is found from just after it.
  const last = zoned.add({ nanoseconds: 1 }).getTimeZoneTransition('previous');
  const era = {
    from: last?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    until: next?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offsetMs: zoned.offsetNanoseconds / 1_000_000,
  };
  if (eras.length >= mostEras) eras.length = 0;
  eras.push(era);
  return era;
}

function erasOf(zone: string): Era[] {
  const standing = known.get(zone);
  if (standing !== undefined) return standing;
  if (known.size >= mostZones) known.clear();
  const eras: Era[] = [];
  known.set(zone, eras);
  return eras;
}
