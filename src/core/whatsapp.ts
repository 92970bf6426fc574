/**
 * The port to WhatsApp, as wide as the verbs we use. The adapter knows whatsapp-web.js and the page; the core knows
 * only these values. No outcome is a boolean, and only `refused` says that nothing can have left.
 */
import type { ChangeVerbs } from './change.ts';
import type { FileRef, FileVerbs } from './files.ts';
import type { Chat } from './message.ts';
import type { AccountOf, RecipientVerbs } from './recipient.ts';

/** Own ids of the linked account, as WhatsApp Web tells them. */
export interface Account {
  readonly phone: string;
  /** `<digits>@c.us` */
  readonly chatId: string;
  /** `<digits>@lid`, where the page tells it. */
  readonly lid: string | null;
}

/**
 * The state of the connection. `connected` means: socket connected and synced, offline delivery finished, own probe
 * answered. `connection` grows by one with every time that is reached, so that what was learned in an earlier one is
 * not believed in a later one.
 */
export type Link =
  | { readonly state: 'starting' }
  | { readonly state: 'linking' }
  | { readonly state: 'syncing' }
  /** The page lives and has no connection. */
  | { readonly state: 'offline'; readonly why: 'network' }
  /**
   * There is no page that could be asked, and the next one is on its way. `tries`: lives in a row that ended without
   * having been connected for long.
   */
  | { readonly state: 'recovering'; readonly why: RecoveryWhy; readonly tries: number }
  /** WhatsApp lets this page do nothing, and another page is tried at `againAt` only, wall clock, ms. */
  | { readonly state: 'blocked'; readonly why: BlockedWhy; readonly againAt: number }
  /** The phone has unlinked this device; the session is deleted, and a QR code comes next. */
  | { readonly state: 'logged_out' }
  | {
      readonly state: 'connected';
      readonly connection: number;
      readonly generation: string;
      readonly account: Account;
      readonly build: Build;
    };

export type RecoveryWhy =
  /** web.whatsapp.com did not answer. */
  | 'unreachable'
  | 'browser_gone'
  /** The page crashed, closed or went to another document. */
  | 'page_gone'
  /** None is there, or it does not come up. */
  | 'no_browser'
  /** The page gave no answer for a minute. */
  | 'probe_failed'
  /** WhatsApp Web answered, and its program did not come up in it. */
  | 'entry_failed'
  /** Starting, syncing, showing one QR code or without a socket for longer than any of them takes. */
  | 'stuck'
  /** We ended the page ourselves. */
  | 'recycled';

export type BlockedWhy =
  /** Another program holds the account's web session. */
  | 'conflict'
  /** WhatsApp refuses the account. */
  | 'account'
  /** WhatsApp refuses the network that we come from. */
  | 'proxy'
  /** WhatsApp refuses this version of its own page. */
  | 'version'
  /** The page lacks what we need even to look at it. */
  | 'changed';

/** What a page can be asked for; each wants modules of WhatsApp Web that a later build may lack. */
export const abilities = [
  'send',
  'read',
  'contacts',
  'recipients',
  'numbers',
  'typing',
  'edit',
  'react',
  'revoke',
  'files',
] as const;
export type Ability = (typeof abilities)[number];

/** The WhatsApp Web that the page runs, and what it has not got. */
export interface Build {
  /** As WhatsApp Web calls itself, e.g. `2.3000.1043220887`. */
  readonly version: string;
  readonly lacking: readonly Lack[];
}

export interface Lack {
  readonly ability: Ability;
  /** WhatsApp's own name: `Module` or `Module.member`. */
  readonly name: string;
}

/** Of the page that lives now. `memory` is that of its browser's whole tree; null where the system does not tell. */
export interface PageHealth {
  readonly generation: string;
  readonly ageMs: number;
  readonly memory: { readonly bytes: number; readonly limitBytes: number } | null;
}

