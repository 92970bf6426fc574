import type { Accounts } from './accounts.ts';
import type { Acks } from './acks.ts';
import { owner } from './cast.ts';
import type { Device } from './device.ts';
import { cardOf, pnOf } from './directory.ts';
import type { ChangeFaults } from './faults/changes.ts';
import type { Phones } from './phones.ts';
import type { Line, Stanza } from './protocol.ts';
import type { WorldState } from './state.ts';
import type { Time } from './time.ts';

/** The part of WhatsApp's server that takes stanzas: every one it took is in the wire log, and is delivered. */
export interface Exchange {
  take(stanza: Stanza, page: string): void;
  /** The next `count` messages to others are refused with this error, as this level below 0. */
  nack(count: number, error?: number, level?: number): void;
  /** What becomes of deletions for everyone. */
  revokes: ChangeFaults['revokes'];
  /** What these pages send is neither delivered nor acked from now on, as long as they live. */
  ignore(pages: readonly string[]): void;
  /** Everybody whom it reached has read it. */
  read(waId: string): void;
}

export interface ExchangeParts {
  readonly state: WorldState;
  readonly accounts: Accounts;
  readonly phones: Phones;
  readonly device: Device;
  readonly acks: Acks;
  readonly time: Time;
  /** Whether what arrives is read at once. */
  readonly reads: 'at_once' | 'by_hand';
  /** Whether the page is to reload at this moment of the message's way. */
  readonly reloads: (moment: 'in_flight') => boolean;
}

/** The error that WhatsApp's server sends to an account that may not write to this chat. */
const refused = 463;
const badRequest = 400;
/** WhatsApp's own limit for a text. */
const longestText = 65_536;
const mostWireLines = 50_000;

/** The chat with oneself has nobody to confirm anything: its page jumps to "read" by itself. */
function receiptLevels(chat: string, reads: ExchangeParts['reads']): readonly number[] {
  return chat === pnOf(owner) ? [] : reads === 'at_once' ? [2, 3] : [2];
}

export function makeExchange({
  state,
  accounts,
  phones,
  device,
  acks,
  time,
  reads,
  reloads,
}: ExchangeParts): Exchange {
  let nacks = { count: 0, error: refused, level: -1 };
  const ignored = new Set<string>();
  let revokes: Parameters<ChangeFaults['revokes']>[0] = 'normal';

  function ack(id: string, level: number, error: number | null = null): void {
    device.ack({ type: 'ack', id, level, error, t: Math.floor(time.now() / 1000) });
  }

  function log(stanza: Stanza, text: string, page: string): void {
    const waId = stanza.kind === 'message' ? stanza.id : stanza.target;
    state.wire.push({ kind: stanza.kind, waId, chatId: stanza.chat, text, at: time.now(), page });
    if (state.wire.length > mostWireLines) state.wire.shift();
  }

  function receipt(chat: string, waId: string, level: number): void {
    device.push({ kind: 'receipt', chat, waId, level });
  }

  function takeMessage(stanza: Extract<Stanza, { kind: 'message' }>, chat: string, page: string): void {
    const isOwn = chat === pnOf(owner);
    if (nacks.count > 0 && !isOwn) {
      nacks = { ...nacks, count: nacks.count - 1 };
      ack(stanza.id, nacks.level, nacks.error);
      return;
    }
    log(stanza, stanza.text, page);
    const line: Line = {
      waId: stanza.id,
      chat,
      author: cardOf(owner),
      fromMe: true,
      origin: 'page',
      text: stanza.text,
      at: time.now(),
      quotedWaId: stanza.quotedWaId,
      forwarded: false,
      file: stanza.file,
      deleted: false,
      edited: false,
      reaction: null,
    };
    phones.show(line);
    phones.deliver(line, owner, line.at);
    if (!isOwn && reloads('in_flight')) {
      device.reload();
      acks.report(receiptLevels(chat, reads), (level) => receipt(chat, stanza.id, level));
      return;
    }
    // The first is the server's own answer, which takes the stanza from the page's queue; it is not kept for later.
    let answered = false;
    acks.report([1, ...receiptLevels(chat, reads)], (level) => {
      if (answered) receipt(chat, stanza.id, level);
      else ack(stanza.id, level);
      answered = true;
    });
  }

  return {
    nack(count, error = refused, level = -1) {
      nacks = { count, error, level };
    },
    revokes(how) {
      revokes = how;
    },
    read(waId) {
      const line = phones.find(waId);
      // What the owner typed on the phone is no affair of the page's, whose messages alone get receipts here.
      if (line?.origin === 'page') acks.report([3], (level) => receipt(line.chat, waId, level));
    },
    ignore(pages) {
      for (const page of pages) ignored.add(page);
    },
    take(stanza, page) {
      if (ignored.has(page)) return;
      const chat = accounts.chatIdOf(stanza.chat);
      const text = 'text' in stanza ? stanza.text : '';
      if (chat === undefined || !accounts.open(chat) || text.length > longestText) {
        ack(stanza.id, -1, badRequest);
        return;
      }
      if (stanza.kind === 'message') {
        takeMessage(stanza, chat, page);
        return;
      }
      if (stanza.kind === 'revoke' && revokes === 'lost') return;
      if (stanza.kind === 'revoke' && revokes === 'refused') {
        ack(stanza.id, -1, badRequest);
        return;
      }
      log(stanza, stanza.kind === 'reaction' ? stanza.emoji : text, page);
      if (phones.find(stanza.target)) {
        if (stanza.kind === 'edit') phones.change(stanza.target, { text: stanza.text, edited: true });
        if (stanza.kind === 'revoke') phones.change(stanza.target, { deleted: true });
        if (stanza.kind === 'reaction') phones.change(stanza.target, { reaction: stanza.emoji || null });
      }
      ack(stanza.id, 1);
    },
  };
}
