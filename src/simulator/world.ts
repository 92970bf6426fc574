import { makeAcks } from './acks.ts';
import { makeAnswers } from './answers.ts';
import { groups, owner, people } from './cast.ts';
import { makeDevice } from './device.ts';
import { audienceOf, cardOf, chatNamed, personNamed, pnOf } from './directory.ts';
import { makeExchange } from './exchange.ts';
import { keepFile } from './files.ts';
import { androidId, phoneId } from './ids.ts';
import { makePhones } from './phones.ts';
import type { Line } from './protocol.ts';
import { makeReception, type Reception } from './reception.ts';
import { seedState } from './seed.ts';
import type { Person, SimulatorOptions, World, WorldFaults } from './simulator.ts';
import { emptyState, keepState, readState } from './state.ts';

/** The network between the pages and the world, which the server in front of the world carries out. */
export interface Network {
  cut(silently: boolean): void;
  restore(): void;
}

export interface WorldWithDoors {
  readonly world: World;
  readonly reception: Reception;
  close(): void;
}

export function makeWorld(options: SimulatorOptions, network: Network): WorldWithDoors {
  const state = seedState(options.stateFile === undefined ? emptyState() : readState(options.stateFile));
  const keeper = keepState(options.stateFile, state);
  const listeners = new Set<() => void>();
  const phones = makePhones(state);
  const device = makeDevice(state);
  const acks = makeAcks();
  const exchange = makeExchange(state, phones, device, acks);
  const answers = makeAnswers(state, phones);
  const timers = new Set<NodeJS.Timeout>();
  let repeatNext = false;
  let decryptLateMs: number | null = null;

  function changed(): void {
    keeper.touch();
    for (const listener of listeners) listener();
  }

  const reception = makeReception({ autoLink: options.autoLink ?? true, device, exchange, answers, changed });

  /** A new line reaches every phone, and the page if it is there or when it comes back. */
  function say(from: Person, chat: string, more: Partial<Line>): string {
    const byOwner = from === owner;
    const line: Line = {
      waId: byOwner ? phoneId() : androidId(),
      chat,
      author: cardOf(from),
      fromMe: byOwner,
      origin: byOwner ? 'phone' : 'person',
      text: '',
      at: Date.now(),
      quotedWaId: null,
      forwarded: false,
      file: null,
      deleted: false,
      edited: false,
      reaction: null,
      ...more,
    };
    phones.show(line);
    phones.deliver(line, from, line.at);
    const late = byOwner ? decryptLateMs : null;
    const twice = byOwner && repeatNext;
    if (byOwner) {
      decryptLateMs = null;
      repeatNext = false;
    }
    device.push({ kind: 'message', line, ciphertext: late !== null, twice });
    if (late !== null) {
      const timer = setTimeout(() => {
        timers.delete(timer);
        device.push({ kind: 'decrypted', line: phones.line(line.waId) });
        changed();
      }, late);
      timers.add(timer);
    }
    changed();
    return line.waId;
  }

  const faults: WorldFaults = {
    cutNetwork: (how = {}) => network.cut(how.silently ?? false),
    restoreNetwork: () => network.restore(),
    acks: (mode) => acks.mode(mode),
    releaseAcks: () => acks.release(),
    nack: (count) => exchange.nack(count),
    failWithoutNack: (count) => answers.withholdKeys(count),
    repeatNextInbound() {
      repeatNext = true;
    },
    decryptLate(delayMs) {
      decryptLateMs = delayMs;
    },
    logOut() {
      device.unlink();
      changed();
    },
    conflict() {
      device.supersede();
      changed();
    },
    reloadPages() {
      for (const connection of reception.connections()) connection.send({ type: 'reload' });
    },
    calm() {
      network.restore();
      acks.mode('normal');
      acks.release();
      exchange.nack(0);
      answers.withholdKeys(0);
      repeatNext = false;
      decryptLateMs = null;
    },
  };

  const world: World = {
    owner,
    people,
    groups,
    faults,
    inbox: (name) => phones.inbox(personNamed(name).name),
    timesReceived: (name, text) =>
      phones.inbox(personNamed(name).name).filter((received) => received.text === text).length,
    file: (path) => state.files[path]?.base64 ?? null,
    ownerWrites: (text, more = {}) =>
      say(owner, pnOf(owner), {
        text,
        quotedWaId: more.quote ?? null,
        file: more.file ? keepFile(state, more.file) : null,
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
      device.push({ kind: 'reaction', line: phones.line(waId), by: cardOf(owner), emoji, at: Date.now() });
      changed();
    },
    ownerScans(qr) {
      if (!reception.scan(qr)) throw new Error('no page shows this QR code');
    },
    linked: () => state.device !== null,
    personWrites(name, text, more = {}) {
      const person = personNamed(name);
      const chat = more.group === undefined ? pnOf(person) : chatNamed(more.group);
      if (more.group !== undefined && !audienceOf(chat).includes(person)) {
        throw new Error(`${name} is not in the group ${more.group}`);
      }
      return say(person, chat, { text, forwarded: more.forwarded ?? false });
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
    reception,
    close() {
      reception.close();
      acks.close();
      for (const timer of timers) clearTimeout(timer);
      keeper.close();
    },
  };
}
