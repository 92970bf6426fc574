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
  readonly participants: readonly Card[];
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
  | { readonly kind: 'keys'; readonly got: boolean }
  | { readonly kind: 'upload'; readonly path: string | null }
  | { readonly kind: 'download'; readonly base64: string | null }
  | { readonly kind: 'pairing_code'; readonly code: string | null }
  | { readonly kind: 'deliveries'; readonly delivered: readonly string[]; readonly read: readonly string[] };

export type FromPage =
  /** `page` names one life of one page. */
  | { readonly type: 'hello'; readonly page: string; readonly device: Credentials | null }
  /** A page shows a QR code with this reference. */
  | { readonly type: 'qr_shown'; readonly ref: string }
  | { readonly type: 'fresh_ref' }
  | { readonly type: 'ping' }
  /** The page has stored this item: the server forgets it. */
  | { readonly type: 'got'; readonly seq: number }
  | { readonly type: 'ask'; readonly n: number; readonly ask: Ask }
  | { readonly type: 'stanza'; readonly stanza: Stanza }
  | { readonly type: 'chat_state'; readonly chat: string; readonly state: ChatState }
  | { readonly type: 'log_out' };

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
  | { readonly kind: 'receipt'; readonly chat: string; readonly waId: string; readonly level: 2 | 3 };

export type ToPage =
  | { readonly type: 'ref'; readonly ref: string }
  | { readonly type: 'pair'; readonly device: Credentials; readonly me: Card }
  | {
      readonly type: 'success';
      readonly me: Card;
      readonly contacts: readonly Card[];
      readonly groups: readonly GroupCard[];
      /** How many items were waiting. */
      readonly waiting: number;
    }
  | { readonly type: 'item'; readonly seq: number; readonly item: Item }
  | { readonly type: 'offline_end' }
  /** `level` 1: the server took it, -1: it refused, with `error`. */
  | {
      readonly type: 'ack';
      readonly id: string;
      readonly level: 1 | -1;
      readonly error: number | null;
      /** Seconds, by the server's clock. */
      readonly t: number;
    }
  | { readonly type: 'answer'; readonly n: number; readonly answer: Answer }
  | { readonly type: 'pong' }
  | { readonly type: 'logged_out' }
  | { readonly type: 'conflict' }
  | { readonly type: 'reload' };
