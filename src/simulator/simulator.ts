/**
 * The stand-in for WhatsApp: a page that the unmodified whatsapp-web.js drives in real Chromium, and the world behind
 * it. The page is served over TLS on loopback for the very name that the library opens; Chromium is told so by flags
 * alone, so the bot under test is the product as it ships. The world lives in the process that starts the simulator,
 * never in the bot's, and outlives every browser.
 */

import type { ChangeFaults } from './faults/changes.ts';
import type { FileFaults } from './faults/files.ts';
import type { LinkFaults } from './faults/link.ts';
import type { NetworkFaults } from './faults/network.ts';
import type { OwnerFaults } from './faults/owners.ts';
import type { ReceiveFaults } from './faults/receiving.ts';
import type { RecipientFaults } from './faults/recipients.ts';
import type { SendFaults } from './faults/sending.ts';
import type { StartFaults } from './faults/start.ts';
import type { TimeScale } from './time.ts';

/** How the page's message keys carry their serialized id: both builds of WhatsApp Web are in use. */
export type KeyBuild = '_serialized' | '$1';
/** Under which id chats with people are kept, the one with oneself among them: the LID, as after WhatsApp's migration, or the number. */
export type SelfChatBuild = 'lid' | 'phone';

export interface SimulatorOptions {
  /** Default `_serialized`. */
  readonly keyBuild?: KeyBuild;
  /** Default `lid`. */
  readonly selfChat?: SelfChatBuild;
  /** The world is kept in this file, so that a later simulator goes on with the same phones, chats and linked device. */
  readonly stateFile?: string;
  /**
   * After this long without a sign of life a page gives its connection up (default 10 s), and after half of it without
   * a new one it shows TIMEOUT.
   */
  readonly deadAfterMs?: number;
  /** Scan the QR code as soon as a page shows one (default true). */
  readonly autoLink?: boolean;
  /** Of WhatsApp Web, as its page tells it. */
  readonly version?: string;
  /** `Module`, `Module.member` …: what this WhatsApp Web does not have. */
  readonly lacking?: readonly string[];
  /**
   * The world and its pages live by this time instead of the machine's (`deadAfterMs` and every other limit too: a page
   * at twenty times the speed gives a connection up after half a second, unless it is told a longer one).
   */
  readonly time?: TimeScale;
  /** When what arrived is read: at once (the default), or when `World.personReads` says so. */
  readonly reads?: 'at_once' | 'by_hand';
}

export interface Simulator {
  readonly world: World;
  /** Flags that lead a Chromium to this simulator and nowhere else. */
  readonly chromiumArgs: readonly string[];
  /** The same for the environment variable CHROMIUM_ARGS, quoted as its reader expects. */
  readonly chromiumArgsText: string;
  /** Epoch ms of the world. */
  now(): number;
  /**
   * Sets the world's clock forward by so many ms, and its pages' with it; what is timed already keeps its length. Throws
   * where the world was not given a time of its own.
   */
  leap(ms: number): void;
  close(): Promise<void>;
}

/** What one phone received, as that phone counts it. The same id twice is two entries: nothing is deduplicated. */
export interface Received {
  readonly waId: string;
  readonly text: string;
  /** ms, when the phone got it. */
  readonly at: number;
  /** Who sent it, by name. */
  readonly from: string;
  /** The group it came through, or null. */
  readonly group: string | null;
  /** This phone had this very id before: a copy that the real WhatsApp would hide, and the bot must not lean on that. */
  readonly repeated: boolean;
  readonly quotedWaId: string | null;
  readonly file: ReceivedFile | null;
  /** What became of it later. `text` stays as it arrived. */
  readonly deleted: boolean;
  readonly editedTo: string | null;
  readonly reaction: string | null;
  /** Whoever has this phone has seen it. */
  readonly read: boolean;
  /** Their own reaction to it, an emoji. */
  readonly reacted: string | null;
}

/** What somebody wrote on their phone, to the owner or into a group. */
export interface Written {
  readonly waId: string;
  readonly text: string;
  /** ms */
  readonly at: number;
  readonly group: string | null;
  readonly quotedWaId: string | null;
}

/** What the owner types on: ids look different. The last is another computer, whose ids look like the page's own. */
export type OwnersDevice = 'iphone' | 'android' | 'web';

/** A file as a phone attaches it; the text is its caption. */
export interface SentFile {
  readonly mimetype: string;
  readonly filename: string;
  readonly base64: string;
  /** Recorded by holding the microphone: a voice note, without a name. */
  readonly voice?: boolean;
}

export interface ReceivedFile {
  /** Where `World.file` finds its bytes. */
  readonly path: string;
  readonly mimetype: string;
  readonly filename: string | null;
  readonly bytes: number;
  /** WhatsApp's message type: image, video, audio, ptt, sticker, document. */
  readonly type: string;
}

