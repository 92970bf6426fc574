/** The real adapter in a real browser on a simulator of its own, with everything cleaned away afterwards. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { createClock } from '../../src/adapters/clock.ts';
import { createChance } from '../../src/adapters/random.ts';
import type { ConnectionSetting } from '../../src/adapters/whatsapp/connection.ts';
import type { Limits } from '../../src/adapters/whatsapp/limits.ts';
import { isLibraryRejection } from '../../src/adapters/whatsapp/rejection.ts';
import { createWhatsApp } from '../../src/adapters/whatsapp/whatsapp.ts';
import type { LogFields } from '../../src/core/log.ts';
import type { HandOverOutcome, Link, WhatsApp, WhatsAppEvent } from '../../src/core/whatsapp.ts';
import type { Simulator, SimulatorOptions, WorldFaults } from '../../src/simulator/simulator.ts';
import { startSimulator } from '../../src/simulator/start.ts';
import { clearAway } from '../leavings.ts';
import { askedBuild } from './key-build.ts';

export const chance = createChance();
export const realClock = createClock();

export interface LogLine {
  readonly level: string;
  readonly fields: LogFields;
  readonly message: string;
}

export interface Rig {
  readonly simulator: Simulator;
  readonly folder: string;
  readonly sessionFolder: string;
  readonly lines: LogLine[];
  /** A bot's transport on this rig's profile; only one may be started at a time. */
  whatsapp(instead?: Partial<ConnectionSetting>): WhatsApp;
  close(): Promise<void>;
}

