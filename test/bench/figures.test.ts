import { expect, test } from 'vitest';
import { rounded, table } from './figures.ts';
import { quantile } from './measure.ts';

test('a value shows the digits that matter, and a whole one itself', () => {
  expect([8123.4, 123.4, 12.34, 1.234, 0.1234, 0.00123, 0, 2].map(rounded)).toEqual([
    '8,123',
    '123',
    '12.3',
    '1.23',
    '0.123',
    '0.0012',
    '0',
    '2',
  ]);
});

test('a quantile is a value that was measured, whatever their order', () => {
  const values = [5, 1, 4, 2, 3];
  expect([0.5, 0.99, 0].map((share) => quantile(values, share))).toEqual([3, 5, 1]);
});

test('a table has the ratio and what is to be shown beside the value, and says what is left out', () => {
  const text = table([
    { what: 'schedules', who: 'floor', value: 8000, unit: '/s' },
    {
      what: 'schedules',
      who: 'ours',
      value: 2000,
      unit: '/s',
      ratio: { of: 'the floor', value: 0.25 },
      target: { text: '≥ 0.5 of the floor', met: false },
    },
    { what: 'schedules', who: 'bullmq', value: null, unit: '/s', note: 'left out: no redis-server here' },
  ]);
  const [, , floor, ours, other] = text.split('\n');
  expect(floor).toMatch(/^schedules {2}floor +8,000\/s$/);
  expect(ours).toMatch(/^ +ours +2,000\/s {2}0\.25 of the floor {2}✗ ≥ 0\.5 of the floor$/);
  expect(other).toMatch(/bullmq +– .*left out: no redis-server here$/);
});
