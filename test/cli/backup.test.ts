import { readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { startHttp } from '../../src/adapters/http/http.ts';
import { tokenToServe } from '../../src/adapters/http/token.ts';
import { verb } from '../../src/cli/backup.ts';
import type { BackupOutcome } from '../../src/core/backup.ts';
import { armingIn, newFolder, openFile } from '../adapters/sqlite/ground.ts';
import { freePort, runVerb } from './surroundings.ts';

let port: number;
beforeEach(async () => {
  port = await freePort();
});

function run(dataDir: string, args: readonly string[] = []) {
  return runVerb(verb, args, { DATA_DIR: dataDir, HTTP_PORT: String(port) });
}

/** A bot that answers for this folder with what `backup` says, and holds its ledger. */
async function answering(dataDir: string, backup: () => BackupOutcome) {
  const refused = (): never => {
    throw new Error('asked for something else than a backup');
  };
  return startHttp({
    host: '127.0.0.1',
    port,
    token: tokenToServe(dataDir, null),
    log: { debug() {}, info() {}, warn() {}, error() {} },
    health: refused,
    ready: refused,
    status: refused,
    emergencyStop: refused,
    backup,
    groupCode: refused,
    doctor: refused,
  });
}

test('without a bot the ledger is copied here', async () => {
  const { file, ledger } = openFile();
  armingIn(ledger).arm();
  ledger.close();
  const { code, printed } = await run(dirname(file));
  expect(code).toBe(0);
  const [name] = readdirSync(join(dirname(file), 'backups'));
  expect(printed).toContain(`Backed up: 1 message, `);
  expect(printed).toContain(join(dirname(file), 'backups', `${name}`));
});

test('beside a running bot that bot is asked, and the ledger is not touched from here', async () => {
  const { file, ledger } = openFile();
  armingIn(ledger).arm();
  const bot = await answering(dirname(file), () => ledger.backup(Date.UTC(2026, 11, 31, 22, 59)));
  const { code, printed } = await run(dirname(file));
  await bot.close();
  expect(code).toBe(0);
  expect(printed).toContain('sendonce-2026-12-31T225900Z.db');
  expect(readdirSync(join(dirname(file), 'backups'))).toEqual(['sendonce-2026-12-31T225900Z.db']);
});

test('what the bot could not back up is told in its words', async () => {
  const { file } = openFile();
  const bot = await answering(dirname(file), () => ({ kind: 'failed', why: 'full' }));
  const { code, complained } = await run(dirname(file));
  await bot.close();
  expect(code).toBe(1);
  expect(complained).toBe('Not backed up. The disk is full. Nothing was changed.');
});

test('a bot that holds the ledger and does not answer: nothing is copied behind its back', async () => {
  const { file } = openFile();
  const { code, complained } = await run(dirname(file));
  expect(code).toBe(3);
  expect(complained).toContain('a bot holds the ledger and does not answer');
  expect(readdirSync(dirname(file))).not.toContain('backups');
});

test('a disk that fails is told, and leaves the ledger as it was', async () => {
  const { file, ledger } = openFile();
  ledger.close();
  writeFileSync(join(dirname(file), 'backups'), 'a file stands here');
  const { code, complained } = await run(dirname(file));
  expect(code).toBe(1);
  expect(complained).toBe('Not backed up: the disk failed. Nothing was changed.');
});

test('a folder without a ledger, and words that it does not take, are refused', async () => {
  expect(await run(newFolder())).toMatchObject({
    code: 2,
    complained: expect.stringContaining('There is no ledger in'),
  });
  expect(await run(newFolder(), ['now'])).toMatchObject({ code: 2, complained: 'Usage: sendonce backup' });
});
