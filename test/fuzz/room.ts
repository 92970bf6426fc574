/**
 * A whole bot in memory for one conversation: the real core, chat, commands and SQLite ledger. The ledger is emptied for the
 * next one and not made anew, which would cost more than the conversation.
 */
import { createChance } from '../../src/adapters/random.ts';
import { renewableMemoryFile } from '../../src/adapters/sqlite/open.ts';
import type { Ledger, StopFile } from '../../src/core/ledger.ts';
import { compose, type Root } from '../../src/root.ts';
import { createVirtualClock, type VirtualClock } from '../sim/clock.ts';
import { createSimMedia } from '../sim/media.ts';
import { createProfile } from '../sim/profile.ts';
import { createSimWhatsApp, type SimWhatsApp } from '../sim/whatsapp.ts';
import { createWorld, type SimWorld } from '../sim/world.ts';

export interface Room {
  readonly clock: VirtualClock;
  readonly world: SimWorld;
  readonly ledger: Ledger;
  readonly root: Root;
  readonly whatsapp: SimWhatsApp;
  /** What the bot wrote since this was last asked, oldest first. */
  heard(): readonly { readonly waId: string; readonly text: string }[];
  /** Rethrows what broke the bot meanwhile. */
  pass(ms: number): Promise<void>;
  close(): void;
}

/** A quiet Tuesday noon in London. */
export const roomOpensAt = Date.parse('2026-11-24T12:00:00Z');

/** Nobody can make a folder there: a copy cannot be made out of the transaction in which this ledger lives. */
const nowhere = '/dev/null/backups';

let file: ReturnType<typeof renewableMemoryFile> | null = null;

export async function openRoom(locale: string): Promise<Room> {
  file ??= renewableMemoryFile();
  file.renew();
  const clock = createVirtualClock(roomOpensAt);
  const world = createWorld(clock);
  let stopped = false;
  const stopFile: StopFile = {
    stands: () => stopped,
    put: () => {
      stopped = true;
    },
    remove: () => {
      stopped = false;
      return { kind: 'removed' };
    },
  };
  const ledger = file.ledger({ stopFile, now: clock.now, backups: nowhere });
  const whatsapp = createSimWhatsApp(clock, world, createProfile());
  const faults: unknown[] = [];
  const root = compose({
    adapters: {
      ...{ ledger, whatsapp, clock, chance: createChance(), stopFile, media: createSimMedia() },
      settings: {
        ...{ graceMs: 15 * 60_000, minGapMs: 3_000, jitterMs: { from: 0, to: 0 }, typing: false },
        ...{ maxPerMinute: 20, maxPerDay: 300, breakerAfter: 3, sendTimeoutMs: 45_000, dryRun: false },
        quietHours: null,
      },
      // What breaks a command is answered and not thrown: here it counts as thrown.
      log: { debug() {}, info() {}, warn() {}, error: (...fault) => void faults.push(fault) },
    },
    owners: [],
    zone: 'Europe/London',
    locale,
    asking: { dedupeWindowMs: 24 * 60 * 60_000 },
    standing: (bot) => ({
      ...{ link: 'Connected', caughtUp: bot.caughtUp(), startedAt: roomOpensAt, version: 'fuzzed' },
    }),
    onQr: () => undefined,
  });
  root.bot.failed.catch((fault: unknown) => void faults.push(fault));
  root.bot.start();
  let read = 0;
  const pass = async (ms: number): Promise<void> => {
    await clock.advance(ms);
    if (faults.length > 0)
      throw new Error(`the bot broke: ${JSON.stringify(faults[0])} ${String(faults[0])}`);
  };
  await pass(3_000);
  read = world.control().length;
  return {
    ...{ clock, world, ledger, root, whatsapp, pass },
    heard() {
      const lines = world.control();
      const fresh = lines.slice(read).filter(({ from }) => from === 'page');
      read = lines.length;
      return fresh.map(({ waId, text }) => ({ waId, text }));
    },
    close: () => whatsapp.kill(),
  };
}
