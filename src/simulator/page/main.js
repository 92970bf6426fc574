// @ts-check
import './clock.js';
import { learnBook } from './book.js';
import { build } from './build.js';
import { loadStoredChats } from './chats.js';
import { Conn } from './conn.js';
import { learnContact } from './contacts.js';
import { showConflict, showNews } from './dialogs.js';
import { faults, never, reloadsAt, untilFaults } from './faults.js';
import { learnLid } from './lids.js';
import * as link from './link.js';
import { setMe } from './me.js';
import { requireModule } from './modules.js';
import * as offline from './offline.js';
import { receive } from './receive.js';
import { Cmd, Socket } from './socket.js';
import * as store from './store.js';

/** @typedef {import('../protocol.ts').ToPage} ToPage */
/** @typedef {import('../protocol.ts').Card} Card */
/** @typedef {import('../protocol.ts').Credentials} Credentials */

/**
 * WhatsApp Web synchronises for a while; somebody who attaches in that time hears of its end. Attaching takes the
 * machine's time, however fast the page lives.
 */
const longestSyncMs = 5_000 * (build.time?.speed ?? 1);
const syncStepMs = 20;

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
  const until = performance.now() + longestSyncMs;
  while (!faults().syncedAtLoad && !Socket.isHeard('change:hasSynced') && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, syncStepMs));
  }
  if (faults().syncStops === 'before_synced') {
    await untilFaults(() => faults().syncStops !== 'before_synced');
  }
  if (!Socket.isConnected()) return;
  Socket.set({ hasSynced: true });
  if (reloadsAt('synced')) return;
  const { newsUnlinkAfterMs } = faults();
  if (newsUnlinkAfterMs !== null) showNews(newsUnlinkAfterMs, () => link.tell({ type: 'log_out' }));
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
  learnContact(frame.me);
  learnBook(frame.book);
  offline.deliveryBegins(frame.waiting);
  // Without an event: nobody is to be shown an empty code.
  Conn.ref = undefined;
  Socket.is('CONNECTED');
  void finishSync();
}

/** @param {ToPage} frame */
function onFrame(frame) {
  const delivery = offline.currentDelivery();
  switch (frame.type) {
    case 'ref':
      Conn.set({ ref: frame.ref });
      Socket.is('UNPAIRED');
      return;
    case 'pair':
      inOrder(async () => {
        Socket.is('PAIRING');
        become(frame.me);
        const keep = () => store.saveDevice({ credentials: frame.device, me: frame.me });
        const { linkKeptLateMs } = faults();
        if (linkKeptLateMs === 0) await keep();
        else setTimeout(keep, linkKeptLateMs);
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
    case 'book':
      learnBook(frame.book);
      return;
    case 'logged_out':
      inOrder(loggedOut);
      return;
    case 'conflict':
      link.stop();
      offline.deliveryBroken();
      Socket.is('CONFLICT');
      showConflict();
      return;
    case 'blocked':
      link.stop();
      offline.deliveryBroken();
      Socket.is(frame.state);
      return;
    case 'qr_idle':
      Socket.is('UNPAIRED_IDLE');
      return;
  }
}

/** @returns {Promise<void>} */
async function logout() {
  link.tell({ type: 'log_out' });
  inOrder(loggedOut);
  await handled;
}

/** The program is there when its version is. */
async function show() {
  const { programLateMs } = faults();
  if (programLateMs === null) return never();
  if (programLateMs > 0) await new Promise((resolve) => setTimeout(resolve, programLateMs));
  /** @type {Promise<void>} */
  const used = new Promise((resolve) => {
    /** @param {string} name */
    const require = (name) => {
      resolve();
      return requireModule(name);
    };
    Object.assign(window, { Debug: { VERSION: build.version }, require });
  });
  if (faults().reloadAt !== 'program') return;
  await used;
  if (reloadsAt('program')) await never();
}

async function start() {
  await show();
  const kept = await store.loadDevice();
  if (kept) {
    device = kept.credentials;
    become(kept.me);
    await loadStoredChats();
  }
  Socket.connectTo({ logout, reconnect: link.reconnect });
  Socket.is('OPENING');
  link.start({
    credentials: () => device,
    frame: onFrame,
    down() {
      offline.deliveryBroken();
      Socket.is('OPENING');
    },
    late: () => Socket.is('TIMEOUT'),
  });
}

void start();
