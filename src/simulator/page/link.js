// @ts-check
import { build } from './build.js';
import { learnTime } from './clock.js';
import { carryOut, faults, learnFaults } from './faults.js';

/**
 * The connection to the server. What was sent and not answered is kept in memory and goes out again on every new
 * connection, with the same id, without a limit of time or number: that is how WhatsApp Web behaves, and nothing but
 * the end of the page empties it.
 */

/** @typedef {import('../protocol.ts').FromPage} FromPage */
/** @typedef {import('../protocol.ts').ToPage} ToPage */
/** @typedef {import('../protocol.ts').Stanza} Stanza */
/** @typedef {import('../protocol.ts').Ask} Ask */
/** @typedef {import('../protocol.ts').Answer} Answer */
/** @typedef {import('../protocol.ts').Credentials} Credentials */
/** @typedef {Extract<ToPage, { type: 'ack' }>} Ack */
/**
 * @typedef {object} Listener
 * @property {() => Credentials | null} credentials
 * @property {(frame: ToPage) => void} frame every frame but answers, acks, pongs, faults, times and deeds
 * @property {() => void} down the connection is gone and a new one is tried
 * @property {() => void} late no connection could be had for a long while
 */

const firstWaitMs = 200;
const longestWaitMs = 2_000;
const pingMs = build.deadAfterMs / 3;
/** After this long without a connection the state is TIMEOUT. */
const lateMs = build.deadAfterMs / 2;

const page = crypto.randomUUID();
/** @type {Listener | null} */
let listener = null;
/** @type {WebSocket | null} */
let ws = null;
let admitted = false;
let waitMs = firstWaitMs;
/** By the clock that never steps: a leap of the other one is no silence. */
let heardAt = 0;
let lastN = 0;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let reopening;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let lateness;

/** @type {{ stanza: Stanza, resolve: (ack: Ack) => void }[]} */
let unacked = [];
/** @type {Map<number, { ask: Ask, resolve: (answer: any) => void }>} */
const unanswered = new Map();

/** @param {FromPage} frame */
function write(frame) {
  if (ws?.readyState === WebSocket.OPEN) ws.send(JSON.stringify(frame));
}

/** @param {Ask} ask @param {number} n */
function writeAsk(ask, n) {
  // A page that is not linked may ask for nothing but the way to be.
  if (admitted || ask.kind === 'pairing_code') write({ type: 'ask', n, ask });
}

function open() {
  clearTimeout(reopening);
  const opened = new WebSocket(`wss://${location.host}/ws/chat`);
  ws = opened;
  heardAt = performance.now();
  opened.onopen = () => hello();
  opened.onmessage = (event) => {
    if (ws !== opened) return;
    heardAt = performance.now();
    receive(JSON.parse(event.data));
  };
  opened.onclose = () => dropped(opened);
}

/** @param {WebSocket} closed */
function dropped(closed) {
  if (ws !== closed) return;
  ws = null;
  admitted = false;
  lateness ??= setTimeout(() => listener?.late(), lateMs);
  reopening = setTimeout(open, waitMs);
  waitMs = Math.min(waitMs * 2, longestWaitMs);
  listener?.down();
}

/** @param {ToPage} frame */
function receive(frame) {
  if (frame.type === 'pong') return;
  if (frame.type === 'faults') {
    learnFaults(frame.faults);
    write({ type: 'faults_known', n: frame.faults.n });
    return;
  }
  if (frame.type === 'time') {
    learnTime(frame.time);
    return;
  }
  if (frame.type === 'deed') {
    carryOut(frame.deed);
    return;
  }
  if (frame.type === 'answer') {
    unanswered.get(frame.n)?.resolve(frame.answer);
    unanswered.delete(frame.n);
    return;
  }
  if (frame.type === 'ack') {
    const acked = unacked.filter(({ stanza }) => stanza.id === frame.id);
    unacked = unacked.filter(({ stanza }) => stanza.id !== frame.id);
    for (const { resolve } of acked) resolve(frame);
    return;
  }
  clearTimeout(lateness);
  lateness = undefined;
  waitMs = firstWaitMs;
  listener?.frame(frame);
  if (frame.type === 'success') {
    admitted = true;
    for (const { stanza } of unacked) write({ type: 'stanza', stanza });
    for (const [n, { ask }] of unanswered) writeAsk(ask, n);
  }
}

/** Says again who the page is, after it was linked. */
export function hello() {
  write({ type: 'hello', page, device: listener?.credentials() ?? null, faults: faults().n });
}

/** @param {Listener} listens */
export function start(listens) {
  listener = listens;
  open();
  setInterval(() => {
    if (!ws) return;
    write({ type: 'ping' });
    // A dead connection never finishes its own closing, so it is left behind.
    if (performance.now() - heardAt > build.deadAfterMs) {
      const dead = ws;
      dropped(dead);
      dead.close();
    }
  }, pingMs);
}

/** Gives up the connection for good: another client has taken over, or the device was logged out. */
export function stop() {
  const old = ws;
  ws = null;
  admitted = false;
  clearTimeout(reopening);
  clearTimeout(lateness);
  old?.close();
}

export function reconnect() {
  const old = ws;
  if (old) {
    dropped(old);
    old.close();
  }
  open();
}

/** Sent now if there is a connection; not kept. @param {FromPage} frame */
export function tell(frame) {
  if (admitted || frame.type === 'qr_shown' || frame.type === 'fresh_ref') write(frame);
}

/** @param {Stanza} stanza @returns {Promise<Ack>} settles when the server acks it, perhaps never */
export function sendStanza(stanza) {
  return new Promise((resolve) => {
    unacked.push({ stanza, resolve });
    if (admitted) write({ type: 'stanza', stanza });
  });
}

/**
 * @template {Ask['kind']} K
 * @param {Extract<Ask, { kind: K }>} ask
 * @returns {Promise<Extract<Answer, { kind: K }>>} waits for a connection as long as it takes
 */
export function ask(ask) {
  return new Promise((resolve) => {
    lastN += 1;
    unanswered.set(lastN, { ask, resolve });
    writeAsk(ask, lastN);
  });
}
