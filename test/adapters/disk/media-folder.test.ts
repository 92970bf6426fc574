import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openMediaFolder } from '../../../src/adapters/disk/media-folder.ts';
import { FileFault } from '../../../src/core/files.ts';

const bytes = new Uint8Array([0xff, 0xd8, 0xff, 1, 2, 3]);
const hash = createHash('sha256').update(bytes).digest('hex');
const file = { hash, bytes: bytes.length };
const hour = 3_600_000;
const noon = Date.UTC(2026, 10, 24, 12);

function inNewFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sendonce-media-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'media');
}

test('a file lies under the hash of its bytes, in a private folder, and comes back as it was', () => {
  const path = inNewFolder();
  const media = openMediaFolder(path);
  expect(media.check(file)).toBe('missing');
  expect(media.keep(bytes, noon)).toBe(hash);
  const kept = join(path, hash.slice(0, 2), hash);
  expect(readdirSync(path, { recursive: true }).sort()).toEqual([
    hash.slice(0, 2),
    join(hash.slice(0, 2), hash),
  ]);
  expect(readFileSync(kept)).toEqual(Buffer.from(bytes));
  for (const [of, mode] of [
    [path, 0o700],
    [join(kept, '..'), 0o700],
    [kept, 0o600],
  ] as const)
    expect(statSync(of).mode & 0o777).toBe(mode);
  expect(media.check(file)).toBe('whole');
  expect(media.read(file)).toEqual(Buffer.from(bytes));
});

test('the same bytes are one file, and bytes that were damaged are written anew', () => {
  const path = inNewFolder();
  const media = openMediaFolder(path);
  const kept = join(path, hash.slice(0, 2), hash);
  media.keep(bytes, noon);
  media.keep(bytes, noon);
  expect(readdirSync(join(kept, '..'))).toEqual([hash]);
  truncateSync(kept, 3);
  expect(media.check(file)).toBe('altered');
  expect(media.read(file)).toBeNull();
  media.keep(bytes, noon);
  expect(media.check(file)).toBe('whole');
});

test('other bytes of the same length are not the file', () => {
  const path = inNewFolder();
  const media = openMediaFolder(path);
  media.keep(bytes, noon);
  writeFileSync(join(path, hash.slice(0, 2), hash), Buffer.alloc(bytes.length));
  expect(media.check(file)).toBe('altered');
  expect(media.read(file)).toBeNull();
});

test('what a killed process left half written is no file, and the next writing makes it whole', () => {
  const path = inNewFolder();
  const media = openMediaFolder(path);
  mkdirSync(join(path, hash.slice(0, 2)), { recursive: true });
  writeFileSync(join(path, hash.slice(0, 2), `${hash}.partial`), bytes.subarray(0, 2));
  expect(media.check(file)).toBe('missing');
  media.keep(bytes, noon);
  expect(media.check(file)).toBe('whole');
  expect(readdirSync(join(path, hash.slice(0, 2)))).toEqual([hash]);
});

test('no name but a hash leads anywhere', () => {
  const media = openMediaFolder(inNewFolder());
  for (const name of ['../../etc/passwd', '', hash.toUpperCase(), `${hash}/..`, `${hash}\0`])
    expect(media.check({ hash: name, bytes: 1 })).toBe('missing');
});

test('only what nobody uses and nobody wanted lately is swept', () => {
  const path = inNewFolder();
  const media = openMediaFolder(path);
  media.keep(bytes, noon - 48 * hour);
  const used = media.keep(new Uint8Array([1]), noon - 48 * hour);
  const fresh = media.keep(new Uint8Array([2]), noon - hour);
  // Wanted once more: its day begins anew.
  const again = media.keep(new Uint8Array([3]), noon - 48 * hour);
  media.keep(new Uint8Array([3]), noon);
  writeFileSync(join(path, 'somebody.txt'), 'else');
  expect(media.sweep(noon - 24 * hour, (one) => one === used)).toBe(1);
  expect(media.check(file)).toBe('missing');
  for (const kept of [used, fresh, again]) expect(media.check({ hash: kept, bytes: 1 })).toBe('whole');
  expect(existsSync(join(path, 'somebody.txt'))).toBe(true);
  expect(openMediaFolder(join(path, 'none')).sweep(noon, () => false)).toBe(0);
});

test('a disk that refuses is a fault that says so, and leaves no file that looks whole', () => {
  const path = inNewFolder();
  // A file stands where the folder would be: no user may write there, root included.
  writeFileSync(path, 'in the way');
  chmodSync(path, 0o600);
  const media = openMediaFolder(path);
  expect(() => media.keep(bytes, noon)).toThrow(FileFault);
  expect(media.check(file)).toBe('missing');
});
