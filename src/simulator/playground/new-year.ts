/**
 * The night on which this program was founded, as a list of chapters: 38 messages for midnight and around it, two of them
 * cancelled a minute before, one edited, and the network cut as the year begins.
 */
import type { ControlLine, World } from '../simulator.ts';
import { nextNewYear } from './zone-time.ts';

/** What did not come, in words for the page. */
export class StoryStuck extends Error {}

export interface Telling {
  readonly zone: string;
  readonly world: World;
  now(): number;
  /** Rejects with `StoryStuck` when it does not hold in time. */
  until(what: string, holds: () => boolean, limitMs?: number): Promise<void>;
  ready(): Promise<void>;
  /** Waits for it, and for so many ms of the machine's clock at most; answers with whether it came. */
  within(ms: number, holds: () => boolean): Promise<boolean>;
  moveTo(instant: number): Promise<void>;
  network(how: 'up' | 'cut'): void;
  /**
   * The owner writes, and says yes to a question; answers with the id of what was written and the bot's last line that
   * begins as an answer does.
   */
  write(
    text: string,
    how?: { readonly quote?: string | undefined; readonly answered?: RegExp },
  ): Promise<{ readonly waId: string; readonly answer: ControlLine | null }>;
}

/** What a later chapter must know of an earlier one. */
export interface Notes {
  midnight?: number;
  /** How many lines each phone had of each text before. */
  before?: ReadonlyMap<string, number>;
  cancelled?: { readonly byReply: string; readonly byDeletion: string };
  edited?: string;
  /** By their numbers: those notices that the owner has answered. */
  answered?: ReadonlySet<string>;
}

export interface Chapter {
  /** What the page says while it is told. */
  readonly says: string;
  /** The last one's answer is the story's end. */
  happens(telling: Telling, notes: Notes): Promise<string | undefined>;
}

const second = 1_000;
/** Of the machine's time: it takes some six seconds. */
const selftestMs = 20 * second;
/** Of the machine's time: what the bot has to tell after an outage is told within a second. */
const noticeMs = 3 * second;
const minute = 60 * second;

const friends = [
  'Mum',
  'Anna',
  'Chris Jones',
  'Chris Evans',
  'Zoë Müller',
  'Łukasz',
  'Ольга',
  '李雷',
  'محمد',
];
const everybody = [...friends, "O'Brien", '"Bob: work"', '"Smith, John"'];
const inBed = friends.slice(0, 8);

/** Each text, and whom it is to reach; a group as each of its phones. */
function expected(world: World, year: number): readonly { readonly name: string; readonly text: string }[] {
  const membersOf = (name: string): readonly string[] =>
    (world.groups.find((group) => group.name === name)?.members ?? []).filter(
      (one) => one !== world.owner.name,
    );
  const bare = (name: string): string => name.replaceAll('"', '');
  return [
    { name: 'Mum', text: texts.first },
    ...['Family', '7B parents'].flatMap((group) =>
      membersOf(group).map((name) => ({ name, text: texts.groups(group, year) })),
    ),
    ...everybody.map(bare).flatMap((name) => [
      { name, text: texts.wish(name, year) },
      { name, text: texts.after },
    ]),
    { name: 'Anna', text: texts.edited },
    ...inBed.map((name) => ({ name, text: texts.home })),
  ];
}

const texts = {
  first: 'Two minutes to go, Mum. Raise your glass!',
  groups: (group: string, year: number) => `${year} is coming, ${group}. Thank you all!`,
  wish: (name: string, year: number) => `Happy New Year ${year}, ${name}!`,
  after: 'To many more.',
  party: 'Party at ours, now!',
  meeting: 'See you tomorrow at eight',
  edited: 'See you tomorrow at nine',
  home: 'Home safely?',
};
/** Two singles were cancelled: these may reach nobody. */
const cancelledTo = ['Chris Jones', 'Chris Evans'];

