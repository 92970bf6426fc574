// @ts-check
import { MsgKey } from './key.js';
import { isMe } from './me.js';
import { Msg, MsgModel } from './messages.js';

export const msgReply = {
  /** @param {MsgModel} msg */
  canReplyMsg: (msg) => msg.type !== 'revoked' && msg.type !== 'ciphertext',
};

export const quotedMsgModelUtils = {
  /** The quoted message itself where it is in memory, else what the quote says of it. @param {MsgModel} msg */
  getQuotedMsgObj(msg) {
    const { quotedStanzaID, quotedParticipant, quotedMsg } = msg;
    if (!quotedMsg || quotedStanzaID === undefined) return undefined;
    const { remote } = msg.id;
    const found = Msg.getModelsArray().find(
      (other) => other.id.id === quotedStanzaID && other.id.remote.equals(remote),
    );
    if (found) return found;
    const participant = remote.isGroup() && quotedParticipant ? { participant: quotedParticipant } : {};
    const id = new MsgKey({ fromMe: isMe(quotedParticipant), remote, id: quotedStanzaID, ...participant });
    return new MsgModel({ ...quotedMsg, id, from: quotedParticipant, to: remote, t: msg.t });
  },
};
