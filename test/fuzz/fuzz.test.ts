/** A few thousand of the inputs that `test/fuzz/fuzz.ts` makes by the million. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readWhen } from '../../src/core/time/parse.ts';
import { line } from './lines.ts';
import { readEverything, references } from './reading.ts';
import { limitMs, timeOf } from './slowest.ts';
import { hold, talk } from './talk.ts';

describe('anything that is typed', () => {
  test('is read soundly, without a throw', () => {
    const anything = fc.tuple(line, fc.constantFrom(...references));
    fc.assert(
      fc.property(anything, ([text, reference]) => readEverything(text, reference)),
      { numRuns: 1_500 },
    );
  });

  test.each(['tomorrow 9:00+44:00', '9am UTC+99', '00:30am +4400', 'tomorrow 9:00 gmt-1:75'])(
    'names no zone that no clock has: %s',
    (phrase) => {
      for (const reference of references)
        expect(readWhen({ ...reference, phrase }).kind, reference.locale).not.toBe('at');
    },
  );

  test.each([
    [
      'a rule of many small words',
      '/every S1e1 1 1 1 1 1 1 1121 1 1 1 1 1 1311 1 1 1 1 1 1Dec1 1 1 1 1 123：59',
    ],
    ['a line of colons', `/every 1 9am the 9th 4477@c.us ${' : '.repeat(22_000)}`],
    ['a line of rules', `/schedule remind 9:00${'cron 0 9 * * 1-5'.repeat(4_000)}`],
    ['a line of names', `/schedule tomorrow 9am to ${'Mum, '.repeat(13_000)}: hi`],
    ['a note as long as WhatsApp lets one write', 'stop day 8:00 '.repeat(4_600)],
  ])('takes no longer than a blink: %s', (_, text) => {
    const [reference] = references;
    if (reference === undefined) throw new Error('there is no reference');
    timeOf(text, reference);
    expect(timeOf(text, reference)).toBeLessThan(limitMs);
  });
});

describe('anything that is said', () => {
  test('is answered by a bot that goes on, and does only what its owner wrote', async () => {
    await fc.assert(
      fc.asyncProperty(talk, async (whole) => void (await hold(whole))),
      { numRuns: 15 },
    );
  });
});
