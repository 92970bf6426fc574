/**
 * WhatsApp in memory, under virtual time: the server, the owner's phone, everybody's inbox, and the faults that have a
 * meaning without a browser. The people are those of the simulator's cast. Nothing is deduplicated: an inbox counts.
 */
import { makeAccounts } from '../../src/simulator/accounts.ts';
import { groups, owner, people } from '../../src/simulator/cast.ts';
import type { SentFile } from '../../src/simulator/simulator.ts';
import { noAccountChanges } from '../../src/simulator/state.ts';
import { createAttachments } from './attachments.ts';
import type { VirtualClock } from './clock.ts';
import type { Line } from './line.ts';
import type { Call, Past, Stanza, Taken } from './record.ts';
import { createRooms } from './rooms.ts';
import { type Change, createTakenChanges, type Received, type Revokes } from './taken-changes.ts';

/** The direct chat with somebody, a group by its name, or the owner's chat with themselves, where it has no business. */
export type InChat = 'direct' | 'self' | { readonly group: string };

/** What a connected page hears from the server. */
export interface Ear {
  line(line: Line): void;
  strangerLine(waId: string, from: string, text: string, inChat: InChat, forwarded: boolean): void;
  undecrypted(line: Line): void;
  edited(line: Line): void;
  revoked(line: Line): void;
  /** Whether a page was there to hear it. */
  ack(waId: string, ack: number): boolean;
  /** The server's answer to a change. */
  changed(id: string, ok: boolean): void;
  reaction(waId: string, chatId: string, fromMe: boolean, byIds: readonly string[], emoji: string): void;
  /** The socket went down or came up. */
  socket(up: boolean): void;
}

/** What became of a hand-over inside the page: as it should, or one of the ways in which no clear answer comes back. */
export type HandOverMode =
  | 'normal'
  /** The library throws before WhatsApp Web has it, or after. */
  | 'throws_before'
  | 'throws_after'
  /** The call never answers, until the adapter's own limit. */
  | 'hangs_before'
  | 'hangs_after';

export type AckMode =
  | 'normal'
  | 'lost'
  | 'twice'
  | 'out_of_order'
  | { readonly delayMs: number }
  /** Chosen for each; `self` for what the bot says to its owner. */
  | ((stanza: {
      readonly waId: string;
      readonly self: boolean;
    }) => 'normal' | 'lost' | { readonly delayMs: number });

/** Latencies, ms: the order of events matters, not their size. */
const wireMs = 40;
const ackMs = 60;

