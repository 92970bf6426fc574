/**
 * What can still be done to a message that has left: deleted for everyone, edited, reacted to. None of it sends a
 * message. "Done" is said only when WhatsApp has answered and its page shows the change; what the page shows before
 * that is its own hope.
 */
import type { Chat } from './message.ts';

/** Each says that the change was not made. */
export type ChangeRefusal =
  /** WhatsApp no longer allows it. */
  | 'too_old'
  /** It has no words that could be edited. */
  | 'not_text'
  | 'not_there'
  /** WhatsApp has not confirmed the message itself: deleting it would not keep it from leaving. */
  | 'no_ack_yet'
  /** The page shows it as changed already. */
  | 'already'
  | 'not_connected'
  | 'module_missing'
  /** WhatsApp was asked, and its answer was no. */
  | 'by_whatsapp';

export type ChangeOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly because: ChangeRefusal }
  /** It was asked for, and nothing tells what became of it. */
  | { readonly kind: 'unknown' };

/** How long a page waits for WhatsApp's answer to a change before its outcome is unknown, ms. */
export const changeAnswerMs = 10_000;

export interface ChangeVerbs {
  /**
   * Deletes a message of ours for everyone, never for this device alone. What was unknown at first is told by a `revoked`
   * event where WhatsApp answers later. Never rejects.
   */
  revoke(chat: Chat, reservedId: string): Promise<ChangeOutcome>;
  /** Gives a message of ours other words. Never rejects. */
  edit(chat: Chat, reservedId: string, text: string): Promise<ChangeOutcome>;
  /** Puts our reaction, one emoji, on a message; an empty one takes it back. Best effort, no answer. */
  react(chatIds: readonly string[], waId: string, emoji: string): Promise<void>;
}
