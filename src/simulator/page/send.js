// @ts-check
import { faults, never, reloadsAt } from './faults.js';
import { MsgKey } from './key.js';
import { apiContact } from './lids.js';
import { ask, sendStanza } from './link.js';
import { isMe, myWid } from './me.js';
import { Msg, MsgModel, rowOf } from './messages.js';
import { offlineDeliveryEnd } from './offline.js';
import * as store from './store.js';

/** @typedef {import('./chats.js').ChatModel} ChatModel */
/** @typedef {{ messageSendResult: 'OK' | import('../faults/sending.ts').SendEnd, t?: number, ackErrorCode?: number }} SendResult */

/**
 * Takes a message over. Two promises, at once: the first resolves when the message is stored, with ack 0 and nothing
 * on the wire; the second when the server answered, which may be never. A second message with a known id is not noticed.
 * @param {ChatModel} chat
 * @param {Record<string, any>} attributes
 * @returns {[Promise<MsgModel>, Promise<SendResult>]}
 */
export function addAndSendMsgToChat(chat, attributes) {
  // Nobody lacks the LID of their own account.
  const handOverThrows = isMe(chat.id) ? null : faults().handOverThrows;
  const copies = keysFor(chat, attributes.id).map((id) => new MsgModel({ ...attributes, id }));
  const added = handOverThrows === 'before' ? Promise.reject(noLid()) : addToChat(chat, copies);
  const sent = chat.inOrder(added).then((msg) => sendMsgRecord(chat, msg));
  return [handOverThrows === 'after' ? added.then(() => Promise.reject(noLid())) : added, sent];
}

function noLid() {
  return new Error('No LID for user');
}

/** The keys under which a message is kept: its own, unless the world wants others. @param {ChatModel} chat @param {MsgKey} key */
function keysFor(chat, key) {
  const { sibling, keyShape } = faults();
  const own = keyShape === null ? key : MsgKey.shaped(key, keyShape);
  const other = sibling === null ? undefined : apiContact.getAlternateUserWid(chat.id);
  if (other === undefined) return [own];
  const moved = new MsgKey({ from: myWid(other.isLid()), to: other, id: key.id, selfDir: 'out' });
  return sibling === 'other' ? [moved] : [own, moved];
}

/** @param {ChatModel} chat @param {MsgModel[]} copies @returns {Promise<MsgModel>} the one that gets the server's answer: the last */
async function addToChat(chat, copies) {
  for (const msg of copies) {
    if (msg.directPath) msg.set({ isUnsentMedia: true });
    Msg.add(msg);
  }
  // A message under a sibling's id is in this chat all the same; a second copy is in the sibling's.
  const rows = copies.map((msg, i) => ({ ...rowOf(msg), ...(i === 0 ? { chat: chat.id.toString() } : {}) }));
  await store.saveMessages(rows);
  const [first] = copies;
  if (first) await chat.take(first);
  if (!isMe(chat.id) && reloadsAt('hand_over')) await never();
  return /** @type {MsgModel} */ (copies.at(-1));
}

/** @param {ChatModel} chat @param {MsgModel} msg @returns {Promise<SendResult>} */
async function sendMsgRecord(chat, msg) {
  await offlineDeliveryEnd();
  const to = chat.id.toString();
  const { end } = await ask({ kind: 'keys', chat: to });
  if (end === 'blocked_contact') {
    throw Object.assign(new Error('contact is blocked'), { name: 'ContactBlockedError' });
  }
  if (end === 'rejects') throw new Error('sendMsgRecord: not possible now');
  if (end !== null) {
    // Nothing can be encrypted: no stanza, no ack, and no event but this attribute.
    await msg.change({ isSendFailure: true });
    return { messageSendResult: end };
  }
  const ack = await sendStanza({
    kind: 'message',
    id: msg.id.id,
    chat: to,
    text: (msg.directPath ? msg.caption : msg.body) ?? '',
    quotedWaId: msg.quotedStanzaID ?? null,
    file: fileOf(msg),
  });
  if (ack.level < 0) {
    const errorCode = ack.error ?? undefined;
    await msg.change({ isSendFailure: true, ack: ack.level, errorCode });
    return {
      messageSendResult: 'ERROR_UNKNOWN',
      ...(errorCode === undefined ? {} : { ackErrorCode: errorCode }),
    };
  }
  await msg.updateAck(isMe(chat.id) ? 3 : ack.level);
  if (msg.isUnsentMedia) await msg.change({ isUnsentMedia: false });
  await chat.seen();
  return { messageSendResult: 'OK', t: ack.t };
}

/** @param {MsgModel} msg */
function fileOf(msg) {
  if (!msg.directPath) return null;
  return {
    path: msg.directPath,
    mimetype: msg.mimetype ?? 'application/octet-stream',
    filename: msg.filename ?? null,
    bytes: msg.size ?? 0,
    filehash: msg.filehash ?? '',
    type: msg.type,
  };
}
