import { expect, test } from 'vitest';
import { lengthOf, runNight } from './run-night.ts';

/** A few of the nights that `npm run sim` lives through by the ten thousand. */
test.each(Array.from({ length: 12 }, (_, index) => index * 25 + 1))('the nights from %i on', async (from) => {
  for (let seed = from; seed < from + 25; seed++) {
    const { wrongs, story } = await runNight(seed);
    expect(wrongs, `seed ${seed}\n${story.join('\n')}`).toEqual([]);
  }
});

test.each(['short', 'long'] as const)(
  'a %s night is the same whenever it is lived through',
  async (length) => {
    const one = await runNight(7, length);
    await runNight(8, length);
    expect((await runNight(7, length)).story).toEqual(one.story);
  },
);

test('of a hundred nights ten are long, and one has a file', async () => {
  const long = Array.from({ length: 1_000 }, (_, seed) => lengthOf(seed)).filter((one) => one === 'long');
  expect(long).toHaveLength(100);
  expect(lengthOf(100)).toBe('short');
  expect(lengthOf(1_000)).toBe('long');
  for (const seed of [100, 1_000]) {
    const { wrongs, story } = await runNight(seed);
    expect(wrongs, story.join('\n')).toEqual([]);
  }
});

test.each([4_447, 9_604, 9_652])('night %i is judged by what its owner was told and meant', async (seed) => {
  const { wrongs, story } = await runNight(seed, 'long');
  expect(wrongs, story.join('\n')).toEqual([]);
});
