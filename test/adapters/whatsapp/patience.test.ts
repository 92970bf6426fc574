import { expect, test } from 'vitest';
import { limits } from '../../../src/adapters/whatsapp/limits.ts';
import { createPatience } from '../../../src/adapters/whatsapp/patience.ts';

const minute = 60_000;

test('a page that synchronises without progress is given up after ten minutes', () => {
  const patience = createPatience(limits);
  expect(patience.saw('starting', '', 0)).toBe(null);
  expect(patience.saw('syncing', '', 5 * minute)).toBe(null);
  expect(patience.saw('syncing', '', 10 * minute - 1)).toBe(null);
  expect(patience.saw('syncing', '', 10 * minute)).toBe('stuck');
});

test('progress begins the ten minutes afresh, however long it all takes', () => {
  const patience = createPatience(limits);
  for (let percent = 0; percent < 100; percent += 1)
    expect(patience.saw('syncing', String(percent), percent * minute)).toBe(null);
  expect(patience.saw('syncing', '99', 99 * minute + 10 * minute)).toBe('stuck');
});

test('a page without a socket is given up after five minutes, and one that had it in between is not', () => {
  const patience = createPatience(limits);
  patience.saw('no_socket', '', 0);
  expect(patience.saw('no_socket', '', 5 * minute)).toBe('stuck');
  const other = createPatience(limits);
  other.saw('no_socket', '', 0);
  other.saw('connected', '', 4 * minute);
  expect(other.saw('no_socket', '', 5 * minute)).toBe(null);
});

test('a socket that comes and goes without a synchronisation is no progress', () => {
  const patience = createPatience(limits);
  const answers = Array.from({ length: 11 }, (_, at) =>
    patience.saw(at % 2 === 0 ? 'no_socket' : 'syncing', '', at * minute),
  );
  expect(answers.slice(0, 10)).toEqual(Array(10).fill(null));
  expect(answers[10]).toBe('stuck');
});

test('whoever waits to be linked waits for ever as long as there are new codes, and three minutes without', () => {
  const patience = createPatience(limits);
  for (let code = 0; code < 100; code += 1)
    expect(patience.saw('linking', String(code), code * minute)).toBe(null);
  expect(patience.saw('linking', '99', 102 * minute - 1)).toBe(null);
  expect(patience.saw('linking', '99', 102 * minute)).toBe('stuck');
});

test('a log-out is one after ten seconds of it, and not at the first look', () => {
  const patience = createPatience(limits);
  expect(patience.saw('doubtful', '', 0)).toBe(null);
  expect(patience.saw('doubtful', '', 9_999)).toBe(null);
  expect(patience.saw('doubtful', '', 10_000)).toBe('logged_out');
});

test.each(['connected', 'syncing', 'no_socket', 'blocked'] as const)(
  'a page that is seen %s in between was not logged out',
  (state) => {
    const patience = createPatience(limits);
    patience.saw('doubtful', '', 0);
    patience.saw(state, '', 5_000);
    expect(patience.saw('doubtful', '', 10_000)).toBe(null);
    expect(patience.saw('doubtful', '', 20_000)).toBe('logged_out');
  },
);

test('a page that reloads in between says nothing about its log-out', () => {
  const patience = createPatience(limits);
  patience.saw('doubtful', '', 0);
  patience.saw('no_page', '', 5_000);
  expect(patience.saw('doubtful', '', 10_000)).toBe('logged_out');
});

test('what is connected, or blocked, is left alone', () => {
  const patience = createPatience(limits);
  for (const state of ['connected', 'blocked'] as const) {
    patience.saw(state, '', 0);
    expect(patience.saw(state, '', 1_000 * minute)).toBe(null);
  }
});
