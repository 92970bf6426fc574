import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clearAway } from '../leavings.ts';
import { cli, now, openProduct, type Product, reached, until } from './product-rig.ts';

const run = (args: readonly string[], env: NodeJS.ProcessEnv) =>
  spawnSync(process.execPath, [cli, ...args], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
    timeout: 60_000,
  });

test('bad configuration: every fault in one message, exit 2, nothing made', () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'sendonce-config-')), 'data');
  const ended = run(['start'], {
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
  const env = () => ({ DATA_DIR: product.folder, HTTP_PORT: String(product.port) });

  test('keeps a second one out: one sentence, exit 3', () => {
    const ended = run(['start'], { ...env(), HTTP_PORT: '0' });
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
    expect((await product.get('/readyz')).status).toBe(200);
    expect((await product.get('/api/status')).status).toBe(401);
    expect((await product.get('/api/status', true)).status).toBe(200);
    expect(statSync(join(product.folder, 'http-token')).mode & 0o777).toBe(0o600);
  });

  test('says how it stands on the command line', () => {
    const ended = run(['status'], env());
    expect(ended.status).toBe(0);
    expect(ended.stdout).toContain('ready');
    expect(JSON.parse(run(['status', '--json'], env()).stdout)).toMatchObject({ link: 'connected' });
  });

  test('is stopped from the command line while it runs, while it is down, and stays so', async () => {
    // The command line needs its time, too.
    const due = now() + 15_000;
    await product.says('/schedule in 15 seconds to Mum: stopped outside');
    expect(run(['stop'], env())).toMatchObject({ status: 0, stdout: expect.stringContaining('1 frozen') });
    // The bot may find the file that the command line puts before it is asked over HTTP.
    await product.hears(/Stopped from the command line|Stopped:\s+there is a STOP file/);
    await reached(due + 1_000);
    expect(product.simulator.world.timesReceived('Mum', 'stopped outside')).toBe(0);
    expect(await product.says('/resume')).toContain('overdue');
    expect(existsSync(join(product.folder, 'STOP'))).toBe(false);
    expect(await product.stop()).toBe(0);
    expect(run(['stop'], env()).stdout).toContain('no bot is running');
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
