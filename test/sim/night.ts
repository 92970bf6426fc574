/**
 * One night from a seed: a bot, its owner, and everything that can go wrong between them, under virtual time. It keeps
 * its own record of what was said and done, which the verdict holds against the wire and the ledger.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLedger, renewableMemoryFile } from '../../src/adapters/sqlite/open.ts';
import { isStop } from '../../src/chat/verb.ts';
import { type Ledger, LedgerFault, type StopFile } from '../../src/core/ledger.ts';
import type { Settings } from '../../src/core/settings.ts';
import type { SentFile } from '../../src/simulator/simulator.ts';
import { createSeededChance, type SeededChance } from './chance.ts';
import { createVirtualClock, type VirtualClock } from './clock.ts';
import { type Evening, eveningOf } from './evening.ts';
import { createSimMedia, type SimMedia } from './media.ts';
import { type Life, startLife } from './process.ts';
import { createProfile } from './profile.ts';
import { createReceiver, type Receiver } from './receiver.ts';
import { createSimWhatsApp, type SimWhatsApp } from './whatsapp.ts';
import { createWorld, type SimWorld } from './world.ts';

/** A line of the owner's, as the owner remembers it. */
export interface Written {
  readonly waId: string;
  readonly text: string;
  /** By WhatsApp's clock, ms. */
  readonly at: number;
  /** When it was last changed or deleted, by WhatsApp's clock, ms: its first words count no more. */
  touchedAt: number | null;
}

/** The clock was set by hand. */
export interface Jump {
  /** By WhatsApp's clock, ms. */
  readonly at: number;
  /** What the machine's own clock showed before, and by how much it was set, ms. */
  readonly from: number;
  readonly by: number;
  /** Of the page that lived and was connected then; null: none was. */
  readonly generation: string | null;
}

export interface Night {
  readonly seed: number;
  readonly chance: SeededChance;
  readonly clock: VirtualClock;
  readonly world: SimWorld;
  readonly settings: Settings;
  /** The disk. */
  readonly media: SimMedia;
  /** Behind ALERT_URL; null where none is set. */
  readonly receiver: Receiver | null;
  readonly story: readonly string[];
  readonly written: readonly Written[];
  /** What was found wrong, by the number of the invariant that it breaks; 0: a fault of the program. */
  readonly wrongs: readonly string[];
  /** The clock stepped, or writes failed: lateness proves nothing from here on. */
  disturbed: boolean;
  readonly jumps: Jump[];
  /** Ids of lines in the owner's chat that are not the owner's own words. */
  readonly strange: Set<string>;
  /** Bodies for which the owner said "again" without a look at the phone. */
  readonly rash: Set<string>;
  ledger(): Ledger;
  whatsapp(): SimWhatsApp;
  life(): Life;
  note(what: string): void;
  wrong(invariant: number, what: string): void;
  /** The owner writes; returns the line's WhatsApp id. */
  says(
    text: string,
    options?: { readonly quote?: string; readonly keysAfterMs?: number; readonly file?: SentFile },
  ): string;
  boot(): Promise<void>;
  /** A second process on the same folder, while the first believes that it is alone. */
  usurp(): Promise<void>;
  putStopFile(): void;
  pass(ms: number): Promise<void>;
  close(): void;
}

const second = 1_000;
/** New Year's Eve, a clock change, the end of a leap day, and plain nights. */
const starts = [
  '2026-12-31T23:40:00Z',
  '2026-10-25T00:40:00Z',
  '2027-03-28T00:30:00Z',
  '2028-02-29T23:50:00Z',
  '2026-11-24T12:00:00Z',
  '2026-11-24T21:15:30Z',
] as const;

type Memory = ReturnType<typeof renewableMemoryFile>;

/** One for all nights of this process that begin with the same, as they come one after the other. */
const kept = new Map<Evening | null, Memory>();

function memoryOf(evening: Evening | null): Memory {
  const known = kept.get(evening);
  known?.renew();
  const memory = known ?? renewableMemoryFile(evening?.ledger);
  kept.set(evening, memory);
  return memory;
}

function settingsOf(chance: SeededChance): Settings {
  return {
    graceMs: chance.pick([120 * second, 120 * second, 900 * second]),
    minGapMs: 3_000,
    jitterMs: { from: 0, to: chance.pick([0, 4_000]) },
    typing: true,
    maxPerMinute: 20,
    maxPerDay: 300,
    breakerAfter: chance.pick([3, 3, 5]),
    sendTimeoutMs: 45 * second,
    dryRun: chance.below(50) === 0,
    quietHours: null,
  };
}

