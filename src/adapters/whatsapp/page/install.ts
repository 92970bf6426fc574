import type { Inbound } from '../../../core/whatsapp.ts';
import type { Installed, MsgModel, PageWindow, Telling, Wid } from './window.ts';

/**
 * Runs in the page, once per document, when it has synced: puts the gate's marks and what our page functions share on
 * the window, and begins to tell Node what happens. The listeners are our own and not the library's relays, because
 * those may be attached twice or never, and carry one id of a chat that has two. What a build may lack is asked for
 * where it is used.
 */
export function install(documentName: string): void {
  const page = window as unknown as PageWindow;
  if (page.sendonce !== undefined) return;
  const { Msg, Chat } = page.require('WAWebCollections');
  const { Socket } = page.require('WAWebSocketModel');
  const { createWid } = page.require('WAWebWidFactory');
  const prefs = page.require('WAWebUserPrefsMeUser');
  const tell = (telling: Telling) => void page.sendonceTell(telling);

  const text = (wid: Wid): string => wid._serialized ?? wid.toString();
  const me = () => ({ phone: prefs.getMaybeMePnUser() ?? null, lid: prefs.getMaybeMeLidUser() ?? null });

  const otherId = (wid: Wid): Wid | null => {
    if (!wid.isLid() && !wid.isUser()) return null;
    const own = me();
    if (own.phone !== null && own.lid !== null) {
      if (text(own.phone) === text(wid)) return own.lid;
      if (text(own.lid) === text(wid)) return own.phone;
    }
    try {
      const contacts = page.require('WAWebApiContact');
      return (wid.isLid() ? contacts.getPhoneNumber(wid) : contacts.getCurrentLid(wid)) ?? null;
    } catch {
      return null;
    }
  };
  const withOther = (wids: readonly Wid[]): readonly Wid[] => {
    const found = new Map<string, Wid>();
    for (const wid of wids) {
      found.set(text(wid), wid);
      const other = otherId(wid);
      if (other !== null) found.set(text(other), other);
    }
    return [...found.values()];
  };
  const siblings = (chatIds: readonly string[]): readonly Wid[] => {
    const wids: Wid[] = [];
    for (const chatId of chatIds) {
      try {
        wids.push(createWid(chatId));
      } catch {
        // Not an id that this build can read: there is no such chat here.
      }
    }
    return withOther(wids);
  };

  const spellings = (chatIds: readonly string[], waId: string): readonly string[] => {
    const { phone, lid } = me();
    const own = [phone, lid].filter((wid) => wid !== null).map(text);
    const wids = siblings(chatIds);
    return wids.flatMap((wid) => {
      const mine = `true_${text(wid)}_${waId}`;
      const others = wids.filter((one) => !one.isGroup()).map(text);
      // A group's key ends in its author, the self chat's in a direction; both have been seen missing. Whose chats are
      // asked for beside the group's are those who may have written there.
      if (wid.isGroup())
        return [
          mine,
          ...own.map((author) => `${mine}_${author}`),
          ...others.map((author) => `false_${text(wid)}_${waId}_${author}`),
        ];
      if (own.includes(text(wid))) return [mine, `${mine}_out`, `${mine}_in`];
      return [mine, `false_${text(wid)}_${waId}`];
    });
  };
  const isIt = (model: MsgModel, waId: string): boolean =>
    model.id.id === waId || model.protocolMessageKey?.id === waId;
  const inMemory = (chatIds: readonly string[], waId: string): readonly MsgModel[] => {
    const found = new Set<MsgModel>();
    for (const wid of siblings(chatIds)) {
      for (const model of Chat.get(wid)?.msgs.getModelsArray() ?? []) if (isIt(model, waId)) found.add(model);
    }
    for (const key of spellings(chatIds, waId)) {
      const model = Msg.get(key);
      if (model) found.add(model);
    }
    return [...found];
  };
  const find = async (chatIds: readonly string[], waId: string): Promise<readonly MsgModel[]> => {
    const found = new Set(inMemory(chatIds, waId));
    for (const key of spellings(chatIds, waId)) {
      // One at a time: the database refuses a whole list for one key that it cannot read.
      const answer = await Msg.getMessagesById([key]).catch(() => null);
      for (const model of answer?.messages ?? []) if (model && isIt(model, waId)) found.add(model);
    }
    return [...found];
  };

  const members: Installed['members'] = (group) => {
    try {
      return Chat.get(group)?.groupMetadata?.serialize?.().participants ?? [];
    } catch {
      return [];
    }
  };
  const barred: Installed['barred'] = (chat, account) => {
    if (chat.isGroup()) {
      const all = members(chat);
      const { phone, lid } = me();
      // A list that is not there, or oneself under an id that is not known, says nothing.
      if (all.length === 0 || phone === null || lid === null) return null;
      const mine = all.find(({ id }) => text(id) === text(phone) || text(id) === text(lid));
      if (mine === undefined) return 'left_group';
      const isAdmin = mine.isAdmin === true || mine.isSuperAdmin === true;
      return Chat.get(chat)?.groupMetadata?.announce === true && !isAdmin ? 'read_only' : null;
    }
    const blocked = page.require('WAWebCollections').Blocklist;
    if (blocked !== undefined && withOther([chat]).some((wid) => blocked.get(wid) !== undefined))
      return 'blocked';
    const number = account.phone === null ? null : `${account.phone.slice(1)}@c.us`;
    const lids = (number === null ? [] : siblings([number])).filter((wid) => wid.isLid());
    const numbers = (account.lid === null ? [] : siblings([account.lid])).filter((wid) => !wid.isLid());
    const isOther =
      (account.lid !== null && lids.some((wid) => text(wid) !== account.lid)) ||
      (number !== null && numbers.some((wid) => text(wid) !== number));
    return isOther ? 'other_account' : null;
  };

  const unwritten = new Set(['revoked', 'ciphertext', 'protocol', 'e2e_notification', 'gp2', 'call_log']);
  const isWritten = (model: MsgModel): boolean =>
    model.isNotification !== true && !unwritten.has(model.type) && !model.type.startsWith('notification');
  const idsOf = (id: Wid | string | undefined): readonly string[] =>
    id === undefined ? [] : siblings([typeof id === 'string' ? id : text(id)]).map(text);
  const ownIds = (): readonly string[] => {
    const { phone, lid } = me();
    return [phone, lid].filter((wid) => wid !== null).map(text);
  };
  const authorIds = (model: MsgModel): readonly string[] => {
    if (model.id.fromMe) return ownIds();
    return idsOf(model.id.remote.isGroup() ? (model.author ?? model.id.participant) : model.id.remote);
  };
  const files: Readonly<Record<string, Inbound['file']>> = {
    ...{ image: 'picture', video: 'video', gif: 'video', ptv: 'video', audio: 'sound', ptt: 'sound' },
    ...{ document: 'document', sticker: 'sticker' },
  };
  const undecrypted: Installed['undecrypted'] = (model) => ({
    chatIds: idsOf(model.id.remote),
    fromMe: model.id.fromMe,
    authorIds: authorIds(model),
    at: model.t * 1000,
  });
  const inbound: Installed['inbound'] = (model) => {
    return {
      ...undecrypted(model),
      waId: model.id.id,
      // The body of anything but plain text is a thumbnail.
      text: (model.type === 'chat' ? model.body : model.caption) ?? '',
      forwarded: model.isForwarded === true,
      quotedWaId: model.quotedStanzaID ?? null,
      file: files[model.type] ?? files[model.quotedMsg?.type ?? ''] ?? null,
    };
  };
  const deletion: Installed['deletion'] = (model) => {
    const chatIds = idsOf(model.id.remote);
    const { revokeSender } = model;
    if (revokeSender === undefined) return { chatIds, fromMe: model.id.fromMe, byIds: authorIds(model) };
    const byIds = idsOf(revokeSender);
    return { chatIds, fromMe: byIds.some((id) => ownIds().includes(id)), byIds };
  };

  const installed: Installed = {
    document: documentName,
    drops: 0,
    handed: Object.create(null),
    aborted: Object.create(null),
    passing: Object.create(null),
    uploading: Object.create(null),
    prepared: Object.create(null),
    revoking: Object.create(null),
    text,
    me,
    siblings,
    spellings,
    inMemory,
    find,
    members,
    barred,
    inbound,
    undecrypted,
    deletion,
    isWritten,
  };
  page.sendonce = installed;

  const tellRevoked = (model: MsgModel) => {
    const waId = model.protocolMessageKey?.id ?? model.id.id;
    // The page's own mark is no answer of WhatsApp's: what we asked for is told by whoever waits for that.
    if (!installed.revoking[waId]) tell({ kind: 'revoked', waId, ...deletion(model) });
  };
  const unread = new WeakSet<MsgModel>();
  Msg.on('add', (model) => {
    if (model.isNewMsg !== true) return;
    if (model.type === 'revoked') tellRevoked(model);
    else if (model.type === 'ciphertext') {
      unread.add(model);
      tell({ kind: 'undecrypted', ...undecrypted(model) });
    } else if (isWritten(model)) {
      const { waId, chatIds, fromMe, at } = inbound(model);
      if (fromMe) tell({ kind: 'echo', waId, chatIds, ack: model.ack ?? 0, at });
      tell({ kind: 'inbound', message: inbound(model) });
    }
  });
  Msg.on('change:type', (model) => {
    if (model.type === 'revoked') tellRevoked(model);
    else if (unread.delete(model) && isWritten(model)) tell({ kind: 'inbound', message: inbound(model) });
  });
  Msg.on('change:body', (model, _now, before) => {
    // Decrypting fills an empty body: that is a new message, told by its change of type.
    if (unread.has(model) || typeof before !== 'string' || before === '') return;
    if (model.type === 'chat') tell({ kind: 'edited', message: inbound(model) });
  });
  Msg.on('change:caption', (model, _now, before) => {
    if (typeof before === 'string' && isWritten(model)) tell({ kind: 'edited', message: inbound(model) });
  });
  Msg.on('change:ack', (model, ack) => {
    if (model.id.fromMe && typeof ack === 'number') tell({ kind: 'ack', waId: model.id.id, ack });
  });

  try {
    const table = page.require('WAWebAddonReactionTableMode').reactionTableMode;
    const upsert = table.bulkUpsert;
    // The library puts itself in front of the same function; whichever comes second calls the other.
    table.bulkUpsert = (reactions) => {
      try {
        for (const { id, reactionParentKey, reactionText, reactionTimestamp, author, from } of reactions)
          tell({
            kind: 'reaction',
            waId: reactionParentKey.id,
            chatIds: idsOf(reactionParentKey.remote),
            fromMe: id.fromMe,
            byIds: idsOf(author ?? from),
            emoji: reactionText ?? '',
            at: reactionTimestamp ?? 0,
          });
      } catch {
        // One that we cannot read is still WhatsApp's to keep.
      }
      return upsert.call(table, reactions);
    };
  } catch {
    // A build without reactions: there is nothing to hear.
  }

  let connected = Socket.state === 'CONNECTED';
  Socket.on('change:state change:hasSynced change:stream', () => {
    const now = Socket.state === 'CONNECTED';
    if (connected && !now) installed.drops += 1;
    connected = now;
    tell({ kind: 'socket' });
  });
}