export const chapters: readonly Chapter[] = [
  {
    says: 'It becomes 31 December. In the first quiet minutes the bot tries itself out.',
    async happens(telling, notes) {
      await telling.ready();
      const midnight = nextNewYear(telling.now() + 15 * minute, telling.zone);
      notes.midnight = midnight;
      notes.before = countsOf(telling.world, yearOf(notes, telling.zone));
      await telling.moveTo(midnight - 30 * minute);
      await telling.ready();
      // With a page that it knows there is nothing to try out; with none to come, the night goes on without.
      await telling.within(selftestMs, () =>
        telling.world.control().some(({ text }) => text.includes('My test of WhatsApp Web')),
      );
      await telling.moveTo(midnight - 10 * minute);
      await telling.ready();
      return undefined;
    },
  },
  {
    says: 'The owner schedules 38 messages around midnight.',
    async happens(telling, notes) {
      const year = yearOf(notes, telling.zone);
      await telling.write(`/schedule ${year - 1}-12-31 23:58 to Mum: ${texts.first}`);
      await telling.write(
        `/schedule ${year - 1}-12-31 23:59 to Family, 7B parents: ${texts.groups('{name}', year)}`,
      );
      await telling.write(
        `/schedule ${year}-01-01 00:00 to ${everybody.join(', ')}\n${texts.wish('{name}', year)}\n---\n${texts.after}`,
      );
      const reply = await telling.write(`/schedule ${year}-01-01 00:01 to Chris Jones: ${texts.party}`);
      const deletion = await telling.write(`/schedule ${year}-01-01 00:01 to Chris Evans: ${texts.party}`);
      const edit = await telling.write(`/schedule ${year}-01-01 00:01 to Anna: ${texts.meeting}`);
      await telling.write(`/schedule ${year}-01-01 00:05 to ${inBed.join(', ')}: ${texts.home}`);
      notes.cancelled = { byReply: reply.answer?.waId ?? '', byDeletion: deletion.waId };
      notes.edited = /#(\d+)/.exec(edit.answer?.text ?? '')?.[1] ?? '';
      return undefined;
    },
  },
  {
    says: 'A minute before, two are cancelled and one is edited.',
    async happens(telling, notes) {
      await telling.moveTo((notes.midnight ?? 0) - minute + 10 * second);
      await telling.write('cancel', { quote: notes.cancelled?.byReply, answered: /cancelled/ });
      telling.world.ownerRevokes(notes.cancelled?.byDeletion ?? '');
      await telling.until('a word about the deleted command', () =>
        telling.world.control().some(({ text }) => text.includes('You deleted the command')),
      );
      await telling.write(`/edit ${notes.edited}: ${texts.edited}`, {
        answered: new RegExp(`#${notes.edited}\\b`),
      });
      return undefined;
    },
  },
  {
    says: 'Midnight: the network is cut.',
    async happens(telling, notes) {
      const midnight = notes.midnight ?? 0;
      await telling.moveTo(midnight - second);
      await telling.until('midnight', () => telling.now() >= midnight);
      telling.network('cut');
      await telling.moveTo(midnight + 90 * second);
      return undefined;
    },
  },
  {
    says: 'A minute and a half later the network is back, and the owner answers what the bot could not know.',
    async happens(telling, notes) {
      telling.network('up');
      await telling.until('a connection', () => telling.world.pages() > 0);
      await telling.ready();
      // What was in hand at midnight had left, or was kept back, or is in doubt: each way is told.
      await telling.within(noticeMs, () => open(telling, notes).length > 0);
      await answer(telling, notes);
      return undefined;
    },
  },
  {
    says: 'The rest goes, each message at its time or as soon as it can.',
    async happens(telling, notes) {
      await telling.moveTo((notes.midnight ?? 0) + 8 * minute);
      await answer(telling, notes);
      await telling.moveTo((notes.midnight ?? 0) + 10 * minute);
      const year = yearOf(notes, telling.zone);
      const wanted = expected(telling.world, year);
      const before = notes.before ?? new Map<string, number>();
      const fresh = (): ReadonlyMap<string, number> => {
        const now = countsOf(telling.world, year);
        return new Map([...now].map(([key, count]) => [key, count - (before.get(key) ?? 0)]));
      };
      await telling.until('every message on its phone', () => {
        const counts = fresh();
        return wanted.every(({ name, text }) => (counts.get(keyOf(name, text)) ?? 0) > 0);
      });
      return verdict(fresh(), wanted);
    },
  },
];

