/** Campaigns one after the other in one scene, killed into as planned; after each, the story is judged. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../src/core/clock.ts';
import { browserProcesses } from './browser.ts';
import { chanceFrom } from './chance.ts';
import { type Evidence, gather } from './evidence.ts';
import { type Kill, planKills, type Victim } from './killing.ts';
import { openScene, type Scene } from './scene.ts';
import { aboutThese, tellStory, worldEntries } from './story.ts';
import { backWithinMs, strike } from './strike.ts';
import { type Fault, judge } from './verdict.ts';

export interface RigOptions {
  /** The built `cli.js`. */
  readonly cli: string;
  readonly clock: Clock;
  readonly seed: number;
  /** One entry for each campaign: how many kills it gets. */
  readonly campaigns: readonly number[];
  /** About so many in each campaign. */
  readonly messages: number;
  /** Within which those of a campaign are due, from its beginning. */
  readonly seconds: number;
  /** What is killed; null: all kinds in turn. */
  readonly only: Victim | null;
  /** How long the bot has been back before the next kill, ms: backoff begins afresh behind a life of a minute. */
  readonly settledMs: number;
}

/** How far a rig has come, for whoever waits for it. */
export interface Progress {
  readonly kills: number;
  readonly armed: number;
  readonly received: number;
  readonly stage: string;
}

export interface Outcome {
  readonly seed: number;
  readonly kills: readonly Kill[];
  /** Null where no campaign came to its end. */
  readonly evidence: Evidence | null;
  readonly faults: readonly Fault[];
  /** Of what broke, in order of time; empty where nothing did. */
  readonly story: readonly string[];
  /** The folder in which all of it is kept; null where nothing broke. */
  readonly kept: string | null;
}

export interface Rig {
  progress(): Progress;
  readonly ended: Promise<Outcome>;
  /** Ends all that it has started; what it has seen so far, of which only whole campaigns are judged. */
  cutOff(): Promise<Outcome>;
}

/** So many messages are armed before the first kill, so that there is something to break. */
const armedBeforeKills = 6;
const armedWithinMs = 60_000;
const writtenWithinMs = 180_000;
const restWithinMs = 180_000;
/** After the last word of anybody: acks of the last notices are still on their way. */
const quietMs = 1_500;
const endsWithinMs = 30_000;
const longestDownMs = 900;
const ownersDice = 1_000_000;
/** On one machine an ack is there in a blink. Over a real line it takes its time, and a kill may come before it. */
const acksWhileKilled = ['normal', { delayMs: 250 }, { delayMs: 1_200 }] as const;

export function openRig(options: RigOptions): Rig {
  let scene: Scene | null = null;
  let stage = 'opening a world';
  let evidence: Evidence | null = null;
  const chance = chanceFrom(options.seed);
  return {
    progress: () => ({
      kills: scene?.kills.length ?? 0,
      armed: scene?.owner.armed() ?? 0,
      received: scene === null ? 0 : receivedIn(scene),
      stage,
    }),
    ended: run(),
    async cutOff() {
      const { kills = [], faults = [] } = scene ?? {};
      const seen = { kills: [...kills], faults: [...faults] };
      await scene?.close(seen.faults.length > 0);
      return { seed: options.seed, ...seen, evidence, story: [], kept: scene?.folder ?? null };
    },
  };

  async function run(): Promise<Outcome> {
    // Dice of the owner's own: how often they are thrown depends on the time that the machine takes.
    const open = await openScene(options.cli, options.clock, chanceFrom(options.seed + ownersDice));
    scene = open;
    try {
      for (const [index, kills] of options.campaigns.entries()) {
        await campaign(open, index + 1, kills);
        if (open.faults.length > 0) break;
      }
      stage = 'done';
      return conclude(open);
    } finally {
      await open.close(open.faults.length > 0);
    }
  }

  async function campaign(open: Scene, number: number, kills: number): Promise<void> {
    const { bot, owner, clock } = open;
    const name = options.campaigns.length === 1 ? '' : `campaign ${number}: `;
    stage = `${name}starting the bot`;
    bot.start();
    if (!(await open.until(() => open.heard.up, backWithinMs))) return open.broke('it did not become ready');
    owner.begin(clock.now(), options.messages, options.seconds);
    open.attend(true);
    const armed = owner.armed();
    stage = `${name}arming`;
    if (
      !(await open.until(
        () => owner.armed() >= armed + Math.min(armedBeforeKills, options.messages),
        armedWithinMs,
      ))
    )
      return open.broke('it armed nothing');
    for (const plan of planKills(kills, chance, options.only)) {
      stage = `${name}killing`;
      const isSettled = (): boolean => open.heard.up && clock.now() - open.heard.upAt >= options.settledMs;
      if (options.settledMs > 0 && !(await open.until(isSettled, backWithinMs + options.settledMs)))
        return open.broke('it did not come back and stay');
      const acks = chance.pick(acksWhileKilled);
      open.note('kill', `acks ${JSON.stringify(acks)} from here`);
      open.world.faults.acks(acks);
      await strike(open, plan, chance.below(longestDownMs));
      if (open.faults.length > 0) return;
    }
    stage = `${name}coming to rest`;
    open.world.faults.acks('normal');
    if (!(await open.until(() => owner.isDone(clock.now()), writtenWithinMs)))
      open.broke('the campaign could not be written to its end');
    let restedAt = 0;
    const rested = await open.until(() => {
      if (!isAtRest(open)) restedAt = clock.now();
      return clock.now() - restedAt > quietMs;
    }, restWithinMs);
    if (!rested) open.broke(`it did not come to rest: ${JSON.stringify(open.glance())}`);
    open.attend(false);
    stage = `${name}judging`;
    await endBot(open);
    evidence = gather(open.folder, open.world, owner.written(), () => clock.now());
    open.faults.push(...judge(evidence));
  }

  function conclude({ faults, entries, folder, kills, world }: Scene): Outcome {
    const broken = faults.length > 0;
    const whole = broken ? [...entries, ...worldEntries(world)] : [];
    if (broken) writeFileSync(join(folder, 'story.txt'), `${tellStory(whole).join('\n')}\n`);
    return {
      seed: options.seed,
      kills,
      evidence,
      faults,
      story: tellStory(
        aboutThese(
          whole,
          faults.flatMap(({ names }) => names),
        ),
      ),
      kept: broken ? folder : null,
    };
  }
}

/** Ends the bot as its owner would, and sees that nothing of it is left. */
export async function endBot({ bot, folder, broke, until }: Scene): Promise<void> {
  const code = await bot.stop();
  if (code !== 0) broke(`asked to stop, it ended with exit code ${code}`);
  if (!(await until(() => browserProcesses(folder).length === 0, endsWithinMs)))
    broke('a process of its browser outlived the end');
}

/** Nothing is under way, nothing waits for the owner, and nobody has said anything for a while. */
export function isAtRest({ glance, heard, world, now }: Scene): boolean {
  const status = glance();
  if (status === null || !heard.up) return false;
  const { scheduled, sending } = status.messages;
  const open = scheduled + sending + status.needingOwner + status.latches.length;
  return open === 0 && now() - (world.control().at(-1)?.at ?? 0) > quietMs;
}

function receivedIn({ world }: Scene): number {
  return world.people.reduce((sum, { name }) => sum + world.inbox(name).length, 0);
}
