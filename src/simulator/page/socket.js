// @ts-check
import { Emitter } from './emitter.js';
import { faults, onFaults } from './faults.js';
import { Model } from './model.js';

/** @typedef {'UNLAUNCHED' | 'OPENING' | 'PAIRING' | 'UNPAIRED' | 'UNPAIRED_IDLE' | 'CONNECTED' | 'TIMEOUT' | 'CONFLICT' | import('../faults/link.ts').Block} SocketState */
/** @typedef {'DISCONNECTED' | 'SYNCING' | 'RESUMING' | 'CONNECTED'} StreamState */

/** What the page shows of its connection; the connection itself is in `link.js`. */
class SocketModel extends Model {
  /** What it shows. @type {string} */
  state = faults().state ?? 'UNLAUNCHED';
  /** @type {StreamState} */
  stream = 'DISCONNECTED';
  /** @type {SocketState} */
  #truth = 'UNLAUNCHED';
  /** True from the first full synchronisation on; undefined again at a log-out, which also raises its event. @type {boolean | undefined} */
  hasSynced = undefined;
  /** Set by the page's start. @type {{ logout(): Promise<void>, reconnect(): void }} */
  #wire = { logout: async () => {}, reconnect() {} };

  constructor() {
    super({});
    onFaults(() => this.is(this.#truth));
  }

  /** Shown too, unless the world wants another state to be shown. @param {SocketState} state */
  is(state) {
    this.#truth = state;
    this.set({ state: faults().state ?? state });
  }

  isConnected() {
    return this.#truth === 'CONNECTED';
  }

  /** @param {{ logout(): Promise<void>, reconnect(): void }} wire */
  connectTo(wire) {
    this.#wire = wire;
  }

  logout() {
    return this.#wire.logout();
  }

  reconnect() {
    this.#wire.reconnect();
  }

  /** Builds of 2026 throw this whatever the state is. */
  takeover() {
    throw new Error('Takeover called without conflict!');
  }
}

export const Socket = new SocketModel();

/** What is shown of the stream to whoever asks whether the account is online. */
export const Stream = Object.assign(new Emitter(), {
  available: false,
  markAvailable() {
    Stream.available = true;
  },
  markUnavailable() {
    Stream.available = false;
  },
});

/** Commands of the user interface, as events and as functions; other files add theirs. */
export const Cmd = new Emitter();
