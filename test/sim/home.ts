/**
 * A whole Sendonce in memory: the real core, chat and commands on a real SQLite ledger, under virtual time, with WhatsApp
 * in memory. A test writes as the owner, reads what comes back, and counts what the phones got.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openExportShelf } from '../../src/adapters/disk/export-shelf.ts';
import { openMediaFolder } from '../../src/adapters/disk/media-folder.ts';
import { openStopFile } from '../../src/adapters/disk/stop-file.ts';
import { createChance } from '../../src/adapters/random.ts';
import { memoryFile, openLedger } from '../../src/adapters/sqlite/open.ts';
import type { Asking } from '../../src/chat/command.ts';
import type { AlertPort, HeartbeatPort } from '../../src/core/alarm.ts';
import type { Ledger } from '../../src/core/ledger.ts';
import type { Log } from '../../src/core/log.ts';
import type { Message } from '../../src/core/message.ts';
import type { Painter } from '../../src/core/picture.ts';
import type { Settings } from '../../src/core/settings.ts';
import { compose, type Root } from '../../src/root.ts';
import { createVirtualClock, type VirtualClock } from './clock.ts';
import { createProfile } from './profile.ts';
import { createSimWhatsApp, type SimWhatsApp } from './whatsapp.ts';
import { createWorld, type SimWorld } from './world.ts';

export interface HomeOptions {
  /** ISO instant; default a quiet Tuesday noon in London. */
  readonly start?: string;
  readonly zone?: string | null;
  /** E.164 numbers that may command; default: the linked account. */
  readonly owners?: readonly string[];
  readonly locale?: string;
  readonly settings?: Partial<Settings>;
  readonly asking?: Partial<Asking>;
  /** The receiver of alarms; default none. */
  readonly alert?: AlertPort;
  readonly heartbeat?: HeartbeatPort;
  /** Draws pictures; default: nobody does. */
  readonly painter?: Painter;
  /** As the product does, without being asked; default: it does not. */
  readonly testsItself?: boolean;
  /** Texts of what ended are erased after it; default: nothing is. */
  readonly keepBodiesMs?: number;
  /** A ledger in memory, for tests of many rounds. */
  readonly memory?: boolean;
}

export interface Home {
  readonly clock: VirtualClock;
  readonly world: SimWorld;
  readonly folder: string;
  ledger(): Ledger;
  whatsapp(): SimWhatsApp;
  root(): Root;
  /** The owner writes; returns what the bot says within two seconds, as one text. */
  says(text: string, options?: { readonly quote?: string }): Promise<string>;
  /** What the bot said since the last time this was asked, oldest first. */
  heard(): string[];
  /** The bare id of the last line that the bot said. */
  lastLine(): string;
  message(id: number): Message;
  pass(ms: number): Promise<void>;
  /** The process is killed where it stands, and nothing of it goes on. */
  kill(): Promise<void>;
  /** A new process on the same data folder. */
  boot(settings?: Partial<Settings>, more?: Pick<HomeOptions, 'owners'>): Promise<void>;
  /** SIGTERM. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

const defaults: Settings = {
  graceMs: 15 * 60_000,
  minGapMs: 3_000,
  jitterMs: { from: 0, to: 0 },
  typing: true,
  maxPerMinute: 20,
  maxPerDay: 300,
  breakerAfter: 3,
  sendTimeoutMs: 45_000,
  dryRun: false,
  quietHours: null,
};
/** A fault of the program is the one line that a test wants to see. */
const silent: Log = {
  debug() {},
  info() {},
  warn() {},
  error: (fields, message) => console.error(message, fields),
};

export async function createHome(options: HomeOptions = {}): Promise<Home> {
  const clock = createVirtualClock(Date.parse(options.start ?? '2026-11-24T12:00:00Z'));
  const world = createWorld(clock);
  const profile = createProfile();
  const folder = mkdtempSync(join(tmpdir(), 'sendonce-home-'));
  const stopFile = openStopFile(join(folder, 'STOP'));
  const memory = options.memory === true ? memoryFile() : null;
  const chance = createChance();
  let ledger: Ledger;
  let whatsapp: SimWhatsApp;
  let root: Root;
  let read = 0;
  let fault: unknown = null;
  const killed = new Set<SimWhatsApp>();

  const home: Home = {
    clock,
    world,
    folder,
    ledger: () => ledger,
    whatsapp: () => whatsapp,
    root: () => root,
    async says(text, more = {}) {
      home.heard();
      world.ownerWrites(text, more);
      await home.pass(2_000);
      return home.heard().join('\n\n');
    },
    heard() {
      const lines = world.control();
      const fresh = lines.slice(read).filter((line) => line.from === 'page');
      read = lines.length;
      return fresh.map((line) => line.text);
    },
    lastLine: () => world.control().findLast((line) => line.from === 'page')?.waId ?? '',
    message(id) {
      const found = ledger.message(id);
      if (found === null) throw new Error(`there is no #${id}`);
      return found;
    },
    async pass(ms) {
      await clock.advance(ms);
      if (fault !== null) throw fault;
    },
    async kill() {
      killed.add(whatsapp);
      whatsapp.kill();
      ledger.close();
      await clock.settle();
    },
    async boot(settings = {}, more = {}) {
      const open = { stopFile, now: () => clock.now(), backups: join(folder, 'backups') };
      ledger =
        memory !== null ? memory.ledger(open) : openLedger({ ...open, file: join(folder, 'ledger.db') });
      whatsapp = createSimWhatsApp(clock, world, profile);
      const mine = whatsapp;
      root = compose({
        adapters: {
          ledger,
          whatsapp,
          clock,
          chance,
          stopFile,
          media: openMediaFolder(join(folder, 'media')),
          settings: { ...defaults, ...options.settings, ...settings },
          log: silent,
        },
        owners: more.owners ?? options.owners ?? [],
        zone: options.zone === undefined ? 'Europe/London' : options.zone,
        locale: options.locale ?? 'en-GB',
        asking: { dedupeWindowMs: 24 * 60 * 60_000, ...options.asking },
        standing: (bot) => ({
          link: 'Connected',
          caughtUp: bot.caughtUp(),
          startedAt: clock.now(),
          version: 'test',
        }),
        testsItself: options.testsItself === true,
        ...(options.keepBodiesMs === undefined ? {} : { keepBodiesMs: options.keepBodiesMs }),
        onQr: () => undefined,
        alert: options.alert ?? null,
        heartbeat: options.heartbeat ?? null,
        painter: options.painter ?? null,
        shelf: openExportShelf(join(folder, 'exports')),
      });
      root.bot.failed.catch((reason: unknown) => {
        // A process that was killed may stumble over its closed ledger; the one that lives may not.
        if (mine === whatsapp && !killed.has(mine)) fault = reason;
      });
      root.bot.start();
      await clock.advance(3_000);
      if (fault !== null) throw fault;
    },
    async stop() {
      const ended = root.bot.stop();
      await clock.advance(10_000);
      await ended;
      ledger.write((tx) => tx.recordExit(clock.now(), 'asked'));
      ledger.close();
    },
    async close() {
      killed.add(whatsapp);
      whatsapp.kill();
      ledger.close();
      memory?.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await home.boot();
  return home;
}
