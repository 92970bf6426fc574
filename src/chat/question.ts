/** Questions put to the owner: what each kind keeps until it is answered. Kept in the ledger as JSON. */
import type { Chat } from '../core/message.ts';

/** What a recipient could be, as far as the address book could tell. */
export type RecipientDraft =
  | { readonly kind: 'chat'; readonly typed: string; readonly chat: Chat; readonly learn: boolean }
  | { readonly kind: 'choices'; readonly typed: string; readonly chats: readonly Chat[] };

export type WhenDraft =
  | { readonly kind: 'at'; readonly at: number; readonly zone: string; readonly far: boolean }
  | {
      readonly kind: 'choices';
      readonly text: string;
      readonly phrase: string;
      readonly zone: string;
      readonly choices: readonly { readonly at: number; readonly label: string }[];
    };

/** A /schedule that is not armed yet. `when`, `recipients`, `parts` are null where nothing was said. */
export interface ScheduleDraft {
  readonly kind: 'schedule';
  readonly commandWaId: string;
  /** When the owner sent the command, ms: the reference of its time words. */
  readonly saidAt: number;
  readonly when: WhenDraft | null;
  readonly recipients: readonly RecipientDraft[] | null;
  readonly parts: readonly string[] | null;
  readonly notes: readonly string[];
  /** The owner has seen it as it stands and said yes. */
  readonly confirmed: boolean;
  /** A yes is needed for a reason that the draft itself does not show, e.g. a corrected time. */
  readonly wantsYes: boolean;
  readonly dry: boolean;
}

/** A command that the bot has put right, ready behind yes. */
export interface CorrectedDraft {
  readonly kind: 'corrected';
  readonly text: string;
}
/** What to do with one message in doubt. */
export interface InDoubtDraft {
  readonly kind: 'in_doubt';
  readonly id: number;
}
/** "Again" could reach the recipient twice: really not there? */
export interface AgainDraft {
  readonly kind: 'again';
  readonly id: number;
}
/** Several messages wait for send or drop. */
export interface OverdueDraft {
  readonly kind: 'overdue';
  readonly ids: readonly number[];
}
/** `/cancel all` and `/cancel <name>` list first. */
export interface CancelDraft {
  readonly kind: 'cancel';
  readonly ids: readonly number[];
}
/** The zone is needed before the first arming; the command waits. */
export interface ZoneDraft {
  readonly kind: 'zone';
  readonly text: string;
  readonly saidAt: number;
}

export type Draft =
  | ScheduleDraft
  | CorrectedDraft
  | InDoubtDraft
  | AgainDraft
  | OverdueDraft
  | CancelDraft
  | ZoneDraft;
export type QuestionKind = Draft['kind'];

/** A question lives this long; answers to notices do not lapse. */
export const questionLifeMs = 10 * 60_000;

export function readDraft(json: string): Draft {
  return JSON.parse(json) as Draft;
}
