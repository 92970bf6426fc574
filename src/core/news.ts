/**
 * What the bot has to tell the owner unasked, as facts. The chat turns a piece of news into words and, where it needs
 * an answer, into a question, inside the transaction of the change that it tells: no change without its news, no news
 * without its change.
 */
import type { ClaimNews } from './group-claim.ts';
import type { LatchWhy, LedgerWrites } from './ledger.ts';
import type { HoldReason, Message, Status } from './message.ts';
import type { GroupNews } from './notice-chat.ts';
import type { OwnerNews } from './owner-watch.ts';
import type { PastOutage } from './past-outage.ts';
import type { Barrier } from './recipient.ts';
import type { SelftestResult } from './selftest.ts';
import type { SeriesNews } from './series.ts';
import type { Unsend } from './unsend.ts';
import type { Refusal } from './whatsapp.ts';

export type InDoubtWhy =
  | 'no_ack'
  | 'connection_broke'
  | 'bot_stopped'
  | 'page_failed'
  | 'send_failed'
  | 'known_id';

/**
 * Whether WhatsApp was out of reach: it was not · since `at`, ms · since before this process could tell. `cannotSend`: it was
 * there, or came to be, and lacked a part of sending.
 */
export type Outage =
  | { readonly kind: 'none' }
  | { readonly kind: 'since'; readonly at: number; readonly cannotSend?: true }
  | { readonly kind: 'unknown' }
  /** Everything was there but their files in the page. */
  | { readonly kind: 'no_upload' };

export type News =
  | { readonly kind: 'welcome' }
  | { readonly kind: 'in_doubt'; readonly message: Message; readonly why: InDoubtWhy }
  /** Our own refusal before the hand-over: it never left. */
  | { readonly kind: 'never_left'; readonly message: Message; readonly because: Refusal }
  | { readonly kind: 'refused_by_whatsapp'; readonly message: Message }
  /** What came of a deletion for everyone. */
  | { readonly kind: 'unsend'; readonly message: Message; readonly unsend: Unsend }
  /** Evidence that it left, after the owner was told or believed otherwise. */
  | {
      readonly kind: 'did_go_out';
      readonly message: Message;
      readonly was: Status;
      readonly replacementCancelled: number | null;
    }
  /** In doubt, past their grace, and in a page that has been destroyed: they cannot leave late any more. */
  | { readonly kind: 'kept_from_leaving_late'; readonly messages: readonly Message[] }
  /** Missed, and dropped by the owner's word that they go on time or never. */
  | { readonly kind: 'dropped_late'; readonly messages: readonly Message[] }
  | { readonly kind: 'missed'; readonly messages: readonly Message[]; readonly outage: Outage }
  /** What the owner wrote in a control chat between these instants, ms, cannot be read. */
  | { readonly kind: 'control_chat_unread'; readonly from: number; readonly to: number }
  | {
      readonly kind: 'held';
      readonly messages: readonly Message[];
      readonly reason: HoldReason;
      readonly barrier?: Barrier | null;
    }
  /** The same account under another name, about which these are. */
  | { readonly kind: 'renamed'; readonly messages: readonly Message[]; readonly name: string }
  | { readonly kind: 'cancelled_by_revoke'; readonly messages: readonly Message[] }
  /** The command was deleted for everyone when some of its messages had already left `scheduled`. */
  | { readonly kind: 'revoke_too_late'; readonly messages: readonly Message[] }
  | { readonly kind: 'rehearsed'; readonly message: Message }
  /** `about`: the messages that tripped it, where there are any. */
  | { readonly kind: 'latched'; readonly why: LatchWhy; readonly about?: readonly number[] }
  /** A backup made at that instant has become the ledger again. */
  | { readonly kind: 'restored'; readonly backupAt: number }
  | { readonly kind: 'clock_stepped'; readonly byMs: number }
  | { readonly kind: 'clock_behind'; readonly byMs: number }
  /** WhatsApp is reached again. `briefer`: outages since the last such news that were not worth their own. */
  | { readonly kind: 'back_online'; readonly outage: PastOutage; readonly briefer: number }
  /** What was found of the promise in this WhatsApp Web, and what became of the line that was sent for it. */
  | { readonly kind: 'selftest'; readonly result: SelftestResult }
  | ClaimNews
  | GroupNews
  | OwnerNews
  | SeriesNews;

export type Tell = (tx: LedgerWrites, news: News, at: number) => void;
