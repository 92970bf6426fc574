import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import wwebjs from 'whatsapp-web.js';
import type { Simulator, SimulatorOptions } from '../../src/simulator/simulator.ts';
import { startSimulator } from '../../src/simulator/start.ts';
import { clearAway } from '../leavings.ts';
import { until } from './until.ts';

/** The unmodified library on a simulator of its own, in a profile of its own. */

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
export const executablePath =
  process.env.PUPPETEER_EXECUTABLE_PATH ?? places.find((path) => existsSync(path)) ?? '';

export interface Linked {
  readonly client: wwebjs.Client;
  /** Names of the events in order, with what matters of each. */
  readonly events: string[];
  readonly page: NonNullable<wwebjs.Client['pupPage']>;
  readonly browserPid: number;
  /** What the page says of its offline delivery. */
  progress(): Promise<{ readonly progress: number; readonly stream: string }>;
  /** The ack of a stored message by its serialized key, read from the store like the library does. */
  stored(key: string): Promise<{ readonly ack: number } | null>;
  /** Resolves when the browser's process is gone. */
  gone(): Promise<unknown>;
  /** A question to the server and back: what the page had to send before it has gone out by then. */
  roundTrip(): Promise<void>;
  close(): Promise<void>;
}

/** The page's own modules, as far as tests look into them. */
interface PageModules {
  WAWebCollections: {
    Msg: {
      getModelsArray(): readonly StoredMessage[];
      getMessagesById(keys: readonly string[]): Promise<{ readonly messages: readonly StoredMessage[] }>;
    };
  };
  WAWebQueryExistsJob: { queryWidExists(wid: unknown): Promise<unknown> };
  WAWebWidFactory: { createWid(id: string): unknown };
  WAWebOfflineHandler: { OfflineMessageHandler: { getOfflineDeliveryProgress(): number } };
  WAWebSocketModel: { Socket: { readonly stream: string } };
}
interface PageWindow {
  require<K extends keyof PageModules>(name: K): PageModules[K];
}
interface StoredMessage {
  readonly id: { readonly id: string };
  readonly ack: number;
  readonly isSendFailure?: boolean;
}

/** A message in the page's memory by its bare id. */
export function readMessage(
  linked: Linked,
  waId: string,
): Promise<{ readonly ack: number; readonly isSendFailure: boolean } | null> {
  return linked.page.evaluate((id) => {
    const { Msg } = (window as unknown as PageWindow).require('WAWebCollections');
    const found = Msg.getModelsArray().find((msg) => msg.id.id === id);
    return found ? { ack: found.ack, isSendFailure: found.isSendFailure === true } : null;
  }, waId);
}

function readProgress(): { readonly progress: number; readonly stream: string } {
  const { require } = window as unknown as PageWindow;
  const progress = require('WAWebOfflineHandler').OfflineMessageHandler.getOfflineDeliveryProgress();
  return { progress, stream: require('WAWebSocketModel').Socket.stream };
}

async function readStored(key: string): Promise<{ readonly ack: number } | null> {
  const { Msg } = (window as unknown as PageWindow).require('WAWebCollections');
  const [found] = (await Msg.getMessagesById([key])).messages;
  return found ? { ack: found.ack } : null;
}

async function askServer(): Promise<void> {
  const { require } = window as unknown as PageWindow;
  const wid = require('WAWebWidFactory').createWid('447700900002@c.us');
  await require('WAWebQueryExistsJob').queryWidExists(wid);
}

