/**
 * The owner at the phone: writes the campaign, says yes to what is asked about it, answers for what went wrong by what
 * the phones of the others show, resumes when told to, and now and then takes a message back. All that is known here
 * was read in the chat.
 */
import type { ControlLine, World } from '../../src/simulator/simulator.ts';
import type { Chance } from './chance.ts';
import { commandOf, type Letter, messagesOf, sizeOf, writeLetter } from './letters.ts';
import { readSaid, type Said } from './reading.ts';

/** A letter as it was written, and what the bot said of it; null while it said nothing. */
export interface Written {
  readonly letter: Letter;
  readonly waId: string;
  readonly at: number;
  readonly told: 'armed' | 'not_scheduled' | null;
  readonly ids: readonly number[];
}

/** What the owner sees without reading the chat: that something waits, or that the bot stands still. */
export interface Glance {
  readonly needing: number;
  readonly stopped: boolean;
}

export interface Owner {
  /** Reads what is new and writes at most one line. */
  step(now: number, glance: Glance | null): void;
  /** Begins a campaign of about `messages`, all due within about `seconds`, or soon after they are written. */
  begin(now: number, messages: number, seconds: number): void;
  /** Every message of the campaign was written and answered, or will not be any more. */
  isDone(now: number): boolean;
  written(): readonly Written[];
  /** Messages that the bot said it has scheduled, replacements not counted. */
  armed(): number;
}

interface Intent {
  readonly notBefore: number;
  /** Looked at when it is written, so that an answer tells what is true then; null: not needed any more. */
  readonly words: (now: number) => { readonly text: string; readonly quote?: string } | null;
}

/** Even a bot that is down, comes back and asks about everything first has answered by then. */
const answerWithinMs = 40_000;
/** One answer is enough for a while: the same message may be told of in a notice, in a list and after a resume. */
const sameAnswerMs = 8_000;
const idleMs = 2_500;
const soonSeconds = 8;
const thinkMs = { least: 150, most: 700 };
const cancelPercent = 2;
/** One in so many armed messages is taken back. */
const perCancel = 10;

