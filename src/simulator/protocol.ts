import type { Block } from './faults/link.ts';
import type { SendEnd, SendFaults } from './faults/sending.ts';
import type { ReloadMoment, StartFaults } from './faults/start.ts';
import type { KeyBuild, SelfChatBuild } from './simulator.ts';
import type { TimeScale } from './time.ts';

/**
 * What the page and WhatsApp's server say to each other over the WebSocket, one JSON frame each. Chats are named by
 * the id that the server knows best (`<digits>@c.us`, `<digits>@g.us`); a page may also say `<digits>@lid`.
 */

/** What a page must know about somebody to show and to address them. */
export interface Card {
  /** `<digits>@c.us` */
  readonly pn: string;
  /** `<digits>@lid`; null where there is none: not on WhatsApp. */
  readonly lid: string | null;
  /** As the owner's address book has it; null for a stranger. */
  readonly name: string | null;
  /** The name that the person chose. */
  readonly pushname: string;
}

export interface GroupCard {
  readonly id: string;
  readonly name: string;
  /** Only admins may write. */
  readonly announce: boolean;
  readonly participants: readonly Card[];
}

/** Whom the linked account knows and how it stands with them, whole. */
export interface Book {
  /** The address book, numbers that are not on WhatsApp included, and those whose number is a new one. */
  readonly contacts: readonly Card[];
  readonly groups: readonly GroupCard[];
  /** Every id of everybody whom the owner blocked. */
  readonly blocked: readonly string[];
}

/** A file that was uploaded; its bytes are asked for by `path`. */
export interface FileCard {
  readonly path: string;
  readonly mimetype: string;
  readonly filename: string | null;
  readonly bytes: number;
  /** SHA-256 of the bytes, base64. */
  readonly filehash: string;
  /** WhatsApp's message type: image, video, audio, ptt, sticker, document. */
  readonly type: string;
}

/** One message as the owner's phone keeps it. */
export interface Line {
  readonly waId: string;
  readonly chat: string;
  readonly author: Card;
  readonly fromMe: boolean;
  /** Typed on the owner's phone, sent by the linked page, or written by somebody else. */
  readonly origin: 'phone' | 'page' | 'person';
  readonly text: string;
  /** ms, by the server's clock. */
  readonly at: number;
  readonly quotedWaId: string | null;
  readonly forwarded: boolean;
  readonly file: FileCard | null;
  readonly deleted: boolean;
  readonly edited: boolean;
  /** The linked account's reaction to it, an emoji. */
  readonly reaction: string | null;
}

export interface Credentials {
  readonly id: string;
  readonly secret: string;
}

/** Which WhatsApp Web a document is; written into it. */
export interface PageBuild {
  readonly version: string;
  readonly keyBuild: KeyBuild;
  readonly selfChat: SelfChatBuild;
  readonly deadAfterMs: number;
  readonly lacking: readonly string[];
  readonly time: TimeScale | null;
}

/** What a page does wrong by itself: written into its document, and told again at every change. */
export interface PageFaults {
  /** Grows with every change. */
  readonly n: number;
  /** Null: never. */
  readonly programLateMs: number | null;
  readonly syncedAtLoad: boolean;
  readonly syncStops: Parameters<StartFaults['syncStops']>[0];
  /** What its socket shows instead of the truth. */
  readonly state: string | null;
  readonly sendSeenThrows: boolean;
  readonly handOverThrows: Parameters<SendFaults['handOverThrows']>[0];
  readonly sibling: Parameters<SendFaults['sibling']>[0];
  readonly keyShape: Parameters<SendFaults['keyShape']>[0];
  readonly reloadAt: ReloadMoment | null;
  /** It marks a message as deleted for everyone before it asks for that. */
  readonly marksRevokedFirst: boolean;
  /** Until when a message may be edited, and deleted for everyone. */
  readonly editSeconds: number;
  readonly revokeSeconds: number;
  /** How long after it was linked it keeps that. */
  readonly linkKeptLateMs: number;
  /** It shows news, and is unlinked unless they are closed within so long; null: none. */
  readonly newsUnlinkAfterMs: number | null;
}

/** What a living page does at once. */
export type Deed =
  | { readonly kind: 'reload' }
  | { readonly kind: 'frame'; readonly address: string }
  | { readonly kind: 'hang'; readonly ms: number }
  | { readonly kind: 'close' }
  | { readonly kind: 'swell'; readonly mb: number };

export type Stanza =
  | {
      readonly kind: 'message';
      readonly id: string;
      readonly chat: string;
      readonly text: string;
      readonly quotedWaId: string | null;
      readonly file: FileCard | null;
    }
  | {
      readonly kind: 'edit';
      readonly id: string;
      readonly chat: string;
      readonly target: string;
      readonly text: string;
    }
  | { readonly kind: 'revoke'; readonly id: string; readonly chat: string; readonly target: string }
  | {
      readonly kind: 'reaction';
      readonly id: string;
      readonly chat: string;
      readonly target: string;
      readonly emoji: string;
    };

