import { describe, expect, it } from 'vitest';
import {
  agoText,
  bothZones,
  clockTime,
  dayAndTime,
  dayHeading,
  momentLine,
  nightOf,
  shortMoment,
  untilText,
} from '../../../src/core/time/format.ts';

const london = 'Europe/London';
const at = (iso: string) => Date.parse(iso);
const now = at('2026-11-22T06:43:00Z');

describe('momentLine', () => {
  it.each([
    ['2026-12-31T23:59:00Z', 'Thu 31 Dec, 23:59 London · in 39 days'],
    ['2026-11-23T07:45:00Z', 'Mon 23 Nov, 07:45 London · tomorrow'],
    ['2026-11-22T06:45:00Z', 'Sun 22 Nov, 06:45 London · in 2 minutes'],
    ['2026-11-22T06:43:05Z', 'Sun 22 Nov, 06:43:05 London · in 5 seconds'],
    ['2026-11-22T09:43:00Z', 'Sun 22 Nov, 09:43 London · in 3 hours'],
    ['2026-11-22T23:00:00Z', 'Sun 22 Nov, 23:00 London · in 16 hours'],
    ['2027-01-01T00:30:00Z', 'Fri 1 Jan, 00:30 London · the night Thu→Fri · in 40 days'],
    ['2027-12-31T23:59:00Z', 'Fri 31 Dec 2027, 23:59 London · in 404 days'],
    ['2026-11-21T09:00:00Z', 'Sat 21 Nov, 09:00 London · yesterday'],
    ['2026-11-22T06:40:00Z', 'Sun 22 Nov, 06:40 London · 3 minutes ago'],
  ])('%s is "%s"', (moment, expected) => {
    expect(momentLine(at(moment), london, now)).toBe(expected);
  });

  it('says the offset only where the clock shows that time twice', () => {
    const before = at('2026-10-24T12:00:00Z');
    expect(momentLine(at('2026-10-25T00:30:00Z'), london, before)).toContain('01:30 London (UTC+1)');
    expect(momentLine(at('2026-10-25T01:30:00Z'), london, before)).toContain('01:30 London (UTC)');
    expect(momentLine(at('2026-10-25T02:30:00Z'), london, before)).toContain('02:30 London ·');
  });

  it('counts hours and not days across midnight', () => {
    expect(untilText(at('2026-11-23T00:01:00Z'), at('2026-11-22T23:59:00Z'), london)).toBe('in 2 minutes');
    expect(untilText(at('2026-11-23T02:00:00Z'), at('2026-11-22T23:00:00Z'), london)).toBe('in 3 hours');
    expect(untilText(at('2026-11-23T09:00:00Z'), at('2026-11-22T23:00:00Z'), london)).toBe('tomorrow');
  });

  it('counts a day of 25 hours as one day, and its hours as they pass', () => {
    expect(untilText(at('2026-10-25T12:00:00Z'), at('2026-10-24T11:00:00Z'), london)).toBe('tomorrow');
    expect(untilText(at('2026-10-25T23:59:00Z'), at('2026-10-24T23:01:00Z'), london)).toBe('in 25 hours');
  });
});

describe('the smaller forms', () => {
  it('tell clock time to the second, and shorter where there are none', () => {
    expect(clockTime(at('2026-12-31T23:59:02Z'), london)).toBe('23:59:02');
    expect(shortMoment(at('2026-12-31T23:59:00Z'), london)).toBe('23:59');
    expect(shortMoment(at('2026-12-31T23:59:02Z'), london)).toBe('23:59:02');
  });

  it('head a list by the day of the zone', () => {
    expect(dayHeading(at('2026-12-31T23:59:00Z'), london)).toBe('Thu 31 Dec');
    expect(dayHeading(at('2026-12-31T23:59:00Z'), 'Asia/Tokyo')).toBe('Fri 1 Jan');
  });

  it('name the night from 00:00 to 04:59 and no other hour', () => {
    expect(nightOf(at('2026-11-27T04:59:00Z'), london)).toBe('Thu→Fri');
    expect(nightOf(at('2026-11-27T05:00:00Z'), london)).toBeNull();
    expect(dayAndTime(at('2026-11-27T00:00:00Z'), london, now)).toBe('Fri 27 Nov, 00:00 (night Thu→Fri)');
  });

  it('show a moment in two zones', () => {
    expect(bothZones(at('2026-12-31T23:59:00Z'), 'Asia/Tokyo', london)).toBe(
      'Fri 1 Jan, 08:59 Tokyo = Thu 23:59 London',
    );
    expect(bothZones(at('2026-12-31T12:00:00Z'), 'Europe/Paris', london)).toBe(
      'Thu 31 Dec, 13:00 Paris = 12:00 London',
    );
  });

  it.each([
    [4, '4 seconds ago'],
    [60, '1 minute ago'],
    [3 * 3600, '3 hours ago'],
    [30 * 3600, 'yesterday'],
    [4 * 86_400, '4 days ago'],
    [0, 'just now'],
  ])('%i seconds back is "%s"', (seconds, expected) => {
    expect(agoText(now - seconds * 1000, now, london)).toBe(expected);
  });
});
