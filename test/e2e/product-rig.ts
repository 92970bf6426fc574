/** The product as it ships, in a process of its own, linked to a simulated WhatsApp in a real browser. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from 'vitest';
import { createClock } from '../../src/adapters/clock.ts';
import { openStopFile } from '../../src/adapters/disk/stop-file.ts';
import { openLedger } from '../../src/adapters/sqlite/open.ts';
import type { Ledger } from '../../src/core/ledger.ts';
import type { SentFile, Simulator, SimulatorOptions } from '../../src/simulator/simulator.ts';
import { startSimulator } from '../../src/simulator/start.ts';
import { browserPids, clearAway } from '../leavings.ts';
import { askedBuild } from './key-build.ts';

/** A machine that is busy with other files of tests takes tens of seconds for what takes one. */
const withinMs = 60_000;
const startsWithinMs = 240_000;
/** A page that hears nothing for as long connects anew, and repeats what was not acked: a busy machine must not cause that. */
const deadAfterMs = 120_000;

export const cli = fileURLToPath(new URL('../../dist/src/cli.js', import.meta.url));
const clock = createClock();

export interface Product {
  readonly simulator: Simulator;
  readonly folder: string;
  readonly port: number;
  /** Starts the bot and waits until /readyz says `ready`, or what else it is waited for. */
  start(env?: NodeJS.ProcessEnv, until?: string, welcomed?: () => boolean): Promise<void>;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM, and once more when the first one was heard if it is asked `twice`; resolves with the exit code. */
  stop(how?: 'once' | 'twice'): Promise<number | null>;
  /** SIGKILL to every browser process of this bot's profile; how many there were. */
  killBrowsers(): number;
  /** The owner writes; resolves with what the bot answers first. */
  says(text: string, options?: { readonly quote?: string; readonly file?: SentFile }): Promise<string>;
  /** Asks until an answer matches: what is true in the end need not be so in the moment of the first one. */
  asks(text: string, what: RegExp): Promise<string>;
  /** Waits until the bot has said something that matches, since the last `says`. */
  hears(what: RegExp, withinMs?: number): Promise<string>;
  heard(): string;
  get(path: string, token?: boolean): Promise<Response>;
  /** `ready`, or why it is not: of a latch this tells at any moment, whatever the connection does. */
  stands(): Promise<string>;
  /** The ledger, while no bot holds it. */
  withLedger<T>(read: (ledger: Ledger) => T): T;
  output(): string;
  close(): Promise<void>;
}

