/**
 * Whom a message is for, looked at anew: what was armed months ago stands for an account, and numbers change hands,
 * people leave, groups close. A name that changed is nobody else.
 */
import type { Chat } from './message.ts';

/** Why nothing can be written to a chat, as WhatsApp shows it. */
export const barriers = ['not_on_whatsapp', 'left_group', 'read_only', 'blocked'] as const;
export type Barrier = (typeof barriers)[number];

export type RecipientReading =
  /** Its ids, number, name and size as they are now. */
  | { readonly kind: 'reachable'; readonly chat: Chat }
  | { readonly kind: Barrier }
  | { readonly kind: 'unreachable' }
  /** This build of WhatsApp Web lacks that part, by its own name. */
  | { readonly kind: 'unable'; readonly lacking: string };

export interface RecipientVerbs {
  /**
   * A chat as WhatsApp has it now: a person's number is asked for at WhatsApp's server, of a group its members and who
   * may write, of both the owner's block list. `unreachable` says nothing of the chat.
   */
  recipient(chat: Chat): Promise<RecipientReading>;
}

/** The account that a chat is to belong to, as far as it is known. */
export interface AccountOf {
  /** `<digits>@lid` */
  readonly lid: string | null;
  /** E.164 */
  readonly phone: string | null;
}

/** Whether LID and number, which stood for one account when it was armed, do so no more. */
export function isOtherAccount(armed: AccountOf, now: AccountOf): boolean {
  const differ = (one: string | null, other: string | null): boolean =>
    one !== null && other !== null && one !== other;
  return differ(armed.lid, now.lid) || differ(armed.phone, now.phone);
}
