/** The judge of the order sees a hand-over that came too early, wherever in the writing of its claim it stands. */
import { expect, test } from 'vitest';
import { judgeOrder, readTrace } from './trace.ts';

const places = { attempts: new Set([7]), tellings: new Set([8]), notices: new Set([9]) };
const log = '/house/ledger.db-wal';
const claimed = '3EB0000000000000000001';
const told = '3EB0000000000000000002';

const escaped = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
const call = (name: string, file: string, text: string | null, result: number): string =>
  `4711  ${name}(21<${escaped(file)}>${text === null ? '' : `, "${text}", ${result}, 0`}) = ${result}`;

/** A frame as SQLite writes it: a header with the page's number and, where a transaction ends, the size; then the page. */
function frame(page: number, ends: boolean, content: string): readonly string[] {
  const header = Buffer.alloc(24);
  header.writeUInt32BE(page, 0);
  header.writeUInt32BE(ends ? 12 : 0, 4);
  const bytes = [...header].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
  return [call('pwrite64', log, bytes, 24), call('pwrite64', log, escaped(`..${content}..`), 4096)];
}
const synced = call('fsync', log, null, 0);
const handed = (waId: string, text: string): string => {
  const line = `${JSON.stringify({ kind: 'handed', waId, chatId: '447700900002@c.us', text })}\n`;
  return call('write', '/world.jsonl', escaped(line), line.length);
};
const verdictOf = (lines: readonly (string | readonly string[])[]) =>
  judgeOrder(readTrace(lines.flat().join('\n')), places);

test('a claim that is durable before its hand-over, and a reply after what it tells, are in order', () => {
  const verdict = verdictOf([
    frame(3, false, claimed),
    frame(7, true, claimed),
    synced,
    handed(claimed, 'hello'),
    frame(9, true, '⏰ #1 scheduled\nto Mum'),
    synced,
    frame(8, true, told),
    synced,
    handed(told, '(12:03) ⏰ #1 scheduled\nto Mum'),
  ]);
  expect(verdict).toEqual({ claims: 1, replies: 1, broken: [] });
});

test.each([
  [
    'before its claim',
    [handed(claimed, 'x'), frame(7, true, claimed), synced],
    /before its claim was durable/,
  ],
  [
    'in the middle of it',
    [frame(7, false, claimed), handed(claimed, 'x'), frame(3, true, '')],
    /in the middle/,
  ],
  [
    'before the sync',
    [frame(7, true, claimed), handed(claimed, 'x'), synced],
    /between a commit and its sync/,
  ],
  [
    'after a sync that failed',
    [frame(7, true, claimed), call('fsync', log, null, -1), handed(claimed, 'x')],
    /before its claim was durable/,
  ],
  [
    'when only the arming was durable',
    [frame(3, true, claimed), synced, handed(claimed, 'x'), frame(7, true, claimed), synced],
    /before its claim was durable/,
  ],
  [
    'with words that were not durable',
    [
      frame(8, true, told),
      synced,
      handed(told, '🚫 #1 cancelled'),
      frame(9, true, '🚫 #1 cancelled'),
      synced,
    ],
    /words of .* left before they were durable/,
  ],
])('a hand-over %s is caught', (_where, lines, why) => {
  expect(verdictOf(lines).broken.join('; ')).toMatch(why);
});