/** Chromium refuses to run as root in its sandbox. */
export function asThisUser(flags: readonly string[]): string[] {
  return [...flags, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
}

export interface LibraryOptions {
  /** False: a debugging port, so that the browser outlives its connection. */
  readonly pipe?: boolean;
  /** The library's LocalAuth deletes the profile under the running browser at a log-out; this does not. */
  readonly keepProfile?: boolean;
  readonly onQr?: (code: string) => void;
  /** Link by a code for this number, digits alone, instead of a QR code. */
  readonly pairingPhone?: string;
  /** How long the library waits for the page's program. */
  readonly programWithinMs?: number;
}

/** The library as it was started, wherever it got to. */
export interface Opened {
  readonly client: wwebjs.Client;
  readonly events: string[];
  /** Settles as the library's own start does. */
  readonly entered: Promise<void>;
  close(): Promise<void>;
}

const watched = ['qr', 'authenticated', 'ready'] as const;

/** Starts the library and waits for nothing. */
export function openLibrary(simulator: Simulator, dataPath: string, options: LibraryOptions = {}): Opened {
  const events: string[] = [];
  const client = new wwebjs.Client({
    authStrategy: options.keepProfile ? new wwebjs.NoAuth() : new wwebjs.LocalAuth({ dataPath }),
    webVersionCache: { type: 'none' },
    ...(options.programWithinMs === undefined ? {} : { authTimeoutMs: options.programWithinMs }),
    ...(options.pairingPhone === undefined
      ? {}
      : {
          pairWithPhoneNumber: {
            phoneNumber: options.pairingPhone,
            showNotification: true,
            intervalMs: 180_000,
          },
        }),
    puppeteer: {
      executablePath,
      headless: true,
      pipe: options.pipe ?? true,
      protocolTimeout: 60_000,
      args: asThisUser(simulator.chromiumArgs),
    },
  });
  if (options.onQr) client.on('qr', options.onQr);
  client.on('code', (code) => events.push(`code ${code}`));
  for (const name of watched) client.on(name, () => events.push(name));
  client.on('disconnected', (reason) => events.push(`disconnected ${reason}`));
  client.on('message_create', (message) => events.push(`create ${message.body}`));
  client.on('message_ack', (message, ack) => events.push(`ack ${message.id.id} ${ack}`));
  client.on('message_ciphertext', () => events.push('ciphertext'));
  client.on('message_edit', (message) => events.push(`edit ${message.body}`));
  client.on('message_revoke_everyone', (message) => events.push(`revoke ${message.id.id}`));
  client.on('message_reaction', (reaction) => events.push(`reaction ${reaction.reaction}`));
  const entered = client.initialize();
  // Whoever awaits it hears of the failure; who does not looks at something else.
  entered.catch(() => {});
  return { client, events, entered, close: () => client.destroy() };
}

/** Starts the library and waits for `ready`. */
export async function startLibrary(
  simulator: Simulator,
  dataPath: string,
  options: LibraryOptions = {},
): Promise<Linked> {
  const { client, events, entered, close } = openLibrary(simulator, dataPath, options);
  await entered;
  await until('ready', () => events.includes('ready'));
  const page = client.pupPage;
  const pid = client.pupBrowser?.process()?.pid;
  if (!page || pid === undefined) throw new Error('ready without a browser');
  return {
    client,
    events,
    page,
    browserPid: pid,
    progress: () => page.evaluate(readProgress),
    stored: (key) => page.evaluate(readStored, key),
    gone: () => until('the browser is gone', () => !isAlive(pid)),
    roundTrip: () => page.evaluate(askServer),
    close,
  };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Everything that one test needs, and its end. */
export interface Stage {
  readonly simulator: Simulator;
  readonly folder: string;
  start(options?: LibraryOptions): Promise<Linked>;
  /** Without waiting for anything but the browser and its page. */
  open(options?: LibraryOptions): Promise<Opened & { readonly page: Linked['page'] }>;
  close(): Promise<void>;
}

export async function makeStage(options: SimulatorOptions = {}): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'sendonce-simulator-'));
  const simulator = await startSimulator(options);
  const started: Opened['client'][] = [];
  return {
    simulator,
    folder,
    async start(more) {
      const linked = await startLibrary(simulator, folder, more);
      started.push(linked.client);
      return linked;
    },
    async open(more) {
      const opened = openLibrary(simulator, folder, more);
      started.push(opened.client);
      return { ...opened, page: await until('a page', () => opened.client.pupPage) };
    },
    async close() {
      const pids = started.flatMap((client) => client.pupBrowser?.process()?.pid ?? []);
      await Promise.allSettled(started.map((client) => client.destroy()));
      // A browser that is still going writes into its profile.
      await Promise.all(pids.map((pid) => until('the browser is gone', () => !isAlive(pid))));
      await simulator.close();
      await clearAway(folder);
    },
  };
}
