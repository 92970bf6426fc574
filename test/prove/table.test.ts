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

test('the scenarios of one way to break are one row', () => {
  const row = { tried: 10, broke: 0, seconds: 1.4 };
  const table = tableOf([
    { ...row, what: 'send: killed at a port' },
    { ...row, what: 'stop: killed at a port' },
    { ...row, what: 'killed at a random instant' },
  ]);
  expect(table.split('\n')).toHaveLength(4);
  expect(table).toMatch(/\| killed at a port +\| 20 +\| 0 +\| < 15 % +\| 3 s +\| in 2 scenarios \|/);
});
