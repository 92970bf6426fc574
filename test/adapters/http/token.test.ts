import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { tokenToServe, tokenToShow } from '../../../src/adapters/http/token.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'token-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a token is made once, kept where only its owner can read it, and shown again', () => {
  expect(tokenToShow(folder, null)).toBeNull();
  const made = tokenToServe(folder, null);
  expect(made.length).toBeGreaterThanOrEqual(43);
  expect(statSync(join(folder, 'http-token')).mode & 0o777).toBe(0o600);
  expect(tokenToServe(folder, null)).toBe(made);
  expect(tokenToShow(folder, null)).toBe(made);
});

test('two bots do not share a token', () => {
  const other = mkdtempSync(join(tmpdir(), 'token-'));
  expect(tokenToServe(other, null)).not.toBe(tokenToServe(folder, null));
  rmSync(other, { recursive: true });
});

test('a configured token is used as it is and not written down', () => {
  expect(tokenToServe(folder, 'configured-by-hand')).toBe('configured-by-hand');
  expect(tokenToShow(folder, null)).toBeNull();
});

test('half a token left by a crash is replaced, not believed', () => {
  for (const left of ['', '\n', 'short', 'with a space in the middle']) {
    writeFileSync(join(folder, 'http-token'), left);
    expect(tokenToShow(folder, null)).toBeNull();
    const made = tokenToServe(folder, null);
    expect(readFileSync(join(folder, 'http-token'), 'utf8')).toBe(`${made}\n`);
    expect(statSync(join(folder, 'http-token')).mode & 0o777).toBe(0o600);
  }
});