export async function openProduct(options: SimulatorOptions = {}): Promise<Product> {
  const folder = mkdtempSync(join(tmpdir(), 'sendonce-product-'));
  const simulator = await startSimulator({ deadAfterMs, ...askedBuild(), ...options });
  const port = await freePort();
  const { world } = simulator;
  let child: ChildProcess | null = null;
  let output = '';
  let mark = 0;

  lastOutput = () => output;

  const said = (): string[] =>
    world
      .control()
      .slice(mark)
      .filter((line) => line.from === 'page')
      .map((line) => line.text);
  const gone = (process: ChildProcess): Promise<number | null> =>
    process.exitCode !== null || process.signalCode !== null
      ? Promise.resolve(process.exitCode)
      : new Promise((done) => process.once('exit', (code) => done(code)));

  const product: Product = {
    simulator,
    folder,
    port,
    killBrowsers: () => killBrowsers(folder),
    output: () => output,
    async start(
      env = {},
      state = 'ready',
      welcomed = () => world.control().some((line) => line.from === 'page'),
    ) {
      const born = spawn(process.execPath, [cli, 'start'], {
        env: {
          ...process.env,
          DATA_DIR: folder,
          CHROMIUM_ARGS: simulator.chromiumArgsText,
          HTTP_PORT: String(port),
          TIMEZONE: 'Europe/London',
          JITTER: '0-0s',
          MIN_GAP: '1s',
          // What a test sends again and again is no slip.
          DEDUPE_WINDOW: '0',
          LOG_LEVEL: 'debug',
          ...env,
        },
      });
      child = born;
      for (const stream of [born.stdout, born.stderr])
        stream?.on('data', (chunk) => {
          output += chunk;
        });
      await until(
        'the bot to be ready',
        async () => {
          if (born.exitCode !== null)
            throw new Error(`the bot ended with ${born.exitCode}: ${output.slice(-2_000)}`);
          const answer = await product.get('/readyz').catch(() => null);
          const ready = (await answer?.json()) as { state: string; because?: string } | undefined;
          return ready?.state === state || ready?.because === state;
        },
        startsWithinMs,
      );
      // The first link is followed by the welcome, which is no answer to anything.
      await until('the welcome', welcomed);
    },
    async kill() {
      const dying = child;
      child = null;
      dying?.kill('SIGKILL');
      if (dying !== null) await gone(dying);
    },
    async stop(how = 'once') {
      const dying = child;
      child = null;
      if (dying === null) return null;
      const before = output.length;
      dying.kill('SIGTERM');
      if (how === 'twice') {
        // Two that come before a busy machine gives it a turn are one.
        await until('the first to be heard', () => output.slice(before).includes('Ending: '));
        dying.kill('SIGTERM');
      }
      return gone(dying);
    },
    async says(text, more = {}) {
      mark = world.control().length;
      world.ownerWrites(text, more);
      return until(
        `an answer to ${text}`,
        () => said().at(0),
        withinMs,
        () => output,
      );
    },
    asks: (text, what) =>
      until(
        `${what} as an answer to ${text}`,
        async () => {
          await product.says(text);
          const answer = said().find((line) => what.test(line));
          if (answer === undefined) await pass(300);
          return answer;
        },
        withinMs,
        () => `${said().join('\n')}\n${output}`,
      ),
    hears: (what, forMs = withinMs) =>
      until(
        `the bot to say ${what}`,
        () => said().find((line) => what.test(line)),
        forMs,
        () => `${said().join('\n')}\n${output}`,
      ),
    heard: () => said().join('\n\n'),
    get(path, token = false) {
      const headers = token
        ? { authorization: `Bearer ${readFileSync(join(folder, 'http-token'), 'utf8').trim()}` }
        : undefined;
      return fetch(`http://127.0.0.1:${port}${path}`, { ...(headers === undefined ? {} : { headers }) });
    },
    async stands() {
      const { state, because } = (await (await product.get('/readyz')).json()) as {
        readonly state: string;
        readonly because?: string;
      };
      return because ?? state;
    },
    withLedger(read) {
      const ledger = openLedger({
        file: join(folder, 'ledger.db'),
        stopFile: openStopFile(join(folder, 'STOP')),
        now: () => clock.now(),
      });
      try {
        return read(ledger);
      } finally {
        ledger.close();
      }
    },
    async close() {
      await product.kill();
      await simulator.close();
      await clearAway(folder);
    },
  };
  return product;
}

/** What the latest bot printed: a wait in vain without it says nothing. */
let lastOutput = (): string => '';

/** Looks every few milliseconds until there is something, and says what it waited for when there is not. */
export async function until<T>(
  what: string,
  read: () => T | Promise<T>,
  forMs = withinMs,
  context: () => string = lastOutput,
): Promise<NonNullable<T>> {
  const giveUpAt = clock.now() + forMs;
  for (;;) {
    const value = await read();
    if (value) return value as NonNullable<T>;
    if (clock.now() >= giveUpAt)
      throw new Error(`waited ${forMs} ms in vain for ${what}\n${context().slice(-4_000)}`);
    await clock.sleepUntil(clock.now() + 20);
  }
}

export function pass(ms: number): Promise<void> {
  return clock.sleepUntil(clock.now() + ms);
}

/** Wall clock, ms: what a command says "in 5 seconds" of is counted from when it was written. */
export function now(): number {
  return clock.now();
}

/** Waits until that instant has passed, if it has not. */
export async function reached(instant: number): Promise<void> {
  if (clock.now() < instant) await clock.sleepUntil(instant);
}

/** Both builds of WhatsApp Web's keys, each with the chat with oneself under another id. */
export const builds = [
  { keyBuild: '_serialized', selfChat: 'phone' },
  { keyBuild: '$1', selfChat: 'lid' },
] as const satisfies readonly SimulatorOptions[];

/** The same the other way round. */
export const crossed = [
  { keyBuild: '_serialized', selfChat: 'lid' },
  { keyBuild: '$1', selfChat: 'phone' },
] as const satisfies readonly SimulatorOptions[];

/** For a file or a group of tests that share one: it is opened and started before them, and closed behind them. */
export function startedProduct(
  options: SimulatorOptions = {},
  start: (product: Product) => Promise<void> = (product) => product.start(),
): () => Product {
  let product: Product | null = null;
  beforeAll(async () => {
    product = await openProduct(options);
    await start(product);
  });
  afterAll(() => product?.close());
  return () => {
    if (product === null) throw new Error('the product is opened before the first test, and no sooner');
    return product;
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** Browsers of this folder's profile: one that outlived its bot would be counted. */
export function browsersOf(folder: string): number {
  return browserPids(folder).length;
}

/** Its main process takes the others with it. */
function killBrowsers(folder: string): number {
  const pids = browserPids(folder);
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended since it was looked for.
    }
  }
  return pids.length;
}
