// @ts-check
import { Emitter } from './emitter.js';

/** Attributes are own properties; `set` tells who listens to the model and to its collections. */
export class Model extends Emitter {
  /** @type {Set<Collection<any>>} */
  #collections = new Set();

  /** @param {object} attributes */
  constructor(attributes) {
    super();
    Object.assign(this, attributes);
  }

  /** All values are in place before the first event, as listeners read the whole model. @param {object} changes */
  set(changes) {
    const changed = Object.entries(changes).filter(
      ([name, value]) => !Object.is(Reflect.get(this, name), value),
    );
    const before = changed.map(([name]) => Reflect.get(this, name));
    for (const [name, value] of changed) Reflect.set(this, name, value);
    for (const [i, [name, value]] of changed.entries())
      this.trigger(`change:${name}`, this, value, before[i]);
    if (changed.length > 0) this.trigger('change', this);
  }

  /** @override @param {string} name @param {...any} args */
  trigger(name, ...args) {
    super.trigger(name, ...args);
    for (const collection of [...this.#collections]) collection.trigger(name, ...args);
  }

  /** @param {Collection<any>} collection */
  joined(collection) {
    this.#collections.add(collection);
  }

  /** @param {Collection<any>} collection */
  parted(collection) {
    this.#collections.delete(collection);
  }

  /** @returns {Record<string, any>} */
  serialize() {
    return { ...this };
  }

  /** What JSON makes of it when a whole model is handed to Node. */
  toJSON() {
    return this.serialize();
  }
}

/**
 * Models by the text of their id.
 * @template {Model & { id: { toString(): string } }} M
 */
export class Collection extends Emitter {
  /** @type {Map<string, M>} */
  #models = new Map();

  get length() {
    return this.#models.size;
  }

  /** A model whose id is known is not added, and nothing says so: it is handed back as if it were. @param {M} model @returns {M} */
  add(model) {
    const key = model.id.toString();
    if (this.#models.has(key)) return model;
    this.#models.set(key, model);
    model.joined(this);
    this.trigger('add', model);
    return model;
  }

  /** @param {M} model */
  remove(model) {
    if (!this.#models.delete(model.id.toString())) return;
    this.trigger('remove', model);
    model.parted(this);
  }

  /** @param {{ toString(): string } | undefined | null} id @returns {M | undefined} */
  get(id) {
    return id === undefined || id === null ? undefined : this.#models.get(id.toString());
  }

  /** @returns {M[]} */
  getModelsArray() {
    return [...this.#models.values()];
  }

  /** @param {(model: M) => boolean} keep @returns {M[]} */
  filter(keep) {
    return this.getModelsArray().filter(keep);
  }
}
