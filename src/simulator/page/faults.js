// @ts-check

/** What this page does wrong by itself, as the world says: in the document, and later over the connection. */

/** @typedef {import('../protocol.ts').PageFaults} PageFaults */
/** @typedef {import('../protocol.ts').Deed} Deed */

/** @type {PageFaults} */
let now = JSON.parse(document.documentElement.dataset.faults ?? '{}');
/** @type {Set<() => void>} */
const listeners = new Set();

export function faults() {
  return now;
}

/** @param {PageFaults} next */
export function learnFaults(next) {
  now = next;
  for (const listener of [...listeners]) listener();
}

/** @param {() => void} listener called after every change */
export function onFaults(listener) {
  listeners.add(listener);
}

/** @param {() => boolean} holds @returns {Promise<void>} resolves once it does, by what the world says */
export function untilFaults(holds) {
  return new Promise((resolve) => {
    const look = () => {
      if (!holds()) return;
      listeners.delete(look);
      resolve();
    };
    listeners.add(look);
    look();
  });
}

/**
 * The page reloads here if it is the first that comes to this moment after the world wanted one to. The answer comes in
 * the same turn, so that nothing happens between the moment and the reload.
 * @param {import('../faults/start.ts').ReloadMoment} moment
 * @returns {boolean} true: this document is about to end, and its caller must do nothing more
 */
export function reloadsAt(moment) {
  if (now.reloadAt !== moment) return false;
  const asked = new XMLHttpRequest();
  asked.open('GET', `/claim?moment=${moment}`, false);
  asked.send();
  if (asked.responseText !== 'yes') return false;
  location.reload();
  return true;
}

/** What comes after a moment at which the page reloaded. @returns {Promise<never>} */
export function never() {
  return new Promise(() => {});
}

/** @type {Uint8Array[]} */
let held = [];
const pieceBytes = 16 * 1024 * 1024;

/** @param {number} mb */
function swell(mb) {
  if (mb === 0) held = [];
  for (let left = mb * 1024 * 1024; left > 0; left -= pieceBytes) {
    // Written to, or the system would only promise it.
    held.push(new Uint8Array(Math.min(left, pieceBytes)).fill(1));
  }
}

/** @param {Deed} deed */
export function carryOut(deed) {
  switch (deed.kind) {
    case 'reload':
      location.reload();
      return;
    case 'frame': {
      const frame = document.createElement('iframe');
      frame.src = deed.address;
      document.body.append(frame);
      return;
    }
    case 'close':
      close();
      return;
    case 'hang': {
      const until = performance.now() + deed.ms;
      while (performance.now() < until);
      return;
    }
    case 'swell':
      swell(deed.mb);
  }
}
