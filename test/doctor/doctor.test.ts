/** A look at what a bot stands on: real folders, real files, a real browser's program, a server on loopback. */
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createClock } from '../../src/adapters/clock.ts';
import type { Finding } from '../../src/adapters/http/answers.ts';
import { type SelftestResult, trials } from '../../src/core/selftest.ts';
import type { Build, Link } from '../../src/core/whatsapp.ts';
import { findingsOf, type Patient } from '../../src/doctor/examine.ts';
import { armingIn, newFolder, noon, openFile, settle } from '../adapters/sqlite/ground.ts';

const clock = createClock();

/** Says `date` as its time; returns its address. */
async function serverSaying(date: string | null): Promise<string> {
  const server = createServer((_, response) => {
    response.sendDate = false;
    if (date !== null) response.setHeader('date', date);
    response.end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as { port: number }).port}/`;
}

/** Another program on PATH's place: prints what it is given. */
function program(folder: string, script: string): string {
  const path = join(folder, 'browser');
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

async function look(
  dataDir: string,
  change: Partial<Patient> & { readonly browserPath?: string; readonly timezone?: string | null } = {},
): Promise<Readonly<Record<string, Finding>>> {
  const { browserPath, timezone = 'Europe/London', ...rest } = change;
  const found = await findingsOf({
    config: {
      dataDir,
      timezone,
      browserPath: browserPath ?? program(newFolder(), 'echo "Chromium 156.0.1 built"'),
    },
    clock,
    inside: null,
    server: await serverSaying(new Date().toUTCString()),
    ...rest,
  });
  return Object.fromEntries(found.map((finding) => [finding.about, finding]));
}

function linked(lacking: Build['lacking']): Link {
  const account = { phone: '+447700900001', chatId: '447700900001@c.us', lid: null };
  return {
    state: 'connected',
    connection: 1,
    generation: 'g',
    account,
    build: { version: '2.3000.1', lacking },
  };
}

test('a sound machine is well in everything, and nothing in its folder has changed', async () => {
  const { file, ledger } = openFile();
  armingIn(ledger).arm();
  ledger.close();
  mkdirSync(join(dirname(file), 'session', 'Default'), { recursive: true });
  const before = readdirSync(dirname(file));
  const found = await look(dirname(file));
  expect(Object.values(found).map(({ about, verdict }) => `${about} ${verdict}`)).toEqual([
    'browser well',
    'disk well',
    'zone well',
    'ledger well',
    'session well',
    'modules well',
    'clock well',
    'network well',
  ]);
  expect(found.browser?.text).toMatch(/^Chromium 156\.0\.1\b/);
  expect(found.ledger?.text).toBe('whole: 1 message, and 1 event that follow from one another.');
  expect(found.zone?.text).toMatch(/^Europe\/London, where it is \d\d:\d\d, \w{3} \d+ \w{3}\.$/);
  expect(readdirSync(dirname(file))).toEqual(before);
});

test('a ledger of which texts were erased says of how many messages', async () => {
  const { file, ledger } = openFile();
  const { id } = armingIn(ledger).arm();
  ledger.write((tx) => settle(tx, id, 'scheduled', 'cancelled'));
  ledger.write((tx) => tx.eraseTexts({ after: 0, upTo: id, endedBefore: noon + 60_000, at: noon + 60_000 }));
  ledger.close();
  expect((await look(dirname(file))).ledger?.text).toMatch(
    / The texts of 1 are erased, as KEEP_BODIES has it\.$/,
  );
});

test('a machine on which no bot ever ran is told what the first start will do, and gets no folder', async () => {
  const dataDir = join(newFolder(), 'none');
  const found = await look(dataDir, { timezone: null });
  expect(found.disk?.text).toContain('the first start makes it');
  expect(found.ledger?.text).toBe('none yet: the first start makes it.');
  expect(found.session?.text).toContain('shows a QR code');
  expect(found.zone?.verdict).toBe('warning');
  expect(existsSync(dataDir)).toBe(false);
});

test('a browser that is missing, or does not start, is ill', async () => {
  const missing = await look(newFolder(), { browserPath: '/nowhere/chromium' });
  expect(missing.browser).toMatchObject({
    verdict: 'ill',
    text: expect.stringContaining('/nowhere/chromium'),
  });
  const broken = await look(newFolder(), {
    browserPath: program(newFolder(), 'echo "cannot open libnss3" >&2; exit 127'),
  });
  expect(broken.browser).toMatchObject({ verdict: 'ill', text: expect.stringContaining('does not start') });
});

test('a folder that others can read is ill, and says what to run', async () => {
  const dataDir = newFolder();
  chmodSync(dataDir, 0o755);
  expect((await look(dataDir)).disk).toMatchObject({
    verdict: 'ill',
    text: expect.stringContaining('chmod 700'),
  });
});

test('a clock that is wrong is ill by how much, and a server that says no time leaves it open', async () => {
  const ahead = await look(newFolder(), {
    server: await serverSaying(new Date(Date.now() - 600_000).toUTCString()),
  });
  expect(ahead.clock).toMatchObject({ verdict: 'ill', text: expect.stringMatching(/^10 min ahead/) });
  const behind = await look(newFolder(), {
    server: await serverSaying(new Date(Date.now() + 86_400_000).toUTCString()),
  });
  expect(behind.clock).toMatchObject({ verdict: 'ill', text: expect.stringMatching(/^1440 min behind/) });
  expect((await look(newFolder(), { server: await serverSaying(null) })).clock?.verdict).toBe('warning');
});

test('without a way out the network is ill and the clock is not judged', async () => {
  const found = await look(newFolder(), { server: 'http://127.0.0.1:9/' });
  expect(found.network).toMatchObject({
    verdict: 'ill',
    text: expect.stringContaining('127.0.0.1 cannot be reached'),
  });
  expect(found.clock).toMatchObject({ verdict: 'warning' });
});

test('a ledger whose record was changed by hand, or that is none, is ill', async () => {
  const { file, ledger } = openFile();
  armingIn(ledger).arm();
  ledger.close();
  const { default: Database } = await import('better-sqlite3');
  const db = new Database(file);
  db.exec(`DROP TRIGGER events_fixed; UPDATE events SET at = at + 1`);
  db.close();
  expect((await look(dirname(file))).ledger).toMatchObject({
    verdict: 'ill',
    text: expect.stringMatching(/^event 1 does not follow[\s\S]*sendonce restore/),
  });
  const other = newFolder();
  writeFileSync(join(other, 'ledger.db'), 'this is a shopping list, and not a ledger at all'.repeat(100));
  expect((await look(other)).ledger).toMatchObject({
    verdict: 'ill',
    text: expect.stringContaining('cannot read it'),
  });
});

test('a ledger that somebody holds is left alone', async () => {
  const { file, ledger } = openFile();
  armingIn(ledger).arm();
  expect((await look(dirname(file))).ledger).toMatchObject({
    verdict: 'ill',
    text: expect.stringContaining('a bot holds it'),
  });
  ledger.close();
});

test('a bot that runs tells what its selftest found in this very WhatsApp Web, and of no other', async () => {
  const { file, ledger } = openFile();
  const modules = async (change: Partial<SelftestResult>) => {
    const verdicts = Object.fromEntries(trials.map((trial) => [trial, 'yes'])) as SelftestResult['verdicts'];
    const result: SelftestResult = {
      ...{ account: '447700900001@c.us', version: '2.3000.1', at: 0, interrupted: false },
      ...{ verdicts, canary: 'deleted', ...change },
    };
    const inside = {
      ledger: () => ledger.examine(),
      zone: () => 'Asia/Tokyo',
      link: () => linked([]),
      tested: () => result,
      caughtUp: () => true,
    };
    const { verdict, text } = (await look(dirname(file), { inside })).modules ?? {};
    return `${verdict}: ${text}`;
  };
  expect(await modules({})).toBe(
    'well: WhatsApp Web 2.3000.1 has all that I use, and the selftest found nothing failing.',
  );
  const verdicts = { ...Object.fromEntries(trials.map((trial) => [trial, 'yes'])), reaction: 'no' };
  expect(await modules({ verdicts: verdicts as SelftestResult['verdicts'] })).toBe(
    'warning: WhatsApp Web 2.3000.1 has all that I use, but not working in the selftest: reactions.',
  );
  const untested = 'well: WhatsApp Web 2.3000.1 has all that I use; /selftest shows whether it works.';
  expect(await modules({ version: '2.3000.2' })).toBe(untested);
  expect(await modules({ account: '447700900002@c.us' })).toBe(untested);
  ledger.close();
});

test('a bot that runs looks into itself: its own ledger, its link, and what WhatsApp Web has', async () => {
  const { file, ledger } = openFile();
  const inside = (link: Link) => ({
    ledger: () => ledger.examine(),
    zone: () => 'Asia/Tokyo',
    link: () => link,
    tested: () => null,
    caughtUp: () => true,
  });
  const well = await look(dirname(file), { inside: inside(linked([])) });
  expect(well.ledger?.verdict).toBe('well');
  expect(well.zone?.text).toContain('Asia/Tokyo');
  expect(well.session?.text).toBe('Connected, and caught up.');
  expect(well.modules?.text).toBe(
    'WhatsApp Web 2.3000.1 has all that I use; /selftest shows whether it works.',
  );
  const typing = await look(dirname(file), {
    inside: inside(linked([{ ability: 'typing', name: 'WAWebChatStateBridge' }])),
  });
  expect(typing.modules).toMatchObject({
    verdict: 'warning',
    text: expect.stringContaining('typing (WAWebChatStateBridge)'),
  });
  const send = await look(dirname(file), {
    inside: inside(linked([{ ability: 'send', name: 'WAWebMsgKey' }])),
  });
  expect(send.modules?.verdict).toBe('ill');
  const offline = await look(dirname(file), { inside: inside({ state: 'offline', why: 'network' }) });
  expect(offline.session?.verdict).toBe('ill');
  expect(offline.modules?.verdict).toBe('warning');
  ledger.close();
});