/** A stanza as the server took it. */
export interface WireLine {
  readonly kind: 'message' | 'edit' | 'revoke' | 'reaction';
  /** The message's own id, or for the other kinds the id of the message they are about. */
  readonly waId: string;
  /** As the page addressed it. */
  readonly chatId: string;
  readonly text: string;
  readonly at: number;
  /** One life of one page: tells an orphaned browser's stanzas from another's. */
  readonly page: string;
}

/** One line of the owner's chat with themselves as their phone shows it. */
export interface ControlLine {
  readonly waId: string;
  readonly text: string;
  readonly at: number;
  /** Typed on the owner's phone, or sent by the linked page (the bot). */
  readonly from: 'phone' | 'page';
  readonly quotedWaId: string | null;
  readonly deleted: boolean;
  readonly edited: boolean;
  /** The page's reaction to it, an emoji. */
  readonly reaction: string | null;
  /** The owner's own reaction to it, an emoji. */
  readonly reacted: string | null;
  readonly file: ReceivedFile | null;
  /** This very id stood in the chat before. */
  readonly repeated: boolean;
}

export interface Person {
  readonly name: string;
  /** E.164 */
  readonly phone: string;
  readonly lid: string;
  /** False: a number that is not on WhatsApp. */
  readonly registered: boolean;
  /** False: a stranger, known to WhatsApp but not to the owner's address book. */
  readonly inBook: boolean;
}

export interface World {
  /** Whose account the page is linked to. */
  readonly owner: Person;
  /** Everybody in the owner's address book, and strangers. */
  readonly people: readonly Person[];
  readonly groups: readonly {
    readonly name: string;
    readonly id: string;
    readonly members: readonly string[];
  }[];
  /** Inbox of the phone with this name; for a group member also what came through groups. */
  inbox(personName: string): readonly Received[];
  /** The bytes of a received file, base64, by its path. */
  file(path: string): string | null;
  /** How often this text reached this person's phone, through whichever chat. */
  timesReceived(personName: string, text: string): number;
  /** The owner types into the chat with themselves; returns the id, `3A…` from a phone. Works while no page is there. */
  ownerWrites(
    text: string,
    options?: { readonly quote?: string; readonly file?: SentFile; readonly device?: OwnersDevice },
  ): string;
  /**
   * The owner's phone types into another chat (a person's or a group's name). `waId`: under this id instead of a new one,
   * as another device of the account would that runs a copy of the bot.
   */
  ownerWritesTo(chatName: string, text: string, options?: { readonly waId?: string }): string;
  ownerEdits(waId: string, text: string): void;
  /** Deletes for everyone. */
  ownerRevokes(waId: string): void;
  /** The owner's phone reacts to any message; an empty text takes the reaction back. */
  ownerReacts(waId: string, emoji: string): void;
  /** Somebody else reacts to any message that the owner's phone has. */
  personReacts(personName: string, waId: string, emoji: string): void;
  /** They look at their phone: all that arrived is read, and the owner's phone hears of what everybody has read. */
  personReads(personName: string): void;
  /** What they wrote, oldest first. */
  written(personName: string): readonly Written[];
  /** The ids of messages that the page deleted for itself alone. */
  deletedHere(): readonly string[];
  /** The owner's phone scans a QR code: links the page that shows it. Throws where no page shows it. */
  ownerScans(qr: string): void;
  /** The owner types a pairing code on the phone: links the page that was given it. Throws where none was. */
  ownerTypes(code: string): void;
  /** Whether a device is linked, connected or not. */
  linked(): boolean;
  /** Somebody writes to the owner's account, or into a group. */
  personWrites(
    personName: string,
    text: string,
    options?: { readonly group?: string; readonly forwarded?: boolean; readonly quote?: string },
  ): string;
  control(): readonly ControlLine[];
  /** Stanzas as the server took them, in order: the independent wire log. */
  wire(): readonly WireLine[];
  /** What the page showed to chats while composing, oldest first; the last hundred. */
  chatStates(): readonly {
    /** A person's or a group's name. */
    readonly chat: string;
    readonly state: 'composing' | 'recording' | 'paused';
    readonly at: number;
  }[];
  readonly faults: WorldFaults;
  /** Called after every change a phone would show; returns its off switch. */
  onChange(listener: () => void): () => void;
  /** How many sockets of pages are open right now, linked or not. */
  pages(): number;
}

export interface WorldFaults
  extends NetworkFaults,
    StartFaults,
    LinkFaults,
    SendFaults,
    ReceiveFaults,
    OwnerFaults,
    RecipientFaults,
    FileFaults,
    ChangeFaults {
  /** Every page with a connection acts on the faults as they stand: what changes a page reaches it a moment later. */
  known(): boolean;
  /** All back to normal: what one call began and another one ends. What a page has become it stays. */
  calm(): void;
}
