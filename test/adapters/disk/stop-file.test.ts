import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openStopFile } from '../../../src/adapters/disk/stop-file.ts';

function inNewFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sendonce-stop-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'STOP');
}

test('it stands after it was put, privately, and no more after it was removed', () => {
  const path = inNewFolder();
  const stop = openStopFile(path);
  expect(stop.stands()).toBe(false);
  stop.put();
  expect(stop.stands()).toBe(true);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  stop.put();
  expect(stop.remove()).toEqual({ kind: 'removed' });
  expect(stop.stands()).toBe(false);
  expect(stop.remove()).toEqual({ kind: 'removed' });
});

test('whatever has the name stands: a file of somebody, a folder, a link to nowhere', () => {
  const file = inNewFolder();
  writeFileSync(file, 'stop, please');
  expect(openStopFile(file).stands()).toBe(true);
  const folder = inNewFolder();
  mkdirSync(folder);
  expect(openStopFile(folder).stands()).toBe(true);
  const link = inNewFolder();
  symlinkSync('/nowhere/at/all', link);
  expect(openStopFile(link).stands()).toBe(true);
  openStopFile(link).put();
  expect(openStopFile(link).remove()).toEqual({ kind: 'removed' });
});

test('any answer but "there is none" stands', () => {
  const path = inNewFolder();
  writeFileSync(path, '');
  // A path through a file: the answer is ENOTDIR.
  expect(openStopFile(join(path, 'STOP')).stands()).toBe(true);
});

test('what cannot be removed is refused, with the name of whose it is', () => {
  const path = inNewFolder();
  mkdirSync(path);
  const { username, uid } = userInfo();
  expect(openStopFile(path).remove()).toEqual({ kind: 'refused', owner: `${username} (uid ${uid})` });
  expect(existsSync(path)).toBe(true);
});

test.skipIf(process.getuid?.() === 0)('a folder that may not be written refuses the removal', () => {
  const path = inNewFolder();
  writeFileSync(path, '');
  chmodSync(join(path, '..'), 0o500);
  onTestFinished(() => chmodSync(join(path, '..'), 0o700));
  expect(openStopFile(path).remove().kind).toBe('refused');
});

test.runIf(process.getuid?.() === 0)(
  'the owner is named by login, or by number where there is no login',
  () => {
    const path = inNewFolder();
    mkdirSync(path);
    chownSync(path, 1, 1);
    expect(openStopFile(path).remove()).toEqual({ kind: 'refused', owner: 'daemon (uid 1)' });
    chownSync(path, 471_100, 1);
    expect(openStopFile(path).remove()).toEqual({ kind: 'refused', owner: 'uid 471100' });
  },
);

test('a put that leaves no stop throws', () => {
  const path = join(inNewFolder(), 'no', 'such', 'STOP');
  expect(() => openStopFile(path).put()).toThrow('ENOENT');
});
