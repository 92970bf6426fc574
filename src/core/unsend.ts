/**
 * Taking back what has left: deleting it for everyone. The owner's wish is recorded, then the page is asked, once; that it
 * is deleted is said only when WhatsApp has answered so. The message stays `sent`: it did leave, and may have been read.
 */
import type { ChangeRefusal } from './change.ts';
import type { LedgerWrites } from './ledger.ts';
import type { Message } from './message.ts';

/**
 * `asked`: the owner wants it · `begun`: the page is being asked · `deleted`: WhatsApp said so · `refused`: nothing was
 * deleted · `in_doubt`: nobody can tell.
 */
export type UnsendState = 'asked' | 'begun' | 'deleted' | 'refused' | 'in_doubt';

/** Why nothing came of it; without a connection it waits for one instead. */
export const unsendRefusals = [
  'too_old',
  'not_there',
  'no_ack_yet',
  'already',
  'module_missing',
  'by_whatsapp',
] as const satisfies readonly ChangeRefusal[];
export type UnsendRefusal = (typeof unsendRefusals)[number];

export interface Unsend {
  readonly id: number;
  readonly messageId: number;
  readonly askedAt: number;
  readonly state: UnsendState;
  /** With `refused`. */
  readonly because: UnsendRefusal | null;
  /** When it came to its end; null while `asked` or `begun`. */
  readonly settledAt: number | null;
}

export interface UnsendReads {
  /** The latest of this message. */
  unsendOf(messageId: number): Unsend | null;
  /** Those not settled, oldest first. */
  openUnsends(): readonly Unsend[];
}

export interface UnsendWrites {
  /** Throws where one of this message is open or done. */
  askUnsend(messageId: number, at: number): Unsend;
  /** From `asked` only. */
  beginUnsend(id: number): void;
  /** Back to `asked`: nothing was asked of WhatsApp. From `begun` only. */
  postponeUnsend(id: number): void;
  /** From a state that may lead there: `deleted` also follows `in_doubt`. */
  settleUnsend(
    id: number,
    end:
      | { readonly state: 'deleted' | 'in_doubt' }
      | { readonly state: 'refused'; readonly because: UnsendRefusal },
    at: number,
  ): Unsend;
}

export type UnsendTruth =
  | { readonly kind: 'asked'; readonly message: Message }
  /** It was asked before, and no answer has come. */
  | { readonly kind: 'under_way'; readonly message: Message }
  | { readonly kind: 'deleted'; readonly message: Message; readonly at: number }
  /** It stands in a state in which there is nothing to delete, or nobody knows whether there is. */
  | { readonly kind: 'not_sent'; readonly message: Message };

/** Records the owner's wish, where it can be one, and says what is true of the message. */
export function askUnsend(tx: LedgerWrites, message: Message, at: number): UnsendTruth {
  const now = tx.message(message.id) ?? message;
  if (now.status !== 'sent') return { kind: 'not_sent', message: now };
  const before = tx.unsendOf(message.id);
  if (before?.state === 'asked' || before?.state === 'begun') return { kind: 'under_way', message: now };
  if (before?.state === 'deleted')
    return { kind: 'deleted', message: now, at: before.settledAt ?? before.askedAt };
  tx.askUnsend(message.id, at);
  return { kind: 'asked', message: now };
}
