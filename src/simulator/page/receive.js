// @ts-check
import { Chat, ChatModel, learnGroupChat } from './chats.js';
import { learnContact } from './contacts.js';
import { MsgKey } from './key.js';
import { apiContact, cardWid, learnLid, nativeWid } from './lids.js';
import { isMe, myWid } from './me.js';
import { Msg, MsgModel, rowOf } from './messages.js';
import { reactionTable } from './reactions.js';
import * as store from './store.js';
import { createWid } from './wid.js';

/** @typedef {import('../protocol.ts').Item} Item */
/** @typedef {import('../protocol.ts').Line} Line */

/** What the server delivers: taken one after the other, each stored before it is told. */

/** @param {string} id the server's */
function chatOf(id) {
  const wid = nativeWid(createWid(id));
  if (wid.isGroup()) learnGroupChat(wid);
  return Chat.get(wid) ?? Chat.add(new ChatModel(wid));
}

/** @param {Line} line */
function keyOf(line) {
  const remote = nativeWid(createWid(line.chat));
  const participant = remote.isGroup() ? { participant: cardWid(line.author) } : {};
  return new MsgKey({ fromMe: line.fromMe, remote, id: line.waId, ...participant });
}

/** @param {Line} line */
function quoteOf(line) {
  if (line.quotedWaId === null) return {};
  const quoted = Msg.getModelsArray().find((msg) => msg.id.id === line.quotedWaId);
  return {
    quotedMsg: { type: quoted?.type ?? 'chat', body: quoted?.body ?? '' },
    quotedStanzaID: line.quotedWaId,
    quotedParticipant: quoted?.author ?? quoted?.from ?? cardWid(line.author),
  };
}

/** @param {Line} line @param {boolean} isNewMsg @param {boolean} ciphertext */
function attributesOf(line, isNewMsg, ciphertext) {
  const id = keyOf(line);
  const group = id.remote.isGroup();
  const author = cardWid(line.author);
  const mine = myWid(id.remote.isLid() || group);
  return {
    id,
    from: group ? id.remote : line.fromMe ? mine : id.remote,
    to: group || line.fromMe ? id.remote : mine,
    ...(group ? { author } : {}),
    t: Math.floor(line.at / 1000),
    isNewMsg,
    ack: line.fromMe ? 1 : 0,
    notifyName: line.author.pushname,
    ...(line.fromMe ? { self: 'out' } : {}),
    ...(line.forwarded ? { isForwarded: true, forwardingScore: 1 } : {}),
    ...(ciphertext ? { type: 'ciphertext' } : contentOf(line)),
  };
}

/** @param {Line} line */
function contentOf(line) {
  if (line.deleted) return { type: 'revoked' };
  const { file } = line;
  if (!file) return { type: 'chat', body: line.text, ...quoteOf(line) };
  return {
    type: file.type,
    body: '',
    caption: line.text,
    directPath: file.path,
    mimetype: file.mimetype,
    filename: file.filename ?? undefined,
    filehash: file.filehash,
    size: file.bytes,
    ...quoteOf(line),
  };
}

/** @param {readonly Line[]} lines */
async function history(lines) {
  for (const line of lines) {
    learnContact(line.author);
    const msg = new MsgModel(attributesOf(line, false, false));
    await store.saveMessages([rowOf(msg)]);
    await chatOf(line.chat).take(Msg.add(msg));
  }
}

/** @param {Line} line @param {boolean} ciphertext @param {boolean} twice */
async function message(line, ciphertext, twice) {
  learnContact(line.author);
  const { messages } = await Msg.getMessagesById([keyOf(line).toString()]);
  if (messages.length > 0) return;
  const msg = new MsgModel(attributesOf(line, true, ciphertext));
  await store.saveMessages([rowOf(msg)]);
  Msg.add(msg);
  await chatOf(line.chat).take(msg);
  if (twice) msg.trigger('add', msg);
}

/** Ids as they were told, and nothing checked: that is for whoever reads it. @param {import('../protocol.ts').Forged} told */
async function forged(told) {
  const remote = createWid(told.chat);
  const { author } = told;
  if (author) learnLid({ ...author, name: null, pushname: told.pushname });
  const by = author ? createWid(author.lid ?? author.pn) : undefined;
  const inGroup = remote.isGroup() && by;
  const mine = myWid(remote.isLid());
  const msg = new MsgModel({
    id: new MsgKey({ fromMe: told.fromMe, remote, id: told.waId, ...(inGroup ? { participant: by } : {}) }),
    from: told.fromMe ? mine : remote,
    to: told.fromMe ? remote : mine,
    ...(inGroup ? { author: by } : {}),
    t: Math.floor(told.at / 1000),
    isNewMsg: true,
    type: 'chat',
    body: told.text,
    notifyName: told.pushname,
    ...(told.forwarded ? { isForwarded: true, forwardingScore: 1 } : {}),
  });
  await store.saveMessages([rowOf(msg)]);
  Msg.add(msg);
  if (remote.isGroup()) learnGroupChat(remote);
  await (Chat.get(remote) ?? Chat.add(new ChatModel(remote))).take(msg);
}

/** Changes a message wherever it is: in the store always, and here if it is in memory. @param {MsgKey} key @param {Record<string, any>} changes */
async function change(key, changes) {
  const msg = Msg.get(key);
  if (msg) await msg.change(changes);
  else await store.changeMessage(key.toString(), changes);
}

/**
 * An ack names the bare id alone: every message of that id in that chat gets it, and where it is kept under the other id
 * of the chat too, that one alone.
 * @param {string} chat @param {string} waId @param {number} level
 */
async function receipt(chat, waId, level) {
  const wid = nativeWid(createWid(chat));
  const other = wid.isGroup() ? undefined : apiContact.getAlternateUserWid(wid)?.toString();
  const rows = await store.loadMessagesWithId(waId);
  const moved = rows.filter((row) => row.chat === other);
  for (const row of moved.length > 0 ? moved : rows.filter((one) => one.chat === wid.toString())) {
    const msg = Msg.get(row.key);
    if (msg) await msg.updateAck(level);
    else await store.changeMessage(row.key, { ack: level });
  }
}

/** @param {Item} item */
export async function receive(item) {
  switch (item.kind) {
    case 'history':
      return history(item.lines);
    case 'message':
      return message(item.line, item.ciphertext, item.twice);
    case 'forged':
      return forged(item.message);
    case 'decrypted':
      return change(keyOf(item.line), contentOf(item.line));
    case 'edit': {
      const text = item.line.file ? { caption: item.line.text } : { body: item.line.text };
      return change(keyOf(item.line), { ...text, latestEditSenderTimestampMs: Date.now() });
    }
    case 'revoke': {
      const key = keyOf(item.line);
      return change(key, { type: 'revoked', body: undefined, caption: undefined, protocolMessageKey: key });
    }
    case 'reaction': {
      const key = keyOf(item.line);
      await change(key, { hasReaction: item.emoji !== '' });
      const author = cardWid(item.by);
      reactionTable.reactionTableMode.bulkUpsert([
        {
          id: new MsgKey({ fromMe: isMe(author), remote: key.remote, id: MsgKey.freshId() }),
          reactionParentKey: key,
          reactionText: item.emoji,
          reactionTimestamp: item.at,
          author,
          from: author,
          read: false,
          orphan: 0,
        },
      ]);
      return;
    }
    case 'receipt':
      return receipt(item.chat, item.waId, item.level);
  }
}
