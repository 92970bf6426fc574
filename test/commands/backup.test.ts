import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sizeText } from '../../src/chat/backup-text.ts';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
beforeEach(async () => {
  home = await createHome({ start: '2026-12-31T22:58:58Z' });
  home.heard();
});
afterEach(() => home.close());

const folder = (): string => join(home.folder, 'backups');

test('/backup keeps a copy and says when, how many and how big', async () => {
  await home.says('/schedule in 3 hours to Mum: hello');
  const reply = await home.says('/backup');
  expect(reply).toMatch(/^💾 Backed up: Thu 31 Dec, 22:59,\n1 message, \d+ kB\.\n/);
  expect(reply).toContain('The link to your phone is not in it.');
  expect(readdirSync(folder())).toEqual(['sendonce-2026-12-31T225903Z.db']);
});

test('/backup says that files lie beside the ledger, where there are some', async () => {
  const file = { mimetype: 'application/pdf', filename: 'plan.pdf', base64: 'JVBERi0xLjc=' };
  home.world.ownerWrites('/schedule in 3 hours to Mum: the plan', { file });
  await home.pass(2_000);
  expect(await home.says('/backup')).toContain(
    'Its files are not in it (1 message):\ncopy the folder media along.',
  );
});

test('/backup on a disk that fails says so, and everything goes on', async () => {
  await home.says('/schedule in 1 hour to Mum: hello');
  writeFileSync(folder(), 'a file stands here');
  expect(await home.says('/backup')).toBe(
    '⚠️ Not backed up: my disk failed.\nEverything else is as it was.\nLook after the disk, then /backup.',
  );
  await home.pass(61 * 60_000);
  expect(home.world.timesReceived('Mum', 'hello')).toBe(1);
});

test('/backup with words behind it keeps nothing: it may have been meant for something else', async () => {
  expect(await home.says('/backup 12')).toContain('🚫 Nothing done: /backup takes no words,\nfound "12".');
  expect(readdirSync(home.folder)).not.toContain('backups');
});

test('while stopped, /backup works and what is frozen stays so', async () => {
  await home.says('/schedule in 1 minute to Mum: hello');
  await home.says('/stop');
  expect(await home.says('/backup')).toContain('💾 Backed up');
  await home.pass(60 * 60_000);
  expect(home.world.inbox('Mum')).toHaveLength(0);
});

test.each([
  [0, '0 kB'],
  [1, '1 kB'],
  [212_000, '212 kB'],
  [212_001, '213 kB'],
  [999_499, '1000 kB'],
  [999_500, '1.0 MB'],
  [3_449_000, '3.4 MB'],
])('%i bytes are %s', (bytes, text) => {
  expect(sizeText(bytes)).toBe(text);
});