export type ChatState = 'composing' | 'recording' | 'paused';

/** A question with one answer. */
export type Ask =
  | { readonly kind: 'exists'; readonly wid: string }
  /** The keys to encrypt for a chat: asked once before each message. */
  | { readonly kind: 'keys'; readonly chat: string }
  | { readonly kind: 'upload'; readonly base64: string; readonly mimetype: string }
  | { readonly kind: 'download'; readonly path: string }
  | { readonly kind: 'pairing_code'; readonly phone: string }
  | { readonly kind: 'deliveries'; readonly chat: string; readonly waId: string };

export type Answer =
  | { readonly kind: 'exists'; readonly card: Card | null }
  /** `end`: they are not to be had, and the message ends so. */
  | { readonly kind: 'keys'; readonly end: SendEnd | null }
  | { readonly kind: 'upload'; readonly path: string | null }
  | { readonly kind: 'download'; readonly base64: string | null }
  | { readonly kind: 'pairing_code'; readonly code: string | null }
  | { readonly kind: 'deliveries'; readonly delivered: readonly string[]; readonly read: readonly string[] };

export type FromPage =
  /** `page` names one life of one page; `faults` is the number of those that it acts on. */
  | {
      readonly type: 'hello';
      readonly page: string;
      readonly device: Credentials | null;
      readonly faults: number;
    }
  /** The page acts on the faults of this number. */
  | { readonly type: 'faults_known'; readonly n: number }
  /** A page shows a QR code with this reference. */
  | { readonly type: 'qr_shown'; readonly ref: string }
  | { readonly type: 'fresh_ref' }
  | { readonly type: 'ping' }
  /** The page has stored this item: the server forgets it. */
  | { readonly type: 'got'; readonly seq: number }
  | { readonly type: 'ask'; readonly n: number; readonly ask: Ask }
  | { readonly type: 'stanza'; readonly stanza: Stanza }
  | { readonly type: 'chat_state'; readonly chat: string; readonly state: ChatState }
  /** The page deleted this message for itself alone: no phone hears of it. */
  | { readonly type: 'deleted_here'; readonly waId: string }
  | { readonly type: 'log_out' };

/** A message as nobody wrote it; ids stand as the page is to see them. */
export interface Forged {
  readonly waId: string;
  readonly chat: string;
  readonly author: { readonly pn: string; readonly lid: string | null } | null;
  readonly pushname: string;
  readonly fromMe: boolean;
  readonly forwarded: boolean;
  readonly text: string;
  /** ms. */
  readonly at: number;
}

/** What the server keeps for the linked device until the device has it. */
export type Item =
  /** What the phone hands over when a device is linked. */
  | { readonly kind: 'history'; readonly lines: readonly Line[] }
  | {
      readonly kind: 'message';
      readonly line: Line;
      /** A placeholder: the text follows with `decrypted`. */
      readonly ciphertext: boolean;
      /** To be reported twice by the page. */
      readonly twice: boolean;
    }
  | { readonly kind: 'forged'; readonly message: Forged }
  | { readonly kind: 'decrypted'; readonly line: Line }
  | { readonly kind: 'edit'; readonly line: Line }
  | { readonly kind: 'revoke'; readonly line: Line }
  | {
      readonly kind: 'reaction';
      readonly line: Line;
      readonly by: Card;
      readonly emoji: string;
      readonly at: number;
    }
  /** `level` 2: on every device, 3: read. */
  | { readonly kind: 'receipt'; readonly chat: string; readonly waId: string; readonly level: number };

export type ToPage =
  | { readonly type: 'ref'; readonly ref: string }
  | { readonly type: 'pair'; readonly device: Credentials; readonly me: Card }
  | {
      readonly type: 'success';
      readonly me: Card;
      readonly book: Book;
      /** How many items were waiting. */
      readonly waiting: number;
    }
  /** It has changed. */
  | { readonly type: 'book'; readonly book: Book }
  | { readonly type: 'item'; readonly seq: number; readonly item: Item }
  | { readonly type: 'offline_end' }
  /** `level` 1: the server took it, below 0: it refused, with `error`. */
  | {
      readonly type: 'ack';
      readonly id: string;
      readonly level: number;
      readonly error: number | null;
      /** Seconds, by the server's clock. */
      readonly t: number;
    }
  | { readonly type: 'answer'; readonly n: number; readonly answer: Answer }
  | { readonly type: 'pong' }
  | { readonly type: 'logged_out' }
  | { readonly type: 'conflict' }
  /** The server does not speak with this page, for this reason. */
  | { readonly type: 'blocked'; readonly state: Block }
  /** No more QR codes until the page asks. */
  | { readonly type: 'qr_idle' }
  | { readonly type: 'faults'; readonly faults: PageFaults }
  /** The world's clock as it stands; told at every hello and leap where the world has a time of its own. */
  | { readonly type: 'time'; readonly time: TimeScale }
  | { readonly type: 'deed'; readonly deed: Deed };
