/** The real adapter in a real browser on a simulator of its own, with everything cleaned away afterwards. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClock } from '../../src/adapters/clock.ts';
import { createChance } from '../../src/adapters/random.ts';
import type { ConnectionSetting } from '../../src/adapters/whatsapp/connection.ts';
import { createWhatsApp } from '../../src/adapters/whatsapp/whatsapp.ts';
import type { LogFields } from '../../src/core/log.ts';
import type { WhatsApp, WhatsAppEvent } from '../../src/core/whatsapp.ts';
import type { Simulator, SimulatorOptions } from '../../src/simulator/simulator.ts';
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
  const simulator = await startSimulator({ ...askedBuild(), ...options });
  const lines: LogLine[] = [];
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

/** Looks every few milliseconds until there is something, and says what it waited for when there is not. */
export async function until<T>(
  what: string,
  read: () => T | null | undefined | false,
  withinMs = 30_000,
): Promise<T> {
  const giveUpAt = realClock.now() + withinMs;
  for (;;) {
    const value = read();
    if (value !== null && value !== undefined && value !== false) return value;
    if (realClock.now() >= giveUpAt) throw new Error(`waited ${withinMs} ms in vain for ${what}`);
    await realClock.sleepUntil(realClock.now() + 15);
  }
}

export function connected(whatsapp: WhatsApp, withinMs = 30_000) {
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
export function listenTo(whatsapp: WhatsApp): WhatsAppEvent[] {
  const events: WhatsAppEvent[] = [];
  whatsapp.start((event) => void events.push(event));
  return events;
}
