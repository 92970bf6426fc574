import { groups, owner, people } from './cast.ts';
import { chatNamed, personById, personNamed, pnOf } from './directory.ts';
import type { RecipientFaults } from './faults/recipients.ts';
import type { Book, Card } from './protocol.ts';
import type { Person } from './simulator.ts';
import type { AccountChanges, WorldState } from './state.ts';

/**
 * What becomes of people's accounts and of the owner's place in groups while the world runs. The world itself goes on
 * knowing everybody by the number that they began with; pages know them by the one that they have.
 */
export interface Accounts {
  readonly faults: RecipientFaults;
  /** The world's chat behind an id that a page uses; undefined where nobody has that number or LID. */
  chatIdOf(id: string): string | undefined;
  /** The id by which pages know a chat of the world. */
  shown(chat: string): string;
  /** Somebody as a page may know them now. */
  card(person: Person): Card;
  /** The answer to a query for a number or a LID; teaches the LID where only asking does. */
  query(id: string): Card | null;
  /** The owner's address book, groups and blocked people, as they stand. */
  book(): Book;
  blocked(chat: string): boolean;
  /** Whether the server takes from the owner what is written to this chat. */
  open(chat: string): boolean;
  onWhatsApp(person: Person): boolean;
  /** Whether the owner gets what others write to this chat. */
  hears(chat: string): boolean;
  /** What another call ends is ended. */
  calm(): void;
}

export function makeAccounts({ accounts }: Pick<WorldState, 'accounts'>, changed: () => void): Accounts {
  /** Between two changes nothing moves, and a page asks at every hand-over. */
  let holders: ReadonlyMap<string, Person> | null = null;
  let standing: Book | null = null;

  function change(changes: Partial<AccountChanges>): void {
    Object.assign(accounts, changes);
    holders = null;
    standing = null;
    changed();
  }

  const toggled = (list: readonly string[], name: string, on: boolean): string[] => [
    ...list.filter((one) => one !== name),
    ...(on ? [name] : []),
  ];

  const phoneNow = (person: Person): string => accounts.numbers[person.name] ?? person.phone;
  const pnNow = (person: Person): string => `${phoneNow(person).slice(1)}@c.us`;

  const onWhatsApp = (person: Person): boolean => person.registered && !accounts.gone.includes(person.name);

  function holder(id: string): Person | undefined {
    if (id.endsWith('@lid')) return personById(id);
    // Of two with the same number the first has it.
    holders ??= new Map(
      [owner, ...people]
        .filter(onWhatsApp)
        .map((person): [string, Person] => [pnNow(person), person])
        .reverse(),
    );
    return holders.get(id);
  }

  /** What the page may know of the account behind this number, `entry` being whose line in the address book it is. */
  function cardAt(pn: string, entry: Person | undefined): Card {
    const person = holder(pn);
    const shown = person ?? entry;
    const known = person !== undefined && accounts.noLid[person.name] === undefined;
    return {
      pn,
      lid: known ? person.lid : null,
      name: entry?.inBook ? (accounts.names[entry.name] ?? entry.name) : null,
      pushname: shown?.name ?? '',
    };
  }

  const card = (person: Person): Card => cardAt(pnNow(person), personById(pnNow(person)));

  function bookNow(): Book {
    const entries = people.filter((person) => person.inBook).map(pnOf);
    const moved = people.map(pnNow).filter((pn) => personById(pn) === undefined);
    return {
      contacts: [...entries, ...moved].map((pn) => cardAt(pn, personById(pn))),
      groups: groups.map(({ id, name, members }) => ({
        id,
        name: accounts.names[name] ?? name,
        announce: accounts.readOnly.includes(name),
        participants: members
          .filter((member) => member !== owner.name || !accounts.left.includes(name))
          .map((member) => card(personNamed(member))),
      })),
      blocked: accounts.blocked.map(personNamed).flatMap((person) => [pnNow(person), person.lid]),
    };
  }

  const faults: RecipientFaults = {
    leaveGroup: (name) => change({ left: toggled(accounts.left, name, true) }),
    joinGroup: (name) => change({ left: toggled(accounts.left, name, false) }),
    readOnly: (name, on) => change({ readOnly: toggled(accounts.readOnly, name, on) }),
    blockContact: (name, on) => change({ blocked: toggled(accounts.blocked, name, on) }),
    moveNumber: (name, phone) =>
      change({ numbers: { ...accounts.numbers, [personNamed(name).name]: phone } }),
    passNumber(from, to) {
      const loses = personNamed(from);
      // A number of the same range that nobody else ever has.
      const fresh = `+4477009009${loses.lid.slice(-6, -4)}`;
      const numbers = { [loses.name]: fresh, [personNamed(to).name]: phoneNow(loses) };
      change({ numbers: { ...accounts.numbers, ...numbers } });
    },
    leaveWhatsApp: (name) => change({ gone: toggled(accounts.gone, personNamed(name).name, true) }),
    renameContact: (name, to) => change({ names: { ...accounts.names, [personNamed(name).name]: to } }),
    noLid(name, how) {
      const { [name]: _, ...others } = accounts.noLid;
      change({ noLid: how === null ? others : { ...others, [personNamed(name).name]: how } });
    },
  };

  return {
    faults,
    card,
    onWhatsApp,
    chatIdOf(id) {
      if (groups.some((group) => group.id === id)) return id;
      const person = holder(id.replace('@s.whatsapp.net', '@c.us'));
      return person && pnOf(person);
    },
    shown(chat) {
      const person = personById(chat);
      return person === undefined ? chat : pnNow(person);
    },
    query(id) {
      const person = holder(id);
      if (person === undefined || !onWhatsApp(person)) return null;
      if (accounts.noLid[person.name] === 'until_asked') faults.noLid(person.name, null);
      return card(person);
    },
    book() {
      standing ??= bookNow();
      return standing;
    },
    blocked: (chat) => accounts.blocked.some((name) => chatNamed(name) === chat),
    open(chat) {
      const group = groups.find(({ id }) => id === chat);
      if (group) return ![...accounts.left, ...accounts.readOnly].includes(group.name);
      const person = personById(chat);
      return person !== undefined && (person === owner || onWhatsApp(person));
    },
    hears: (chat) =>
      !accounts.blocked.some((name) => chatNamed(name) === chat) &&
      !accounts.left.some((name) => chatNamed(name) === chat),
    calm: () => change({ blocked: [], left: [], readOnly: [], noLid: {} }),
  };
}
