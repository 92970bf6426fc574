import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findBrowser } from '../../../src/adapters/whatsapp/browser.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sendonce-browser-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const place = (name: string, mode = 0o755) => {
  const path = join(folder, name);
  writeFileSync(path, '#!/bin/sh\n', { mode });
  return path;
};

test('the browser that was asked for is taken before any other', () => {
  place('chromium');
  const asked = place('my-browser');
  expect(findBrowser(asked, folder)).toBe(asked);
});

test('a browser that was asked for and is not there is not replaced by another one', () => {
  place('chromium');
  expect(findBrowser(join(folder, 'missing'), folder)).toBeNull();
});

test('Chromium is preferred to Chrome, wherever on the path each lies', () => {
  place('google-chrome');
  const chromium = place('chromium');
  expect(findBrowser(null, `/nowhere:${folder}`)).toBe(chromium);
});

test('a file of that name that cannot be executed is passed over', () => {
  place('chromium', 0o644);
  const chrome = place('google-chrome');
  expect(findBrowser(null, folder)).toBe(chrome);
});
