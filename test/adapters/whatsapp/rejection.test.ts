import { expect, test } from 'vitest';
import { libraryRequire } from '../../../src/adapters/whatsapp/browser.js';
import { isLibraryRejection } from '../../../src/adapters/whatsapp/rejection.ts';

test('the bare strings of whatsapp-web.js are known, and no other string is', () => {
  expect(isLibraryRejection('auth timeout')).toBe(true);
  expect(isLibraryRejection('ready timeout')).toBe(true);
  expect(isLibraryRejection('timeout')).toBe(false);
  expect(isLibraryRejection(undefined)).toBe(false);
});

test('errors that puppeteer makes or throws are known by their kind and by where they were thrown', async () => {
  const puppeteer = libraryRequire()('puppeteer');
  expect(isLibraryRejection(new puppeteer.ProtocolError('Target closed'))).toBe(true);
  expect(isLibraryRejection(new puppeteer.TimeoutError('late'))).toBe(true);
  const launching = puppeteer.default.launch({ executablePath: '/nowhere/chromium', pipe: true });
  expect(isLibraryRejection(await launching.catch((error: unknown) => error))).toBe(true);
});

test('a fault of our own is not the library’s, even when it passed through it', () => {
  const fault = new Error('ours');
  fault.stack = `Error: ours
    at listener (/app/dist/src/core/runner.js:10:5)
    at Binding.run (/app/node_modules/puppeteer-core/lib/cjs/puppeteer/cdp/Binding.js:40:9)`;
  expect(isLibraryRejection(fault)).toBe(false);
});
