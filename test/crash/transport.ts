/**
 * WhatsApp as a script: one page at a time with the gate, a profile that outlives it, and a server whose record is a file
 * outside. It holds nothing that a kill could take but what a page holds, and keeps to the semantics of the port.
 */
import { createHash } from 'node:crypto';
import type { Clock } from '../../src/core/clock.ts';
import type { Chat } from '../../src/core/message.ts';
import type {
  AbortAnswer,
  HandOver,
  HandOverOutcome,
  Inbound,
  Link,
  LookUp,
  WhatsApp,
  WhatsAppEvent,
} from '../../src/core/whatsapp.ts';
import { owner, people } from '../../src/simulator/cast.ts';
import type { Plan } from './plan.ts';
import { type Line, openRecord, readWorld } from './world.ts';

/** Latencies, ms of the bot's clock. */
const startMs = 300;
const connectMs = 100;
const wireMs = 40;
const ackMs = 60;
const uploadMs = 50;

interface Page {
  readonly generation: string;
  connected: boolean;
  /** By reserved id: the hash of the file that was uploaded for it. */
  readonly prepared: Map<string, string>;
}
interface Sent {
  readonly chatId: string;
  readonly text: string;
  arrived: boolean;
  ack: number;
}

export interface Transport extends WhatsApp {
  /** The owner's line reaches the connected page. */
  hear(line: Line): void;
}

