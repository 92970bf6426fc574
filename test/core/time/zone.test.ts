import { describe, expect, it } from 'vitest';
import { cityOf, instantOf, isZone, offsetMinutes, offsetText, wallOf } from '../../../src/core/time/zone.ts';

const iso = (at: number) => new Date(at).toISOString();
const wall = (text: string) => {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = text.split(/[- :]/).map(Number);
  return { year, month, day, hour, minute, second };
};
const found = (text: string, zone: string) => {
  const { at, note } = instantOf(wall(text), zone);
  return `${iso(at)} ${note}`;
};

describe('instantOf', () => {
  it.each([
    ['2026-12-31 23:59:30', 'Europe/London', '2026-12-31T23:59:30.000Z exact'],
    ['2026-07-01 09:00:00', 'Europe/London', '2026-07-01T08:00:00.000Z exact'],
    ['2026-03-29 01:30:00', 'Europe/London', '2026-03-29T01:30:00.000Z gap'],
    ['2026-10-25 01:30:00', 'Europe/London', '2026-10-25T00:30:00.000Z fold'],
    ['2026-03-08 02:30:00', 'America/New_York', '2026-03-08T07:30:00.000Z gap'],
    ['2026-11-01 01:30:00', 'America/New_York', '2026-11-01T05:30:00.000Z fold'],
    ['2026-10-04 02:15:00', 'Australia/Lord_Howe', '2026-10-03T15:45:00.000Z gap'],
    ['2026-04-05 01:45:00', 'Australia/Lord_Howe', '2026-04-04T14:45:00.000Z fold'],
    ['2011-12-30 09:00:00', 'Pacific/Apia', '2011-12-30T19:00:00.000Z gap'],
    ['2026-01-01 09:00:00', '+05:30', '2026-01-01T03:30:00.000Z exact'],
  ])('%s in %s is %s', (text, zone, expected) => {
    expect(found(text, zone)).toBe(expected);
  });

  it('gives the second of two on demand', () => {
    const { at } = instantOf(wall('2026-10-25 01:30:00'), 'Europe/London', 'second');
    expect(iso(at)).toBe('2026-10-25T01:30:00.000Z');
  });

  it('throws for a date that is in no calendar', () => {
    expect(() => instantOf(wall('2026-02-30 09:00:00'), 'Europe/London')).toThrow(RangeError);
  });

  it('comes back to the same clock reading wherever the time exists', () => {
    for (let hour = 0; hour < 24 * 400; hour += 7) {
      const at = Date.UTC(2026, 0, 1) + hour * 3_600_000;
      for (const zone of ['Europe/London', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu']) {
        const back = instantOf(wallOf(at, zone), zone);
        expect(back.note === 'fold' || back.at === at).toBe(true);
        expect(wallOf(back.at, zone)).toEqual(wallOf(at, zone));
      }
    }
  });
});

describe('names and offsets', () => {
  it.each(['Europe/London', 'UTC', 'Asia/Kolkata', 'America/Argentina/Buenos_Aires'])(
    '%s is a zone',
    (name) => {
      expect(isZone(name)).toBe(true);
    },
  );

  it.each(['London', '+02:00', '', 'Europe/Nowhere', 'Europe/London; drop'])('"%s" is none', (name) => {
    expect(isZone(name)).toBe(false);
  });

  it('calls a zone by its city', () => {
    expect(cityOf('Europe/London')).toBe('London');
    expect(cityOf('America/Argentina/Buenos_Aires')).toBe('Buenos Aires');
    expect(cityOf('-03:30')).toBe('UTC-3:30');
    expect(cityOf('UTC')).toBe('UTC');
  });

  it('tells offsets east positive', () => {
    expect(offsetMinutes(Date.UTC(2026, 0, 1), 'America/New_York')).toBe(-300);
    expect(offsetMinutes(Date.UTC(2026, 0, 1), 'Asia/Kathmandu')).toBe(345);
    expect([0, 60, -210, 345].map(offsetText)).toEqual(['UTC', 'UTC+1', 'UTC-3:30', 'UTC+5:45']);
  });
});
