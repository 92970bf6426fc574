/**
 * The evening before a night: a bot that was linked, greeted its owner and ended in order, as the whole of what outlives
 * its process. It is lived once for all nights that begin at the same instant; every one of them begins with a copy.
 */
import { memoryFile } from '../../src/adapters/sqlite/open.ts';
import { createSeededChance } from './chance.ts';
import { createVirtualClock } from './clock.ts';
import { createSimMedia } from './media.ts';
import { startLife } from './process.ts';
import { createProfile, type Profile } from './profile.ts';
import type { Past } from './record.ts';
import { createSimWhatsApp } from './whatsapp.ts';
import { createWorld } from './world.ts';

export interface Evening {
  /** A file of SQLite. */
  readonly ledger: Buffer;
  readonly profile: Profile;
  readonly world: Past;
}

const second = 1_000;
const livesMs = 20 * second;
/** It ends so long before the night: an outage of a minute would be told in each of them. */
const beforeMs = 5 * second;
const stopsWithinMs = 10 * second;

const evenings = new Map<number, Promise<Evening>>();

/** `start`: the first instant at which such a night may begin, ms since the Unix epoch. */
export function eveningOf(start: number): Promise<Evening> {
  const lived = evenings.get(start) ?? live(start);
  evenings.set(start, lived);
  return lived;
}

async function live(start: number): Promise<Evening> {
  const clock = createVirtualClock(start - livesMs - beforeMs);
  const world = createWorld(clock);
  const profile = createProfile();
  const file = memoryFile();
  const stopFile = { stands: () => false, put() {}, remove: () => ({ kind: 'removed' }) as const };
  const ledger = file.ledger({ stopFile, now: () => clock.now() });
  const faults: unknown[] = [];
  const life = startLife({
    ledger,
    whatsapp: createSimWhatsApp(clock, world, profile),
    clock,
    chance: createSeededChance(0),
    stopFile,
    media: createSimMedia(),
    settings: {
      graceMs: 120 * second,
      minGapMs: 3_000,
      jitterMs: { from: 0, to: 0 },
      typing: true,
      maxPerMinute: 20,
      maxPerDay: 300,
      breakerAfter: 3,
      sendTimeoutMs: 45 * second,
      dryRun: false,
      quietHours: null,
    },
    alert: null,
    closeMs: 0,
    beforeHandOver() {},
    onTaken() {},
    onKilled() {},
    onFault: (fault) => faults.push(fault),
  });
  await clock.advance(livesMs);
  const stopped = life.stop();
  await clock.advanceUntil(() => !life.alive(), stopsWithinMs);
  if (life.alive() || faults.length > 0)
    throw new Error('the evening before came to no end', { cause: faults[0] });
  await stopped;
  const lived = { ledger: file.bytes(), profile, world: { wire: world.wire(), control: world.control() } };
  file.close();
  return lived;
}
