import { makeAccounts } from './accounts.ts';
import { makeAcks } from './acks.ts';
import { makeAnswers } from './answers.ts';
import { groups, owner, people } from './cast.ts';
import { makeDevice } from './device.ts';
import { audienceOf, chatNamed, groupNameOf, personNamed, pnOf } from './directory.ts';
import { makeExchange } from './exchange.ts';
import { makeFileStore } from './files.ts';
import { androidId, phoneId, webId } from './ids.ts';
import { makePageOrders, type PageOrders } from './page-faults.ts';
import { makePhones, receivedFile } from './phones.ts';
import type { Line } from './protocol.ts';
import { makeReception, type Reception } from './reception.ts';
import { seedState } from './seed.ts';
import type { OwnersDevice, Person, SimulatorOptions, World } from './simulator.ts';
import { emptyState, keepState, readState } from './state.ts';
import { makeTime } from './time.ts';
import { makeFaults } from './world-faults.ts';

/** The network between the pages and the world, which the server in front of the world carries out. */
export interface Network {
  cut(silently: boolean): void;
  restore(): void;
}

/** Where what pages want comes in. */
export interface WorldDoors {
  readonly reception: Reception;
  readonly orders: PageOrders;
}

export interface WorldWithDoors extends WorldDoors {
  readonly world: World;
  now(): number;
  leap(ms: number): void;
  close(): void;
}

const ownerIds: Readonly<Record<OwnersDevice, () => string>> = {
  iphone: phoneId,
  android: androidId,
  web: webId,
};

