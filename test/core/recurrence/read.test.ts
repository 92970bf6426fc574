/** Rules in the owner's words: every row of rules.tsv, and what a choice leads to. A wrong instant is worse than a question. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type RuleReading, readRule } from '../../../src/core/recurrence/read.ts';
import { nextOccurrences } from '../../../src/core/recurrence/rule.ts';
import { rowsOf } from '../../phrases/rows.ts';

type Row = readonly [rule: string, now: string, zone: string, locale: string, expected: string];
const rows = rowsOf('rules') as unknown as readonly Row[];

function told(reading: RuleReading, zone: string): string {
  if (reading.kind === 'refuse') return `refuse ${reading.reason}`;
  if (reading.kind === 'ask') {
    const offered = reading.choices.map(({ phrase }) => phrase).join(' | ');
    return `ask ${reading.reason} ${offered === '' ? reading.phrase : offered}`;
  }
  const three = nextOccurrences(reading.rule, reading.zone, { key: null, at: reading.first.at - 1 }, 3);
  const instants = three.map(
    ({ at, note }) => new Date(at).toISOString().replace('.000Z', 'Z') + (note === 'exact' ? '' : `~${note}`),
  );
  const elsewhere = reading.zone === zone ? '' : ` in ${reading.zone}`;
  const until = reading.rule.until === null ? '' : ` until ${reading.rule.until}`;
  return `rule ${instants.join(',')}${elsewhere}${until}`;
}

test('there are at least eighty', () => expect(rows.length).toBeGreaterThanOrEqual(80));

test.each(rows)('%s, said at %s in %s, %s', (phrase, now, zone, locale, expected) => {
  expect(told(readRule({ phrase, now: Date.parse(now), zone, locale }), zone)).toBe(expected);
});

describe('a choice', () => {
  const asking = rows.filter(([, , , , expected]) => expected.startsWith('ask'));

  test.each(asking)('of %s is a rule, or one question nearer to one', (phrase, now, zone, locale) => {
    const input = { now: Date.parse(now), zone, locale };
    const reading = readRule({ ...input, phrase });
    if (reading.kind !== 'ask') throw new Error('expected a question');
    for (const choice of reading.choices) {
      const next = readRule({ ...input, phrase: choice.phrase });
      expect(next.kind).not.toBe('refuse');
      if (next.kind === 'ask') expect(next.reason).not.toBe(reading.reason);
    }
  });
});

test('no words make it throw or hang, and what it reads lies ahead', () => {
  const words = fc.constantFrom(
    ...[
      'day',
      'friday',
      'month',
      'on',
      'the',
      '31st',
      'last',
      'of',
      'other',
      '2',
      'weeks',
      'hours',
      '9:00',
      '9am',
    ],
    ...[
      'until',
      'x3',
      'from',
      'tomorrow',
      'cron',
      '*',
      '*/5',
      '1-5',
      '0',
      'year',
      '29',
      'feb',
      'and',
      ',',
      'at',
      'to',
    ],
  );
  const now = Date.parse('2026-11-24T12:00:00Z');
  fc.assert(
    fc.property(fc.array(words, { minLength: 1, maxLength: 8 }), (said) => {
      const reading = readRule({ phrase: said.join(' '), now, zone: 'Europe/London', locale: 'en-GB' });
      if (reading.kind === 'rule') expect(reading.first.at).toBeGreaterThan(now);
    }),
    { numRuns: 400, seed: 7 },
  );
});
