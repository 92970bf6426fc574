/**
 * WhatsApp as the benchmark has it: connected at once, and answering each hand-over with its ack in a later turn. It costs
 * next to nothing, so that what is measured is ours.
 */
import type { Chat } from '../../src/core/message.ts';
import type { Account, Build, HandOver, Inbound, WhatsApp, WhatsAppEvent } from '../../src/core/whatsapp.ts';

export interface Transport extends WhatsApp {
  /** Owner's words in the control chat, sent at `at` (ms), as the page reports them: one event, in this turn. */
  write(text: string, at: number): void;
  /** What was handed over to the owner's own chat, oldest first. */
  told(): readonly string[];
  /** Something happened that concerns nobody: the loops look again. */
  nudge(): void;
}

export interface TransportParts {
  /** Called in the turn of each hand-over. */
  readonly onHandOver: (request: HandOver) => void;
  /** The chats in the owner's address book. */
  readonly chats: readonly Chat[];
}

export const account: Account = { phone: '+447700900001', chatId: '447700900001@c.us', lid: '99001@lid' };

const build: Build = { version: '2.3000.1043220887', lacking: [] };

/** `n` people, each with a number of the range that is kept for fiction. */
export function people(n: number): readonly Chat[] {
  return Array.from({ length: n }, (_, index) => {
    const digits = `4477009${String(index + 2).padStart(5, '0')}`;
    return {
      chatId: `${digits}@c.us`,
      lid: null,
      phone: `+${digits}`,
      name: `Person ${index + 1}`,
      kind: 'person',
      size: null,
    };
  });
}

export function createTransport({ onHandOver, chats }: TransportParts): Transport {
  const ownIds = [account.chatId, account.lid ?? ''];
  // Each process has a page of its own: one that an earlier process had is dead.
  const generation = `bench-${process.pid}-${process.hrtime.bigint()}`;
  let listener: (event: WhatsAppEvent) => void = () => undefined;
  let state: 'starting' | 'connected' = 'starting';
  let written = 0;
  const told: string[] = [];
  return {
    start(to) {
      listener = to;
      listener({ kind: 'page_born', generation });
      state = 'connected';
      listener({ kind: 'link', link: this.link() });
    },
    async stop() {
      state = 'starting';
      listener({ kind: 'page_dead', generation });
    },
    link: () =>
      state === 'connected' ? { state, connection: 1, generation, account, build } : { state: 'starting' },
    health: () => null,
    handOver(request) {
      onHandOver(request);
      if (ownIds.includes(request.chatId)) told.push(request.text);
      setImmediate(() => listener({ kind: 'ack', waId: request.reservedId, ack: 1 }));
      return Promise.resolve({ kind: 'handed' });
    },
    abort: (ids) => Promise.resolve(new Map(ids.map((id) => [id, 'prevented'] as const))),
    recycle: () => Promise.resolve(),
    lookUp: (_chat, ids) =>
      Promise.resolve(ids.map((reservedId) => ({ reservedId, found: { kind: 'absent' } }) as const)),
    readChat: () => Promise.resolve({ kind: 'read', messages: [], undecrypted: [], complete: true }),
    reread: () => Promise.resolve({ kind: 'absent' }),
    contacts: () => Promise.resolve({ kind: 'contacts', chats }),
    members: () => Promise.resolve({ kind: 'unreachable' }),
    number(phone) {
      const chat = chats.find((one) => one.phone === phone);
      return Promise.resolve(chat === undefined ? { kind: 'not_on_whatsapp' } : { kind: 'chat', chat });
    },
    recipient: (chat) => Promise.resolve({ kind: 'reachable', chat }),
    typing: () => Promise.resolve('shown'),
    readFile: () => Promise.resolve({ kind: 'none' }),
    prepareFile: () => Promise.resolve({ kind: 'prepared' }),
    revoke: () => Promise.resolve({ kind: 'unknown' }),
    edit: () => Promise.resolve({ kind: 'unknown' }),
    react: () => Promise.resolve(),
    told: () => told,
    nudge: () => listener({ kind: 'ack', waId: '3EB0', ack: 0 }),
    write(text, at) {
      written += 1;
      const message: Inbound = {
        waId: `3A${String(written).padStart(18, '0')}`,
        chatIds: ownIds,
        fromMe: true,
        authorIds: ownIds,
        text,
        at: Math.floor(at / 1000) * 1000,
        forwarded: false,
        quotedWaId: null,
        file: null,
      };
      listener({ kind: 'inbound', message });
    },
  };
}
