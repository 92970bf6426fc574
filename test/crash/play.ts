/**
 * One scenario in which the bot may die: it is started again as often as it ends, the owner goes on as if nothing had
 * happened and answers truthfully whatever is asked, and when all is at rest the promises are checked.
 */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { broken, type Wreck } from './check.ts';
import { beginLife, type Ending, type Life } from './life.ts';
import { createOwner, type Owner } from './owner.ts';
import type { Plan, Standing } from './plan.ts';
import type { Scenario } from './scenarios.ts';
import { type Entry, openRecord, stanzas } from './world.ts';

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
  readonly killAt: number;
  readonly lateAcks: boolean;
  /** A program that the first life runs under, made for its data folder. */
  readonly under?: (dataDir: string, worldFile: string) => readonly string[];
  /** The first life may end by a fault of its own, since one is injected. */
  readonly mayFail?: boolean;
  /** How much faster than ours the bot's time passes. */
  readonly speed?: number;
}

/** Noon, so that no text is read in the small hours. */
const noon = Date.UTC(2026, 10, 24, 12);
/** Real time: more than any of this takes on a machine that is busy with other things. */
const restWithinMs = 30_000;
const mostLives = 5;

export async function playScenario(scenario: Scenario, options: PlayOptions): Promise<Played> {
  const { launcher, speed = 20 } = options;
  const folder = mkdtempSync(join(tmpdir(), 'sendonce-crash-'));
  const dataDir = join(folder, 'house');
  const worldFile = join(folder, 'world.jsonl');
  const pointsFile = join(folder, 'points');
  mkdirSync(dataDir, { mode: 0o700 });
  writeFileSync(worldFile, '');
  const time = { real: Date.now(), sim: noon, speed };
  const now = (): number => time.sim + (Date.now() - time.real) * speed;
  scenario.prepare?.(dataDir, noon);
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
    await scenario.play(owner, dataDir);
    await settle(owner);
    await endInOrder();
    problems.push(...broken({ entries: owner.entries(), ledgerFile: ledgerOf(dataDir), wrecks, now: now() }));
  } catch (fault) {
    problems.push(fault instanceof Error ? fault.message : String(fault));
  }
  finished = true;
  if (!life.isOver()) life.kill();
  await life.ended;
  owner.look();
  record.close();
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
  rmSync(folder, { recursive: true, force: true });
  return played;

  function begin(): Life {
    const isFirst = endings.length === 0;
    const begun = beginLife({
      launcher,
      plan: isFirst ? plan : { ...plan, killAt: 0, pointsFile: join(folder, 'later') },
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

  async function settle(person: Owner): Promise<void> {
    const until = Date.now() + restWithinMs;
    const answered = new Map<string, number>();
    let standing: Standing | null = null;
    while (Date.now() < until) {
      standing = await life.how();
      if (standing?.atRest === true) {
        if (standing.latched) await person.asks('/resume', /Going on|not stopped/u);
        const [open] = standing.needing;
        if (open === undefined && !standing.latched) return;
        if (open !== undefined) await answer(person, open, answered);
      }
      await new Promise((done) => setTimeout(done, 15));
    }
    throw new Error(`not at rest after ${restWithinMs / 1000} s: ${standing?.busyWith ?? 'not running'}`);
  }

  /** The owner looks at the recipient's phone, and says what is there. */
  async function answer(
    person: Owner,
    open: Standing['needing'][number],
    answered: Map<string, number>,
  ): Promise<void> {
    const arrived = stanzas(person.entries()).some(({ waId }) => waId === open.reservedId);
    const words = `#${open.id} ${open.status === 'in_doubt' && arrived ? 'arrived' : 'drop'}`;
    const times = (answered.get(words) ?? 0) + 1;
    answered.set(words, times);
    if (times > 3) throw new Error(`"${words}" does not settle it`);
    await person.asks(words, /noted|dropped|You can say|no answer/u);
  }

  /** SIGTERM; where the end itself was cut off, another start and another end. */
  async function endInOrder(): Promise<void> {
    for (let tries = 0; tries < mostLives; tries++) {
      const ending = life;
      ending.end();
      const { code } = await within(ending.ended, `the end of the process after SIGTERM`);
      if (code === 0) return;
      await settle(owner);
    }
    throw new Error('it does not end in order');
  }
}

async function within<T>(promise: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited ${restWithinMs / 1000} s for ${what}`)), restWithinMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

export function ledgerOf(dataDir: string): string {
  return join(dataDir, 'ledger.db');
}

export function envOf(dataDir: string): Readonly<Record<string, string>> {
  return {
    DATA_DIR: dataDir,
    TIMEZONE: 'Europe/London',
    HTTP_PORT: '0',
    MIN_GAP: '1s',
    JITTER: '0-0s',
    SEND_TIMEOUT: '6s',
    BREAKER_AFTER: '10',
    MAX_PER_MINUTE: '1000',
    MAX_PER_DAY: '100000',
    GRACE: '15m',
    DEDUPE_WINDOW: '0',
    LOG_LEVEL: 'warn',
  };
}

/** Looks at a copy, so that the start that follows finds what the crash left and nothing tidied. */
export function wreckOf(dataDir: string, entries: number): Wreck {
  const folder = mkdtempSync(join(tmpdir(), 'sendonce-wreck-'));
  try {
    const copy = join(folder, 'ledger.db');
    for (const end of ['', '-wal'])
      if (existsSync(`${ledgerOf(dataDir)}${end}`))
        copyFileSync(`${ledgerOf(dataDir)}${end}`, `${copy}${end}`);
    const db = new Database(copy);
    const known = (name: string): boolean =>
      db.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(name) !== undefined;
    const stopped = known('latches') && db.prepare('SELECT 1 FROM latches').get() !== undefined;
    const over = known('messages')
      ? (db
          .prepare(
            `SELECT reserved_id AS reservedId, id, status FROM messages WHERE status NOT IN ('scheduled', 'held')`,
          )
          .all() as Wreck['over'])
      : [];
    db.close();
    return { entries, stopped, over };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function storyOf(entries: readonly Entry[], said: string): string {
  const lines = entries.map((entry) => {
    switch (entry.kind) {
      case 'line':
        return `owner   ${entry.text}`;
      case 'handed':
        return `page    takes ${entry.waId}: ${entry.text}`;
      case 'stanza':
        return `server  has ${entry.waId}: ${entry.text}`;
      case 'ack':
        return `page    hears ack ${entry.ack} of ${entry.waId}`;
      case 'page':
        return `page    ${entry.generation} begins`;
      case 'life':
        return `bot     ${entry.what}`;
      default:
        return entry satisfies never;
    }
  });
  return [...lines, said.trim()].join('\n');
}
