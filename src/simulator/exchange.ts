import type { Acks } from './acks.ts';
import { owner } from './cast.ts';
import type { Device } from './device.ts';
import { audienceOf, cardOf, chatIdOf, pnOf } from './directory.ts';
import type { Phones } from './phones.ts';
import type { Line, Stanza } from './protocol.ts';
import type { WorldState } from './state.ts';

/** The part of WhatsApp's server that takes stanzas: every one it took is in the wire log, and is delivered. */
export interface Exchange {
  take(stanza: Stanza, page: string): void;
  /** The next `count` messages are refused. */
  nack(count: number): void;
}

/** The error that WhatsApp's server sends to an account that may not write to this chat. */
const refused = 463;
const badRequest = 400;
/** WhatsApp's own limit for a text. */
const longestText = 65_536;
const mostWireLines = 50_000;

export function makeExchange(state: WorldState, phones: Phones, device: Device, acks: Acks): Exchange {
  let nacks = 0;

  function ack(id: string, level: 1 | -1, error: number | null = null): void {
    device.ack({ type: 'ack', id, level, error, t: Math.floor(Date.now() / 1000) });
  }

  function log(stanza: Stanza, text: string, page: string): void {
    const waId = stanza.kind === 'message' ? stanza.id : stanza.target;
    state.wire.push({ kind: stanza.kind, waId, chatId: stanza.chat, text, at: Date.now(), page });
    if (state.wire.length > mostWireLines) state.wire.shift();
  }

  function takeMessage(stanza: Extract<Stanza, { kind: 'message' }>, chat: string, page: string): void {
    if (nacks > 0) {
      nacks -= 1;
      ack(stanza.id, -1, refused);
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
      at: Date.now(),
      quotedWaId: stanza.quotedWaId,
      forwarded: false,
      file: stanza.file,
      deleted: false,
      edited: false,
      reaction: null,
    };
    phones.show(line);
    phones.deliver(line, owner, line.at);
    const receipt = (level: 2 | 3) => () => device.push({ kind: 'receipt', chat, waId: stanza.id, level });
    const server = () => ack(stanza.id, 1);
    // The chat with oneself has nobody to confirm anything: its page jumps to "read" by itself.
    acks.report(chat === pnOf(owner) ? [server] : [server, receipt(2), receipt(3)]);
  }

  return {
    nack(count) {
      nacks = count;
    },
    take(stanza, page) {
      const chat = chatIdOf(stanza.chat);
      const reached = chat === pnOf(owner) || audienceOf(chat ?? '').some((person) => person.registered);
      const text = 'text' in stanza ? stanza.text : '';
      if (chat === undefined || !reached || text.length > longestText) {
        ack(stanza.id, -1, badRequest);
        return;
      }
      if (stanza.kind === 'message') {
        takeMessage(stanza, chat, page);
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
