import { expect, test } from 'vitest';
import { createChance } from '../../src/adapters/random.ts';

test('a reserved id is 3EB0 and 18 upper-case hex digits, and never comes twice', () => {
  const chance = createChance();
  const ids = Array.from({ length: 5_000 }, () => chance.reservedId());
  for (const id of ids) expect(id).toMatch(/^3EB0[0-9A-F]{18}$/);
  expect(new Set(ids).size).toBe(ids.length);
});

test('a whole number between two includes both of them', () => {
  const chance = createChance();
  const seen = new Set(Array.from({ length: 500 }, () => chance.between(-1, 2)));
  expect([...seen].sort((a, b) => a - b)).toEqual([-1, 0, 1, 2]);
  expect(chance.between(7, 7)).toBe(7);
});

test('bounds in the wrong order or with a fraction are a fault of the program', () => {
  const chance = createChance();
  expect(() => chance.between(2, 1)).toThrow(RangeError);
  expect(() => chance.between(0, 0.5)).toThrow(RangeError);
});
