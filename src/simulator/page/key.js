// @ts-check
import { build } from './build.js';
import { never, reloadsAt } from './faults.js';
import { isMe } from './me.js';
import { createWid, Wid } from './wid.js';

/**
 * @typedef {object} KeyParts
 * @property {Wid} [from]
 * @property {Wid} [to]
 * @property {Wid} [remote]
 * @property {boolean} [fromMe]
 * @property {string} id
 * @property {Wid} [participant]
 * @property {string} [selfDir]
 */

/** @param {unknown} wid @param {string} what */
function mustBeWid(wid, what) {
  if (!(wid instanceof Wid)) throw new Error(`MsgKey error: ${what} is not a wid`);
  return wid;
}

/** @param {MsgKey} key @param {string} text */
function spell(key, text) {
  Object.defineProperty(key, build.keyProperty, { value: text, enumerable: true });
}

/**
 * The key of a message. Made from who sent it to whom, or from its parts. Its text has three parts, and a fourth in
 * groups (who wrote) and in the chat with oneself (`out`). The text is an own property under the build's name.
 */
export class MsgKey {
  /** @param {KeyParts} parts */
  constructor(parts) {
    const { id, participant } = parts;
    if (parts.from !== undefined || parts.to !== undefined) {
      const from = mustBeWid(parts.from, 'from');
      const to = mustBeWid(parts.to, 'to');
      const self = from.equals(to);
      this.fromMe = self ? parts.selfDir === 'out' : isMe(from);
      this.remote = this.fromMe || to.isGroup() ? to : from;
      this.id = id;
      if (self) this.self = parts.selfDir;
    } else {
      this.fromMe = parts.fromMe === true;
      this.remote = mustBeWid(parts.remote, 'remote');
      this.id = id;
      if (this.fromMe && isMe(this.remote)) this.self = 'out';
    }
    if (participant !== undefined) this.participant = mustBeWid(participant, 'participant');
    const text = [this.fromMe, this.remote, id, this.self, this.participant].filter(
      (part) => part !== undefined,
    );
    spell(this, text.join('_'));
  }

  toString() {
    return /** @type {Record<string, string>} */ (/** @type {unknown} */ (this))[build.keyProperty] ?? '';
  }

  clone() {
    return MsgKey.fromString(this.toString());
  }

  /** @param {unknown} other */
  equals(other) {
    return other instanceof MsgKey && other.toString() === this.toString();
  }

  /** The id of a message that is about to be handed over. */
  static async newId() {
    if (reloadsAt('before_hand_over')) await never();
    return MsgKey.freshId();
  }

  /** Digits enough to be nobody else's. */
  static freshId() {
    const bytes = crypto.getRandomValues(new Uint8Array(9));
    return `3EB0${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
      .join('')
      .toUpperCase()}`;
  }

  /** Whatever shape the text has, the key keeps it. @param {string} text @returns {MsgKey} */
  static fromString(text) {
    const [fromMe, remote, id, last] = text.split('_');
    if (!remote || !id) throw new Error(`MsgKey error: cannot read ${text}`);
    /** @type {MsgKey} */
    const key = Object.create(MsgKey.prototype);
    key.fromMe = fromMe === 'true';
    key.remote = createWid(remote);
    key.id = id;
    if (last?.includes('@')) key.participant = createWid(last);
    else if (last) key.self = last;
    spell(key, text);
    return key;
  }

  /** The same message's key in another shape. @param {MsgKey} key @param {'in' | 'short'} shape */
  static shaped(key, shape) {
    const short = [key.fromMe, key.remote, key.id].join('_');
    if (shape === 'short') return MsgKey.fromString(short);
    return key.self === undefined ? key : MsgKey.fromString(`${short}_in`);
  }
}
