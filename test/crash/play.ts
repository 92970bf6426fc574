/**
 * One scenario in which the bot may die: it is started again as often as it ends, the owner goes on as if nothing had
 * happened and answers truthfully whatever is asked, and when all is at rest the promises are checked.
 */
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { broken } from './check.ts';
import type { House } from './house.ts';
import { beginLife, type Ending, type Life } from './life.ts';
import { createOwner } from './owner.ts';
import type { Plan } from './plan.ts';
import { connected, rest, within } from './rest.ts';
import type { Scenario } from './scenarios.ts';
import { storyOf } from './story.ts';
import { type Entry, openRecord } from './world.ts';
import { ledgerOf, type Wreck, wreckOf } from './wreck.ts';

export interface Played {
  /** Broken promises; empty when all held. */
  readonly problems: readonly string[];
  /** The point at which the first life killed itself, or null where it did not come to it. */
  readonly killedAt: string | null;
  /** How many points an orderly first life had. */
  readonly points: number;
  readonly endings: readonly Ending[];
  /** What the first life said to the terminal and its log. */
  readonly firstSaid: string;
  readonly story: string;
  readonly entries: readonly Entry[];
}

export interface PlayOptions {
  readonly launcher: string;
  /** Where a night begins that is not one of a first start; null: each from nothing. */
  readonly house: House | null;
  readonly killAt: number;
  readonly lateAcks: boolean;
  /** A program that the first life runs under, made for its data folder. */
  readonly under?: (dataDir: string, worldFile: string) => readonly string[];
  /** When all has been checked, while the data folder is still there. */
  readonly onEnd?: (dataDir: string, worldFile: string, now: number) => void;
  /** How much faster than ours the bot's time passes. */
  readonly speed?: number;
}

/** Noon, so that no text is read in the small hours. */
const noon = Date.UTC(2026, 10, 24, 12);
const mostLives = 5;
/** Of the bot's time: an outage that short is none to tell of. */
const betweenLivesMs = 10_000;

/** A program that is cut off leaves none of them behind. */
const folders = new Set<string>();
process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

export async function playScenario(scenario: Scenario, options: PlayOptions): Promise<Played> {
  const { launcher, speed = 20 } = options;
  const folder = mkdtempSync(join(tmpdir(), 'sendonce-crash-'));
  folders.add(folder);
  const dataDir = join(folder, 'house');
  const worldFile = join(folder, 'world.jsonl');
  const pointsFile = join(folder, 'points');
  const house = scenario.fromNothing === true || scenario.prepare !== undefined ? null : options.house;
  if (house === null) {
    mkdirSync(dataDir, { mode: 0o700 });
    writeFileSync(worldFile, '');
  } else {
    cpSync(house.dataDir, dataDir, { recursive: true });
    copyFileSync(house.worldFile, worldFile);
  }
  const startsAt = house === null ? noon : house.endedAt + betweenLivesMs;
  const time = { real: Date.now(), sim: startsAt, speed };
  const now = (): number => time.sim + (Date.now() - time.real) * speed;
  const plan: Plan = {
    env: envOf(dataDir),
    worldFile,
    time,
    faults: scenario.faults ?? {},
    lateAcks: options.lateAcks,
    killAt: options.killAt,
    pointsFile,
  };
  const record = openRecord(worldFile);
  scenario.prepare?.(dataDir, startsAt, record.note);
  const endings: Ending[] = [];
  const wrecks: Wreck[] = [];
  const problems: string[] = [];
  let firstSaid = '';
  let finished = false;
  let life = begin();
  const owner = createOwner(worldFile, now, (line) => life.hear(line));

  try {
    // What was written before the first link is no command.
    await owner.hears(/linked/u);
    await connected(() => life);
    await scenario.play(owner, dataDir);
    await rest(owner, () => life);
    await endInOrder();
    const evidence = { entries: owner.entries(), ledgerFile: ledgerOf(dataDir), wrecks, now: now() };
    problems.push(...broken(evidence), ...(scenario.inspect?.(dataDir) ?? []));
  } catch (fault) {
    problems.push(fault instanceof Error ? fault.message : String(fault));
  }
  finished = true;
  if (!life.isOver()) life.kill();
  await life.ended;
  owner.look();
  record.close();
  owner.close();
  const mark = existsSync(pointsFile) ? readFileSync(pointsFile, 'utf8') : '';
  const counted = /^\d+$/.test(mark);
  const played: Played = {
    problems,
    killedAt: counted || mark === '' ? null : mark,
    points: counted ? Number(mark) : 0,
    endings,
    firstSaid,
    story: storyOf(owner.entries(), `${firstSaid}\n---\n${life.said()}`),
    entries: owner.entries(),
  };
  options.onEnd?.(dataDir, worldFile, now());
  rmSync(folder, { recursive: true, force: true });
  folders.delete(folder);
  return played;

  function begin(): Life {
    const isFirst = endings.length === 0;
    const begun = beginLife({
      launcher,
      plan: () => (isFirst ? plan : { ...plan, killAt: 0, pointsFile: join(folder, 'later') }),
      ...(isFirst && options.under !== undefined ? { under: options.under(dataDir, worldFile) } : {}),
      onWorld: () => owner?.look(),
    });
    void begun.ended.then((ending) => {
      endings.push(ending);
      if (isFirst) firstSaid = begun.said();
      record.note({ kind: 'life', what: `the bot ended (${ending.signal ?? ending.code})` });
      if (finished || ending.code === 0) return;
      if (!isFirst) problems.push(`a later life ended by itself (${ending.signal ?? ending.code})`);
      if (endings.length >= mostLives) return;
      wrecks.push(wreckOf(dataDir, owner.entries().length));
      life = begin();
    });
    return begun;
  }

  /** SIGTERM; where the end itself was cut off, another start and another end. */
  async function endInOrder(): Promise<void> {
    for (let tries = 0; tries < mostLives; tries++) {
      const ending = life;
      ending.end();
      const { code } = await within(ending.ended, `the end of the process after SIGTERM`);
      if (code === 0) return;
      await rest(owner, () => life);
    }
    throw new Error('it does not end in order');
  }
}

export function envOf(dataDir: string): Readonly<Record<string, string>> {
  return {
    DATA_DIR: dataDir,
    TIMEZONE: 'Europe/London',
    HTTP_PORT: '0',
    MIN_GAP: '1s',
    JITTER: '0-0s',
    SEND_TIMEOUT: '12s',
    BREAKER_AFTER: '10',
    MAX_PER_MINUTE: '1000',
    MAX_PER_DAY: '100000',
    GRACE: '15m',
    DEDUPE_WINDOW: '0',
    LOG_LEVEL: 'warn',
  };
}
