/**
 * The clock of the playground, which only goes forward: the world's, its pages' and the bot's together, the machine's
 * never. It leaps over the hours in which nothing is due, and stops before every message, so that each goes out at its
 * time as it would have on a night that one sat through.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Simulator } from '../simulator.ts';
import type { Bot, Standing } from './bot.ts';

export interface PlaygroundClock {
  /** Epoch ms. */
  now(): number;
  /** Of the machine's clock. */
  aheadMs(): number;
  /** Where it is being moved to, epoch ms; null while it only runs. */
  target(): number | null;
  /** Resolves when it has got there, or was halted or sent elsewhere before. */
  moveTo(instant: number): Promise<void>;
  halt(): void;
  /** The bot's state has changed: one that was not there for a leap hears of it. */
  botChanged(): void;
}

export interface ClockGround {
  readonly simulator: Pick<Simulator, 'now' | 'leap'>;
  readonly bot: Pick<Bot, 'state' | 'tell'>;
  /** Ms of the machine's clock. */
  readonly aheadMs: number;
  /** To be kept for the next start. */
  readonly keep: (aheadMs: number) => void;
  readonly changed: () => void;
}

/** So long before a message the clock runs by itself, and its instant comes as every other one does. */
const leadMs = 400;
/** Between two looks at the bot. */
const lookMs = 40;
/** A bot that starts or catches up is waited for; what takes longer than this is part of the story. */
const patienceMs = 30_000;
/** An answer of WhatsApp comes at once here; one that does not will not come before a limit has passed. */
const ackMs = 2_500;
/** What is due and does not go waits for its pause. */
const restMs = 250;
const stepMs = 1_000;
/** After a leap the bot has a moment to do what it made due. */
const afterLeapMs = 120;
const stepsEach = 12;

export function playgroundClock(ground: ClockGround): PlaygroundClock {
  const { simulator, bot, changed } = ground;
  let ahead = ground.aheadMs;
  let target: number | null = null;
  let moves = 0;
  /** The move in hand: the next one begins where it has come to. */
  let moving: Promise<void> = Promise.resolve();

  /** The bot first: a page or a phone ahead of it would look like a clock that is wrong. */
  async function leapBy(ms: number): Promise<void> {
    ahead += ms;
    await bot.tell(ahead);
    simulator.leap(ms);
    ground.keep(ahead);
  }

  /** Ms that the clock may leap now; 0: it is to be left running for a moment. `steps`: since anything changed. */
  function leapFrom(standing: Standing, restedMs: number, steps: number, until: number): number {
    const now = simulator.now();
    const isOnTheWay = standing.next !== null && standing.next <= until;
    const free = isOnTheWay ? Math.max(0, standing.next - leadMs - now) : until - now;
    if (standing.sending > 0 ? restedMs < ackMs : standing.due > 0 && restedMs < restMs) return 0;
    if (standing.sending === 0 && standing.due === 0) return free;
    // What is on its way was let go by the clock as it stood then.
    if (standing.sending > 0) return Math.min(stepMs, free);
    // What does not come within some pauses is waited for in longer and longer ones.
    return Math.min(stepMs * 2 ** Math.floor(steps / stepsEach), free);
  }

  async function move(until: number, isOurs: () => boolean): Promise<void> {
    let seen = '';
    let restedSince = Date.now();
    let busySince = Date.now();
    let steps = 0;
    while (isOurs() && simulator.now() < until) {
      const state = bot.state();
      const standing = state.state === 'down' ? null : await bot.tell(ahead);
      const isBusy =
        state.state === 'starting' ||
        (state.state === 'ready' && standing?.linked === false) ||
        (state.state === 'not_ready' && passing.has(state.because));
      if (!isBusy) busySince = Date.now();
      const now = JSON.stringify(standing);
      if (now !== seen) [restedSince, steps] = [Date.now(), 0];
      seen = now;
      if (!isOurs()) return;
      const ms =
        isBusy && Date.now() - busySince < patienceMs
          ? 0
          : state.state === 'ready' && standing !== null
            ? leapFrom(standing, Date.now() - restedSince, steps, until)
            : until - simulator.now();
      if (ms > 0) await leapBy(ms);
      if (ms > 0) steps += 1;
      changed();
      if (simulator.now() < until)
        await new Promise((resolve) => setTimeout(resolve, ms > 0 ? afterLeapMs : lookMs));
    }
  }

  return {
    now: () => simulator.now(),
    aheadMs: () => ahead,
    target: () => target,
    async moveTo(instant) {
      moves += 1;
      const ours = moves;
      target = instant;
      moving = moving.then(() => move(instant, () => moves === ours));
      await moving;
      if (moves !== ours) return;
      target = null;
      changed();
    },
    halt() {
      moves += 1;
      target = null;
      changed();
    },
    botChanged: () => void bot.tell(ahead),
  };
}

/** Ways of being not ready that pass by themselves. */
const passing: ReadonlySet<string> = new Set(['starting', 'linking', 'syncing', 'catching_up', 'recovering']);

/** 0 where nothing was kept. */
export function keptAhead(file: string): number {
  if (!existsSync(file)) return 0;
  const { aheadMs } = JSON.parse(readFileSync(file, 'utf8')) as { readonly aheadMs: number };
  return aheadMs;
}

export function keepAhead(file: string, aheadMs: number): void {
  writeFileSync(file, `${JSON.stringify({ aheadMs })}\n`, { mode: 0o600 });
}
