/** A cap holds in every window, wherever it begins, and delays by no millisecond more than that. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Cap, freeAt, insert } from '../../src/core/cap.ts';

/** Counted one by one: no window that holds `at` has more than `most`. */
function fits(at: number, taken: readonly number[], caps: readonly Cap[]): boolean {
  const all = [...taken, at];
  return caps.every(({ most, windowMs }) =>
    Array.from({ length: windowMs }, (_, back) => at - back).every(
      (from) => all.filter((one) => one >= from && one < from + windowMs).length <= most,
    ),
  );
}

const cap = fc.record({ most: fc.integer({ min: 1, max: 4 }), windowMs: fc.integer({ min: 1, max: 12 }) });

test('the free instant is the first one at which every window stays within every cap', () => {
  fc.assert(
    fc.property(
      fc.array(cap, { minLength: 1, maxLength: 2 }),
      fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 20 }),
      fc.integer({ min: 0, max: 40 }),
      (caps, wished, at) => {
        // As plans are made: each within the caps, in any order.
        const taken: number[] = [];
        for (const one of wished) insert(taken, freeAt(one, taken, caps));
        const free = freeAt(at, taken, caps);
        expect(fits(free, taken, caps)).toBe(true);
        for (let earlier = at; earlier < free; earlier++) expect(fits(earlier, taken, caps)).toBe(false);
      },
    ),
    { numRuns: 500 },
  );
});

test('what was taken beyond a cap, because the cap was lowered since, is waited out', () => {
  expect(freeAt(0, [0, 0, 0, 1, 2], [{ most: 2, windowMs: 10 }])).toBe(11);
});

test('instants are kept in order', () => {
  const taken: number[] = [];
  for (const one of [5, 1, 3, 5, 2]) insert(taken, one);
  expect(taken).toEqual([1, 2, 3, 5, 5]);
});
