import { describe, expect, test } from 'vitest';
import { readSelection } from '../../src/chat/selection.ts';

const ids = (...numbers: number[]) => ({ kind: 'ids', ids: numbers, batches: [] });

describe('a selection', () => {
  test.each([
    ['12', ids(12)],
    ['#12', ids(12)],
    ['# 12', ids(12)],
    ['12.', ids(12)],
    ['12…', ids(12)],
    ['12!', ids(12)],
    ['12, 13', ids(12, 13)],
    ['12,13', ids(12, 13)],
    ['12 13', ids(12, 13)],
    ['#12, #13.', ids(12, 13)],
    ['12 and 13', ids(12, 13)],
    ['12, 13, and 14', ids(12, 13, 14)],
    ['12 & 13', ids(12, 13)],
    ['12، 13', ids(12, 13)],
    ['13, 12, 13', ids(13, 12)],
    ['12-15', ids(12, 13, 14, 15)],
    ['12–15', ids(12, 13, 14, 15)],
    ['12 — 15', ids(12, 13, 14, 15)],
    ['#12-#15', ids(12, 13, 14, 15)],
    ['12-13, 20', ids(12, 13, 20)],
    ['12-12', ids(12)],
    ['１２', ids(12)],
    ['\u200e12\u200f', ids(12)],
    ['all', { kind: 'all' }],
    ['ALL!', { kind: 'all' }],
    ['Last.', { kind: 'last' }],
    ['B3', { kind: 'ids', ids: [], batches: [3] }],
    ['b3', { kind: 'ids', ids: [], batches: [3] }],
    ['12, B3', { kind: 'ids', ids: [12], batches: [3] }],
    ['Mum', { kind: 'name', name: 'Mum' }],
    ['"12"', { kind: 'name', name: '12' }],
    ['7B parents', { kind: 'name', name: '7B parents' }],
    ['all of us', { kind: 'name', name: 'all of us' }],
    ['Smith, John', { kind: 'name', name: 'Smith, John' }],
    ['+447700900002', { kind: 'name', name: '+447700900002' }],
    ['07700900002', { kind: 'name', name: '07700900002' }],
    ['Mum and Dad', { kind: 'name', name: 'Mum and Dad' }],
    ['Dr. No!', { kind: 'name', name: 'Dr. No!' }],
  ])('%j is read', (typed, expected) => {
    expect(readSelection(typed)).toEqual(expected);
  });

  test.each([
    ['', 'empty'],
    [' … ', 'empty'],
    ['""', 'empty'],
    ['15-12', 'backwards'],
    ['1-257', 'too_many'],
    ['1-200, 300-400', 'too_many'],
    ['12-', 'broken'],
    ['12, 1x', 'broken'],
    ['12:', 'broken'],
    ['#', 'broken'],
    ['1-2-3', 'broken'],
    ['x'.repeat(101), 'name_too_long'],
    ['"Mum', 'unclosed_quote'],
  ])('%j is refused: %s', (typed, reason) => {
    expect(readSelection(typed)).toMatchObject({ kind: 'refuse', reason });
  });

  test('of as many ids as one command can make is taken', () => {
    expect(readSelection('1-256')).toMatchObject({ kind: 'ids', ids: { length: 256 } });
  });
});
