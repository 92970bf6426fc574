// @ts-check
import { faults } from './faults.js';
import { MsgKey } from './key.js';
import { sendStanza, tell } from './link.js';
import { Msg } from './messages.js';
import * as store from './store.js';

/** @typedef {import('./messages.js').MsgModel} MsgModel */
/** @typedef {import('./chats.js').ChatModel} ChatModel */

/** Edits and deletions of sent messages. */

/** @param {MsgModel} msg */
function ageSeconds(msg) {
  return Date.now() / 1000 - msg.t;
}

/** @param {MsgModel} msg */
function canEdit(msg) {
  return (
    msg.id.fromMe && msg.type !== 'revoked' && !msg.isSendFailure && ageSeconds(msg) < faults().editSeconds
  );
}

export const msgActionCapability = {
  /** @param {MsgModel} msg */
  canEditText: (msg) => canEdit(msg) && msg.type === 'chat',
  /** @param {MsgModel} msg */
  canEditCaption: (msg) => canEdit(msg) && msg.directPath !== undefined,
  /** @param {MsgModel} msg */
  canSenderRevokeMsg: (msg) =>
    msg.id.fromMe && msg.type !== 'revoked' && !msg.isSendFailure && ageSeconds(msg) < faults().revokeSeconds,
  /** The linked account is no group's admin. */
  canAdminRevokeMsg: () => false,
};

/** @param {MsgModel} msg @param {string} text @param {object} _options */
export async function sendMessageEdit(msg, text, _options) {
  const id = MsgKey.freshId();
  const ack = await sendStanza({
    kind: 'edit',
    id,
    chat: msg.id.remote.toString(),
    target: msg.id.id,
    text,
  });
  if (ack.level < 0) throw new Error('sendMessageEdit: refused');
  const { fromMe, remote, participant } = msg.id;
  await msg.change({
    ...(msg.directPath ? { caption: text } : { body: text }),
    latestEditMsgKey: new MsgKey({ fromMe, remote, id, ...(participant ? { participant } : {}) }),
    latestEditSenderTimestampMs: Date.now(),
  });
}

/**
 * For everyone. A message whose own stanza is still in the queue stays in it.
 * @param {ChatModel} chat @param {{ list: MsgModel[] }} what @param {object} _options
 */
export async function sendRevokeMsgs(chat, what, _options) {
  for (const msg of what.list) {
    const id = MsgKey.freshId();
    const revoked = { type: 'revoked', body: undefined, caption: undefined, protocolMessageKey: msg.id };
    const first = faults().marksRevokedFirst;
    if (first) await msg.change(revoked);
    const ack = await sendStanza({ kind: 'revoke', id, chat: chat.id.toString(), target: msg.id.id });
    if (!first && ack.level > 0) await msg.change(revoked);
  }
}

/** On this device alone. @param {ChatModel} chat @param {{ list: MsgModel[] }} what */
export async function sendDeleteMsgs(chat, what) {
  for (const msg of what.list) {
    tell({ type: 'deleted_here', waId: msg.id.id });
    await store.deleteMessage(msg.id.toString());
    chat.msgs.remove(msg);
    Msg.remove(msg);
  }
}
