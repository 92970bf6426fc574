/** A whole Sendonce on a ledger in a file: real core, chat, commands, clock and chance; the transport alone is scripted. */
import { join } from 'node:path';
import { createClock } from '../../src/adapters/clock.ts';
import { openMediaFolder } from '../../src/adapters/disk/media-folder.ts';
import { openStopFile } from '../../src/adapters/disk/stop-file.ts';
import { createChance } from '../../src/adapters/random.ts';
import type { SqliteLedger } from '../../src/adapters/sqlite/ledger.ts';
import { openLedger } from '../../src/adapters/sqlite/open.ts';
import type { Clock } from '../../src/core/clock.ts';
import type { Log } from '../../src/core/log.ts';
import type { Chat } from '../../src/core/message.ts';
import type { Settings } from '../../src/core/settings.ts';
import type { HandOver } from '../../src/core/whatsapp.ts';
import { compose, type Root } from '../../src/root.ts';
import { createTransport, type Transport } from './transport.ts';

export interface House {
  readonly ledger: SqliteLedger;
  readonly clock: Clock;
  readonly transport: Transport;
  readonly root: Root;
  /** Resolves when `holds` does, looked at between turns; rejects after `limitMs`, and with any fault of the bot. */
  until(holds: () => boolean, limitMs: number): Promise<void>;
  stop(): Promise<void>;
}

export interface HouseOptions {
  /** The data folder; it exists. */
  readonly folder: string;
  readonly chats?: readonly Chat[];
  readonly settings?: Partial<Settings>;
  readonly onHandOver?: (request: HandOver) => void;
}

/** A fault is the one line that a benchmark must not hide. */
const quiet: Log = {
  debug() {},
  info() {},
  warn() {},
  error: (fields, message) => console.error(message, fields),
};

/** The defaults of the product, but for caps that would hold a benchmark up. */
const settings: Settings = {
  graceMs: 15 * 60_000,
  minGapMs: 3_000,
  jitterMs: { from: 0, to: 4_000 },
  typing: true,
  maxPerMinute: 1_000_000,
  maxPerDay: 10_000_000,
  breakerAfter: 3,
  sendTimeoutMs: 45_000,
  dryRun: false,
  quietHours: null,
};

/** Opens, starts, and is caught up when `until(() => house.root.bot.caughtUp())` says so. */
export function openHouse({ folder, chats = [], settings: change = {}, onHandOver }: HouseOptions): House {
  const clock = createClock();
  const stopFile = openStopFile(join(folder, 'STOP'));
  const ledger = openLedger({ file: join(folder, 'ledger.db'), stopFile, now: () => clock.now() });
  const transport = createTransport({ chats, onHandOver: onHandOver ?? (() => undefined) });
  const root = compose({
    adapters: {
      ledger,
      whatsapp: transport,
      clock,
      chance: createChance(),
      stopFile,
      media: openMediaFolder(join(folder, 'media')),
      settings: { ...settings, ...change },
      log: quiet,
    },
    owners: [],
    zone: 'Europe/London',
    locale: 'en-GB',
    asking: { dedupeWindowMs: 24 * 60 * 60_000 },
    standing: (bot) => ({
      link: 'Connected',
      caughtUp: bot.caughtUp(),
      startedAt: clock.now(),
      version: 'bench',
    }),
    onQr: () => undefined,
  });
  let fault: unknown = null;
  root.bot.failed.catch((reason: unknown) => {
    fault = reason;
  });
  root.bot.start();
  return {
    ledger,
    clock,
    transport,
    root,
    async until(holds, limitMs) {
      const limit = clock.monotonic() + limitMs;
      while (!holds()) {
        if (fault !== null) throw fault;
        if (clock.monotonic() > limit) throw new Error(`not so within ${limitMs} ms`);
        await new Promise((turn) => setImmediate(turn));
      }
    },
    async stop() {
      await root.bot.stop();
      ledger.close();
    },
  };
}
