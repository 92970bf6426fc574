import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import wwebjs from 'whatsapp-web.js';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../src/simulator/simulator.ts';

/** The unmodified library on a simulator of its own, in a profile of its own. */

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executablePath = process.env['PUPPETEER_EXECUTABLE_PATH'] ?? places.find((path) => existsSync(path)) ?? '';

/** Polls until `look` finds something; fails with `what` after `withinMs`. */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  withinMs = 15_000,
): Promise<NonNullable<T>> {
  const end = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited ${withinMs} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export interface Linked {
  readonly client: wwebjs.Client;
  /** Names of the events in order, with what matters of each. */
  readonly events: string[];
  readonly page: NonNullable<wwebjs.Client['pupPage']>;
  readonly browserPid: number;
  close(): Promise<void>;
}

const watched = ['qr', 'authenticated', 'ready', 'disconnected'] as const;

/** Starts the library and waits for `ready`. */
export async function startLibrary(simulator: Simulator, dataPath: string): Promise<Linked> {
  const events: string[] = [];
  const root = process.getuid?.() === 0;
  const client = new wwebjs.Client({
    authStrategy: new wwebjs.LocalAuth({ dataPath }),
    webVersionCache: { type: 'none' },
    puppeteer: {
      executablePath,
      headless: true,
      pipe: true,
      protocolTimeout: 30_000,
      args: [...simulator.chromiumArgs, ...(root ? ['--no-sandbox'] : [])],
    },
  });
  for (const name of watched) client.on(name, () => events.push(name));
  client.on('message_create', (message) => events.push(`create ${message.body}`));
  client.on('message_ack', (message, ack) => events.push(`ack ${message.id.id} ${ack}`));
  client.on('message_ciphertext', () => events.push('ciphertext'));
  client.on('message_edit', (message) => events.push(`edit ${message.body}`));
  client.on('message_revoke_everyone', (message) => events.push(`revoke ${message.id.id}`));
  client.on('message_reaction', (reaction) => events.push(`reaction ${reaction.reaction}`));
  await client.initialize();
  await until('ready', () => events.includes('ready'));
  const page = client.pupPage;
  const pid = client.pupBrowser?.process()?.pid;
  if (!page || pid === undefined) throw new Error('ready without a browser');
  return { client, events, page, browserPid: pid, close: () => client.destroy() };
}

/** Everything that one test needs, and its end. */
export interface Stage {
  readonly simulator: Simulator;
  readonly folder: string;
  start(): Promise<Linked>;
  close(): Promise<void>;
}

export async function makeStage(options: SimulatorOptions = {}): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'sendonce-simulator-'));
  const simulator = await startSimulator(options);
  const started: Linked[] = [];
  return {
    simulator,
    folder,
    async start() {
      const linked = await startLibrary(simulator, folder);
      started.push(linked);
      return linked;
    },
    async close() {
      await Promise.allSettled(started.map((linked) => linked.close()));
      await simulator.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
