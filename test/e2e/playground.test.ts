import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { findBrowser, libraryRequire } from '../../src/adapters/whatsapp/browser.js';

/** The playground as `npm run playground` starts it, on any free port, and a browser that looks at its page. */
const cli = fileURLToPath(new URL('../../dist/src/cli.js', import.meta.url));

interface Looker {
  goto(url: string): Promise<unknown>;
  type(selector: string, text: string): Promise<void>;
  click(selector: string): Promise<void>;
  keyboard: {
    press(key: string): Promise<void>;
    down(key: string): Promise<void>;
    up(key: string): Promise<void>;
  };
  evaluate<T>(read: () => T): Promise<T>;
  setViewport(size: { width: number; height: number }): Promise<void>;
  on(event: 'console' | 'pageerror', listener: (what: unknown) => void): void;
}

let folder: string;
let playground: ChildProcess;
let browser: { newPage(): Promise<Looker>; close(): Promise<void> };
let page: Looker;
let printed = '';
const complaints: string[] = [];

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'playground-')));
  playground = spawn(process.execPath, [cli, 'playground', '--port', '0'], {
    env: { ...process.env, DATA_DIR: folder, TIMEZONE: 'Europe/London', HTTP_PORT: '', TYPING: 'off' },
  });
  playground.stdout?.on('data', (chunk) => {
    printed += chunk;
  });
  playground.stderr?.on('data', (chunk) => {
    printed += chunk;
  });
  await vi.waitFor(() => expect(printed).toMatch(/http:\/\/127\.0\.0\.1:\d+/), { timeout: 20_000 });
  const isRoot = process.getuid?.() === 0;
  browser = await libraryRequire()('puppeteer').launch({
    headless: true,
    pipe: true,
    executablePath: findBrowser(process.env.PUPPETEER_EXECUTABLE_PATH),
    args: isRoot ? ['--no-sandbox'] : [],
  });
  page = await browser.newPage();
  page.on('console', (what) => complaints.push(String((what as { text(): string }).text())));
  page.on('pageerror', (what) => complaints.push(String(what)));
  await page.setViewport({ width: 1280, height: 860 });
  await page.goto(/http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0] ?? '');
});
afterAll(async () => {
  await browser?.close();
  playground?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const status = () => page.evaluate(() => document.getElementById('status')?.textContent ?? '');
const chat = () =>
  page.evaluate(() => [...document.querySelectorAll('#chat .words')].map((line) => line.textContent ?? ''));
/** Every card as `Mum: hello ×once`. */
const cards = () =>
  page.evaluate(() =>
    [...document.querySelectorAll('.card')].flatMap((card) =>
      [...card.querySelectorAll('.row')].map(
        (row) =>
          `${card.querySelector('strong')?.textContent}: ${row.querySelector('p')?.textContent} ×${row.querySelector('.count')?.textContent}`,
      ),
    ),
  );
const ready = () =>
  expect.poll(status, { timeout: 60_000, interval: 200 }).toBe('Linked, caught up and ready.');

async function write(...lines: readonly string[]): Promise<void> {
  await page.click('#text');
  for (const [at, line] of lines.entries()) {
    if (at > 0) {
      await page.keyboard.down('Shift');
      await page.keyboard.press('Enter');
      await page.keyboard.up('Shift');
    }
    await page.type('#text', line);
  }
  await page.keyboard.press('Enter');
}

test('comes up linked by itself, and the bot says hello', async () => {
  await ready();
  await expect.poll(chat, { timeout: 20_000 }).toContainEqual(expect.stringContaining('Sendonce is linked'));
});

test('a message scheduled in the page arrives on the phone, once, and so do two parts', async () => {
  await write('/schedule in 3 seconds to Mum: Hello from here');
  await expect.poll(chat, { timeout: 10_000 }).toContainEqual(expect.stringContaining('scheduled'));
  await expect.poll(cards, { timeout: 20_000 }).toContain('Mum: Hello from here ×once');
  await write('/schedule in 3 seconds to Anna', 'one', '---', 'two');
  await expect.poll(chat, { timeout: 10_000 }).toContainEqual(expect.stringContaining('2 parts'));
  await write('yes');
  await expect
    .poll(cards, { timeout: 30_000 })
    .toEqual(expect.arrayContaining(['Anna: one ×once', 'Anna: two ×once']));
});

test('a killed browser comes back by itself, a killed bot when it is started, and nothing goes twice', async () => {
  await page.click('[data-fault=kill_browser]');
  await expect.poll(status, { timeout: 20_000, interval: 100 }).not.toBe('Linked, caught up and ready.');
  await ready();
  await page.click('[data-fault=kill_bot]');
  await expect.poll(status, { timeout: 10_000 }).toBe('The bot is not running: it was killed.');
  await page.click('[data-fault=start_bot]');
  await ready();
  expect((await cards()).filter((card) => !card.endsWith('×once'))).toEqual([]);
});

test('a cut network is seen, and mended', async () => {
  await page.click('[data-fault=cut_network]');
  await expect.poll(status, { timeout: 30_000 }).toBe('No connection to WhatsApp: the network is cut.');
  await page.click('[data-fault=restore_network]');
  await ready();
});

test('nothing in the page complained, and it fits the narrowest phone', async () => {
  expect(complaints).toEqual([]);
  await page.setViewport({ width: 360, height: 740 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});

test('ends with everything it began when it is asked to', async () => {
  const ended = new Promise<number | null>((done) => playground.once('exit', (code) => done(code)));
  playground.kill('SIGINT');
  expect(await ended).toBe(0);
  expect(printed).toContain('Linked, caught up and ready.');
  if (existsSync('/proc/self/cmdline')) {
    const left = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .filter((pid) => commandLine(pid).includes(folder));
    expect(left).toEqual([]);
  }
});

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
