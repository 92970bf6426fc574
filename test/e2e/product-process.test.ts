import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { clearAway } from '../leavings.ts';
import { cli, now, openProduct, type Product, reached, until } from './product-rig.ts';

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The simulated WhatsApp lives in this process and must go on meanwhile: a bot that hears nothing of it is offline. */
const run = (args: readonly string[], env: NodeJS.ProcessEnv) =>
  new Promise<Ended>((done) => {
    const child = execFile(
      process.execPath,
      [cli, ...args],
      { env: { ...process.env, ...env }, timeout: 120_000 },
      (_, stdout, stderr) => done({ status: child.exitCode, stdout, stderr }),
    );
  });

test('bad configuration: every fault in one message, exit 2, nothing made', async () => {
  const parent = mkdtempSync(join(tmpdir(), 'sendonce-config-'));
  onTestFinished(() => clearAway(parent));
  const folder = join(parent, 'data');
  const ended = await run(['start'], {
    DATA_DIR: folder,
    TIMEZONE: 'Mars/Olympus',
    GRACE: 'soon',
    OWNERS: '0123',
    HTTP_PORT: '99999',
    ALERT_URL: 'ftp://x',
  });
  expect(ended.status).toBe(2);
  for (const name of ['TIMEZONE', 'GRACE', 'OWNERS', 'HTTP_PORT', 'ALERT_URL'])
    expect(ended.stderr).toContain(name);
  expect(ended.stderr).toContain('Mars/Olympus');
  expect(existsSync(folder)).toBe(false);
});

describe('a running bot', () => {
  let product: Product;
  beforeAll(async () => {
    product = await openProduct();
    await product.start();
  });
  afterAll(() => product.close());
  /** What two commands in a row take on this machine. */
  let commandMs = 0;
  const env = () => ({ DATA_DIR: product.folder, HTTP_PORT: String(product.port) });

  test('keeps a second one out: one sentence, exit 3', async () => {
    const ended = await run(['start'], { ...env(), HTTP_PORT: '0' });
    expect(ended.status).toBe(3);
    expect(
      ended.stderr
        .trim()
        .split('\n')
        .filter((line) => line.includes('Another Sendonce')),
    ).toHaveLength(1);
  });

  test('answers probes to anybody and its status to the token alone', async () => {
    expect((await product.get('/healthz')).status).toBe(200);
    await until('it to be ready', async () => (await product.get('/readyz')).status === 200);
    expect((await product.get('/api/status')).status).toBe(401);
    expect((await product.get('/api/status', true)).status).toBe(200);
    expect(statSync(join(product.folder, 'http-token')).mode & 0o777).toBe(0o600);
  });

  test('says how it stands on the command line', async () => {
    const began = now();
    const ended = await run(['status'], env());
    expect(ended.status).toBe(0);
    expect(ended.stdout).toContain('ready');
    expect(JSON.parse((await run(['status', '--json'], env())).stdout)).toMatchObject({
      link: 'connected',
    });
    commandMs = now() - began;
  });

  test('is stopped from the command line while it runs, while it is down, and stays so', async () => {
    const seconds = 5 + Math.ceil((2 * commandMs) / 1000);
    const due = now() + seconds * 1000;
    await product.says(`/schedule in ${seconds} seconds to Mum: stopped outside`);
    const stopped = { status: 0, stdout: expect.stringContaining('1 frozen') };
    expect(await run(['stop'], env())).toMatchObject(stopped);
    // The bot may find the file that the command line puts before it is asked over HTTP.
    await product.hears(/Stopped from the command line|Stopped:\s+there is a STOP file/);
    await reached(due + 1_000);
    expect(product.simulator.world.timesReceived('Mum', 'stopped outside')).toBe(0);
    expect(await product.says('/resume')).toContain('overdue');
    expect(existsSync(join(product.folder, 'STOP'))).toBe(false);
    expect(await product.stop()).toBe(0);
    expect((await run(['stop'], env())).stdout).toContain('no bot is running');
    product.withLedger((ledger) => expect(ledger.latch('stopped')?.why).toBe('outside'));
    await product.start({}, 'stopped');
    expect(await product.says('/status')).toContain('🛑 Stopped');
  });

  test('holds no body, number or name in its log', () => {
    const output = product.output();
    expect(output).not.toContain('stopped outside');
    expect(output).not.toMatch(/447700900\d{3}/);
    expect(output).not.toContain('Mum');
    expect(output).toMatch(/"msg":"handing over"|"msg":"telling"/);
  });
});

test('without network it says that web.whatsapp.com cannot be reached, names the playground, and keeps trying', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sendonce-offline-'));
  const bot = spawn(process.execPath, [cli, 'start'], {
    env: {
      ...process.env,
      DATA_DIR: folder,
      HTTP_PORT: '0',
      CHROMIUM_ARGS: '"--host-resolver-rules=MAP * ~NOTFOUND"',
    },
  });
  let [said, logged] = ['', ''];
  bot.stderr.on('data', (chunk) => {
    said += chunk;
  });
  bot.stdout.on('data', (chunk) => {
    logged += chunk;
  });
  const context = () => said + logged;
  const told = /web\.whatsapp\.com cannot be reached.*npm run playground/;
  await until('the word of it', () => told.test(said), undefined, context);
  const ended = new Promise((done) => bot.once('exit', done));
  await until('a second try', () => /"tries":2\b/.test(logged), undefined, context);
  expect(bot.exitCode).toBe(null);
  bot.kill('SIGTERM');
  expect(await ended).toBe(0);
  await clearAway(folder);
});
