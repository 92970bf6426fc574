import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { serve } from '../../src/adapters/http/serve.ts';
import { type Bot, type BotState, botProcess, freePort } from '../../src/simulator/playground/bot.ts';
import { claimFolder, NotOurFolder } from '../../src/simulator/playground/folder.ts';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'playground-')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

describe('the data folder', () => {
  test('is made for its owner alone, and known again', () => {
    const path = join(folder, 'new');
    const claimed = claimFolder(path);
    expect(statSync(path).mode & 0o777).toBe(0o700);
    expect(statSync(claimed.bot).mode & 0o777).toBe(0o700);
    writeFileSync(join(claimed.bot, 'ledger.db'), 'from the last time');
    expect(claimFolder(path)).toEqual(claimed);
  });

  test('with a session that the playground did not make is refused and left as it is', () => {
    mkdirSync(join(folder, 'session'));
    expect(() => claimFolder(folder)).toThrow(NotOurFolder);
    expect(() => claimFolder(folder)).toThrow(/holds "session", which the playground did not make/);
    expect(readdirSync(folder)).toEqual(['session']);
  });

  test('may be the fresh root of a volume', () => {
    mkdirSync(join(folder, 'lost+found'));
    expect(claimFolder(folder).bot).toBe(join(folder, 'bot'));
  });
});

describe('the bot', () => {
  const states: BotState[] = [];
  let bot: Bot;

  async function run(script: string): Promise<void> {
    const port = await freePort(0);
    states.length = 0;
    bot = botProcess({
      command: [process.execPath, '-e', script],
      aheadMs: () => 7_000,
      env: { ...process.env, HTTP_PORT: String(port) },
      port,
      logFile: join(folder, 'bot.log'),
      onChange: () => states.push(bot.state()),
    });
    bot.start();
  }
  afterEach(() => bot.kill());

  /** Answers /readyz with `body`, as a process that is well. */
  const answering = (body: object) =>
    `require('node:http').createServer((_, res) => res.end(${JSON.stringify(JSON.stringify(body))})).listen(process.env.HTTP_PORT, '127.0.0.1')`;

  test('is starting until it answers, and then what it says it is', async () => {
    await run(answering({ state: 'not_ready', because: 'linking' }));
    await expect
      .poll(() => bot.state(), { timeout: 10_000 })
      .toEqual({ state: 'not_ready', because: 'linking' });
    expect(states[0]).toEqual({ state: 'starting' });
  });

  test('that was killed stays down until somebody starts it', async () => {
    await run(answering({ state: 'ready' }));
    await expect.poll(() => bot.state().state, { timeout: 10_000 }).toBe('ready');
    bot.kill();
    await expect.poll(() => bot.state()).toEqual({ state: 'down', how: 'killed', code: null });
    bot.start();
    expect(bot.state()).toEqual({ state: 'starting' });
    await expect.poll(() => bot.state().state, { timeout: 10_000 }).toBe('ready');
  });

  test('that ends by itself is down with its exit code', async () => {
    await run('process.exit(3)');
    await expect
      .poll(() => bot.state(), { timeout: 10_000 })
      .toEqual({ state: 'down', how: 'ended', code: 3 });
  });

  test('is told where the clock is, at its start and later, and says what stands then', async () => {
    await run(
      `${answering({ state: 'ready' })}; process.on('message', ({ n, aheadMs }) => process.send({ n, next: aheadMs, due: Number(process.argv[1]), sending: 0 }))`,
    );
    await expect.poll(() => bot.state().state, { timeout: 10_000 }).toBe('ready');
    expect(await bot.tell(9_000)).toEqual({ next: 9_000, due: 7_000, sending: 0 });
    bot.kill();
    await expect.poll(() => bot.state().state).toBe('down');
    expect(await bot.tell(9_000)).toBeNull();
  });

  test('is asked to stop before the playground ends', async () => {
    await run(`${answering({ state: 'ready' })}; process.on('SIGTERM', () => process.exit(0))`);
    await expect.poll(() => bot.state().state, { timeout: 10_000 }).toBe('ready');
    await bot.stop();
    expect(bot.state()).toEqual({ state: 'down', how: 'ended', code: 0 });
  });
});

test('a bot gets another port where its own is taken', async () => {
  const taken = await serve({
    host: '127.0.0.1',
    port: 0,
    token: null,
    routes: [],
    bodyLimit: 0,
    headers: {},
    log: silent,
  });
  expect(await freePort(taken.port)).not.toBe(taken.port);
  await taken.close();
  expect(await freePort(taken.port)).toBe(taken.port);
});
