import { expect, test } from 'vitest';
import { boundOf, tableOf } from './table.ts';

test('zero in n tries means under 3/n, and nothing is said of what broke or was not tried', () => {
  expect(boundOf({ tried: 100_000, broke: 0 })).toBe('< 0.0030 %');
  expect(boundOf({ tried: 1_000, broke: 0 })).toBe('< 0.30 %');
  expect(boundOf({ tried: 1_000, broke: 1 })).toBe('');
  expect(boundOf({ tried: 2, broke: 0 })).toBe('');
  expect(boundOf({ tried: 0, broke: 0 })).toBe('');
});

test('the table has a line a row, and its columns stand under each other', () => {
  const table = tableOf([
    { what: 'nights from a seed', tried: 100_000, broke: 0, seconds: 240 },
    { what: 'kills', tried: 20, broke: 1, seconds: 90, note: 'seed 7' },
  ]);
  const lines = table.split('\n');
  expect(lines).toHaveLength(4);
  expect(new Set(lines.map((line) => line.length)).size).toBe(1);
  expect(lines[3]).toMatch(/\| kills +\| 20 +\| 1 +\| +\| 90 s +\| seed 7 \|/);
});