/** `isFirst`: nobody has linked the bot yet; else it has known its owner since the evening before. */
export async function openNight(seed: number, isFirst: boolean): Promise<Night> {
  const chance = createSeededChance(seed);
  const start = Date.parse(chance.pick(starts));
  const clock = createVirtualClock(start + chance.below(60 * second));
  const evening = isFirst ? null : await eveningOf(start);
  const world = createWorld(clock, evening?.world);
  const profile = createProfile(evening?.profile);
  const settings = settingsOf(chance);
  const receiver = chance.happens(35) ? createReceiver(clock) : null;
  const closeMs = chance.happens(20) ? 5 * 60 * second : 0;
  // A file in one night of a hundred: it is what the product has, and costs a hundred times as much.
  const folder = seed % 100 === 0 ? mkdtempSync(join(tmpdir(), 'sendonce-night-')) : null;
  const memory = folder === null ? memoryOf(evening) : null;
  if (folder !== null && evening !== null) writeFileSync(join(folder, 'ledger.db'), evening.ledger);
  const story: string[] = [];
  const written: Written[] = [];
  const wrongs: string[] = [];
  const media = createSimMedia();
  let stopFileStands = false;
  /** Since when nothing may begin, by WhatsApp's clock; a command's stop has also reached the page. */
  let stoppedSince: { readonly at: number; readonly byCommand: boolean } | null = null;
  const stopsTaken = new Set<string>();
  /** When the owner last ended a stop, by WhatsApp's clock: what was planned before is asked about, and goes no more. */
  let wentOnAt = Number.NEGATIVE_INFINITY;
  let ledger: Ledger;
  let whatsapp: SimWhatsApp;
  let life: Life;

  const stopFile: StopFile = {
    stands: () => stopFileStands,
    put: () => {
      stopFileStands = true;
    },
    remove: () => {
      stopFileStands = false;
      return { kind: 'removed' };
    },
  };
  const begin = (on: Ledger): void => {
    ledger = on;
    whatsapp = createSimWhatsApp(clock, world, profile);
    const mine = whatsapp;
    life = startLife({
      ledger: on,
      whatsapp,
      clock,
      chance,
      stopFile,
      media,
      settings,
      alert: receiver?.port ?? null,
      closeMs,
      beforeHandOver(reservedId) {
        if (mine !== whatsapp) night.wrong(7, `a superseded process hands over ${reservedId}`);
        lookAtClaim(on, reservedId);
      },
      onTaken(waId) {
        const line = world.control().find((one) => one.waId === waId);
        if (line?.from !== 'phone' || line.forwarded === true || !isStop(line.text)) return;
        // Reported again, it stops nothing a second time.
        if (!stopsTaken.has(waId)) stoppedSince ??= { at: clock.trueNow(), byCommand: true };
        stopsTaken.add(waId);
      },
      onKilled(where) {
        night.note(`the bot is gone: ${where}`);
        if (folder !== null) on.close();
      },
      onFault(fault) {
        if (fault instanceof LedgerFault && fault.kind === 'superseded' && mine !== whatsapp) return;
        night.wrong(0, `the bot ended by a fault: ${fault instanceof Error ? fault.stack : String(fault)}`);
      },
    });
  };
  const open = (): Ledger => {
    const options = { stopFile, now: () => clock.now() };
    if (memory !== null) return memory.ledger(options);
    return openLedger({ ...options, file: join(folder ?? '', 'ledger.db') });
  };

  /** What must be true when a hand-over begins, whoever asked for it. */
  function lookAtClaim(on: Ledger, reservedId: string): void {
    const message = on.byReservedId(reservedId);
    if (message === null) {
      if (!on.isOurs(reservedId)) night.wrong(1, `${reservedId} is handed over and stands nowhere`);
      return;
    }
    const what = `#${message.id} is handed over`;
    night.note(what);
    if (message.status !== 'sending' || on.attempt(message.id) === null)
      night.wrong(1, `${what} while it is ${message.status}: no claim was committed`);
    const wall = clock.now();
    if (wall < message.plannedAt) night.wrong(10, `${what} ${message.plannedAt - wall} ms early`);
    if (wall > message.plannedAt + message.graceMs) night.wrong(10, `${what} past its grace`);
    if (stoppedSince !== null && clock.trueNow() > stoppedSince.at) night.wrong(3, `${what} after a stop`);
    if (!night.disturbed && message.plannedAt < wentOnAt)
      night.wrong(3, `${what}, which was due before the stop ended, and nobody was asked`);
  }

  const night: Night = {
    seed,
    chance,
    clock,
    world,
    settings,
    media,
    receiver,
    story,
    written,
    wrongs,
    disturbed: false,
    jumps: [],
    strange: new Set(),
    rash: new Set(),
    ledger: () => ledger,
    whatsapp: () => whatsapp,
    life: () => life,
    note: (what) =>
      void story.push(
        `${new Date(clock.trueNow()).toISOString().slice(11, 23)}${clock.now() === clock.trueNow() ? '' : ` (wall ${new Date(clock.now()).toISOString().slice(5, 19)})`} ${what}`,
      ),
    wrong(invariant, what) {
      night.note(`WRONG (${invariant}): ${what}`);
      wrongs.push(`(${invariant}) ${what}`);
    },
    says(text, options = {}) {
      if (/^\W*(?:resume|go)\b/i.test(text)) {
        if (stoppedSince !== null) wentOnAt = clock.trueNow();
        stoppedSince = null;
      }
      night.note(`owner: ${text.replaceAll('\n', ' / ')}`);
      const at = clock.trueNow();
      const waId = world.ownerWrites(text, options);
      written.push({ waId, text, at, touchedAt: null });
      return waId;
    },
    async boot() {
      night.note('the bot starts');
      begin(open());
      await night.pass(2 * second);
    },
    async usurp() {
      if (folder !== null) return;
      night.note('a second process takes the folder');
      const [oldLife, oldWhatsApp] = [life, whatsapp];
      begin(open());
      // What a start does first is to end every browser of the profile.
      oldWhatsApp.crashPage();
      await night.pass((2 + chance.below(60)) * second);
      oldLife.kill('superseded');
    },
    putStopFile() {
      if (stopFileStands) return;
      night.note('a STOP file is put');
      stopFileStands = true;
      stoppedSince ??= { at: clock.trueNow(), byCommand: false };
    },
    pass: (ms) => clock.advance(ms),
    close() {
      life.kill('the night is over');
      if (folder !== null) rmSync(folder, { recursive: true, force: true });
    },
  };
  begin(open());
  return night;
}
