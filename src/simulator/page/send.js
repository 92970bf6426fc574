// @ts-check

import { ask, sendStanza } from './link.js';
import { isMe } from './me.js';
import { Msg, MsgModel, rowOf } from './messages.js';
import { offlineDeliveryEnd } from './offline.js';
import * as store from './store.js';

/** @typedef {import('./chats.js').ChatModel} ChatModel */
/** @typedef {{ messageSendResult: 'OK' | 'ERROR_UNKNOWN', t?: number, ackErrorCode?: number }} SendResult */

/**
 * Takes a message over. Two promises, at once: the first resolves when the message is stored, with ack 0 and nothing
 * on the wire; the second when the server answered, which may be never. A second message with a known id is not noticed.
 * @param {ChatModel} chat
 * @param {Record<string, any>} attributes
 * @returns {[Promise<MsgModel>, Promise<SendResult>]}
 */
export function addAndSendMsgToChat(chat, attributes) {
  const msg = new MsgModel(attributes);
  const added = addToChat(chat, msg);
  const sent = chat.inOrder(added).then(() => sendMsgRecord(chat, msg));
  return [added, sent];
}

/** @param {ChatModel} chat @param {MsgModel} msg */
async function addToChat(chat, msg) {
  if (msg.directPath) msg.set({ isUnsentMedia: true });
  Msg.add(msg);
  await store.saveMessages([rowOf(msg)]);
  await chat.take(msg);
  return msg;
}

/** @param {ChatModel} chat @param {MsgModel} msg @returns {Promise<SendResult>} */
async function sendMsgRecord(chat, msg) {
  await offlineDeliveryEnd();
  const to = chat.id.toString();
  const keys = await ask({ kind: 'keys', chat: to });
  if (!keys.got) {
    // Nothing can be encrypted: no stanza, no ack, and no event but this attribute.
    await msg.change({ isSendFailure: true });
    return { messageSendResult: 'ERROR_UNKNOWN' };
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
  await msg.updateAck(isMe(chat.id) ? 3 : 1);
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