/** `point` is passed before and after everything that leaves a trace outside; `onWorld` after it. */
export function createTransport(
  { worldFile, faults, lateAcks }: Pick<Plan, 'worldFile' | 'faults' | 'lateAcks'>,
  clock: Clock,
  point: (label: string) => void,
  onWorld: () => void,
): Transport {
  const record = openRecord(worldFile);
  const entries = readWorld(worldFile);
  const lines = entries.filter((entry): entry is Line => entry.kind === 'line');
  const sent = new Map<string, Sent>();
  let pages = 0;
  for (const entry of entries) {
    if (entry.kind === 'page') pages++;
    if (entry.kind === 'handed') sent.set(entry.waId, { ...entry, arrived: false, ack: 0 });
    const known = 'waId' in entry ? sent.get(entry.waId) : undefined;
    if (known === undefined) continue;
    if (entry.kind === 'stanza') known.arrived = true;
    if (entry.kind === 'ack') known.ack = Math.max(known.ack, entry.ack);
  }
  const account = { phone: owner.phone, chatId: `${owner.phone.slice(1)}@c.us`, lid: owner.lid };
  const selfIds = [owner.lid, account.chatId];
  const aborted = new Set<string>();
  const outcomes = new Map<string, 'handed' | 'refused'>();
  let listener: (event: WhatsAppEvent) => void = () => undefined;
  let living = false;
  let page: Page | null = null;
  let link: Link = { state: 'starting' };
  let connections = 0;

  const emit = (event: WhatsAppEvent): void => {
    if (living) listener(event);
  };
  const setLink = (next: Link): void => {
    link = next;
    emit({ kind: 'link', link });
  };
  const noted = (label: string, ...note: Parameters<typeof record.note>): void => {
    point(`${label}: before`);
    record.note(...note);
    point(`${label}: after`);
    onWorld();
  };
  const later = (ms: number, act: () => void): void =>
    void clock.sleepUntil(clock.now() + ms).then(() => {
      if (living) act();
    });

  const inbound = (line: Line): Inbound => ({
    waId: line.waId,
    chatIds: selfIds,
    fromMe: true,
    authorIds: selfIds,
    text: line.text,
    at: Math.floor(line.at / 1000) * 1000,
    forwarded: false,
    quotedWaId: null,
    file: line.file === undefined ? null : 'document',
  });

  const open = (): void => {
    const born: Page = { generation: `P${++pages}`, connected: false, prepared: new Map() };
    later(startMs, () => {
      if (page !== null) return;
      page = born;
      noted('page', { kind: 'page', generation: born.generation });
      emit({ kind: 'page_born', generation: born.generation });
      setLink({ state: 'syncing' });
      later(connectMs, () => {
        if (page !== born) return;
        born.connected = true;
        setLink({
          state: 'connected',
          connection: ++connections,
          generation: born.generation,
          account,
          build: { version: '2.3000.1043220887', lacking: [] },
        });
        if (lateAcks) for (const [waId, one] of sent) if (one.arrived && one.ack === 0) ackOf(born, waId);
      });
    });
  };
  const close = (): void => {
    const dying = page;
    page = null;
    if (dying === null) return;
    setLink({ state: 'recovering', why: 'recycled', tries: 0 });
    emit({ kind: 'page_dead', generation: dying.generation });
  };

  function ackOf(from: Page, waId: string): void {
    const one = sent.get(waId);
    if (one === undefined || faults[one.text] === 'no_ack') return;
    const levels = selfIds.includes(one.chatId) ? [3] : [1, 2];
    levels.forEach((ack, place) => {
      later(ackMs + place * 30, () => {
        if (page !== from) return;
        noted(`ack ${ack}`, { kind: 'ack', waId, ack });
        one.ack = Math.max(one.ack, ack);
        emit({ kind: 'ack', waId, ack });
      });
    });
  }

  /** The first hand-over of a text is the one that its fault befalls. */
  function isLost({ text }: HandOver): boolean {
    return faults[text] === 'lost' && ![...sent.values()].some((one) => one.text === text);
  }

  function take(request: HandOver): HandOverOutcome {
    const { reservedId, chatId, text } = request;
    const hash = request.file?.hash;
    const file = hash === undefined ? {} : { file: hash };
    const refused = (because: Extract<HandOverOutcome, { kind: 'refused' }>['because']): HandOverOutcome => {
      if (!outcomes.has(reservedId)) outcomes.set(reservedId, 'refused');
      return { kind: 'refused', because };
    };
    const from = page;
    if (sent.has(reservedId)) return refused('known_id');
    if (aborted.has(reservedId)) return refused('aborted');
    if (from === null || from.generation !== request.generation) return refused('page_changed');
    if (!from.connected) return refused('not_connected');
    if (clock.now() >= request.notAfter) return refused('too_late');
    if (from.prepared.get(reservedId) !== hash) return refused('no_file');
    const lost = isLost(request);
    noted('hand-over', { kind: 'handed', waId: reservedId, chatId, text, ...file });
    outcomes.set(reservedId, 'handed');
    sent.set(reservedId, { chatId, text, arrived: false, ack: 0 });
    if (!lost)
      later(wireMs, () => {
        if (page !== from) return;
        noted('stanza', { kind: 'stanza', waId: reservedId, chatId, text, at: clock.now(), ...file });
        (sent.get(reservedId) as Sent).arrived = true;
        ackOf(from, reservedId);
      });
    return { kind: 'handed' };
  }

  return {
    hear(line) {
      lines.push(line);
      if (link.state === 'connected') emit({ kind: 'inbound', message: inbound(line) });
    },
    start(to) {
      listener = to;
      living = true;
      setLink({ state: 'starting' });
      open();
    },
    async stop() {
      close();
      living = false;
    },
    link: () => link,
    health: () => null,
    async handOver(request) {
      await Promise.resolve();
      return living ? take(request) : new Promise(() => undefined);
    },
    async abort(reservedIds) {
      for (const id of reservedIds) aborted.add(id);
      await Promise.resolve();
      const known = { handed: 'handed', refused: 'prevented' } as const;
      return new Map(
        reservedIds.map((id): [string, AbortAnswer] => {
          const outcome = outcomes.get(id);
          return [id, outcome === undefined ? 'unknown' : known[outcome]];
        }),
      );
    },
    async recycle() {
      close();
      open();
    },
    async lookUp(_chat, reservedIds): Promise<readonly LookUp[]> {
      return reservedIds.map((reservedId): LookUp => {
        const one = sent.get(reservedId);
        if (link.state !== 'connected') return { reservedId, found: { kind: 'unreachable' } };
        if (one === undefined) return { reservedId, found: { kind: 'absent' } };
        return { reservedId, found: { kind: 'present', ack: one.ack, sendFailure: false } };
      });
    },
    async readChat(_chatIds, since) {
      if (link.state !== 'connected') return { kind: 'unreachable' };
      const messages = lines.filter(({ at }) => at >= since).map(inbound);
      return { kind: 'read', messages, undecrypted: [], complete: true };
    },
    async reread(_chatIds, waId) {
      if (link.state !== 'connected') return { kind: 'unreachable' };
      const line = lines.find((one) => one.waId === waId);
      return line === undefined ? { kind: 'absent' } : { kind: 'present', text: line.text };
    },
    async contacts() {
      if (link.state !== 'connected') return { kind: 'unreachable' };
      const chats = people.filter(({ inBook }) => inBook).map(chatOf);
      return { kind: 'contacts', chats: [{ ...chatOf(owner), name: 'me', kind: 'self' }, ...chats] };
    },
    members: () => Promise.resolve({ kind: 'unreachable' }),
    async number(phone) {
      if (link.state !== 'connected') return { kind: 'unreachable' };
      const person = people.find((one) => one.phone === phone && one.registered);
      return person === undefined ? { kind: 'not_on_whatsapp' } : { kind: 'chat', chat: chatOf(person) };
    },
    async recipient(chat) {
      return link.state === 'connected' ? { kind: 'reachable', chat } : { kind: 'unreachable' };
    },
    typing: async () => 'unknown',
    async readFile(_chatIds, waId) {
      if (link.state !== 'connected') return { kind: 'unreachable' };
      const content = lines.find((one) => one.waId === waId)?.file;
      if (content === undefined) return { kind: 'none' };
      const seen = { form: 'document', mimetype: 'text/plain', name: 'notes.txt' } as const;
      return { kind: 'file', seen, bytes: Buffer.from(content) };
    },
    async prepareFile({ reservedId, bytes, generation }) {
      const into = page;
      await clock.sleepUntil(clock.now() + uploadMs);
      if (into === null || into !== page || into.generation !== generation || !into.connected)
        return { kind: 'failed', because: 'page_changed' };
      into.prepared.set(reservedId, createHash('sha256').update(bytes).digest('hex'));
      return { kind: 'prepared' };
    },
    revoke: async () => ({ kind: 'unknown' }),
    edit: async () => ({ kind: 'unknown' }),
    async react() {},
  };
}

function chatOf(person: { readonly name: string; readonly phone: string; readonly lid: string }): Chat {
  const { name, phone, lid } = person;
  return { chatId: `${phone.slice(1)}@c.us`, lid, phone, name, kind: 'person', size: null };
}
