// @ts-check
import { build } from './build.js';
import { learnGroupChat, loadStoredChats } from './chats.js';
import { Conn } from './conn.js';
import { learnContact } from './contacts.js';
import { learnGroup } from './groups.js';
import { learnLid } from './lids.js';
import * as link from './link.js';
import { setMe } from './me.js';
import { requireModule } from './modules.js';
import * as offline from './offline.js';
import { receive } from './receive.js';
import { Cmd, Socket } from './socket.js';
import * as store from './store.js';
import { createWid } from './wid.js';

/** @typedef {import('../protocol.ts').ToPage} ToPage */
/** @typedef {import('../protocol.ts').Card} Card */
/** @typedef {import('../protocol.ts').Credentials} Credentials */

/** WhatsApp Web synchronises for a while; somebody who attaches in that time hears of its end. */
const longestSyncMs = 5_000;
const syncStepMs = 20;

Object.assign(window, { Debug: { VERSION: build.version }, require: requireModule });

/** @type {Credentials | null} */
let device = null;
/** What the server sent is handled one after the other. */
let handled = Promise.resolve();

/** @param {() => void | Promise<void>} handle */
function inOrder(handle) {
  handled = handled.then(handle).catch((fault) => console.error(fault));
}

/** @param {Card} card */
function become(card) {
  learnLid(card);
  setMe(card);
}

async function finishSync() {
  if (Socket.hasSynced) return;
  const until = Date.now() + longestSyncMs;
  while (!Socket.isHeard('change:hasSynced') && Date.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, syncStepMs));
  }
  if (Socket.state === 'CONNECTED') Socket.set({ hasSynced: true });
}

/** The order of the real one: the event that the library waits for, a false end of the synchronisation, the other address. */
async function loggedOut() {
  if (device === null) return;
  link.stop();
  device = null;
  await store.wipe();
  Cmd.trigger('logout');
  Socket.set({ hasSynced: undefined });
  location.assign('/?post_logout=1&logout_reason=0');
}

/** @param {Extract<ToPage, { type: 'success' }>} frame */
function succeeded(frame) {
  become(frame.me);
  for (const card of frame.contacts) learnContact(card);
  learnContact(frame.me);
  for (const group of frame.groups) {
    learnGroup(group);
    learnGroupChat(createWid(group.id));
  }
  offline.deliveryBegins(frame.waiting);
  // Without an event: nobody is to be shown an empty code.
  Conn.ref = undefined;
  Socket.set({ state: 'CONNECTED' });
  void finishSync();
}

/** @param {ToPage} frame */
function onFrame(frame) {
  const delivery = offline.currentDelivery();
  switch (frame.type) {
    case 'ref':
      Conn.set({ ref: frame.ref });
      Socket.set({ state: 'UNPAIRED' });
      return;
    case 'pair':
      inOrder(async () => {
        Socket.set({ state: 'PAIRING' });
        become(frame.me);
        await store.saveDevice({ credentials: frame.device, me: frame.me });
        device = frame.device;
        link.hello();
      });
      return;
    case 'success':
      succeeded(frame);
      return;
    case 'item':
      inOrder(async () => {
        try {
          await receive(frame.item);
        } finally {
          offline.deliveryStored(delivery);
          link.tell({ type: 'got', seq: frame.seq });
        }
      });
      return;
    case 'offline_end':
      inOrder(() => offline.deliveryEnds(delivery));
      return;
    case 'logged_out':
      inOrder(loggedOut);
      return;
    case 'conflict':
      link.stop();
      offline.deliveryBroken();
      Socket.set({ state: 'CONFLICT' });
      return;
    case 'reload':
      location.reload();
      return;
  }
}

/** @returns {Promise<void>} */
async function logout() {
  link.tell({ type: 'log_out' });
  inOrder(loggedOut);
  await handled;
}

async function start() {
  const kept = await store.loadDevice();
  if (kept) {
    device = kept.credentials;
    become(kept.me);
    await loadStoredChats();
  }
  Socket.connectTo({ logout, reconnect: link.reconnect });
  Socket.set({ state: 'OPENING' });
  link.start({
    credentials: () => device,
    frame: onFrame,
    down() {
      offline.deliveryBroken();
      Socket.set({ state: 'OPENING' });
    },
    late: () => Socket.set({ state: 'TIMEOUT' }),
  });
}

void start();