export async function openRig(options: SimulatorOptions = {}): Promise<Rig> {
  const folder = mkdtempSync(join(tmpdir(), 'sendonce-transport-'));
  const simulator = await startSimulator({ deadAfterMs, ...askedBuild(), ...options });
  const lines: LogLine[] = [];
  latest = lines;
  const sessionFolder = join(folder, 'session');
  const write = (level: string) => (fields: LogFields, message: string) => {
    lines.push({ level, fields, message });
    if (process.env.SENDONCE_TEST_LOG) console.log(level, message, JSON.stringify(fields));
  };
  return {
    simulator,
    folder,
    sessionFolder,
    lines,
    whatsapp: (instead = {}) =>
      createWhatsApp({
        sessionFolder,
        clock: realClock,
        chance,
        log: { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') },
        browserPath: null,
        chromiumArgs: simulator.chromiumArgs,
        ...instead,
      }),
    async close() {
      await simulator.close();
      await clearAway(folder);
    },
  };
}

/** Of the latest rig: a wait in vain without them says nothing. */
let latest: readonly LogLine[] = [];
const shownLines = 60;
/** A machine that is busy with other files of tests takes tens of seconds for what takes one. */
const longMs = 60_000;
/** A page that hears nothing for as long connects anew, and repeats what was not acked: a busy machine must not cause that. */
const deadAfterMs = 120_000;

function latestLines(): string {
  return latest
    .slice(-shownLines)
    .map(({ level, fields, message }) => `${level} ${message} ${JSON.stringify(fields)}`)
    .join('\n');
}

/** Looks every few milliseconds until there is something, and says what it waited for when there is not. */
export async function until<T>(
  what: string,
  read: () => T | null | undefined | false,
  withinMs = longMs,
): Promise<T> {
  const giveUpAt = realClock.now() + withinMs;
  for (;;) {
    const value = read();
    if (value !== null && value !== undefined && value !== false) return value;
    if (realClock.now() >= giveUpAt)
      throw new Error(`waited ${withinMs} ms in vain for ${what}\n${latestLines()}`);
    await realClock.sleepUntil(realClock.now() + 15);
  }
}

export function connected(whatsapp: WhatsApp, withinMs = longMs) {
  return until(
    'the link to be connected',
    () => {
      const link = whatsapp.link();
      return link.state === 'connected' ? link : null;
    },
    withinMs,
  );
}

/** Starts it and keeps what it tells. */
export function listenTo(whatsapp: WhatsApp, heard = (_: WhatsAppEvent): void => undefined): WhatsAppEvent[] {
  const events: WhatsAppEvent[] = [];
  whatsapp.start((event) => {
    events.push(event);
    heard(event);
  });
  return events;
}

/** The port as it was told, and what one does with it. */
export interface Transport {
  readonly rig: Rig;
  readonly whatsapp: WhatsApp;
  readonly faults: WorldFaults;
  readonly events: readonly WhatsAppEvent[];
  links(): readonly Link[];
  /** Each link in turn, as `state` or `state/why`. */
  states(): readonly string[];
  /** Waits until the link is or has been this. */
  told(word: string): Promise<unknown>;
  /** When the first link of this state was told, wall clock, ms. */
  toldAt(state: Link['state']): number;
  /** Waits for so many links that were told as blocked, each with another instant at which it ends; the last of them. */
  blockedTimes(count: number): Promise<Extract<Link, { state: 'blocked' }>>;
  /** Pages that were born. */
  pages(): number;
  /** Hands a text for Mum to the page of this generation. */
  hand(text: string, generation: string): Promise<HandOverOutcome>;
  /** It goes out, once, through the page of now. */
  sendsOnce(text: string): Promise<void>;
}

export interface Opening {
  readonly options?: SimulatorOptions;
  readonly limits?: Partial<Limits>;
  /** Before anything is launched. */
  prepare?(rig: Rig): void;
}

/**
 * For a file of tests in which each opens a transport of its own: how to. It is ended behind each test, which fails where
 * a rejection was left alone that is not one of the library's.
 */
export function transports(): (opening?: Opening) => Promise<Transport> {
  let end: () => Promise<void> = async () => undefined;
  const unhandled: unknown[] = [];
  const hear = (reason: unknown) => void unhandled.push(reason);
  beforeEach(() => {
    unhandled.length = 0;
    process.on('unhandledRejection', hear);
  });
  afterEach(async () => {
    await end();
    end = async () => undefined;
    process.off('unhandledRejection', hear);
    expect(unhandled.filter((reason) => !isLibraryRejection(reason))).toEqual([]);
  });

  return async ({ options = {}, limits = {}, prepare } = {}) => {
    const rig = await openRig(options);
    end = rig.close;
    prepare?.(rig);
    const whatsapp = rig.whatsapp({ limits });
    end = async () => {
      await whatsapp.stop();
      await rig.close();
    };
    const times = new Map<Link['state'], number>();
    const events = listenTo(whatsapp, (event) => {
      if (event.kind === 'link' && !times.has(event.link.state)) times.set(event.link.state, realClock.now());
    });
    return started(rig, whatsapp, events, times);
  };
}

const mum = '447700900002@c.us';

function started(
  rig: Rig,
  whatsapp: WhatsApp,
  events: readonly WhatsAppEvent[],
  times: ReadonlyMap<Link['state'], number>,
): Transport {
  const { world } = rig.simulator;
  const transport: Transport = {
    ...{ rig, whatsapp, events, faults: world.faults },
    links: () => events.flatMap((event) => (event.kind === 'link' ? [event.link] : [])),
    states: () => transport.links().map((link) => ('why' in link ? `${link.state}/${link.why}` : link.state)),
    told: (word) => until(`the link to be ${word}`, () => transport.states().includes(word)),
    toldAt: (state) => times.get(state) ?? Number.NaN,
    blockedTimes: (count) =>
      until(`block ${count}`, () => {
        const blocked = transport.links().flatMap((link) => (link.state === 'blocked' ? [link] : []));
        const each = [...new Map(blocked.map((link) => [link.againAt, link])).values()];
        return each[count - 1];
      }),
    pages: () => events.filter(({ kind }) => kind === 'page_born').length,
    hand: (text, generation) =>
      whatsapp.handOver({
        ...{ reservedId: chance.reservedId(), chatId: mum, text, generation },
        notAfter: realClock.now() + 20_000,
      }),
    async sendsOnce(text) {
      const { generation } = await connected(whatsapp);
      expect(await transport.hand(text, generation)).toEqual({ kind: 'handed' });
      await until('it to arrive', () => world.timesReceived('Mum', text) > 0);
      expect(world.timesReceived('Mum', text)).toBe(1);
    },
  };
  return transport;
}
