// @ts-check
import { faults, onFaults } from './faults.js';
import { Cmd, Socket } from './socket.js';

/**
 * What came while the page was away is delivered before anything new is sent. Progress is 0 while there is no
 * connection and 100 once the server said that all was delivered and the page has stored it.
 */

/** Which connection's delivery this is: what an earlier one still has in hand no longer counts. */
let delivery = 0;
let total = 0;
let stored = 0;
let finished = false;
/** @type {import('./socket.js').StreamState} */
let stream = 'DISCONNECTED';
/** @type {(() => void)[]} */
let waiting = [];

function tell() {
  Cmd.trigger('offline_progress_update_from_bridge');
}

/** @param {import('./socket.js').StreamState} state */
function streams(state) {
  stream = state;
  const sticks = state === 'CONNECTED' && faults().syncStops === 'stream';
  Socket.set({ stream: sticks ? 'RESUMING' : state });
}

onFaults(() => {
  streams(stream);
  tell();
});

/** @param {number} count of the items that wait on the server */
export function deliveryBegins(count) {
  delivery += 1;
  total = count;
  stored = 0;
  finished = false;
  streams(Socket.hasSynced ? 'RESUMING' : 'SYNCING');
  tell();
}

export function currentDelivery() {
  return delivery;
}

/** @param {number} of */
export function deliveryStored(of) {
  if (finished || of !== delivery) return;
  stored += 1;
  tell();
}

/** @param {number} of */
export function deliveryEnds(of) {
  if (of !== delivery) return;
  finished = true;
  streams('CONNECTED');
  tell();
  const released = waiting;
  waiting = [];
  for (const release of released) release();
}

export function deliveryBroken() {
  delivery += 1;
  finished = false;
  total = 0;
  stored = 0;
  streams('DISCONNECTED');
}

/** @returns {Promise<void>} resolves at once when all was delivered, else when it has been */
export function offlineDeliveryEnd() {
  return finished ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve));
}

export const OfflineMessageHandler = {
  getOfflineDeliveryProgress() {
    if (finished) return faults().syncStops === 'at_99' ? 99 : 100;
    return total === 0 ? 0 : Math.min(99, Math.floor((stored / total) * 100));
  },
};
