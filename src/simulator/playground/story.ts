/**
 * New Year's night, played in a minute: what the owner writes, what goes wrong, and what the phones have in the end. It
 * does nothing that the person at the page could not do, and judges by the phones alone.
 */
import type { World } from '../simulator.ts';
import type { PlaygroundClock } from './clock.ts';
import type { FaultGround } from './faults.ts';
import { chapters, StoryStuck, type Telling } from './new-year.ts';

export interface StoryView {
  /** `ended`: it went as it should. `failed`: `says` tells what did not. */
  readonly state: 'playing' | 'ended' | 'failed';
  readonly says: string;
  /** Chapters begun, and how many there are. */
  readonly chapter: number;
  readonly of: number;
}

export interface Story {
  view(): StoryView | null;
  /** Resolves when it has ended. While it is played another call does nothing. */
  play(): Promise<void>;
  /** It is played no further. */
  stop(): void;
}

export interface StoryGround {
  readonly world: World;
  readonly clock: PlaygroundClock;
  readonly faults: FaultGround;
  readonly zone: string;
  readonly changed: () => void;
}

const lookMs = 50;
/** Of the machine's time: a bot that was killed is back within ten seconds, on a busy machine within a minute. */
const longestMs = 90_000;
/** After the owner's words the bot answers within a second. */
const replyMs = 20_000;

export function makeStory(ground: StoryGround): Story {
  const { world, clock, faults, changed } = ground;
  let view: StoryView | null = null;
  let stopped = false;

  async function within(ms: number, holds: () => boolean): Promise<boolean> {
    const giveUpAt = Date.now() + ms;
    while (!holds()) {
      if (stopped) throw new StoryStuck('The story was ended before its end.');
      if (Date.now() > giveUpAt) return false;
      await new Promise((resolve) => setTimeout(resolve, lookMs));
    }
    return true;
  }

  async function until(what: string, holds: () => boolean, limitMs = longestMs): Promise<void> {
    if (!(await within(limitMs, holds)))
      throw new StoryStuck(`The story waited for this, and it did not come: ${what}.`);
  }

  const botLines = () => world.control().filter(({ from, deleted }) => from === 'page' && !deleted);

  const telling: Telling = {
    zone: ground.zone,
    world,
    now: clock.now,
    within,
    until,
    ready: () => until('a bot that is ready', () => faults.bot.state().state === 'ready'),
    async moveTo(instant) {
      await clock.moveTo(instant);
      if (stopped || clock.now() < instant)
        throw new StoryStuck('The clock was stopped, and the story with it.');
    },
    network(how) {
      if (how === 'cut') faults.faults.cutNetwork();
      else faults.faults.restoreNetwork();
      faults.state.network = how;
    },
    async write(text, { quote, answered = /^(?:⏰|❓)/u } = {}) {
      const known = new Set(botLines().map((line) => line.waId));
      // Other news may come in between: an answer is known by how it begins.
      const answer = () => botLines().find((line) => !known.has(line.waId) && answered.test(line.text));
      const waId = world.ownerWrites(text, quote === undefined ? {} : { quote });
      const what = `an answer to “${text.split('\n')[0]}”`;
      await until(what, () => answer() !== undefined, replyMs);
      const first = answer();
      if (first === undefined || !first.text.startsWith('❓')) return { waId, answer: first ?? null };
      known.add(first.waId);
      world.ownerWrites('yes');
      await until(what, () => answer() !== undefined, replyMs);
      return { waId, answer: answer() ?? null };
    },
  };

  async function tell(): Promise<string> {
    if (faults.bot.state().state === 'down') faults.bot.start();
    telling.network('up');
    faults.faults.acks('normal');
    faults.faults.releaseAcks();
    faults.state.acks = 'normal';
    let says = '';
    const notes = {};
    for (const [at, chapter] of chapters.entries()) {
      view = { state: 'playing', says: chapter.says, chapter: at + 1, of: chapters.length };
      changed();
      says = (await chapter.happens(telling, notes)) ?? says;
    }
    return says;
  }

  return {
    view: () => view,
    stop() {
      stopped = true;
    },
    async play() {
      if (view?.state === 'playing') return;
      stopped = false;
      try {
        const says = await tell();
        view = { state: 'ended', says, chapter: chapters.length, of: chapters.length };
      } catch (fault) {
        if (!(fault instanceof StoryStuck)) throw fault;
        view = { state: 'failed', says: fault.message, chapter: view?.chapter ?? 0, of: chapters.length };
      }
      changed();
    },
  };
}
