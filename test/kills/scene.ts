/** One world, one data folder, one bot in it and one owner, who goes on reading and writing whatever is killed. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Status } from '../../src/adapters/http/answers.ts';
import type { Clock } from '../../src/core/clock.ts';
import { freePort } from '../../src/simulator/playground/bot.ts';
import type { SimulatorOptions, World } from '../../src/simulator/simulator.ts';
import { startSimulator } from '../../src/simulator/start.ts';
import type { TimeScale } from '../../src/simulator/time.ts';
import { clearAway } from '../leavings.ts';
import { type Bot, type LogLine, openBot } from './bot.ts';
import { browserProcesses, killAll } from './browser.ts';
import type { Chance } from './chance.ts';
import type { Kill } from './killing.ts';
import { createOwner, type Owner } from './owner.ts';
import { type Entry, entryOf } from './story.ts';
import type { Fault } from './verdict.ts';

/** What the bot's log has told so far. */
export interface Heard {
  /** Hand-overs of messages and of notices that have begun. */
  handOvers: number;
  tellings: number;
  /** The page generation that it caught up in last. */
  generation: string;
  /** It has caught up, and its page has not ended since. */
  up: boolean;
  /** When it caught up last. */
  upAt: number;
}

export interface Scene {
  readonly clock: Clock;
  /** Epoch ms of the world. */
  now(): number;
  readonly folder: string;
  readonly world: World;
  readonly owner: Owner;
  readonly bot: Bot;
  readonly heard: Heard;
  readonly kills: { -readonly [K in keyof Kill]: Kill[K] }[];
  readonly entries: Entry[];
  readonly faults: Fault[];
  note(who: Entry['who'], text: string): void;
  broke(what: string): void;
  /** What the bot last said of itself; null while it does not answer. */
  glance(): Status | null;
  /** The owner reads and writes, or does not. */
  attend(does: boolean): void;
  /** Whether it came true in time. Rejects where the scene itself failed. */
  until(isSo: () => boolean, withinMs: number): Promise<boolean>;
  /** Kills what runs; the folder is removed where `keep` is false. */
  close(keep: boolean): Promise<void>;
}

const stepMs = 40;
const glanceEveryMs = 300;

/** Caps and gaps of a bot that has much to send in a minute, and a grace short enough to be missed. */
const env = {
  TIMEZONE: 'Europe/London',
  MIN_GAP: '300ms',
  // A campaign to a few people within a minute is no slip.
  DEDUPE_WINDOW: '0',
  JITTER: '0-0s',
  GRACE: '12s',
  SEND_TIMEOUT: '10s',
  MAX_PER_MINUTE: '1000',
  MAX_PER_DAY: '100000',
  LOG_LEVEL: 'info',
};

/** What a scene may have instead of the usual. */
export interface Setting {
  readonly simulator?: SimulatorOptions;
  readonly env?: Readonly<Record<string, string>>;
  /** Of the world, where it runs faster than `clock`. */
  readonly time?: TimeScale;
  /** Each line of the bot's log. */
  readonly onLog?: (line: LogLine) => void;
}

/** `cli`: the built program that is the bot. */
export async function openScene(
  cli: string,
  clock: Clock,
  chance: Chance,
  setting: Setting = {},
): Promise<Scene> {
  const folder = mkdtempSync(join(tmpdir(), 'sendonce-kills-'));
  const { time } = setting;
  const simulator = await startSimulator({ ...setting.simulator, ...(time === undefined ? {} : { time }) });
  const now = (): number =>
    time === undefined ? clock.now() : Math.round(time.sim + (clock.now() - time.real) * time.speed);
  const { world } = simulator;
  const owner = createOwner(world, chance, time?.speed);
  const heard: Heard = { handOvers: 0, tellings: 0, generation: '', up: false, upAt: 0 };
  let glance: Status | null = null;
  let attended = false;
  let open = true;
  let failure: { readonly of: unknown } | null = null;

  const scene: Scene = {
    clock,
    now,
    folder,
    world,
    owner,
    heard,
    kills: [],
    entries: [],
    faults: [],
    bot: openBot({
      cli,
      folder,
      port: await freePort(0),
      env: { ...(setting.env ?? env), CHROMIUM_ARGS: simulator.chromiumArgsText },
      onLog: hear,
      onEnded(code, lastWords) {
        scene.broke(`the bot ended by itself with exit code ${code}`);
        scene.note('bot', lastWords);
        heard.up = false;
        scene.bot.start();
      },
    }),
    note: (who, text) => void scene.entries.push({ at: now(), who, text }),
    broke(what) {
      scene.faults.push({ what, names: [] });
      const last = scene.kills.at(-1);
      if (last !== undefined) last.broke++;
      scene.note('kill', `BROKEN: ${what}`);
    },
    glance: () => glance,
    attend(does) {
      attended = does;
    },
    async until(isSo, withinMs) {
      const giveUpAt = clock.now() + withinMs;
      while (!isSo()) {
        if (clock.now() > giveUpAt) return false;
        if (failure !== null) throw failure.of;
        await clock.sleepUntil(clock.now() + 5);
      }
      return true;
    },
    async close(keep) {
      open = false;
      await scene.bot.kill();
      await ending;
      await simulator.close();
      if (keep) killAll(browserProcesses(folder));
      else await clearAway(folder);
    },
  };
  const living = Promise.all([
    repeat(stepMs, () => {
      const now = clock.now();
      if (attended)
        scene.owner.step(
          now,
          glance === null ? null : { needing: glance.needingOwner, stopped: glance.latches.length > 0 },
        );
    }),
    repeat(glanceEveryMs, async () => {
      glance = await scene.bot.status();
    }),
  ]);
  const ending = living.catch((of: unknown) => {
    failure = { of };
  });
  return scene;

  async function repeat(everyMs: number, act: () => void | Promise<void>): Promise<void> {
    while (open) {
      await act();
      await clock.sleepUntil(clock.now() + everyMs);
    }
  }

  function hear(line: LogLine): void {
    setting.onLog?.(line);
    const entry = entryOf(line, now());
    if (entry !== null) scene.entries.push(entry);
    if (line.msg === 'handing over') heard.handOvers++;
    if (line.msg === 'telling') heard.tellings++;
    if (line.msg === 'the page generation ends') heard.up = false;
    const last = scene.kills.at(-1);
    const isNew = line.generation !== undefined && line.generation !== heard.generation;
    if (line.msg === 'link' && line.state === 'connected' && isNew && last !== undefined)
      last.connectedAt ??= clock.now();
    if (line.msg !== 'caught up') return;
    heard.up = true;
    heard.upAt = clock.now();
    if (last !== undefined && isNew) last.backAt ??= clock.now();
    heard.generation = String(line.generation);
  }
}
