import type { Accounts } from './accounts.ts';
import type { Acks } from './acks.ts';
import type { Answers } from './answers.ts';
import type { Device } from './device.ts';
import type { Exchange } from './exchange.ts';
import { androidId, phoneId } from './ids.ts';
import type { PageOrders } from './page-faults.ts';
import type { Reception } from './reception.ts';
import type { WorldFaults } from './simulator.ts';
import type { Time } from './time.ts';
import type { Network } from './world.ts';

/** How the owner's next messages reach the page. */
export interface Receiving {
  repeatNext: boolean;
  decryptLateMs: number | null;
  undecrypted: number;
}

export interface FaultParts {
  readonly network: Network;
  readonly accounts: Accounts;
  readonly acks: Acks;
  readonly exchange: Exchange;
  readonly answers: Answers;
  readonly device: Device;
  readonly orders: PageOrders;
  readonly reception: Reception;
  readonly receiving: Receiving;
  readonly time: Time;
  readonly changed: () => void;
}

/** Which part of the world carries out which fault. */
export function makeFaults(parts: FaultParts): WorldFaults {
  const { network, accounts, acks, exchange, answers, device, orders, reception, receiving, changed } = parts;
  return {
    cutNetwork: (how = {}) => network.cut(how.silently ?? false),
    restoreNetwork: () => network.restore(),

    programLate: (ms) => orders.change({ programLateMs: ms }),
    syncedAtLoad: (on) => orders.change({ syncedAtLoad: on }),
    syncStops: (where) => orders.change({ syncStops: where }),
    deploy: (build) => orders.deploy(build),
    navigateFrame: (address = '/frame') => orders.all({ kind: 'frame', address }),
    reloadPages: () => orders.all({ kind: 'reload' }),
    reloadAt: (moment) => orders.change({ reloadAt: moment }),
    closePages: () => orders.all({ kind: 'close' }),
    hangPages: (ms) => orders.all({ kind: 'hang', ms }),
    swell: (mb) => orders.all({ kind: 'swell', mb }),

    logOut() {
      device.unlink();
      changed();
    },
    conflict() {
      device.supersede();
      changed();
    },
    block: (state) => device.block(state),
    linkKeptLate: (ms) => orders.change({ linkKeptLateMs: ms }),
    news: (unlinkAfterMs) => orders.change({ newsUnlinkAfterMs: unlinkAfterMs }),
    showState: (state) => orders.change({ state }),
    idleQr: (how) => reception.idleQr(how),

    acks: (mode) => acks.mode(mode),
    releaseAcks: () => acks.release(),
    nack: (count, error, level) => exchange.nack(count, error, level),
    failWithoutNack: (count) => answers.withholdKeys(count, 'ERROR_UNKNOWN'),
    sendEnds: (how, count) => answers.withholdKeys(count, how),
    handOverThrows: (how) => orders.change({ handOverThrows: how }),
    sendSeenThrows: (on) => orders.change({ sendSeenThrows: on }),
    silentLoss: () => exchange.ignore(reception.connections().map(({ page }) => page)),
    holdDelivery: (on) => device.holdDelivery(on),
    sibling: (how) => orders.change({ sibling: how }),
    keyShape: (shape) => orders.change({ keyShape: shape }),

    repeatNextInbound() {
      receiving.repeatNext = true;
    },
    decryptLate(delayMs) {
      receiving.decryptLateMs = delayMs;
    },
    neverDecrypt(count) {
      receiving.undecrypted = count;
    },

    ...accounts.faults,

    forge({ chat, text, author, pushname = '', fromMe = false, forwarded = false }) {
      const waId = fromMe ? phoneId() : androidId();
      const at = parts.time.now();
      device.push({ kind: 'forged', message: { waId, chat, author, pushname, fromMe, forwarded, text, at } });
      return waId;
    },

    failUploads: (count) => answers.files.failUploads(count),
    slowUploads: (ms) => answers.files.slowUploads(ms),
    loseFile: (path) => answers.files.loseFile(path),
    hangDownloads: (on) => answers.files.hangDownloads(on),

    revokes(how) {
      exchange.revokes(how);
      orders.change({ marksRevokedFirst: how === 'optimistic' || how === 'lost' });
    },
    ageLimits: (limits) => orders.change(limits),

    known: () => orders.known(),
    calm() {
      network.restore();
      orders.calm();
      accounts.calm();
      device.block(null);
      device.holdDelivery(false);
      reception.idleQr('off');
      acks.mode('normal');
      acks.release();
      exchange.nack(0);
      exchange.revokes('normal');
      answers.files.calm();
      answers.withholdKeys(0, 'ERROR_UNKNOWN');
      Object.assign(receiving, { repeatNext: false, decryptLateMs: null, undecrypted: 0 });
    },
  };
}
