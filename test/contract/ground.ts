/** What the tests of the port's contract stand on: the subject under test, and the few things they all do with it. */
import type { Chat } from '../../src/core/message.ts';
import type { HandOver, Link, LookUp, WhatsApp, WhatsAppEvent } from '../../src/core/whatsapp.ts';
import type { RecipientFaults } from '../../src/simulator/faults/recipients.ts';

import type { SentFile } from '../../src/simulator/simulator.ts';

/** The part of the simulated world that the contract needs; names of people are those of the simulator's cast. */
export interface ContractWorld {
  timesReceived(personName: string, text: string): number;
  /** Types into the chat with oneself; returns the bare id. */
  ownerWrites(text: string, options?: { readonly quote?: string; readonly file?: SentFile }): string;
  ownerEdits(waId: string, text: string): void;
  ownerRevokes(waId: string): void;
  personWrites(personName: string, text: string, options?: { readonly group?: string }): string;
  ownerReacts(waId: string, emoji: string): void;
  inbox(personName: string): readonly {
    readonly waId: string;
    readonly deleted: boolean;
    readonly editedTo: string | null;
    readonly reaction: string | null;
  }[];
  /** The chat with oneself as the owner's phone shows it. */
  control(): readonly { readonly waId: string; readonly reaction?: string | null }[];
  readonly faults: Omit<RecipientFaults, 'noLid'> & {
    cutNetwork(how?: { readonly silently?: boolean }): void;
    restoreNetwork(): void;
    acks(mode: 'normal' | 'lost'): void;
    releaseAcks(): void;
    nack(count: number): void;
    revokes(how: 'normal' | 'optimistic' | 'lost' | 'refused'): void;
    /** Whether the page acts on the faults as they stand; one in memory always does. */
    known?(): boolean;
    failWithoutNack(count: number): void;
    failUploads(count: number): void;
    calm(): void;
  };
}

export interface ContractSubject {
  /** Not started yet. */
  readonly whatsapp: WhatsApp;
  readonly world: ContractWorld;
  /** ms, of the clock that the port was given. */
  now(): number;
  reservedId(): string;
  /** SHA-256, hex, of the file that came with this text; null: none. */
  fileReceived(personName: string, text: string): string | null;
  /** WhatsApp Web is opened elsewhere with this account. */
  conflict(): void;
  /** Lets time pass until `read` gives something; throws with `what` when it does not within a bound. */
  until<T>(what: string, read: () => T | null | undefined | false): Promise<T>;
  close(): Promise<void>;
}

/** What a page shows comes to it in its own time: half a minute of looks, on a machine that is quick about them. */
export const mostLooks = 1_000;

type Connected = Extract<Link, { state: 'connected' }>;

export interface Ground {
  subject(): ContractSubject;
  whatsapp(): WhatsApp;
  world(): ContractWorld;
  /** Everything told since the start. */
  readonly events: WhatsAppEvent[];
  connected(): Promise<Connected>;
  /** Every fault taken back, and the link connected. */
  calm(): Promise<Connected>;
  /** A text that no other test uses. */
  freshText(what: string): string;
  chatNamed(name: string): Promise<Chat>;
  /** A hand-over to Mum through the present page; nothing is sent yet. */
  request(text: string, more?: Partial<HandOver>): Promise<HandOver>;
  acksOf(waId: string): readonly number[];
  acked(waId: string): Promise<number>;
  /** In Mum's chat. */
  lookUp(reservedId: string): Promise<LookUp['found'] | undefined>;
  /** Something handed over later has arrived: whatever the page still held would have come before it. */
  sentinel(): Promise<void>;
}

/** `subject` is asked anew each time, since it is made after the tests are listed. */
export function layGround(subject: () => ContractSubject): Ground {
  const events: WhatsAppEvent[] = [];
  let texts = 0;
  const whatsapp = () => subject().whatsapp;
  const ground: Ground = {
    subject,
    whatsapp,
    world: () => subject().world,
    events,
    connected: () =>
      subject().until('the link to be connected', () => {
        const link = whatsapp().link();
        return link.state === 'connected' ? link : null;
      }),
    async calm() {
      subject().world.faults.calm();
      return ground.connected();
    },
    freshText(what) {
      texts += 1;
      return `${what} ${texts}`;
    },
    async chatNamed(name) {
      const contacts = await whatsapp().contacts();
      const found = contacts.kind === 'contacts' && contacts.chats.find((chat) => chat.name === name);
      if (!found) throw new Error(`the port knows no chat named ${name}`);
      return found;
    },
    request: async (text, more = {}) => ({
      reservedId: subject().reservedId(),
      chatId: (await ground.chatNamed('Mum')).chatId,
      text,
      notAfter: subject().now() + 20_000,
      generation: (await ground.connected()).generation,
      ...more,
    }),
    acksOf: (waId) =>
      events.flatMap((event) => (event.kind === 'ack' && event.waId === waId ? [event.ack] : [])),
    acked: (waId) => subject().until('a server ack', () => ground.acksOf(waId).find((ack) => ack >= 1)),
    async lookUp(reservedId) {
      const [answer] = await whatsapp().lookUp(await ground.chatNamed('Mum'), [reservedId]);
      return answer?.found;
    },
    async sentinel() {
      const later = await ground.request(ground.freshText('sentinel'));
      const outcome = await whatsapp().handOver(later);
      if (outcome.kind !== 'handed') throw new Error(`the sentinel was not handed over: ${outcome.kind}`);
      await ground.acked(later.reservedId);
    },
  };
  return ground;
}
