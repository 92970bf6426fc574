/** A few thousand of the inputs that `test/fuzz/fuzz.ts` makes by the million. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readWhen } from '../../src/core/time/parse.ts';
import { line, onceSlow } from './lines.ts';
import { readEverything, references } from './reading.ts';
import { hold, talk } from './talk.ts';

/** The same ones each time: new ones are tried by the million elsewhere, where what is found can be told. */
const seed = 1_592_006_515;

describe('anything that is typed', () => {
  test('is read soundly, without a throw', () => {
    const anything = fc.tuple(line, fc.constantFrom(...references));
    fc.assert(
      fc.property(anything, ([text, reference]) => readEverything(text, reference)),
      { numRuns: 1_500, seed },
    );
  });

  test.each(['tomorrow 9:00+44:00', '9am UTC+99', '00:30am +4400', 'tomorrow 9:00 gmt-1:75'])(
    'names no zone that no clock has: %s',
    (phrase) => {
      for (const reference of references)
        expect(readWhen({ ...reference, phrase }).kind, reference.locale).not.toBe('at');
    },
  );

  test.each(onceSlow)('is read to its end, however long: %#', (text) => {
    for (const reference of references) expect(() => readEverything(text, reference)).not.toThrow();
  });
});

describe('anything that is said', () => {
  test('is answered by a bot that goes on, and does only what its owner wrote', async () => {
    await fc.assert(
      fc.asyncProperty(talk, async (whole) => void (await hold(whole))),
      { numRuns: 15, seed },
    );
  });
});