interface Open {
  readonly waId: string;
  readonly id: string;
  readonly name: string;
  readonly kind: 'failed' | 'in_doubt';
}

/** What the bot has said since midnight that wants an answer, and what has none yet. */
function open({ world }: Telling, { midnight = 0, answered = new Set() }: Notes): readonly Open[] {
  const said = world.control().filter(({ from, at }) => from === 'page' && at >= midnight);
  return said.flatMap(({ waId, text }): Open[] => {
    const [, id, name, what] = /#(\d+) to (.+?)(?: (was not sent)|: I can't tell)/.exec(text) ?? [];
    if (id === undefined || name === undefined || answered.has(id)) return [];
    const isSettled = said.some((line) => line.text.includes(`#${id} to ${name}: now confirmed`));
    return isSettled ? [] : [{ waId, id, name, kind: what === undefined ? 'in_doubt' : 'failed' }];
  });
}

/** As the owner would: what never left is to be sent, and what is in doubt is looked up on the phone. */
async function answer(telling: Telling, notes: Notes): Promise<void> {
  const year = yearOf(notes, telling.zone);
  for (const { waId, id, name, kind } of open(telling, notes)) {
    notes.answered = new Set([...(notes.answered ?? []), id]);
    const isThere = telling.world.timesReceived(name, texts.wish(name, year)) > 0;
    const word = kind === 'failed' ? 'send' : isThere ? 'arrived' : 'again';
    await telling.write(word, { quote: waId, answered: new RegExp(`^❓|#${id}\\b`, 'u') });
  }
}

/** 38 scheduled; the groups' two messages reach many phones. */
function verdict(counts: ReadonlyMap<string, number>, wanted: ReturnType<typeof expected>): string {
  const twice = wanted.filter(({ name, text }) => counts.get(keyOf(name, text)) !== 1);
  if (twice.length > 0)
    throw new StoryStuck(
      `${twice.map(({ name, text }) => `“${text}” on the phone of ${name}`).join(', ')}: not once.`,
    );
  const unwanted = cancelledTo.filter((name) => (counts.get(keyOf(name, texts.party)) ?? 0) > 0);
  if ((counts.get(keyOf('Anna', texts.meeting)) ?? 0) > 0) unwanted.push('Anna');
  if (unwanted.length > 0) throw new StoryStuck(`What was cancelled reached ${unwanted.join(' and ')}.`);
  return `36 of 38 messages arrived, each once on every phone that it was for, ${wanted.length} times in all. The two that were cancelled reached nobody, and the edited one came as it was edited.`;
}

function keyOf(name: string, text: string): string {
  return JSON.stringify([name, text]);
}

/** How often each text of the story has reached each phone by now. */
function countsOf(world: World, year: number): ReadonlyMap<string, number> {
  const all = [
    ...expected(world, year),
    ...cancelledTo.map((name) => ({ name, text: texts.party })),
    { name: 'Anna', text: texts.meeting },
  ];
  return new Map(all.map(({ name, text }) => [keyOf(name, text), world.timesReceived(name, text)]));
}

function yearOf({ midnight }: Notes, zone: string): number {
  return Number(new Intl.DateTimeFormat('en-GB', { timeZone: zone, year: 'numeric' }).format(midnight));
}
