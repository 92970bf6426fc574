// @ts-check
import { MsgKey } from './key.js';
import { sendStanza } from './link.js';
import { myWid } from './me.js';

/** @typedef {import('./wid.js').Wid} Wid */

/** @typedef {import('./messages.js').MsgModel} MsgModel */
/**
 * @typedef {object} Reaction
 * @property {MsgKey} id
 * @property {MsgKey} reactionParentKey
 * @property {string} reactionText an emoji, or empty when it was taken back
 * @property {number} reactionTimestamp ms
 * @property {Wid} author
 * @property {Wid} from
 * @property {boolean} read
 * @property {number} orphan
 */

/** @type {Map<string, Reaction>} */
const reactions = new Map();

/** The library puts itself in front of `bulkUpsert`; whoever reports a reaction must call it through this object. */
export const reactionTable = {
  reactionTableMode: {
    /** @param {Reaction[]} list */
    bulkUpsert(list) {
      for (const reaction of list)
        reactions.set(`${reaction.reactionParentKey} ${reaction.author}`, reaction);
    },
  },
};

/** @param {MsgModel} msg @param {string} emoji empty takes it back */
export async function sendReactionToMsg(msg, emoji) {
  const { remote } = msg.id;
  const me = myWid(remote.isLid() || remote.isGroup());
  const id = MsgKey.freshId();
  await sendStanza({ kind: 'reaction', id, chat: remote.toString(), target: msg.id.id, emoji });
  const participant = remote.isGroup() ? { participant: me } : {};
  await msg.change({ hasReaction: emoji !== '' });
  reactionTable.reactionTableMode.bulkUpsert([
    {
      id: new MsgKey({ fromMe: true, remote, id, ...participant }),
      reactionParentKey: msg.id,
      reactionText: emoji,
      reactionTimestamp: Date.now(),
      author: me,
      from: me,
      read: true,
      orphan: 0,
    },
  ]);
}