/** `speed`: how many seconds of the world pass in one of the owner's, who thinks and writes as fast as ever. */
export function createOwner(world: World, chance: Chance, speed = 1): Owner {
  const letters: { -readonly [K in keyof Written]: Written[K] }[] = [];
  /** What stands behind a number, as the chat told it. */
  const known = new Map<number, { readonly to: string; readonly text: string }>();
  const answeredAt = new Map<number, number>();
  /** Their text may stand in the chat by now, but not because of them. */
  const replaced = new Set<number>();
  let intents: Intent[] = [];
  let read = 0;
  let wanted = 0;
  let endsAt = 0;
  let lastAt = 0;
  let resumedAt = 0;
  let attentionAt = 0;
  let cancels = 0;

  // The chat of a long soak is too long to be read again at every look.
  let hasNews = true;
  world.onChange(() => {
    hasNews = true;
  });

  const think = (now: number): number => now + thinkMs.least + chance.below(thinkMs.most - thinkMs.least);
  const isOpen = (one: Written, now: number): boolean => one.told === null && now - one.at < answerWithinMs;
  const scheduled = (): number =>
    letters.reduce((sum, { told, letter }) => sum + (told === 'armed' ? sizeOf(letter) : 0), 0);

  function intend(now: number, words: Intent['words']): void {
    intents.push({ notBefore: think(now), words });
  }

  function readOn(now: number): void {
    hasNews = false;
    const lines = world.control();
    for (const line of lines.slice(read)) {
      if (line.from !== 'page') continue;
      lastAt = now;
      // A reply may say under its own words, behind an empty line, what became of an earlier question.
      for (const text of line.text.split('\n\n')) hear({ ...line, text }, now);
    }
    read = lines.length;
  }

  function hear(line: ControlLine, now: number): void {
    const letter = letters.findLast(({ letter }) => line.text.includes(`${letter.code}/`));
    for (const said of readSaid(line.text)) {
      if (said.kind === 'armed' && letter !== undefined) {
        letter.told = 'armed';
        letter.ids = said.ids;
        messagesOf(letter.letter).forEach((message, place) => {
          const id = said.ids[place];
          if (id !== undefined) known.set(id, message);
        });
      } else if (said.kind === 'shown' && letter !== undefined) learn(said, letter.letter, line.text);
      else if (said.kind === 'not_scheduled' && letter !== undefined) letter.told = 'not_scheduled';
      else if (said.kind === 'asks_yes' && letter !== undefined)
        intend(now, () => (letter.told === null ? { text: 'yes', quote: line.waId } : null));
      else act(said, line, now);
    }
  }

  function act(said: Said, line: ControlLine, now: number): void {
    switch (said.kind) {
      case 'replaced': {
        const old = known.get(said.old);
        if (old !== undefined) known.set(said.by, old);
        replaced.add(said.old);
        break;
      }
      case 'stopped':
        resume(now);
        break;
      case 'in_doubt':
        answer([said.id], now, () => doubtWord(said.id), line);
        break;
      case 'really':
        intend(now, () => ({ text: arrived(said.id) ? 'no' : 'yes', quote: line.waId }));
        break;
      case 'needs':
        answer(said.inDoubt, now, doubtWord, null);
        answer(said.overdue, now, () => chance.pick(['send', 'send', 'drop']), null);
        break;
    }
  }

  function resume(now: number): void {
    if (now - resumedAt < sameAnswerMs) return;
    resumedAt = now;
    intend(now, () => ({ text: '/resume' }));
  }

  /** Before an answer for a message of which the chat has not told what it is, the owner asks. */
  function answer(
    ids: readonly number[],
    now: number,
    word: (id: number) => string,
    line: ControlLine | null,
  ): void {
    const unanswered = ids.filter((id) => now - (answeredAt.get(id) ?? 0) >= sameAnswerMs);
    for (const id of unanswered) answeredAt.set(id, now);
    const named = unanswered.filter((id) => known.has(id));
    for (const id of unanswered) if (!known.has(id)) intend(now, () => ({ text: `/show ${id}` }));
    if (named.length === 0) return;
    intend(now, () => {
      const open = named.filter((id) => !replaced.has(id));
      const [only] = open;
      if (only === undefined) return null;
      if (open.length > 1) return { text: open.map((id) => `#${id} ${word(id)}`).join(' ') };
      const how = chance.below(3);
      if (how === 0 && line !== null) return { text: word(only), quote: line.waId };
      return { text: how === 1 ? `/resolve ${only} ${word(only)}` : `#${only} ${word(only)}` };
    });
  }

  const doubtWord = (id: number): string => (arrived(id) ? 'arrived' : chance.pick(['again', 'drop']));

  function arrived(id: number): boolean {
    const message = known.get(id);
    return message !== undefined && received(world, message.to, message.text) > 0;
  }

  function learn(said: Extract<Said, { kind: 'shown' }>, letter: Letter, text: string): void {
    const message = messagesOf(letter).find(
      ({ to, text: body }) => said.to.startsWith(to) && text.includes(body),
    );
    if (message !== undefined) known.set(said.id, message);
    answeredAt.delete(said.id);
  }

  function write(now: number, text: string, quote?: string): string {
    lastAt = now;
    return world.ownerWrites(text, quote === undefined ? {} : { quote });
  }

  function writeNext(now: number): void {
    const due = intents.find(({ notBefore }) => notBefore <= now);
    if (due !== undefined) {
      intents = intents.filter((intent) => intent !== due);
      const words = due.words(now);
      if (words !== null) write(now, words.text, words.quote);
      return;
    }
    // A question about a letter is dropped by the next command, so they are written one after the other.
    if (scheduled() >= wanted || letters.some((one) => isOpen(one, now))) return;
    const withinSeconds = Math.max(soonSeconds, Math.round((endsAt - now) / 1000));
    const letter = writeLetter(`k${letters.length + 1}`, chance, withinSeconds * speed);
    letters.push({ letter, waId: write(now, commandOf(letter)), at: now, told: null, ids: [] });
  }

  function takeBack(now: number): void {
    const open = letters
      .filter(({ at, letter }) => at + (letter.inSeconds * 1000) / speed > now)
      .flatMap(({ ids }) => ids);
    if (open.length === 0) return;
    cancels++;
    write(now, `/cancel ${chance.pick(open)}`);
  }

  return {
    written: () => letters,
    armed: scheduled,
    begin(now, messages, seconds) {
      wanted = scheduled() + messages;
      endsAt = now + seconds * 1000;
    },
    isDone: (now) =>
      scheduled() >= wanted && intents.length === 0 && !letters.some((one) => isOpen(one, now)),
    step(now, glance) {
      if (hasNews) readOn(now);
      if (intents.length === 0 && glance !== null && now - lastAt > idleMs) {
        if (glance.stopped) resume(now);
        else if (glance.needing > 0 && now - attentionAt > sameAnswerMs) {
          attentionAt = now;
          intend(now, () => ({ text: '/attention' }));
        }
      }
      if (now - lastAt >= thinkMs.least) {
        if (cancels < scheduled() / perCancel && chance.happens(cancelPercent)) takeBack(now);
        else writeNext(now);
      }
    },
  };
}

/** How many copies of a text reached the phone, or all the phones of a group together. */
function received(world: World, to: string, text: string): number {
  const members = world.groups
    .find(({ name }) => name === to)
    ?.members.filter((name) => name !== world.owner.name);
  return (members ?? [to]).reduce((sum, name) => sum + world.timesReceived(name, text), 0);
}
