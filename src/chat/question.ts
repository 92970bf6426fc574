/** Questions put to the owner: what each kind keeps until it is answered. Kept in the ledger as JSON. */
import type { Doubt } from '../core/consent.ts';
import type { FileRef } from '../core/files.ts';
import type { Chat, HoldReason } from '../core/message.ts';
import type { Outage } from '../core/news.ts';
import type { Rule } from '../core/recurrence/rule.ts';
import type { WhenNote } from '../core/time/when.ts';
import type { FileKind } from '../core/whatsapp.ts';
import type { HeadReading } from './head-answer.ts';

/** What a recipient could be, as far as the address book could tell. */
export type RecipientDraft =
  | { readonly kind: 'chat'; readonly typed: string; readonly chat: Chat; readonly learn: boolean }
  | {
      readonly kind: 'choices';
      readonly typed: string;
      readonly chats: readonly Chat[];
      /** So many others fit as well. */
      readonly more?: number;
      /** A part of a name is learned once it was chosen; a misspelt one is not. */
      readonly learn: boolean;
      /** The name stood for a number or an account, and the two have parted. */
      readonly changed?: boolean;
    };

/** What a series is made of, beside whom it goes to and what it says. */
export interface Repeats {
  readonly rule: Rule;
  readonly said: string;
  /** Of the first occurrence. */
  readonly key: string;
}

export type WhenDraft =
  | {
      readonly kind: 'at';
      readonly at: number;
      /** The zone it was said in. */
      readonly zone: string;
      readonly notes: readonly WhenNote[];
      /** It is the first of these. */
      readonly repeats?: Repeats;
    }
  | {
      readonly kind: 'choices';
      readonly text: string;
      readonly phrase: string;
      readonly zone: string;
      readonly choices: readonly {
        readonly at: number;
        readonly label: string;
        /** Of a series: the rule in words that mean this one. */
        readonly phrase?: string;
      }[];
    };

/** A /schedule that is not armed yet. `when`, `recipients`, `parts` are null where nothing was said. */
export interface ScheduleDraft {
  readonly kind: 'schedule';
  readonly commandWaId: string;
  /** When the owner sent the command, ms: the reference of its time words. */
  readonly saidAt: number;
  /** Ways to read the head of which one is chosen first; empty once that is settled. */
  readonly readings: readonly { readonly label: string; readonly reading: HeadReading }[];
  readonly when: WhenDraft | null;
  readonly recipients: readonly RecipientDraft[] | null;
  readonly parts: readonly string[] | null;
  /** Goes with the first part, which is its caption; without parts it goes by itself. */
  readonly file?: FileRef;
  /** Sentences that the question or the confirmation says besides. */
  readonly notes: readonly string[];
  /** The owner has chosen a name or a time, having seen how many recipients and parts there are. */
  readonly chosen: boolean;
  /** The owner has seen it as it stands, and said yes. */
  readonly confirmed: boolean;
  /** Why a yes is needed although everything is known; each a short sentence or two that end in a question. */
  readonly doubts: readonly string[];
  /** What the question asks about: kept with the messages when the answer is yes. */
  readonly asked?: readonly Doubt[];
  /** Messages of the same command before it was edited: cancelled when this is armed. */
  readonly editOf: readonly number[];
  /** The message that the owner wants moved: it is planned anew, or a new one takes its place. */
  readonly moves?: number;
  /** It is to go now: its time is counted from the moment at which nothing is left to ask. */
  readonly hurried?: true;
  /** The message that this is a copy of, whose text is meant to come again. */
  readonly copies?: number;
  /** Its when is the rule of a series. */
  readonly every?: true;
  /** A note to oneself, that cannot ring. */
  readonly reminds?: true;
}

/** A command that waits, with what identifies it and the time its words refer to. */
interface Waiting {
  readonly text: string;
  readonly waId: string;
  readonly saidAt: number;
  /** What hung on it, or on the message that it quoted. */
  readonly file?: FileKind | null;
  readonly quotedWaId?: string | null;
}

/** A command that the bot has put right, ready behind yes. */
export interface CorrectedDraft extends Waiting {
  readonly kind: 'corrected';
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
/** Messages that wait for send, drop or move. */
export interface OverdueDraft {
  readonly kind: 'overdue';
  readonly ids: readonly number[];
  /** What they have in common, while more of the same may still join them before the owner can be told. */
  readonly gathers?: Gathering;
}
export interface Gathering {
  readonly what: 'missed' | HoldReason;
  readonly outage: Outage;
}
/** `/cancel all` and `/cancel <name>` list first. */
export interface CancelDraft {
  readonly kind: 'cancel';
  readonly ids: readonly number[];
  /** Series that end with them. */
  readonly series?: readonly number[];
}
/** Whom an alias is to mean, where that is not certain, or is somebody's name. */
export interface AliasDraft {
  readonly kind: 'alias';
  readonly spelled: string;
  readonly chats: readonly Chat[];
}
/** A list that has another page. */
export interface ListDraft {
  readonly kind: 'list';
  /** Behind the verb, without the page. */
  readonly words: string;
  /** The next one, from 1. */
  readonly page: number;
  /** It is the account of a rehearsal. */
  readonly of?: 'rehearsal';
}
/** Series that keep the clock in which they were said, unless they are moved to this zone. */
export interface RezoneDraft {
  readonly kind: 'rezone';
  readonly ids: readonly number[];
  readonly zone: string;
}
/** A table whose rows are armed after a yes. What was read of it lies beside the ledger, and not in it twice. */
export interface ImportDraft {
  readonly kind: 'import';
  readonly commandWaId: string;
  /** The campaign as JSON, under the hash of its bytes. */
  readonly kept: { readonly hash: string; readonly bytes: number };
  /** What the question told: a yes counts for nothing else. */
  readonly seen: string;
  /** The question as it was put. */
  readonly text: string;
}
/** The zone is needed before the first arming; the command waits. */
export interface ZoneDraft extends Waiting {
  readonly kind: 'zone';
}

export type Draft =
  | ScheduleDraft
  | CorrectedDraft
  | InDoubtDraft
  | AgainDraft
  | OverdueDraft
  | CancelDraft
  | AliasDraft
  | ListDraft
  | RezoneDraft
  | ImportDraft
  | ZoneDraft;
export type QuestionKind = Draft['kind'];

/** A question lives this long; answers to notices do not lapse. */
export const questionLifeMs = 10 * 60_000;

export function readDraft(json: string): Draft {
  return JSON.parse(json) as Draft;
}
