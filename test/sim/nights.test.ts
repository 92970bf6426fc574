import { expect, test } from 'vitest';
import { runNight } from './run-night.ts';

/** A few of the nights that `npm run sim` lives through by the ten thousand. */
test.each(Array.from({ length: 12 }, (_, index) => index * 25 + 1))('the nights from %i on', async (from) => {
  for (let seed = from; seed < from + 25; seed++) {
    const { wrongs, story } = await runNight(seed);
    expect(wrongs, `seed ${seed}\n${story.join('\n')}`).toEqual([]);
  }
});

test('a night is the same whenever it is lived through', async () => {
  const [one, other] = [await runNight(7), await runNight(7)];
  expect(other.story).toEqual(one.story);
});

test.each([4_447, 9_604, 9_652])('night %i is judged by what its owner was told and meant', async (seed) => {
  const { wrongs, story } = await runNight(seed);
  expect(wrongs, story.join('\n')).toEqual([]);
});
