// @ts-check
import { build } from './build.js';
import { Contact } from './contacts.js';
import { GroupMetadata } from './groups.js';
import { nativeWid } from './lids.js';
import { isMe } from './me.js';
import { Msg } from './messages.js';
import { Collection, Model } from './model.js';
import * as store from './store.js';
import { createWid, Wid } from './wid.js';

/** @typedef {import('./messages.js').MsgModel} MsgModel */

/** What WhatsApp Web loads of a chat at a time. */
const earlierCount = 20;

export class ChatModel extends Model {
  t = 0;
  unreadCount = 0;
  archive = false;
  pin = 0;
  isLocked = false;
  muteExpiration = 0;
  mute = { expiration: 0 };
  /** @type {import('./key.js').MsgKey | undefined} */
  lastReceivedKey = undefined;
  /** The messages in memory. @type {Collection<MsgModel>} */
  msgs = new Collection();
  /** @type {Promise<unknown>} */
  #prepared = Promise.resolve();

  /** @param {Wid} id */
  constructor(id) {
    super({});
    this.id = id;
  }

  get formattedTitle() {
    return Contact.get(this.id)?.formattedName ?? this.id.user;
  }

  get groupMetadata() {
    return GroupMetadata.get(this.id);
  }

  /** @override */
  serialize() {
    return { ...super.serialize(), msgs: this.msgs.getModelsArray().map((msg) => msg.serialize()) };
  }

  /**
   * Messages of one chat leave in the order in which they were handed over; none waits for the ack of an earlier one.
   * @template T @param {Promise<T>} added @returns {Promise<T>} settles as `added` does, once its turn has come
   */
  inOrder(added) {
    const turn = this.#prepared.then(() => added);
    this.#prepared = turn.catch(() => {});
    return turn;
  }

  /** Takes a message in, as the newest. @param {MsgModel} msg */
  async take(msg) {
    this.msgs.add(msg);
    const unread = !msg.id.fromMe && msg.isNewMsg ? this.unreadCount + 1 : this.unreadCount;
    await store.saveChat({ id: this.id.toString(), t: Math.max(this.t, msg.t), unreadCount: unread });
    this.set({ t: Math.max(this.t, msg.t), unreadCount: unread, lastReceivedKey: msg.id });
  }

  async seen() {
    await store.saveChat({ id: this.id.toString(), t: this.t, unreadCount: 0 });
    this.set({ unreadCount: 0 });
  }
}

/** @extends {Collection<ChatModel>} */
class ChatCollection extends Collection {
  /** @param {unknown} id */
  async find(id) {
    return (await findOrCreateLatestChat(createWid(id))).chat;
  }
}

export const Chat = new ChatCollection();

/**
 * The chat under its own id or under the other one of the same person. Throws where this build addresses by LID and
 * knows none for the number: it was never queried.
 * @param {Wid} wid
 */
export async function findOrCreateLatestChat(wid) {
  const id = nativeWid(wid);
  const known = Chat.get(id);
  if (known) return { chat: known, created: false };
  if (id.isGroup()) throw new Error('findOrCreateLatestChat: not a member of this group');
  if (build.lidChats && !id.isLid()) throw new Error('No LID for user');
  const chat = Chat.add(new ChatModel(id));
  await store.saveChat({ id: id.toString(), t: 0, unreadCount: 0 });
  return { chat, created: true };
}

/** Groups are chats from the moment they are known. @param {Wid} id */
export function learnGroupChat(id) {
  if (!Chat.get(id)) Chat.add(new ChatModel(id));
}

/** What an earlier page of this profile left: every chat, each with its last message. */
export async function loadStoredChats() {
  for (const row of await store.loadChats()) {
    const chat = Chat.add(new ChatModel(createWid(row.id)));
    const last = (await store.loadMessagesOf(row.id)).at(-1);
    chat.set({ t: row.t, unreadCount: row.unreadCount });
    if (!last) continue;
    const msg = Msg.fromRow(last);
    chat.msgs.add(msg);
    chat.set({ lastReceivedKey: msg.id });
  }
}

/** @param {{ chat: ChatModel }} args @returns {Promise<MsgModel[]>} those before the ones in memory, oldest first; empty at the chat's beginning */
export async function loadEarlierMsgs({ chat }) {
  const rows = await store.loadMessagesOf(chat.id.toString());
  const first = rows.findIndex((row) => chat.msgs.get(row.key));
  const earlier = rows.slice(0, first === -1 ? rows.length : first).slice(-earlierCount);
  return earlier.map((row) => chat.msgs.add(Msg.fromRow(row)));
}

export const chatGetters = {
  /** @param {ChatModel} chat */
  getIsNewsletter: (chat) => chat.id.isNewsletter(),
  /** @param {ChatModel} chat */
  getIsBroadcast: (chat) => chat.id.isBroadcast(),
  /** @param {ChatModel} chat */
  getIsSelf: (chat) => isMe(chat.id),
};
