// @ts-check

/** @typedef {(...args: any[]) => void} Listener */

/**
 * Backbone's events, as far as the library uses them: several names in one string, listeners called in order. An error
 * in a listener reaches whoever triggered, as it does in WhatsApp Web.
 */
export class Emitter {
  /** @type {Map<string, { fn: Listener, once: boolean }[]>} */
  #listeners = new Map();

  /** @param {string} names @param {Listener} fn */
  on(names, fn) {
    return this.#add(names, fn, false);
  }

  /** @param {string} names @param {Listener} fn */
  once(names, fn) {
    return this.#add(names, fn, true);
  }

  /** @param {string} names @param {Listener} [fn] all of them where it is left out */
  off(names, fn) {
    for (const name of names.split(/\s+/)) {
      const left = (this.#listeners.get(name) ?? []).filter((listener) => fn && listener.fn !== fn);
      this.#listeners.set(name, left);
    }
    return this;
  }

  /** @param {string} name @param {...any} args */
  trigger(name, ...args) {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) {
      if (listener.once) this.off(name, listener.fn);
      listener.fn(...args);
    }
  }

  /** @param {string} name */
  isHeard(name) {
    return (this.#listeners.get(name) ?? []).length > 0;
  }

  /** @param {string} names @param {Listener} fn @param {boolean} once */
  #add(names, fn, once) {
    for (const name of names.split(/\s+/)) {
      this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), { fn, once }]);
    }
    return this;
  }
}
