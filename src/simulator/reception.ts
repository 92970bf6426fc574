import type { Answers } from './answers.ts';
import type { Connection, Device } from './device.ts';
import { chatIdOf, groupNameOf, personById } from './directory.ts';
import type { Exchange } from './exchange.ts';
import { secret } from './ids.ts';
import type { ChatState, FromPage } from './protocol.ts';

/** Where sockets of pages come in: linking, and the way of every frame. */
export interface Reception {
  arrived(connection: Connection): void;
  frame(connection: Connection, frame: FromPage): void;
  left(connection: Connection): void;
  /** The owner's phone scans this code; false where no page shows it. */
  scan(code: string): boolean;
  connections(): readonly Connection[];
  chatStates(): readonly { readonly chat: string; readonly state: ChatState; readonly at: number }[];
  close(): void;
}

export interface ReceptionParts {
  readonly autoLink: boolean;
  readonly device: Device;
  readonly exchange: Exchange;
  readonly answers: Answers;
  readonly changed: () => void;
}

/** WhatsApp changes the reference in the QR code this often. */
const freshRefMs = 20_000;
/** A phone takes a moment to see a code. */
const scanMs = 50;
const mostChatStates = 100;

export function makeReception(parts: ReceptionParts): Reception {
  const { device, exchange, answers } = parts;
  const open = new Map<Connection, NodeJS.Timeout | null>();
  const chatStates: { readonly chat: string; readonly state: ChatState; readonly at: number }[] = [];

  function stopRefs(connection: Connection): void {
    const timer = open.get(connection);
    if (timer) clearInterval(timer);
    if (open.has(connection)) open.set(connection, null);
  }

  function giveRef(connection: Connection): void {
    connection.ref = `2@${secret()}`;
    connection.send({ type: 'ref', ref: connection.ref });
  }

  function link(connection: Connection): void {
    if (!open.has(connection) || connection.ref === '') return;
    connection.ref = '';
    stopRefs(connection);
    device.link(connection);
    parts.changed();
  }

  function linkSoon(connection: Connection): void {
    if (parts.autoLink) setTimeout(() => link(connection), scanMs);
  }

  function hello(connection: Connection, frame: Extract<FromPage, { type: 'hello' }>): void {
    connection.page = frame.page;
    stopRefs(connection);
    if (frame.device) {
      device.admit(connection, frame.device);
      return;
    }
    giveRef(connection);
    open.set(
      connection,
      setInterval(() => giveRef(connection), freshRefMs),
    );
  }

  return {
    arrived(connection) {
      open.set(connection, null);
      parts.changed();
    },
    left(connection) {
      stopRefs(connection);
      open.delete(connection);
      device.left(connection);
      parts.changed();
    },
    frame(connection, frame) {
      switch (frame.type) {
        case 'hello':
          hello(connection, frame);
          break;
        case 'qr_shown':
          if (frame.ref === connection.ref) linkSoon(connection);
          return;
        case 'fresh_ref':
          if (connection.ref !== '') giveRef(connection);
          return;
        case 'ping':
          connection.send({ type: 'pong' });
          return;
        case 'ask': {
          const answer = answers.answer(frame.ask);
          connection.send({ type: 'answer', n: frame.n, answer });
          if (answer.kind === 'pairing_code' && answer.code !== null) linkSoon(connection);
          break;
        }
        // The rest is for the linked device alone: a page that was superseded a moment ago is not heard.
        case 'got':
          if (device.isCurrent(connection)) device.got(frame.seq);
          break;
        case 'stanza':
          if (device.isCurrent(connection)) exchange.take(frame.stanza, connection.page);
          break;
        case 'chat_state': {
          const chat = chatIdOf(frame.chat);
          if (!device.isCurrent(connection) || chat === undefined) return;
          const name = groupNameOf(chat) ?? personById(chat)?.name ?? chat;
          chatStates.push({ chat: name, state: frame.state, at: Date.now() });
          if (chatStates.length > mostChatStates) chatStates.shift();
          break;
        }
        case 'log_out':
          if (device.isCurrent(connection)) device.unlink();
          break;
      }
      parts.changed();
    },
    scan(code) {
      const ref = code.split(',')[0];
      const shown = [...open.keys()].find((connection) => connection.ref !== '' && connection.ref === ref);
      if (shown) link(shown);
      return shown !== undefined;
    },
    connections: () => [...open.keys()],
    chatStates: () => chatStates,
    close() {
      for (const connection of open.keys()) stopRefs(connection);
    },
  };
}