/** A message seen in some chat. The core decides whether it comes from the owner; text is hostile until then. */
export interface Inbound {
  /** The bare WhatsApp id. */
  readonly waId: string;
  /** Every known id of the chat: `@c.us`, `@lid`, `@g.us`. */
  readonly chatIds: readonly string[];
  readonly fromMe: boolean;
  /** Ids of the author (in a direct chat: the other side, or ourselves), as far as WhatsApp told them. */
  readonly authorIds: readonly string[];
  readonly text: string;
  /** Sent at, ms, by WhatsApp's clock (it has whole seconds). */
  readonly at: number;
  readonly forwarded: boolean;
  /** The bare id of the message that this one quotes. */
  readonly quotedWaId: string | null;
  /** What hangs on it besides its text, or on the message that it quotes. */
  readonly file: FileKind | null;
}

/** What is known of a message before it can be read: where it stands, who wrote it, and when it was sent, ms. */
export type Undecrypted = Pick<Inbound, 'chatIds' | 'fromMe' | 'authorIds' | 'at'>;

export type FileKind = 'picture' | 'video' | 'sound' | 'document' | 'sticker';

/** A deletion for everyone: in which chat, and by whom, as far as WhatsApp told. */
export interface Deletion {
  readonly chatIds: readonly string[];
  readonly fromMe: boolean;
  /** Ids of whoever deleted it: in a group that may be another than its author. */
  readonly byIds: readonly string[];
}

export type WhatsAppEvent =
  | { readonly kind: 'link'; readonly link: Link }
  /** A new page generation lives; every earlier one is dead, since one session folder has one browser. */
  | { readonly kind: 'page_born'; readonly generation: string }
  /** The browser process of that generation is known to be gone. */
  | { readonly kind: 'page_dead'; readonly generation: string }
  | { readonly kind: 'inbound'; readonly message: Inbound }
  /** `ack` is WhatsApp's number: below zero a refusal (NACK), 0 none yet, 1 to 4 a level. Only for our own messages. */
  | { readonly kind: 'ack'; readonly waId: string; readonly ack: number }
  /**
   * A new message of this account's own stands in a chat: our own hand-over as the page shows it (ack 0), or what another
   * device of the account has sent. `at` is its own time, ms, whole seconds.
   */
  | {
      readonly kind: 'echo';
      readonly waId: string;
      readonly chatIds: readonly string[];
      readonly ack: number;
      readonly at: number;
    }
  /** Deleted for everyone; `waId` is the bare id of the deleted message. */
  | ({ readonly kind: 'revoked'; readonly waId: string } & Deletion)
  | { readonly kind: 'edited'; readonly message: Inbound }
  /**
   * Somebody reacted to the message `waId`, one of this account's devices (`fromMe`, ours included) or another. An empty
   * emoji takes the reaction back. Old ones may be told again; `at` is when it was given, ms.
   */
  | {
      readonly kind: 'reaction';
      readonly waId: string;
      readonly chatIds: readonly string[];
      readonly fromMe: boolean;
      readonly byIds: readonly string[];
      readonly emoji: string;
      readonly at: number;
    }
  /** A message came that cannot be decrypted yet. */
  | ({ readonly kind: 'undecrypted' } & Undecrypted)
  /** To be shown as a QR code until the next one comes. */
  | { readonly kind: 'qr'; readonly code: string }
  /** To be typed on the phone until the next one comes: eight letters and digits. Null: WhatsApp gave none. */
  | { readonly kind: 'pairing_code'; readonly code: string | null };

export interface HandOver {
  readonly reservedId: string;
  readonly chatId: string;
  /** Refused where the page knows that the chat's number or LID belongs to another one; absent: whoever's it is. */
  readonly account?: AccountOf;
  readonly text: string;
  /** Goes with the text, which is its caption; refused unless it was prepared under the same reserved id. */
  readonly file?: FileRef | null;
  /** Wall clock, ms: the page refuses at or after it. */
  readonly notAfter: number;
  /** The page generation that the claim was made for: another one refuses. */
  readonly generation: string;
}

/** Our own refusals, each known to precede the hand-over. */
export type Refusal =
  | 'aborted'
  | 'not_connected'
  | 'too_late'
  | 'known_id'
  | 'no_file'
  | 'no_chat'
  | 'other_account'
  | 'left_group'
  | 'read_only'
  | 'blocked'
  | 'page_changed'
  | 'module_missing';

