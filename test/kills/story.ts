/** What happened, in order of time, for whoever has to find out why a run failed. */
import type { World } from '../../src/simulator/simulator.ts';
import type { LogLine } from './bot.ts';

export interface Entry {
  readonly at: number;
  readonly who: 'kill' | 'bot' | 'phone' | 'owner' | 'told' | 'wire';
  readonly text: string;
}

/** The lines of the log from which one sees what the bot did with its messages and its browser. */
const tellingLines = new Set([
  'started',
  'link',
  'caught up',
  'handing over',
  'hand-over ended',
  'ack',
  'telling',
  'telling ended',
  'the page generation ends',
  'ended a browser left over on this profile',
  'no ack in time: in doubt',
  'past its grace without an ack: destroying the page',
  'ended',
]);

/** Null for a line that tells nothing. Warnings and errors always do. */
export function entryOf(line: LogLine, at: number): Entry | null {
  if (!tellingLines.has(line.msg) && line.level !== 'error' && line.level !== 'warn') return null;
  const { level, msg, time, id, ...fields } = line;
  const of = typeof id === 'number' ? ` #${id}` : '';
  const loud = level === 'error' || level === 'warn' ? `${level}: ` : '';
  return { at, who: 'bot', text: `${loud}${msg}${of} ${JSON.stringify(fields)}` };
}

/** The world's own part of the story: the server's log, the phones, and the owner's chat. */
export function worldEntries(world: World): Entry[] {
  const wire = world
    .wire()
    .map(
      ({ at, kind, waId, page }): Entry => ({ at, who: 'wire', text: `${kind} ${waId} from page ${page}` }),
    );
  const phones = world.people.flatMap(({ name }) =>
    world
      .inbox(name)
      .map(({ at, waId, text }): Entry => ({ at, who: 'phone', text: `${name} got ${waId}: ${text}` })),
  );
  const chat = world.control().map(
    ({ at, from, waId, text }): Entry => ({
      at,
      who: from === 'page' ? 'told' : 'owner',
      text: `${text.replaceAll('\n', ' ⏎ ')}   (${waId})`,
    }),
  );
  return [...wire, ...phones, ...chat];
}

export function tellStory(entries: readonly Entry[]): string[] {
  return entries
    .toSorted((one, other) => one.at - other.at)
    .map(({ at, who, text }) => `${new Date(at).toISOString().slice(11, 23)} ${who.padEnd(5)} ${text}`);
}

/** Every kill, and whatever names one of these messages by its number, its id or its text. */
export function aboutThese(entries: readonly Entry[], names: readonly string[]): readonly Entry[] {
  const patterns = names.map((name) => new RegExp(`${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?!\\d)`));
  return entries.filter(({ who, text }) => who === 'kill' || patterns.some((pattern) => pattern.test(text)));
}
