// @ts-check
import { MsgKey } from './key.js';
import { Collection, Model } from './model.js';
import * as store from './store.js';
import { createWid, Wid } from './wid.js';

/** @typedef {import('./chats.js').ChatModel} ChatModel */

/** The attributes of a message; whatever else the library passes along is not kept, as in WhatsApp Web. */
const plain = /** @type {const} */ ([
  'body',
  'type',
  'subtype',
  't',
  'ack',
  'isNewMsg',
  'self',
  'local',
  'notifyName',
  'caption',
  'isForwarded',
  'forwardingScore',
  'isSendFailure',
  'errorCode',
  'isUnsentMedia',
  'quotedMsg',
  'quotedStanzaID',
  'mentionedJidList',
  'directPath',
  'mimetype',
  'filename',
  'size',
  'filehash',
  'encFilehash',
  'mediaKey',
  'mediaKeyTimestamp',
  'isGif',
  'isViewOnce',
  'latestEditSenderTimestampMs',
  'hasReaction',
  'star',
]);
const wids = /** @type {const} */ (['from', 'to', 'author', 'quotedParticipant']);
const keys = /** @type {const} */ (['id', 'protocolMessageKey', 'latestEditMsgKey']);

/** @param {Record<string, any>} from @param {readonly string[]} names */
function pick(from, names) {
  return Object.fromEntries(
    names.filter((name) => from[name] !== undefined).map((name) => [name, from[name]]),
  );
}

export class MsgModel extends Model {
  /** @type {MsgKey} */
  id;
  /** @type {string | undefined} */
  body;
  type = 'chat';
  /** Seconds. */
  t = 0;
  ack = 0;
  /** @type {Wid | undefined} */
  from;
  /** @type {Wid | undefined} */
  to;
  /** @type {Wid | undefined} */
  author;
  /** @type {string | undefined} */
  caption;
  isNewMsg = false;
  /** @type {boolean | undefined} */
  isSendFailure;
  /** @type {boolean | undefined} */
  isUnsentMedia;
  /** @type {string | undefined} */
  directPath;
  /** @type {string | undefined} */
  mimetype;
  /** @type {string | undefined} */
  filename;
  /** @type {string | undefined} */
  filehash;
  /** @type {number | undefined} */
  size;
  /** @type {Record<string, any> | undefined} */
  quotedMsg;
  /** @type {string | undefined} */
  quotedStanzaID;
  /** @type {Wid | undefined} */
  quotedParticipant;

  /** @param {Record<string, any>} attributes */
  constructor(attributes) {
    super({});
    this.id = attributes.id;
    Object.assign(this, pick(attributes, [...plain, ...wids, ...keys]));
  }

  get isNotification() {
    return ['gp2', 'notification_template', 'e2e_notification'].includes(this.type);
  }

  get isEphemeral() {
    return false;
  }

  get isStatusV3() {
    return false;
  }

  get mediaData() {
    return this.directPath ? { mediaStage: 'RESOLVED', type: this.type, mimetype: this.mimetype } : undefined;
  }

  get mediaObject() {
    return this.directPath ? { type: this.type, filehash: this.filehash, size: this.size } : undefined;
  }

  /** Nothing to fetch: the bytes stay with the server until they are asked for. */
  async downloadMedia() {}

  unsafe() {
    return this;
  }

  /** What a message says of the one that it quotes. @param {ChatModel} _chat */
  msgContextInfo(_chat) {
    return {
      quotedMsg: { type: this.type, body: this.body, ...(this.caption ? { caption: this.caption } : {}) },
      quotedStanzaID: this.id.id,
      quotedParticipant: this.author ?? this.from,
    };
  }

  /** Durable before it is told: what the library hears of an ack survives a killed browser. No order is imposed on levels. @param {number} ack */
  async updateAck(ack) {
    await this.change({ ack });
  }

  /** Changes it in the store and then here. @param {Record<string, any>} changes */
  async change(changes) {
    await store.changeMessage(this.id.toString(), dry(changes));
    this.set(changes);
  }
}

/** With ids as text, as the store keeps them. @param {Record<string, any>} attributes */
function dry(attributes) {
  const ids = pick(attributes, [...wids, ...keys]);
  for (const name of Object.keys(ids)) ids[name] = ids[name].toString();
  return { ...pick(attributes, plain), ...ids };
}

/** @param {store.Row} row */
function wet(row) {
  /** @type {Record<string, any>} */
  const attributes = { ...row.attributes, isNewMsg: false };
  for (const name of wids) if (row.attributes[name]) attributes[name] = createWid(row.attributes[name]);
  for (const name of keys)
    if (row.attributes[name]) attributes[name] = MsgKey.fromString(row.attributes[name]);
  return new MsgModel(attributes);
}

/** @param {MsgModel} msg @returns {Omit<store.Row, 'n'>} */
export function rowOf(msg) {
  return {
    key: msg.id.toString(),
    chat: msg.id.remote.toString(),
    id: msg.id.id,
    t: msg.t,
    attributes: dry(msg),
  };
}

/** @extends {Collection<MsgModel>} */
class MsgCollection extends Collection {
  modelClass = MsgModel;

  /** The one in memory, else the row brought into memory. @param {store.Row} row */
  fromRow(row) {
    return this.get(row.key) ?? this.add(wet(row));
  }

  /** Rejects with a DataError for an undefined key. @param {string[]} texts */
  async getMessagesById(texts) {
    const rows = await Promise.all(texts.map((text) => this.get(text) ?? store.loadMessage(text)));
    const messages = rows.flatMap((row) => {
      if (row === undefined) return [];
      return row instanceof MsgModel ? row : this.fromRow(row);
    });
    return { messages };
  }

  /** @param {string} query @param {number} [page] from 1 @param {number} [count] @param {string} [remote] */
  async search(query, page = 1, count = 50, remote) {
    const rows = remote ? await store.loadMessagesOf(remote) : await store.loadAllMessages();
    const found = rows.filter((row) =>
      `${row.attributes.body ?? ''} ${row.attributes.caption ?? ''}`
        .toLowerCase()
        .includes(query.toLowerCase()),
    );
    const newestFirst = found.sort((a, b) => b.t - a.t || b.n - a.n);
    return { messages: newestFirst.slice((page - 1) * count, page * count).map((row) => this.fromRow(row)) };
  }
}

export const Msg = new MsgCollection();
