/** The judge of a failing disk: what nothing rests on goes unsaid, and the same call elsewhere does not. */
import { expect, test } from 'vitest';
import { injectionIn } from './felt.ts';

const house = '/tmp/house';
const copy = `${house}/backups/sendonce-2026-11-24T120022Z.db.partial`;
const frame = `7 pwrite64(21<${house}/ledger.db-wal>, "..."..., 4096, 8192) = 4096`;
const sync = (path: string): string => `7 fsync(21<${path}>) = 0`;
const gone = (path: string): string => `7 unlink("${path}") = 0`;
const failed = (call: string): string => call.replace(/= 0$/, '= -1 EIO (Input/output error) (INJECTED)');
const named = `7 rename("${copy}", "${copy.replace('.partial', '')}") = 0`;
const verdictOf = (...lines: readonly string[]) => injectionIn(`${lines.join('\n')}\n`);

test('a fault that never came is told apart', () => {
  expect(verdictOf(frame, sync(`${house}/ledger.db-wal`))).toBe('none');
});

test('the journal of a copy counts for nothing once the copy was synced and has got its name', () => {
  const whole = [sync(copy), named, sync(`${house}/backups`), frame];
  expect(verdictOf(sync(copy), failed(sync(`${copy}-journal`)), ...whole)).toBe('passed_over');
  expect(verdictOf(sync(copy), failed(gone(`${copy}-journal`)), ...whole)).toBe('passed_over');
});

test.each([
  ['was given up', [frame]],
  ['was not synced afterwards', [named, sync(`${house}/backups`)]],
  ['was named before it was synced', [named, sync(copy), sync(`${house}/backups`)]],
  ['has a name that is not durable', [sync(copy), named, frame]],
])('it counts where the copy %s', (_what, after) => {
  expect(verdictOf(sync(copy), failed(sync(`${copy}-journal`)), ...after)).toBe('felt');
});

test('the copy itself, and the folder with its name, always count', () => {
  const rest = [named, sync(`${house}/backups`)];
  expect(verdictOf(failed(sync(copy)), sync(copy), ...rest)).toBe('felt');
  expect(verdictOf(sync(copy), named, failed(sync(`${house}/backups`)))).toBe('felt');
});

test('the log may stay, or fail to be emptied, when nothing is committed after it', () => {
  const log = `${house}/ledger.db-wal`;
  expect(verdictOf(frame, failed(sync(log)))).toBe('passed_over');
  expect(verdictOf(frame, failed(gone(log)))).toBe('passed_over');
  expect(verdictOf(failed(sync(log)), frame)).toBe('felt');
  expect(verdictOf(failed(gone(log)), frame)).toBe('felt');
});

test('the file that stops everything always counts', () => {
  expect(verdictOf(frame, failed(gone(`${house}/STOP`)))).toBe('felt');
});
