/** What the image and its compose file promise of the process in them. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { browserFlags } from '../src/adapters/whatsapp/flags.ts';
import { variables } from '../src/config/variables.ts';
import { readConfig } from '../src/config.ts';

const read = (name: string): string => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
const image = read('Dockerfile');
const service = read('compose.yaml');
/** Of the image's last stage. */
const variable = (name: string): string =>
  new RegExp(`^[\\s\\w]*\\b${name}=(?:"([^"]*)"|(\\S+))`, 'm').exec(image)?.slice(1).find(Boolean) ?? '';

test("the first process of the container waits for the browser's orphans", () => {
  expect(image).toMatch(/^ENTRYPOINT \["\/usr\/bin\/tini", "-s", "--", "node"/m);
  expect(service).toMatch(/^ {4}init: true$/m);
});

test('it runs as nobody of importance, under a name that stays', () => {
  expect(image.slice(image.lastIndexOf('\nFROM '))).toMatch(/^USER node$/m);
  expect(service).toMatch(/^ {4}hostname: sendonce$/m);
});

test('it gives up the sandbox, which a container cannot build, and leaves every other flag to the bot', () => {
  const reading = readConfig({ CHROMIUM_ARGS: variable('CHROMIUM_ARGS') });
  expect('ok' in reading && reading.ok.chromiumArgs).toEqual(['--no-sandbox']);
  // What Docker gives by itself is too small for a page, and the bot sees it.
  expect(browserFlags({ isRoot: false, shmBytes: 64 * 2 ** 20 })).toContain('--disable-dev-shm-usage');
});

test('a stop is given longer than the wait for an ack and the end of the browser take', () => {
  const reading = readConfig({});
  const graceSeconds = Number(/^ {4}stop_grace_period: (\d+)s$/m.exec(service)?.[1]);
  const browserMs = 10_000;
  const waitMs = 'ok' in reading ? reading.ok.sending.sendTimeoutMs : Number.NaN;
  expect(graceSeconds * 1000).toBeGreaterThanOrEqual(waitMs + browserMs);
});

test('every variable reaches the bot through compose, but for those that the container itself decides', () => {
  const passed = [...service.matchAll(/^ {6}([A-Z_]+):/gm)].map(([, name]) => name);
  const decided = new Set(['DATA_DIR', 'HTTP_PORT', 'PUPPETEER_EXECUTABLE_PATH']);
  expect(passed.toSorted()).toEqual(
    Object.keys(variables)
      .filter((name) => !decided.has(name))
      .toSorted(),
  );
});
