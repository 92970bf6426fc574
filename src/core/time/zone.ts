/** Wall clocks and zones. Only a Temporal library tells which times a zone's clock skips and which it shows twice. */
import { Temporal } from 'temporal-polyfill';

/** A wall clock reading: month 1 to 12, day 1 to 31, hour 0 to 23. */
export interface Wall {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

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
  // Each field of a zoned time asks the zone anew; those of a plain one stand there.
  const z = zoned(at, zone).toPlainDateTime();
  return { year: z.year, month: z.month, day: z.day, hour: z.hour, minute: z.minute, second: z.second };
}

/** Offset of `zone` from UTC at `at`, in minutes, east positive. */
export function offsetMinutes(at: number, zone: string): number {
  return zoned(at, zone).offsetNanoseconds / 60_000_000_000;
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

function zoned(at: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(zone);
}
