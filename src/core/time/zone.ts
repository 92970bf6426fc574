/** Wall clocks and zones. Only a Temporal library tells which times a zone's clock skips and which it shows twice. */
import { Temporal } from 'temporal-polyfill';
import { eraAt } from './era.ts';

/** A wall clock reading: month 1 to 12, day 1 to 31, hour 0 to 23. */
export interface Wall {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const dayMs = 86_400_000;
/** No two offsets of a zone are further apart: Samoa went over the date line, which is a day. */
const apartMs = 2 * dayMs;

export type Side = 'exact' | 'gap' | 'fold';

/** Whether this is an IANA zone that can be read in; a bare offset such as `+02:00` is not. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/**
 * The instant (ms) at which the clock of `zone` (IANA, or an offset such as `+02:00`) shows `wall`. A time that the
 * clock skips goes to the later side (`gap`), one that it shows twice to the first (`fold`).
 * Throws a RangeError for a date that is in no calendar.
 */
export function instantOf(
  wall: Wall,
  zone: string,
  side: 'first' | 'second' = 'first',
): { readonly at: number; readonly note: Side } {
  const plainly = amidEra(wall, zone);
  if (plainly !== null) return { at: plainly, note: 'exact' };
  const plain = Temporal.PlainDateTime.from(wall, { overflow: 'reject' });
  const earlier = plain.toZonedDateTime(zone, { disambiguation: 'earlier' }).epochMilliseconds;
  const later = plain.toZonedDateTime(zone, { disambiguation: 'later' }).epochMilliseconds;
  if (earlier === later) return { at: earlier, note: 'exact' };
  const exists = plain.equals(
    Temporal.Instant.fromEpochMilliseconds(later).toZonedDateTimeISO(zone).toPlainDateTime(),
  );
  if (!exists) return { at: later, note: 'gap' };
  return { at: side === 'first' ? earlier : later, note: 'fold' };
}

/** What the clock of `zone` shows at `at` (ms). */
export function wallOf(at: number, zone: string): Wall {
  return read(at + eraAt(at, zone).offsetMs);
}

/** The date that the clock of `zone` shows at `at` (ms), in days since 1 January 1970. */
export function dayNumber(at: number, zone: string): number {
  return Math.floor((at + eraAt(at, zone).offsetMs) / dayMs);
}

/** Offset of `zone` from UTC at `at`, in minutes, east positive. */
export function offsetMinutes(at: number, zone: string): number {
  return eraAt(at, zone).offsetMs / 60_000;
}

/** `UTC+5:30`, `UTC-4`, `UTC`. */
export function offsetText(minutes: number): string {
  if (minutes === 0) return 'UTC';
  const size = Math.abs(minutes);
  const rest = size % 60;
  return `UTC${minutes < 0 ? '-' : '+'}${Math.floor(size / 60)}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
}

/** `Europe/London` is London, `America/Argentina/Buenos_Aires` Buenos Aires, `+02:00` UTC+2. */
export function cityOf(zone: string): string {
  const offset = /^([+-])(\d\d):(\d\d)$/.exec(zone);
  if (offset) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3]);
    return offsetText(offset[1] === '-' ? -minutes : minutes);
  }
  return zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
}

/**
 * The instant at which the clock shows `wall`, where that is far from any change of the clock, so that it is shown once.
 * Null near a change, and for what is in no calendar.
 */
function amidEra(wall: Wall, zone: string): number | null {
  const { year, month, day, hour, minute, second } = wall;
  const shown = Date.UTC(year, month - 1, day, hour, minute, second);
  if (!Number.isFinite(shown) || !same(read(shown), wall)) return null;
  const { from, until, offsetMs } = eraAt(shown, zone);
  const at = shown - offsetMs;
  return from + apartMs <= at && at < until - apartMs ? at : null;
}

/** The reading of a clock that shows UTC. */
function read(at: number): Wall {
  const date = new Date(Math.floor(at));
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
}

function same(a: Wall, b: Wall): boolean {
  return (
    a.year === b.year &&
    a.month === b.month &&
    a.day === b.day &&
    a.hour === b.hour &&
    a.minute === b.minute &&
    a.second === b.second
  );
}
