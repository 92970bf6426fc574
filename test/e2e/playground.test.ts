import { type ChildProcess, spawn } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { serve } from '../../src/adapters/http/serve.ts';
import { findBrowser, libraryRequire } from '../../src/adapters/whatsapp/browser.js';
import type { Up } from '../../src/simulator/playground/acts.ts';
import { bodyLimit, pageHeaders, routes } from '../../src/simulator/playground/routes.ts';

/** The playground as `npm run playground` starts it, on any free port, and a browser that looks at its page. */
const cli = fileURLToPath(new URL('../../dist/src/cli.js', import.meta.url));

interface Looker {
  goto(url: string): Promise<unknown>;
  type(selector: string, text: string): Promise<void>;
  click(selector: string): Promise<void>;
  focus(selector: string): Promise<void>;
  $(selector: string): Promise<{ uploadFile(path: string): Promise<void> } | null>;
  emulateMediaFeatures(features: readonly { name: string; value: string }[]): Promise<void>;
  close(): Promise<void>;
  keyboard: {
    press(key: string): Promise<void>;
    down(key: string): Promise<void>;
    up(key: string): Promise<void>;
  };
  evaluate<T, A extends readonly unknown[]>(read: (...given: A) => T, ...given: A): Promise<T>;
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
  await vi.waitFor(() => expect(printed).toMatch(/http:\/\/127\.0\.0\.1:\d+/), { timeout: 60_000 });
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
      [...card.querySelectorAll('.row:not(.own)')].map(
        (row) =>
          `${card.querySelector('strong')?.textContent}: ${row.querySelector('p')?.textContent} ×${row.querySelector('.count')?.textContent}`,
      ),
    ),
  );
const ready = () => expect.poll(status, { timeout: 120_000 }).toBe('Linked, caught up and ready.');

const textOf = (selector: string) =>
  page.evaluate((at) => document.querySelector(at)?.textContent ?? '', selector);

/** At once: a page that is drawn anew between a look and a click has another button by then. */
const press = (selector: string) =>
  page.evaluate((at) => {
    const button = document.querySelector<HTMLElement>(at);
    if (button === null) throw new Error(`there is no ${at} to press`);
    button.click();
  }, selector);

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
  await expect.poll(chat).toContainEqual(expect.stringContaining('Sendonce is linked'));
});

test('a message scheduled in the page arrives on the phone, once, and so do two parts', async () => {
  await write('/schedule in 3 seconds to Mum: Hello from here');
  await expect.poll(chat).toContainEqual(expect.stringContaining('scheduled'));
  await expect.poll(cards).toContain('Mum: Hello from here ×once');
  await write('/schedule in 10 seconds to Anna', 'one', '---', 'two');
  await expect.poll(chat).toContainEqual(expect.stringContaining('2 parts'));
  await write('yes');
  await expect.poll(cards).toEqual(expect.arrayContaining(['Anna: one ×once', 'Anna: two ×once']));
});

test('a killed browser comes back by itself, a killed bot when it is started, and nothing goes twice', async () => {
  await press('[data-fault=kill_browser]');
  await expect.poll(status).not.toBe('Linked, caught up and ready.');
  await ready();
  await press('[data-fault=kill_bot]');
  await expect.poll(status).toBe('The bot is not running: it was killed.');
  await press('[data-fault=start_bot]');
  await ready();
  expect((await cards()).filter((card) => !card.endsWith('×once'))).toEqual([]);
});

test('a cut network is seen, and mended', async () => {
  await press('[data-fault=cut_network]');
  await expect.poll(status).toBe('No connection to WhatsApp: the network is cut.');
  await press('[data-fault=restore_network]');
  await ready();
});

test('a picture sent along arrives as one, is read and answered on the phone, and the bot hears of it', async () => {
  const dot = join(folder, '<b>dot.png');
  writeFileSync(
    dot,
    Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    ),
  );
  await (await page.$('#file'))?.uploadFile(dot);
  await expect.poll(() => textOf('#attached-name')).toBe('<b>dot.png');
  await write('/schedule in 3 seconds to Zoë Müller');
  const shown = () =>
    page.evaluate(() => {
      const pictures = [...document.querySelectorAll<HTMLImageElement>('.card .file img')];
      return pictures.map(({ alt, naturalWidth }) => `${alt} ${naturalWidth}`);
    });
  await expect.poll(shown).toEqual(['image 1']);
  await press('[data-key="phone Zoë Müller"] [data-act$=reads]');
  await expect.poll(() => textOf('[data-key="phone Zoë Müller"] .foot small')).not.toContain('not read yet');
  await page.click('[data-key="phone Zoë Müller"] [data-act$=replies]');
  await page.type('#sheet-text', '<b>lovely');
  await page.click('#sheet [value=send]');
  await expect.poll(() => textOf('[data-key="phone Zoë Müller"] .own p:not(.quote)')).toBe('<b>lovely');
  await write('/why last');
  await expect.poll(chat).toContainEqual(expect.stringMatching(/read/i));
});

