/** The recipients' phones as the page shows them: each text with how often it arrived, and what became of it. */
import type { Received, ReceivedFile, World } from '../simulator.ts';

/** A file as the page may ask for it. */
export interface ShownFile {
  readonly path: string;
  readonly name: string;
  readonly type: string;
}

export interface Phone {
  readonly name: string;
  readonly phone: string;
  /** How many lines nobody has looked at on it. */
  readonly unread: number;
  /** What arrived and what was written on it, oldest first. */
  readonly lines: readonly PhoneLine[];
}

/** One text on one phone: how often it arrived is what the whole program is about. */
export interface PhoneLine {
  readonly waId: string;
  /** `here`: written on this phone. */
  readonly from: 'owner' | 'here';
  readonly text: string;
  /** ms, when it first arrived. */
  readonly at: number;
  readonly times: number;
  readonly group: string | null;
  /** The text that it quotes. */
  readonly quoted: string | null;
  /** `text` is the new one. */
  readonly edited: boolean;
  readonly deleted: boolean;
  readonly read: boolean;
  /** By this phone. */
  readonly reacted: string | null;
  readonly file: ShownFile | null;
}

/** A group's phones together, the owner's left out: a class of thirty would fill the page with the same line. */
export interface GroupPhones {
  readonly name: string;
  readonly phones: number;
  readonly received: readonly {
    readonly text: string;
    readonly at: number;
    readonly fewest: number;
    readonly most: number;
    readonly edited: boolean;
    readonly deleted: boolean;
    readonly file: ShownFile | null;
  }[];
}

const maxLines = 60;

/** Phones with something on them. */
export function phones(world: World): readonly Phone[] {
  return world.people
    .filter(({ registered }) => registered)
    .map((person) => {
      // Those who are known only through a group are shown with it.
      const received = world.inbox(person.name).filter((one) => person.inBook || one.group === null);
      return {
        name: person.name,
        phone: person.phone,
        unread: received.filter((one) => !one.read && !one.deleted).length,
        lines: received.length === 0 ? [] : linesOf(world, person.name, received),
      };
    })
    .filter((phone) => phone.lines.length > 0);
}

function linesOf(world: World, name: string, received: readonly Received[]): readonly PhoneLine[] {
  const written = world.written(name);
  const texts = new Map([...received, ...written].map((one) => [one.waId, one.text]));
  const quoted = (waId: string | null): string | null => (waId === null ? null : (texts.get(waId) ?? null));
  return [
    ...counted(received).map(
      ({ first, times }): PhoneLine => ({
        waId: first.waId,
        from: 'owner',
        text: first.editedTo ?? first.text,
        at: first.at,
        times,
        group: first.group,
        quoted: quoted(first.quotedWaId),
        edited: first.editedTo !== null,
        deleted: first.deleted,
        read: first.read,
        reacted: first.reacted,
        file: first.file && shownFile(first.file),
      }),
    ),
    ...written.map(
      (one): PhoneLine => ({
        ...one,
        from: 'here',
        times: 1,
        quoted: quoted(one.quotedWaId),
        edited: false,
        deleted: false,
        read: true,
        reacted: null,
        file: null,
      }),
    ),
  ]
    .sort((a, b) => a.at - b.at)
    .slice(-maxLines);
}

interface Counted {
  readonly first: Received;
  readonly times: number;
}

/** The same text twice is twice, whatever id it came under. */
function counted(inbox: readonly Received[]): readonly Counted[] {
  const byText = new Map<string, Counted>();
  for (const one of inbox) {
    const key = JSON.stringify([one.group, one.text, one.file?.path]);
    const known = byText.get(key);
    byText.set(key, known ? { ...known, times: known.times + 1 } : { first: one, times: 1 });
  }
  return [...byText.values()];
}

export function groupPhones(world: World, group: World['groups'][number]): GroupPhones {
  const others = new Set(world.people.map((person) => person.name));
  const inboxes = group.members
    .filter((name) => others.has(name))
    .map((name) => counted(world.inbox(name).filter((one) => one.group === group.name)));
  const firsts = new Map<string, Received>();
  for (const { first } of inboxes.flat()) {
    const known = firsts.get(first.text);
    if (known === undefined || first.at < known.at) firsts.set(first.text, first);
  }
  return {
    name: group.name,
    phones: inboxes.length,
    received: [...firsts.values()].slice(-maxLines).map((first) => {
      const times = inboxes.map((inbox) => inbox.find((one) => one.first.text === first.text)?.times ?? 0);
      return {
        text: first.editedTo ?? first.text,
        at: first.at,
        fewest: Math.min(...times),
        most: Math.max(...times),
        edited: first.editedTo !== null,
        deleted: first.deleted,
        file: first.file && shownFile(first.file),
      };
    }),
  };
}

export function shownFile(file: ReceivedFile): ShownFile {
  return { path: file.path, name: file.filename ?? file.type, type: file.type };
}
