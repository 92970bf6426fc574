/**
 * Who may command. In the default, the bot is linked to the owner's own account and the control chat is the chat with
 * oneself; with OWNERS the bot has a number of its own and the control chats are the direct chats with those numbers.
 * One group may have been claimed as a further one: there the author must be an owner too. Ids are compared whole: never
 * a substring, never "any LID".
 */
import type { Account, Deletion, Inbound } from './whatsapp.ts';

export interface Owner {
  /** E.164 */
  readonly phone: string;
  /** `<digits>@c.us` */
  readonly chatId: string;
  /** The LID behind the number, pinned at first contact; null until then. */
  readonly lid: string | null;
}

/** `group`: the id of the group that was claimed as a control chat, `<digits>@g.us`; null: none was. */
export type Ownership = { readonly group: string | null } & (
  | { readonly kind: 'self'; readonly account: Account }
  | { readonly kind: 'own_number'; readonly owners: readonly Owner[] }
);

export type Verdict =
  /** `phone`: which owner. */
  | { readonly kind: 'owner'; readonly phone: string; readonly chatIds: readonly string[] }
  | { readonly kind: 'stranger' }
  /** An owner's number came with another LID than the pinned one. */
  | { readonly kind: 'other_lid'; readonly phone: string };

export function phoneChatId(phone: string): string {
  return `${phone.replace('+', '')}@c.us`;
}

/** What is known of who wrote something, and where. */
export type Written = Pick<Inbound, 'chatIds' | 'fromMe' | 'authorIds' | 'forwarded'>;

/** Whether this message is the owner's, written in a control chat. Forwarded ones are somebody else's words. */
export function judge(message: Written, ownership: Ownership): Verdict {
  if (message.forwarded) return { kind: 'stranger' };
  const inGroup = message.chatIds.some(isGroup);
  if (inGroup && message.chatIds.some((id) => id !== ownership.group)) return { kind: 'stranger' };
  // Everybody can write in a group: who did must be known.
  if (inGroup && message.authorIds.length === 0) return { kind: 'stranger' };
  if (ownership.kind === 'self') {
    const { phone } = ownership.account;
    const own = ownIds(ownership.account);
    const inSelfChat = message.chatIds.length > 0 && message.chatIds.every((id) => own.includes(id));
    const byMe = message.fromMe && message.authorIds.every((id) => own.includes(id));
    if (inGroup && byMe) return { kind: 'owner', phone, chatIds: message.chatIds };
    return inSelfChat && byMe ? { kind: 'owner', phone, chatIds: own } : { kind: 'stranger' };
  }
  if (message.fromMe) return { kind: 'stranger' };
  for (const owner of ownership.owners) {
    const known = owner.lid === null ? [owner.chatId] : [owner.chatId, owner.lid];
    const direct = message.chatIds.some((id) => known.includes(id));
    if (!direct && !inGroup) continue;
    if (message.authorIds.length === 0 || !message.authorIds.some((id) => known.includes(id))) continue;
    const ids = inGroup ? message.authorIds : [...message.chatIds, ...message.authorIds];
    // Before one is pinned, two in one message are two accounts: neither is to be believed, nor pinned.
    const lid = owner.lid ?? ids.find((id) => id.endsWith('@lid'));
    if (ids.some((id) => id.endsWith('@lid') && id !== lid)) return { kind: 'other_lid', phone: owner.phone };
    if (ids.some((id) => !known.includes(id) && !id.endsWith('@lid'))) continue;
    return { kind: 'owner', phone: owner.phone, chatIds: inGroup ? message.chatIds : known };
  }
  return { kind: 'stranger' };
}

export function isGroup(chatId: string): boolean {
  return chatId.endsWith('@g.us');
}

/** Whether whoever deleted a message could have commanded in its chat: in a group an administrator deletes any. */
export function mayTakeBack({ chatIds, fromMe, byIds }: Deletion, ownership: Ownership): boolean {
  return judge({ chatIds, fromMe, authorIds: byIds, forwarded: false }, ownership).kind === 'owner';
}

export function ownIds(account: Account): readonly string[] {
  return account.lid === null ? [account.chatId] : [account.lid, account.chatId];
}

/** The chats in which the owner commands, each with all its ids. */
export function controlChats(ownership: Ownership): readonly (readonly string[])[] {
  const group = ownership.group === null ? [] : [[ownership.group]];
  if (ownership.kind === 'self') return [ownIds(ownership.account), ...group];
  return [
    ...ownership.owners.map((owner) => (owner.lid === null ? [owner.chatId] : [owner.chatId, owner.lid])),
    ...group,
  ];
}