test('an hour passes at a button: what is due in it goes at its time, once', async () => {
  await write('/schedule in 20 minutes to Łukasz: Dinner is ready <img src=x onerror=alert(1)>');
  await expect.poll(chat).toContainEqual(expect.stringMatching(/^⏰[\s\S]*Dinner is ready/));
  const planned = Date.now() + 20 * 60_000;
  await press('[data-by="3600000"]');
  await expect.poll(cards).toContain('Łukasz: Dinner is ready <img src=x onerror=alert(1)> ×once');
  await expect
    .poll(() => page.evaluate(() => document.getElementById('clock')?.classList.contains('moving')))
    .toBe(false);
  const world = JSON.parse(readFileSync(join(folder, 'world.json'), 'utf8'));
  const { at } = world.inboxes.Łukasz.at(-1) as { at: number };
  expect(Math.abs(at - planned)).toBeLessThan(120_000);
  await ready();
});

test('New Year’s night is played to its end, and the phones have each message once', async () => {
  const before = (await cards()).length;
  await press('#play');
  // By its last sentence, so that a failure tells where it stood.
  await expect
    .poll(async () => `${await textOf('#says')} ${await textOf('#now')}`, { timeout: 900_000, interval: 250 })
    .toContain('36 of 38 messages arrived, each once');
  const after = await cards();
  expect(after.filter((card) => !card.endsWith('×once'))).toEqual([]);
  // A group's phones are one card here: 1 to one, 2 to groups on their cards and on those of five members, and so on.
  expect(after.length).toBeGreaterThan(before + 36);
  expect(after.filter((card) => /Party at ours|at eight/.test(card))).toEqual([]);
  expect(after).toContain('Anna: See you tomorrow at nine ×once');
  expect(after).toContain('Family: 2027 is coming, Family. Thank you all! ×once');
}, 960_000);

test('nothing in the page complained, and it fits the narrowest phone and the widest, in both lights', async () => {
  expect(complaints).toEqual([]);
  for (const value of ['light', 'dark'])
    for (const width of [360, 1280]) {
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }]);
      await page.setViewport({ width, height: 740 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
});

test('a name that would be markup is a name', async () => {
  const name = '<img src=x onerror="document.title=1">';
  const line = {
    waId: 'A1',
    text: name,
    at: 1,
    group: null,
    read: false,
    quotedWaId: null,
    editedTo: null,
    deleted: false,
    reacted: name,
    file: { path: '/x', mimetype: 'image/png', filename: name, bytes: 1, type: 'image' },
  };
  const up = {
    world: {
      people: [{ name, phone: name, registered: true, inBook: true }],
      groups: [{ name, id: '1@g.us', members: [name] }],
      inbox: () => [line, { ...line, waId: 'A2', group: name }],
      written: () => [{ ...line, waId: 'A3' }],
      control: () => [{ ...line, from: 'page', edited: true, reaction: name, repeated: false }],
      file: () => null,
    },
    faults: { bot: { state: () => ({ state: 'ready' }) }, state: { network: 'up', acks: 'normal' } },
    clock: { aheadMs: () => 0, target: () => null },
    story: { view: () => ({ state: 'failed', says: name, chapter: 1, of: 6 }) },
    zone: 'Europe/London',
  } as unknown as Up;
  const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  const server = await serve({
    host: '127.0.0.1',
    port: 0,
    token: null,
    routes: routes({ up: () => up, subscribe: () => () => {}, changed: () => {} }),
    bodyLimit,
    headers: pageHeaders,
    log: silent,
  });
  const other = await browser.newPage();
  await other.goto(`http://127.0.0.1:${server.port}`);
  const strong = () =>
    other.evaluate(() => [...document.querySelectorAll('.card strong')].map((one) => one.textContent));
  await expect.poll(strong).toEqual([name, name]);
  expect(await other.evaluate(() => document.querySelectorAll('[onerror]').length)).toBe(0);
  expect(await other.evaluate(() => document.title)).toBe('Sendonce playground');
  await other.close();
  await server.close();
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
