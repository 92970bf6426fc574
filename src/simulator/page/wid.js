// @ts-check

const servers = ['c.us', 'lid', 'g.us', 'broadcast', 'newsletter'];

/** An id of a chat or a person. Its properties are own ones: it crosses to Node as JSON. */
export class Wid {
  /** @param {string} user @param {string} server */
  constructor(user, server) {
    this.server = server;
    this.user = user;
    this._serialized = `${user}@${server}`;
  }

  isLid() {
    return this.server === 'lid';
  }

  isGroup() {
    return this.server === 'g.us';
  }

  isUser() {
    return this.server === 'c.us' || this.server === 'lid';
  }

  isBroadcast() {
    return this.server === 'broadcast';
  }

  isStatus() {
    return this._serialized === 'status@broadcast';
  }

  isNewsletter() {
    return this.server === 'newsletter';
  }

  toString() {
    return this._serialized;
  }

  toJid() {
    return this.server === 'c.us' ? `${this.user}@s.whatsapp.net` : this._serialized;
  }

  /** @param {unknown} other */
  equals(other) {
    return other instanceof Wid && other._serialized === this._serialized;
  }
}

/**
 * From a string or from anything that carries `_serialized`, such as a Wid that came back from Node.
 * @param {unknown} id
 */
export function createWid(id) {
  const text =
    typeof id === 'object' && id !== null && '_serialized' in id ? String(id._serialized) : String(id);
  const [user, server] = text.replace(/@s\.whatsapp\.net$/, '@c.us').split('@');
  if (!user || !server || !servers.includes(server) || /[^\w.-]/.test(user)) {
    throw new Error(`wid error: invalid wid ${text}`);
  }
  return new Wid(user, server);
}

/** @param {unknown} wid */
export function asUserWidOrThrow(wid) {
  if (!(wid instanceof Wid) || !wid.isUser()) throw new Error('asUserWidOrThrow: not a user wid');
  return wid;
}

export const widFactory = { createWid, asUserWidOrThrow, createWidFromWidLike: createWid };