export type HandOverOutcome =
  /** The page took it; whether it left is told by acks alone. */
  | { readonly kind: 'handed' }
  | { readonly kind: 'refused'; readonly because: Refusal }
  | { readonly kind: 'unknown'; readonly because: 'timeout' | 'page_gone' | 'threw' };

/** Answer of the gate to an abort: it can no longer be handed over · it was already · nobody can tell. */
export type AbortAnswer = 'prevented' | 'handed' | 'unknown';

export interface LookUp {
  readonly reservedId: string;
  /** What the page has under that id, in any spelling of its key. `absent` proves nothing about the wire. */
  readonly found:
    | { readonly kind: 'absent' }
    | { readonly kind: 'present'; readonly ack: number; readonly sendFailure: boolean }
    | { readonly kind: 'unreachable' };
}

/** A command message read again, by bare id. */
export type Reread =
  | { readonly kind: 'present'; readonly text: string }
  | ({ readonly kind: 'revoked' } & Deletion)
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreachable' };

export type ChatReading =
  | {
      readonly kind: 'read';
      /** Oldest first; everything found at or after `since`. */
      readonly messages: readonly Inbound[];
      /** Messages that have not been decrypted yet. */
      readonly undecrypted: readonly Undecrypted[];
      /** True when the reading reached back to `since`, false when WhatsApp gave up earlier. */
      readonly complete: boolean;
    }
  | { readonly kind: 'unreachable' };

export type NumberReading =
  | { readonly kind: 'chat'; readonly chat: Chat }
  | { readonly kind: 'not_on_whatsapp' }
  /** This WhatsApp Web cannot look numbers up; `lacking` is WhatsApp's own name of what is missing. */
  | { readonly kind: 'unable'; readonly lacking: string }
  | { readonly kind: 'unreachable' };

export type Contacts =
  | { readonly kind: 'contacts'; readonly chats: readonly Chat[] }
  /** This WhatsApp Web tells no names; `lacking` is WhatsApp's own name of what is missing. */
  | { readonly kind: 'unable'; readonly lacking: string }
  | { readonly kind: 'unreachable' };

/** Who is in a group now. */
export type Members =
  /** Every id of each that the page knows; the own account's among them as long as it is in the group. */
  | { readonly kind: 'members'; readonly ids: readonly string[] }
  | { readonly kind: 'no_such_group' }
  | { readonly kind: 'unreachable' };

/** The page took it, and nobody confirms more · this WhatsApp Web cannot · the page gave no answer. */
export type TypingOutcome = 'shown' | 'unable' | 'unknown';

export interface WhatsApp extends ChangeVerbs, FileVerbs, RecipientVerbs {
  /** Begin to connect, and keep connecting with backoff until `stop`. Events go to `listener`, one at a time. */
  start(listener: (event: WhatsAppEvent) => void): void;
  /** Close the browser without unload handlers; kill it after 5 s. Resolves when its process is gone. */
  stop(): Promise<void>;
  link(): Link;
  /** The last figures, measured every half minute; null when no page lives. Nothing is awaited. */
  health(): PageHealth | null;
  /** One hand-over through the gate. Never rejects. */
  handOver(request: HandOver): Promise<HandOverOutcome>;
  /** Set the abort flag of these ids in the page and ask what it knows. Bounded to a few seconds; never rejects. */
  abort(reservedIds: readonly string[]): Promise<ReadonlyMap<string, AbortAnswer>>;
  /** Destroy the page and its browser; resolves when the process is gone. Connecting anew goes on by itself. */
  recycle(): Promise<void>;
  lookUp(chat: Chat, reservedIds: readonly string[]): Promise<readonly LookUp[]>;
  /** Read a chat (any of its ids) back to `since`, ms. */
  readChat(chatIds: readonly string[], since: number): Promise<ChatReading>;
  reread(chatIds: readonly string[], waId: string): Promise<Reread>;
  contacts(): Promise<Contacts>;
  members(groupId: string): Promise<Members>;
  /** `phone` in E.164. */
  number(phone: string): Promise<NumberReading>;
  /** Show "typing…" to a chat. Never rejects. */
  typing(chatId: string): Promise<TypingOutcome>;
}
