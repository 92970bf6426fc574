import type { Accounts } from './accounts.ts';
import type { Answers } from './answers.ts';
import type { Connection, Device } from './device.ts';
import { groupNameOf, personById } from './directory.ts';
import type { Exchange } from './exchange.ts';
import type { LinkFaults } from './faults/link.ts';
import { secret } from './ids.ts';
import type { ChatState, FromPage } from './protocol.ts';
import type { Time } from './time.ts';

/** Where sockets of pages come in: linking, and the way of every frame. */
export interface Reception {
  arrived(connection: Connection): void;
  frame(connection: Connection, frame: FromPage): void;
  left(connection: Connection): void;
  /** The owner's phone scans this code; false where no page shows it. */
  scan(code: string): boolean;
  /** The owner types this pairing code on the phone; false where no page was given it. */
  type(code: string): boolean;
  connections(): readonly Connection[];
  chatStates(): readonly { readonly chat: string; readonly state: ChatState; readonly at: number }[];
  idleQr: LinkFaults['idleQr'];
  deletedHere(): readonly string[];
}

export interface ReceptionParts {
  readonly autoLink: boolean;
  readonly device: Device;
  readonly accounts: Accounts;
  readonly exchange: Exchange;
  readonly answers: Answers;
  readonly time: Time;
  /** A page said who it is. */
  readonly greet: (connection: Connection) => void;
  readonly changed: () => void;
}

/** WhatsApp changes the reference in the QR code this often. */
const freshRefMs = 20_000;
/** A phone takes a moment to see a code. */
const scanMs = 50;
const mostChatStates = 100;

export function makeReception(parts: ReceptionParts): Reception {
  const { device, exchange, answers, time } = parts;
  /** With the call that stops the changes of its QR code. */
  const open = new Map<Connection, (() => void) | null>();
  /** Pairing codes that pages were given and nobody has typed yet. */
  const codes = new Map<Connection, string>();
  const deleted: string[] = [];
  let idle: Parameters<LinkFaults['idleQr']>[0] = 'off';
  const chatStates: { readonly chat: string; readonly state: ChatState; readonly at: number }[] = [];

  function stopRefs(connection: Connection): void {
    open.get(connection)?.();
    if (open.has(connection)) open.set(connection, null);
  }

  /** Its code is void, and no other one comes unasked. */
  function rest(connection: Connection): void {
    stopRefs(connection);
    connection.ref = '';
    connection.send({ type: 'qr_idle' });
  }

  /** A first code now, and what follows it. */
  function giveRefs(connection: Connection): void {
    stopRefs(connection);
    giveRef(connection);
    const next = () => (idle === 'off' ? giveRef(connection) : rest(connection));
    open.set(connection, time.every(freshRefMs, next));
  }

  function isUnlinked(connection: Connection): boolean {
    return connection.page !== '' && !connection.linked;
  }

  function giveRef(connection: Connection): void {
    connection.ref = `2@${secret()}`;
    connection.send({ type: 'ref', ref: connection.ref });
  }

  function link(connection: Connection): void {
    if (!open.has(connection) || connection.ref === '') return;
    connection.ref = '';
    connection.linked = true;
    stopRefs(connection);
    device.link(connection);
    parts.changed();
  }

  function linkSoon(connection: Connection): void {
    if (parts.autoLink) time.after(scanMs, () => link(connection));
  }

  function hello(connection: Connection, frame: Extract<FromPage, { type: 'hello' }>): void {
    connection.page = frame.page;
    connection.faults = frame.faults;
    connection.linked = frame.device !== null;
    parts.greet(connection);
    stopRefs(connection);
    if (device.refuses(connection)) return;
    if (frame.device) device.admit(connection, frame.device);
    else giveRefs(connection);
  }

  return {
    arrived(connection) {
      open.set(connection, null);
      parts.changed();
    },
    left(connection) {
      stopRefs(connection);
      open.delete(connection);
      codes.delete(connection);
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
          if (isUnlinked(connection) && idle !== 'deaf') giveRefs(connection);
          return;
        case 'faults_known':
          connection.faults = frame.n;
          break;
        case 'ping':
          connection.send({ type: 'pong' });
          return;
        case 'ask': {
          answers.answer(frame.ask, (answer) => {
            connection.send({ type: 'answer', n: frame.n, answer });
            if (answer.kind !== 'pairing_code' || answer.code === null) return;
            codes.set(connection, answer.code);
            linkSoon(connection);
          });
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
          const chat = parts.accounts.chatIdOf(frame.chat);
          if (!device.isCurrent(connection) || chat === undefined) return;
          const name = groupNameOf(chat) ?? personById(chat)?.name ?? chat;
          chatStates.push({ chat: name, state: frame.state, at: time.now() });
          if (chatStates.length > mostChatStates) chatStates.shift();
          break;
        }
        case 'deleted_here':
          deleted.push(frame.waId);
          break;
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
    type(code) {
      const given = [...codes].find(([connection, one]) => one === code && isUnlinked(connection));
      if (given) link(given[0]);
      return given !== undefined;
    },
    deletedHere: () => deleted,
    connections: () => [...open.keys()],
    chatStates: () => chatStates,
    idleQr(how) {
      idle = how;
      for (const connection of [...open.keys()].filter(isUnlinked)) {
        if (how === 'off') giveRefs(connection);
        else rest(connection);
      }
    },
  };
}