export function makeWorld(options: SimulatorOptions, network: Network): WorldWithDoors {
  const time = makeTime(options.time);
  const state = seedState(
    options.stateFile === undefined ? emptyState() : readState(options.stateFile),
    time.now(),
  );
  const keeper = keepState(options.stateFile, state);
  const listeners = new Set<() => void>();
  const accounts = makeAccounts(state, () => {
    device.showBook();
    changed();
  });
  const reads = options.reads ?? 'at_once';
  const phones = makePhones(state, accounts.onWhatsApp, reads);
  const device = makeDevice(state, accounts);
  const acks = makeAcks(time);
  const orders = makePageOrders(options, time, () => reception.connections());
  const exchange = makeExchange({
    state,
    accounts,
    phones,
    device,
    acks,
    time,
    reads,
    reloads: orders.claim,
  });
  const files = makeFileStore(state, time);
  const answers = makeAnswers({ state, phones, accounts, files });
  const receiving = { repeatNext: false, decryptLateMs: null as number | null, undecrypted: 0 };

  function changed(): void {
    keeper.touch();
    for (const listener of listeners) listener();
  }

  const reception: Reception = makeReception({
    autoLink: options.autoLink ?? true,
    device,
    accounts,
    exchange,
    answers,
    time,
    greet: orders.greet,
    changed,
  });

  /** A new line reaches every phone, and the page if it is there or when it comes back. */
  function say(from: Person, chat: string, more: Partial<Line>): string {
    const byOwner = from === owner;
    const line: Line = {
      waId: byOwner ? phoneId() : androidId(),
      chat,
      author: accounts.card(from),
      fromMe: byOwner,
      origin: byOwner ? 'phone' : 'person',
      text: '',
      at: time.now(),
      quotedWaId: null,
      forwarded: false,
      file: null,
      deleted: false,
      edited: false,
      reaction: null,
      ...more,
    };
    phones.deliver(line, from, line.at);
    // Whom the owner blocked, and what is said in a group that they left, does not reach them.
    if (!byOwner && !accounts.hears(chat)) return line.waId;
    phones.show(line);
    const ciphertext = byOwner ? decryption() : null;
    const twice = byOwner && receiving.repeatNext;
    if (byOwner) receiving.repeatNext = false;
    device.push({ kind: 'message', line, ciphertext: ciphertext !== null, twice });
    if (ciphertext !== null && ciphertext !== 'never') {
      time.after(ciphertext, () => {
        device.push({ kind: 'decrypted', line: phones.line(line.waId) });
        changed();
      });
    }
    changed();
    return line.waId;
  }

  function react(by: Person, waId: string, emoji: string): void {
    device.push({ kind: 'reaction', line: phones.line(waId), by: accounts.card(by), emoji, at: time.now() });
    changed();
  }

  /** How the owner's next message is decrypted: null at once, else so many ms later or never. */
  function decryption(): number | 'never' | null {
    if (receiving.undecrypted > 0) {
      receiving.undecrypted -= 1;
      return 'never';
    }
    const late = receiving.decryptLateMs;
    receiving.decryptLateMs = null;
    return late;
  }

  const faults = makeFaults({
    accounts,
    network,
    acks,
    exchange,
    answers,
    device,
    orders,
    reception,
    receiving,
    time,
    changed,
  });

  const world: World = {
    owner,
    people,
    groups,
    faults,
    inbox: (name) => phones.inbox(personNamed(name).name),
    timesReceived: (name, text) =>
      phones.inbox(personNamed(name).name).filter((received) => received.text === text).length,
    file: (path) => files.bytes(path),
    ownerWrites: (text, more = {}) =>
      say(owner, pnOf(owner), {
        text,
        waId: ownerIds[more.device ?? 'iphone'](),
        quotedWaId: more.quote ?? null,
        file: more.file ? files.attach(more.file) : null,
      }),
    ownerWritesTo: (name, text, more = {}) => say(owner, chatNamed(name), { text, ...more }),
    ownerEdits(waId, text) {
      device.push({ kind: 'edit', line: phones.change(waId, { text, edited: true }) });
      changed();
    },
    ownerRevokes(waId) {
      device.push({ kind: 'revoke', line: phones.change(waId, { deleted: true }) });
      changed();
    },
    ownerReacts(waId, emoji) {
      if (emoji === '') delete state.reactions[waId];
      else state.reactions[waId] = emoji;
      react(owner, waId, emoji);
    },
    personReacts(name, waId, emoji) {
      const by = personNamed(name);
      phones.react(by.name, waId, emoji);
      react(by, waId, emoji);
    },
    personReads(name) {
      for (const waId of phones.read(personNamed(name).name)) exchange.read(waId);
      changed();
    },
    written(name) {
      const { pn } = accounts.card(personNamed(name));
      return Object.values(state.chats)
        .flat()
        .filter((line) => line.origin === 'person' && line.author.pn === pn)
        .map(({ waId, text, at, chat, quotedWaId }) => ({
          waId,
          text,
          at,
          group: groupNameOf(chat),
          quotedWaId,
        }))
        .sort((a, b) => a.at - b.at);
    },
    deletedHere: () => [...reception.deletedHere()],
    ownerScans(qr) {
      if (!reception.scan(qr)) throw new Error('no page shows this QR code');
    },
    ownerTypes(code) {
      if (!reception.type(code)) throw new Error('no page was given this code');
    },
    linked: () => state.device !== null,
    personWrites(name, text, more = {}) {
      const person = personNamed(name);
      const chat = more.group === undefined ? pnOf(person) : chatNamed(more.group);
      if (more.group !== undefined && !audienceOf(chat).includes(person)) {
        throw new Error(`${name} is not in the group ${more.group}`);
      }
      return say(person, chat, { text, forwarded: more.forwarded ?? false, quotedWaId: more.quote ?? null });
    },
    control: () =>
      (state.chats[pnOf(owner)] ?? []).map((line, i, lines) => ({
        waId: line.waId,
        text: line.text,
        at: line.at,
        from: line.origin === 'page' ? 'page' : 'phone',
        quotedWaId: line.quotedWaId,
        deleted: line.deleted,
        edited: line.edited,
        reaction: line.reaction,
        reacted: state.reactions[line.waId] ?? null,
        file: line.file && receivedFile(line.file),
        repeated: lines.findIndex((other) => other.waId === line.waId) < i,
      })),
    wire: () => [...state.wire],
    chatStates: () => [...reception.chatStates()],
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    pages: () => reception.connections().length,
  };

  return {
    world,
    now: time.now,
    leap(ms) {
      if (options.time === undefined)
        throw new Error('the clock of a world by the machine’s time was to leap');
      time.leap(ms);
      orders.tellTime();
      changed();
    },
    reception,
    orders,
    close() {
      time.close();
      keeper.close();
    },
  };
}
