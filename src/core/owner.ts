/**
 * Who may command. In the default, the bot is linked to the owner's own account and the control chat is the chat with
 * oneself; with OWNERS the bot has a number of its own and the control chats are the direct chats with those numbers.
 * Ids are compared whole: never a substring, never "any LID".
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

/** Empty `owners`: the linked account itself is the owner. */
export type Ownership =
  | { readonly kind: 'self'; readonly account: Account }
  | { readonly kind: 'own_number'; readonly owners: readonly Owner[] };

export type Verdict =
  | { readonly kind: 'owner'; readonly chatIds: readonly string[] }
  | { readonly kind: 'stranger' }
  /** An owner's number came with another LID than the pinned one. */
  | { readonly kind: 'other_lid'; readonly phone: string };

export function phoneChatId(phone: string): string {
  return `${phone.replace('+', '')}@c.us`;
}

/** Whether this message is the owner's, written in a control chat. Forwarded ones are somebody else's words. */
export function judge(
  message: Pick<Inbound, 'chatIds' | 'fromMe' | 'authorIds' | 'forwarded'>,
  ownership: Ownership,
): Verdict {
  if (message.forwarded) return { kind: 'stranger' };
  if (ownership.kind === 'self') {
    const own = ownIds(ownership.account);
    const inSelfChat = message.chatIds.length > 0 && message.chatIds.every((id) => own.includes(id));
    const byMe = message.fromMe && message.authorIds.every((id) => own.includes(id));
    return inSelfChat && byMe ? { kind: 'owner', chatIds: own } : { kind: 'stranger' };
  }
  if (message.fromMe) return { kind: 'stranger' };
  for (const owner of ownership.owners) {
    const known = owner.lid === null ? [owner.chatId] : [owner.chatId, owner.lid];
    const direct = message.chatIds.some((id) => known.includes(id));
    if (!direct) continue;
    if (message.authorIds.length === 0 || !message.authorIds.some((id) => known.includes(id))) continue;
    const ids = [...message.chatIds, ...message.authorIds];
    // Before one is pinned, two in one message are two accounts: neither is to be believed, nor pinned.
    const lid = owner.lid ?? ids.find((id) => id.endsWith('@lid'));
    if (ids.some((id) => id.endsWith('@lid') && id !== lid)) return { kind: 'other_lid', phone: owner.phone };
    if (ids.some((id) => !known.includes(id) && !id.endsWith('@lid'))) continue;
    return { kind: 'owner', chatIds: known };
  }
  return { kind: 'stranger' };
}

/** Whether whoever deleted a message could have commanded in its chat: in a group an administrator deletes any. */
export function mayTakeBack({ chatIds, fromMe, byIds }: Deletion, ownership: Ownership): boolean {
  return judge({ chatIds, fromMe, authorIds: byIds, forwarded: false }, ownership).kind === 'owner';
}

export function ownIds(account: Account): readonly string[] {
  return account.lid === null ? [account.chatId] : [account.lid, account.chatId];
}

/** The chats in which the owner commands, each with all its ids; the first one is where notices go. */
export function controlChats(ownership: Ownership): readonly (readonly string[])[] {
  if (ownership.kind === 'self') return [ownIds(ownership.account)];
  return ownership.owners.map((owner) => (owner.lid === null ? [owner.chatId] : [owner.chatId, owner.lid]));
}
