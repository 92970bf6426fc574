/** Chance from a seed: the same on every machine, for what a night does and for the ids that the bot makes in it. */
import { createChance } from '../../src/adapters/random.ts';
import type { Chance } from '../../src/core/clock.ts';

export interface SeededChance extends Chance {
  /** A whole number from 0, `limit` excluded. */
  below(limit: number): number;
  /** True `percent` times in a hundred. */
  happens(percent: number): boolean;
  pick<const T extends readonly [unknown, ...unknown[]]>(from: T): T[number];
}

/** Mulberry32: small, and good enough to choose by. Whole numbers of 32 bits. */
export function mulberry32(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

export function createSeededChance(seed: number): SeededChance {
  const next = mulberry32(Math.imul(seed, 0x9e3779b1));
  const hex = (digits: number): string =>
    (next() % 16 ** digits).toString(16).toUpperCase().padStart(digits, '0');
  const below = (limit: number): number => next() % limit;
  return {
    below,
    happens: (percent) => below(100) < percent,
    pick: (from) => from[below(from.length)] ?? from[0],
    between: (from, to) => from + below(to - from + 1),
    derivedId: createChance().derivedId,
    reservedId: () => `3EB0${hex(6)}${hex(6)}${hex(6)}`,
  };
}
