/** Occurrences of rules as written, where clocks are changed; what the owner's words become stands in rules.tsv. */
import { describe, expect, test } from 'vitest';
import {
  instantOfKey,
  keyOf,
  nextOccurrence,
  nextOccurrences,
  type Rule,
} from '../../../src/core/recurrence/rule.ts';
import { wallOf } from '../../../src/core/time/zone.ts';

const rule = (rrule: string, start: string, until: string | null = null): Rule => ({
  ...{ kind: 'calendar', rrule: `${rrule};BYSECOND=0`, start, until },
});
const daily = (hour: number, minute: number, start: string): Rule =>
  rule(`FREQ=DAILY;BYHOUR=${hour};BYMINUTE=${minute}`, start);

/** Their instants, behind that one. */
function instants(one: Rule, zone: string, from: string, most = 3): string[] {
  return nextOccurrences(one, zone, { key: null, at: Date.parse(from) }, most).map(({ at }) =>
    new Date(at).toISOString().replace(':00.000Z', 'Z'),
  );
}

describe('wall-clock time', () => {
  test.each([
    ['London, as summer begins', 'Europe/London', '2027-03-27T12:00Z', ['03-28T07:30Z', '03-29T07:30Z']],
    ['London, as summer ends', 'Europe/London', '2027-10-30T12:00Z', ['10-31T08:30Z', '11-01T08:30Z']],
    ['New York', 'America/New_York', '2027-03-13T14:00Z', ['03-14T12:30Z', '03-15T12:30Z']],
    ['Sydney', 'Australia/Sydney', '2027-04-02T12:00Z', ['04-02T21:30Z', '04-03T22:30Z']],
    ['Lord Howe, half an hour', 'Australia/Lord_Howe', '2027-04-02T12:00Z', ['04-02T21:30Z', '04-03T22:00Z']],
  ])('stays the same in %s', (_, zone, from, expected) => {
    expect(instants(daily(8, 30, '2027-01-01T00:00:00'), zone, from, 2)).toEqual(
      expected.map((at) => `2027-${at}`),
    );
  });

  test('that the clock skips goes to the later side, that day alone', () => {
    const one = daily(1, 30, '2027-01-01T00:00:00');
    const found = nextOccurrences(
      one,
      'Europe/London',
      { key: null, at: Date.parse('2027-03-27T12:00Z') },
      2,
    );
    expect(found).toEqual([
      { key: '2027-03-28T01:30:00', at: Date.parse('2027-03-28T01:30Z'), note: 'gap' },
      { key: '2027-03-29T01:30:00', at: Date.parse('2027-03-29T00:30Z'), note: 'exact' },
    ]);
  });

  test('that the clock shows twice comes once, the first time', () => {
    const one = daily(1, 30, '2027-01-01T00:00:00');
    expect(instants(one, 'Europe/London', '2027-10-30T12:00Z', 2)).toEqual([
      ...['2027-10-31T00:30Z', '2027-11-01T01:30Z'],
    ]);
    // Looked for between the two, it is not found again.
    expect(instants(one, 'Europe/London', '2027-10-31T00:45Z', 1)).toEqual(['2027-11-01T01:30Z']);
  });

  test('of which two fall on one instant comes once', () => {
    const one = rule('FREQ=DAILY;BYHOUR=1,2;BYMINUTE=30', '2027-01-01T00:00:00');
    expect(instants(one, 'Europe/London', '2027-03-27T12:00Z', 3)).toEqual([
      ...['2027-03-28T01:30Z', '2027-03-29T00:30Z', '2027-03-29T01:30Z'],
    ]);
  });

  test('on a day that a zone never had comes once with the next', () => {
    const one = daily(9, 0, '2011-12-01T00:00:00');
    expect(instants(one, 'Pacific/Apia', '2011-12-29T12:00Z', 3)).toEqual([
      ...['2011-12-29T19:00Z', '2011-12-30T19:00Z', '2011-12-31T19:00Z'],
    ]);
  });
});

describe('behind a key', () => {
  const one = daily(9, 0, '2026-01-01T00:00:00');

  test('nothing comes a second time when the clock was set back', () => {
    const set = { key: '2026-11-30T09:00:00', at: Date.parse('2026-11-20T00:00Z') };
    expect(nextOccurrence(one, 'Europe/London', set)?.key).toBe('2026-12-01T09:00:00');
  });

  test('nothing comes that is over when the bot was away for weeks', () => {
    const away = { key: '2026-11-01T09:00:00', at: Date.parse('2026-11-24T12:00Z') };
    expect(nextOccurrence(one, 'Europe/London', away)?.key).toBe('2026-11-25T09:00:00');
  });

  test('a rule is over with its last key', () => {
    const ending: Rule = { ...one, until: '2026-11-30T23:59:59' };
    const at = Date.parse('2026-11-29T12:00Z');
    expect(nextOccurrence(ending, 'UTC', { key: null, at })?.key).toBe('2026-11-30T09:00:00');
    expect(nextOccurrence(ending, 'UTC', { key: '2026-11-30T09:00:00', at })).toBeNull();
  });
});

describe('elapsed time', () => {
  const start = Date.parse('2027-10-31T00:00Z');
  const one: Rule = { kind: 'elapsed', everyMs: 30 * 60_000, start, until: null };

  test('runs through a change of the clock evenly, and its keys differ in the doubled hour', () => {
    const found = nextOccurrences(one, 'Europe/London', { key: null, at: start - 1 }, 4);
    expect(found.map(({ at }) => at - start)).toEqual([0, 1_800_000, 3_600_000, 5_400_000]);
    expect(new Set(found.map(({ key }) => key)).size).toBe(4);
    for (const { key, at } of found) expect(instantOfKey(one, 'Europe/London', key)).toBe(at);
  });

  test('catches up with the present in one step', () => {
    const late = { key: new Date(start).toISOString(), at: start + 10 * 86_400_000 + 1 };
    expect(nextOccurrence(one, 'UTC', late)?.at).toBe(start + 10 * 86_400_000 + 1_800_000);
  });
});

test('three hundred days of a rule are each day once, in order, in any zone', () => {
  for (const zone of ['Europe/London', 'Australia/Lord_Howe', 'America/Sao_Paulo', 'Asia/Kolkata']) {
    const found = nextOccurrences(
      daily(2, 15, '2026-01-01T00:00:00'),
      zone,
      { key: null, at: 1_767_225_600_000 },
      300,
    );
    expect(found).toHaveLength(300);
    for (const [index, { key, at }] of found.entries()) {
      if (index > 0) expect(at).toBeGreaterThan(found[index - 1]?.at ?? 0);
      expect(instantOfKey(daily(2, 15, ''), zone, key)).toBe(at);
    }
    const days = new Set(found.map(({ at }) => keyOf(wallOf(at, zone)).slice(0, 10)));
    expect(days.size).toBe(300);
  }
});