export function createWorld(clock: VirtualClock, past: Past = { wire: [], control: [] }) {
  const inboxes = new Map<string, Received[]>();
  const wire: (Stanza & { at: number })[] = [...past.wire];
  const control: Line[] = past.control.map((line) => ({ ...line }));
  const changes = createTakenChanges(inboxes, control);
  const attachments = createAttachments(control);
  const ears = new Set<Ear>();
  const keptAcks: (() => void)[] = [];
  let network: 'up' | 'cut' | 'silent' = 'up';
  let ackMode: AckMode = 'normal';
  let nacks = 0;
  let failures = 0;
  let repeat = false;
  let ids = 0;
  let latency: () => number = () => 0;
  const handOvers: HandOverMode[] = [];
  const taken: Taken[] = [];
  const calls: Call[] = [];
  /** What other people wrote, by its ids. */
  const strangers = new Set<string>();
  /** The server knows every id that it accepted: a page that sends one again gets its ack again, and nobody a copy. */
  const accepted = new Set(wire.map(({ waId }) => waId));

  const accounts = makeAccounts({ accounts: noAccountChanges() }, () => undefined);

  const phoneId = (): string => `3A${(++ids).toString(16).toUpperCase().padStart(18, '0')}`;
  const chatIdOf = (phone: string): string => `${phone.slice(1)}@c.us`;
  const selfIds = [owner.lid, chatIdOf(owner.phone)];
  let reported: readonly string[] = selfIds;
  let readsBackMs = Number.POSITIVE_INFINITY;

  const inbox = (name: string) => {
    const found = inboxes.get(name) ?? [];
    inboxes.set(name, found);
    return found;
  };
  const tell = (act: (ear: Ear) => void): void => {
    if (network === 'up') for (const ear of ears) act(ear);
  };
  const rooms = createRooms({ clock, phoneId, tell });
  const unheard = new Map<string, number>();
  const hearAck = (waId: string, ack: number): void => {
    let heard = false;
    tell((ear) => {
      heard = ear.ack(waId, ack) || heard;
    });
    if (!heard) unheard.set(waId, ack);
  };
  const sendAcks = (waId: string, self: boolean): void => {
    const levels = self ? [3] : [1, 2, 3];
    const mode = typeof ackMode === 'function' ? ackMode({ waId, self }) : ackMode;
    const order = mode === 'out_of_order' ? levels.toReversed() : levels;
    order.forEach((ack, place) => {
      const send = (): void => hearAck(waId, ack);
      if (mode === 'lost') keptAcks.push(send);
      else {
        const late = typeof mode === 'object' ? mode.delayMs : 0;
        clock.at(ackMs + late + place * 30, send);
        if (mode === 'twice') clock.at(ackMs + place * 30 + 500, send);
      }
    });
  };
  const members = (chatId: string): string[] => {
    const group = groups.find(({ id }) => id === chatId);
    if (group !== undefined) return group.members.filter((name) => name !== owner.name);
    return people
      .filter(({ phone }) => chatIdOf(phone) === accounts.chatIdOf(chatId))
      .map(({ name }) => name);
  };

  const chatOfMessage = (waId: string): string =>
    wire.find((line) => line.waId === waId)?.chatId ?? chatIdOf(owner.phone);

  return {
    owner,
    selfIds,
    rooms,
    wireMs,
    network: () => network,
    listen(ear: Ear): () => void {
      ears.add(ear);
      return () => ears.delete(ear);
    },
    /** A stanza reaches the server. */
    take(stanza: Stanza): void {
      if (nacks > 0) {
        nacks--;
        clock.at(ackMs, () => tell((ear) => void ear.ack(stanza.waId, -1)));
        return;
      }
      const self = selfIds.includes(stanza.chatId);
      if (accepted.has(stanza.waId)) {
        sendAcks(stanza.waId, self);
        return;
      }
      if (!self && !accounts.open(accounts.chatIdOf(stanza.chatId) ?? '')) {
        clock.at(ackMs, () => tell((ear) => void ear.ack(stanza.waId, -1)));
        return;
      }
      accepted.add(stanza.waId);
      const at = clock.trueNow();
      wire.push({ ...stanza, at });
      if (self)
        control.push({
          waId: stanza.waId,
          text: stanza.text,
          at,
          from: 'page',
          quotedWaId: null,
          readableAt: at,
          revoked: false,
        });
      rooms.took(stanza.chatId, stanza.waId, stanza.text, at);
      const group = groups.find(({ id }) => id === stanza.chatId)?.name ?? null;
      for (const name of members(stanza.chatId))
        inbox(name).push({
          ...{ waId: stanza.waId, text: stanza.text, at, group, file: stanza.file ?? null },
          ...{ deleted: false, editedTo: null, reaction: null },
        });
      sendAcks(stanza.waId, self);
    },
    revokes: () => changes.revokes,
    /** A change reaches the server. */
    takeChange(change: Change): void {
      const ok = changes.take(change, clock.trueNow());
      if (ok !== null) clock.at(ackMs, () => tell((ear) => ear.changed(change.id, ok)));
    },
    changes: () => changes.all(),
    changesAsked: () => changes.asked(),
    /** What was acknowledged while no page listened waits for the next connection, as receipts do. */
    receipts(): void {
      for (const [waId, ack] of [...unheard]) {
        unheard.delete(waId);
        hearAck(waId, ack);
      }
    },
    /** A page took it from the library: from here on it may leave. */
    tookOver(stanza: Stanza, generation: string): void {
      taken.push({
        ...stanza,
        generation,
        at: clock.trueNow(),
        wall: clock.now(),
        cutOff: network !== 'up',
        whose: accounts.chatIdOf(stanza.chatId) ?? null,
      });
    },
    accounts,
    taken: () => taken as readonly Taken[],
    /** A page is asked to take it, while `others` are still being taken. */
    called(waId: string, others: number): void {
      calls.push({ waId, others });
    },
    calls: () => calls as readonly Call[],
    strangers: () => strangers as ReadonlySet<string>,
    nextHandOver: (): HandOverMode => handOvers.shift() ?? 'normal',
    /** How long a call takes to reach the page, and its answer to come back, ms. */
    latency: () => latency(),
    /** Under which of its ids the page reports the chat with oneself. */
    reportedAs: () => reported,
    /** How far back the page can read the chat with oneself, ms: the rest has not come from the phone yet. */
    readsBackMs: () => readsBackMs,
    /** Whether the page itself fails to send the next one. */
    failsByItself(): boolean {
      if (failures === 0) return false;
      failures--;
      return true;
    },
    inbox: (name: string) => inbox(name) as readonly Readonly<Received>[],
    timesReceived: (name: string, text: string) => inbox(name).filter((one) => one.text === text).length,
    wire: () => wire as readonly (Stanza & { readonly at: number })[],
    control: () => control as readonly Line[],
    ownerWrites(
      text: string,
      options: {
        readonly quote?: string;
        readonly waId?: string;
        /** It comes encrypted under keys that arrive this much later, ms. */
        readonly keysAfterMs?: number;
        readonly forwarded?: boolean;
        /** The text is its caption. */
        readonly file?: SentFile;
      } = {},
    ): string {
      const line: Line = {
        waId: options.waId ?? phoneId(),
        text,
        at: clock.trueNow(),
        from: 'phone',
        quotedWaId: options.quote ?? null,
        forwarded: options.forwarded === true,
        ...attachments.of(options.file, options.quote),
        readableAt: clock.trueNow() + (options.keysAfterMs ?? 0),
        revoked: false,
      };
      control.push(line);
      if (options.keysAfterMs !== undefined) {
        tell((ear) => ear.undecrypted(line));
        clock.at(options.keysAfterMs, () => {
          if (!line.revoked) tell((ear) => ear.line(line));
        });
        return line.waId;
      }
      tell((ear) => ear.line(line));
      if (repeat) tell((ear) => ear.line(line));
      repeat = false;
      return line.waId;
    },
    /** WhatsApp reports a line again, as it does now and then. */
    repeats(waId: string): void {
      const line = control.find((one) => one.waId === waId);
      if (line !== undefined && !line.revoked) tell((ear) => ear.line(line));
    },
    ownerEdits(waId: string, text: string): void {
      const line = control.find((one) => one.waId === waId);
      if (line === undefined) return;
      line.text = text;
      tell((ear) => ear.edited(line));
    },
    ownerRevokes(waId: string): void {
      const line = control.find((one) => one.waId === waId);
      if (line === undefined) return;
      line.revoked = true;
      tell((ear) => ear.revoked(line));
    },
    /** The owner's phone reacts to any message; an empty emoji takes the reaction back. */
    ownerReacts(waId: string, emoji: string): void {
      tell((ear) => ear.reaction(waId, chatOfMessage(waId), true, selfIds, emoji));
    },
    personReacts(name: string, waId: string, emoji: string): void {
      const person = people.find((one) => one.name === name);
      const byIds = person === undefined ? [] : [person.lid, chatIdOf(person.phone)];
      tell((ear) => ear.reaction(waId, chatOfMessage(waId), false, byIds, emoji));
    },
    personWrites(
      name: string,
      text: string,
      options: { readonly group?: string; readonly inSelfChat?: boolean; readonly forwarded?: boolean } = {},
    ): string {
      const waId = phoneId();
      const { group } = options;
      const inChat = group !== undefined ? { group } : options.inSelfChat === true ? 'self' : 'direct';
      strangers.add(waId);
      tell((ear) => ear.strangerLine(waId, name, text, inChat, options.forwarded === true));
      return waId;
    },
    attachments,
    faults: {
      ...accounts.faults,
      ...attachments.faults,
      latency(of: () => number): void {
        latency = of;
      },
      reportSelfChatAs(ids: 'lid' | 'phone' | 'both'): void {
        reported = ids === 'both' ? selfIds : [ids === 'lid' ? owner.lid : chatIdOf(owner.phone)];
      },
      readBackOnly(ms: number): void {
        readsBackMs = ms;
      },
      handOver(mode: HandOverMode): void {
        handOvers.push(mode);
      },
      cutNetwork(how: { readonly silently?: boolean } = {}): void {
        network = how.silently === true ? 'silent' : 'cut';
        if (network === 'cut') for (const ear of ears) ear.socket(false);
      },
      restoreNetwork(): void {
        const was = network;
        network = 'up';
        // A socket that swallowed everything is found dead and opened anew.
        if (was === 'silent') for (const ear of ears) ear.socket(false);
        if (was !== 'up') for (const ear of ears) ear.socket(true);
      },
      acks(mode: AckMode): void {
        ackMode = mode;
      },
      releaseAcks(how: { readonly disorderly?: boolean } = {}): void {
        const sends = keptAcks.splice(0);
        // The last first, and then all of them once more.
        if (how.disorderly === true) sends.unshift(...sends.toReversed());
        for (const send of sends) send();
      },
      revokes(how: Revokes): void {
        changes.revokes = how;
      },
      nack(count: number): void {
        nacks = count;
      },
      failWithoutNack(count: number): void {
        failures = count;
      },
      repeatNextInbound(): void {
        repeat = true;
      },
      calm(): void {
        this.acks('normal');
        nacks = 0;
        failures = 0;
        attachments.faults.failUploads(0);
        attachments.faults.loseFiles(false);
        changes.revokes = 'normal';
        accounts.calm();
        handOvers.length = 0;
        latency = () => 0;
        readsBackMs = Number.POSITIVE_INFINITY;
        this.releaseAcks();
        this.restoreNetwork();
      },
    },
  };
}

export type SimWorld = ReturnType<typeof createWorld>;
