import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { eraAt } from '../../../src/core/time/era.ts';
import { dayNumber, instantOf, wallOf } from '../../../src/core/time/zone.ts';

/** Clocks that are changed by an hour, by half of one, around Ramadan, never, by a day, and by seconds. */
const zones = [
  ...['Europe/London', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Casablanca', 'Asia/Kathmandu'],
  ...['Pacific/Apia', 'America/St_Johns', 'Africa/Monrovia', 'UTC', '+05:30', '-03:00'],
];
const years = [1970, 1972, 1986, 2011, 2026, 2027, 2060];
const minuteMs = 60_000;

function byTheLibrary(at: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
}

/** Every change of the clock in the years, and instants around and between them. */
function* instants(zone: string): Generator<number> {
  for (const year of years) {
    const [begin, end] = [Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1)];
    for (let at = begin; at < end; at += 37 * 86_400_000 + 11_111_111) yield at;
    for (let at = begin; ; ) {
      const change = byTheLibrary(at, zone).getTimeZoneTransition('next')?.epochMilliseconds;
      if (change === undefined || change >= end) break;
      for (const minutes of [-2900, -1500, -90, -60, -30, -1, 0, 1, 29, 30, 59, 60, 90, 1500, 2900])
        yield change + minutes * minuteMs;
      yield change - 1;
      at = change;
    }
  }
}

describe('an era of a zone', () => {
  it.each(zones)('reads the clock of %s as the library does, at every change and between them', (zone) => {
    for (const at of instants(zone)) {
      const { year, month, day, hour, minute, second, offsetNanoseconds } = byTheLibrary(at, zone);
      expect(wallOf(at, zone)).toEqual({ year, month, day, hour, minute, second });
      expect(eraAt(at, zone).offsetMs).toBe(offsetNanoseconds / 1_000_000);
      expect(dayNumber(at, zone)).toBe(Date.UTC(year, month - 1, day) / 86_400_000);
    }
  });

  it.each(zones)('finds the instants that the clock of %s shows as the library does', (zone) => {
    for (const at of instants(zone)) {
      const wall = wallOf(at, zone);
      const plain = Temporal.PlainDateTime.from(wall);
      const [first, second] = (['earlier', 'later'] as const).map(
        (disambiguation) => plain.toZonedDateTime(zone, { disambiguation }).epochMilliseconds,
      );
      expect(instantOf(wall, zone).at).toBe(first);
      expect(instantOf(wall, zone, 'second').at).toBe(second);
    }
  });

  it('begins anew where more zones are asked for than are kept', () => {
    const offsets = Array.from({ length: 130 }, (_, index) => {
      const [hours, minutes] = [Math.floor(index / 60), index % 60].map((n) => String(n).padStart(2, '0'));
      return { zone: `+${hours}:${minutes}`, offsetMs: index * minuteMs };
    });
    for (const { zone, offsetMs } of [...offsets, ...offsets]) expect(eraAt(0, zone).offsetMs).toBe(offsetMs);
  });

  it('is of no zone that there is not', () => {
    expect(() => eraAt(0, 'Europe/Nowhere')).toThrow(RangeError);
  });
});
