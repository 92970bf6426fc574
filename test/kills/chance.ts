/** Chance from a seed: the same campaign, kinds and moments of kills for the same number. */
import { mulberry32 } from '../sim/chance.ts';

export interface Chance {
  /** A whole number from 0 to `limit` - 1. */
  below(limit: number): number;
  pick<T>(list: readonly T[]): T;
  /** True in `percent` of a hundred cases. */
  happens(percent: number): boolean;
  shuffled<T>(list: readonly T[]): T[];
}

export function chanceFrom(seed: number): Chance {
  const next = mulberry32(seed);
  const below = (limit: number): number => next() % limit;
  return {
    below,
    pick<T>(list: readonly T[]): T {
      if (list.length === 0) throw new Error('expected something to pick from, found an empty list');
      return list[below(list.length)] as T;
    },
    happens: (percent) => below(100) < percent,
    shuffled<T>(list: readonly T[]): T[] {
      const rest = [...list];
      const shuffled: T[] = [];
      while (rest.length > 0) shuffled.push(...rest.splice(below(rest.length), 1));
      return shuffled;
    },
  };
}
