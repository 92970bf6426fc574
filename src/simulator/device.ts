import type { Accounts } from './accounts.ts';
import { owner } from './cast.ts';
import { cardOf } from './directory.ts';
import type { Block } from './faults/link.ts';
import { secret } from './ids.ts';
import type { Credentials, Item, Line, ToPage } from './protocol.ts';
import type { WorldState } from './state.ts';

/** One open socket of one page. */
export interface Connection {
  /** The page's name for its own life; empty until it said hello. */
  page: string;
  /** The QR reference that it was given last. */
  ref: string;
  /** It is a linked device's, or said so. */
  linked: boolean;
  /** The number of the faults that it acts on. */
  faults: number;
  send(frame: ToPage): void;
  close(): void;
}

/**
 * The server's side of the linked device: its credentials, the items that it does not have yet, and the one socket
 * that may speak for it.
 */
export interface Device {
  /** The page shows what it was linked with: `success` and everything that waits, or `logged_out`. */
  admit(connection: Connection, shown: Credentials): void;
  /** A phone links the page behind this socket; its older lines come as history. */
  link(connection: Connection): void;
  unlink(): void;
  /** Kept until the device has it; not kept while none is linked, the history has it then. */
  push(item: Item): void;
  got(seq: number): void;
  /** A page that is away hears of it when it is admitted. */
  showBook(): void;
  /** Not kept: a page that is away learns it from its stanza, sent again on the next connection. */
  ack(frame: Extract<ToPage, { type: 'ack' }>): void;
  /** Another web client takes over. */
  supersede(): void;
  /** The linked page reloads. */
  reload(): void;
  /** No page is told that it has got everything, until it may be. */
  holdDelivery(on: boolean): void;
  /** Every page is turned away with this, the linked one at once; null: no more. */
  block(state: Block | null): void;
  /** Whether this page was turned away. */
  refuses(connection: Connection): boolean;
  left(connection: Connection): void;
  isCurrent(connection: Connection): boolean;
}

/** WhatsApp hands over a first piece of every chat; fifty lines are more than any of ours reads back. */
const historyLines = 50;
const mostWaiting = 20_000;

export function makeDevice(state: WorldState, accounts: Accounts): Device {
  let current: Connection | null = null;
  let blocked: Block | null = null;
  let held = false;

  function supersede(): void {
    const old = current;
    current = null;
    old?.send({ type: 'conflict' });
    old?.close();
  }

  /** With the ids that pages know. */
  function asShown(item: Item): Item {
    const named = (line: Line): Line => ({ ...line, chat: accounts.shown(line.chat) });
    switch (item.kind) {
      case 'history':
        return { ...item, lines: item.lines.map(named) };
      case 'receipt':
        return { ...item, chat: accounts.shown(item.chat) };
      case 'forged':
        return item;
      default:
        return { ...item, line: named(item.line) };
    }
  }

  function push(item: Item): void {
    if (!state.device) return;
    state.seq += 1;
    const waiting = { seq: state.seq, item: asShown(item) };
    state.queue.push(waiting);
    if (state.queue.length > mostWaiting) state.queue.shift();
    current?.send({ type: 'item', ...waiting });
  }

  function turnAway(connection: Connection, reason: Block): void {
    connection.send({ type: 'blocked', state: reason });
    connection.close();
  }

  return {
    push,
    supersede,
    showBook() {
      current?.send({ type: 'book', book: accounts.book() });
    },
    reload() {
      current?.send({ type: 'deed', deed: { kind: 'reload' } });
    },
    holdDelivery(on) {
      if (held && !on) current?.send({ type: 'offline_end' });
      held = on;
    },
    block(reason) {
      blocked = reason;
      const old = current;
      if (reason === null || old === null) return;
      current = null;
      turnAway(old, reason);
    },
    refuses(connection) {
      if (blocked !== null) turnAway(connection, blocked);
      return blocked !== null;
    },
    admit(connection, shown) {
      const { device } = state;
      if (!device || device.id !== shown.id || device.secret !== shown.secret) {
        connection.send({ type: 'logged_out' });
        return;
      }
      if (current !== connection) supersede();
      current = connection;
      connection.send({
        type: 'success',
        me: cardOf(owner),
        book: accounts.book(),
        waiting: state.queue.length,
      });
      for (const waiting of state.queue) connection.send({ type: 'item', ...waiting });
      if (!held) connection.send({ type: 'offline_end' });
    },
    link(connection) {
      if (current !== connection) supersede();
      state.device = { id: secret(), secret: secret() };
      state.queue = [];
      const lines = Object.values(state.chats).flatMap((chat) => chat.slice(-historyLines));
      push({ kind: 'history', lines: lines.sort((a, b) => a.at - b.at) });
      connection.send({ type: 'pair', device: state.device, me: cardOf(owner) });
    },
    unlink() {
      state.device = null;
      state.queue = [];
      const old = current;
      current = null;
      old?.send({ type: 'logged_out' });
    },
    got(seq) {
      // Nearly always the oldest: items are stored in the order in which they were given.
      if (state.queue[0]?.seq === seq) state.queue.shift();
      else state.queue = state.queue.filter((waiting) => waiting.seq !== seq);
    },
    ack(frame) {
      current?.send(frame);
    },
    left(connection) {
      if (current === connection) current = null;
    },
    isCurrent: (connection) => current === connection,
  };
}
