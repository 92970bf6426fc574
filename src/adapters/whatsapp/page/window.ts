/**
 * The shapes of WhatsApp Web's own modules as far as our page functions touch them, and of what we keep on its
 * window. Types only: nothing of this file exists at run time, so a page function may import it as a type and still
 * stand alone. Everything here is somebody else's and may change with any of their deployments; a field is written
 * as optional wherever a build has been seen without it.
 */
import type { AccountOf } from '../../../core/recipient.ts';
import type { Deletion, Inbound, Refusal, Undecrypted, WhatsAppEvent } from '../../../core/whatsapp.ts';

/** A user's, group's or chat's id. */
export interface Wid {
  readonly user: string;
  readonly server: string;
  readonly _serialized?: string;
  isLid(): boolean;
  isGroup(): boolean;
  isUser(): boolean;
  toString(): string;
}

export interface MsgKey {
  readonly fromMe: boolean;
  readonly remote: Wid;
  /** The bare id. */
  readonly id: string;
  readonly participant?: Wid | string;
  toString(): string;
}

export interface MsgModel {
  readonly id: MsgKey;
  readonly type: string;
  readonly body?: string;
  readonly caption?: string;
  /** Whole seconds since the epoch. */
  readonly t: number;
  readonly ack?: number;
  readonly author?: Wid | string;
  readonly isNewMsg?: boolean;
  readonly isNotification?: boolean;
  readonly isSendFailure?: boolean;
  readonly isForwarded?: boolean;
  readonly quotedStanzaID?: string;
  readonly quotedMsg?: { readonly type?: string };
  /** Of a message with a file. */
  readonly directPath?: string;
  readonly mimetype?: string;
  readonly filename?: string;
  readonly size?: number;
  readonly isGif?: boolean;
  readonly filehash?: string;
  readonly encFilehash?: string;
  readonly mediaKey?: unknown;
  readonly mediaKeyTimestamp?: number;
  readonly mediaData?: { readonly mediaStage?: string };
  downloadMedia?(how: {
    readonly downloadEvenIfExpensive: boolean;
    readonly rmrReason: number;
  }): Promise<unknown>;
  /** On a message that somebody else than its author has deleted: a group's administrator. */
  readonly revokeSender?: Wid | string;
  /** On a revoked message: the key of the message that was deleted. */
  readonly protocolMessageKey?: { readonly id: string };
  once(event: string, heard: (model: MsgModel) => void): void;
}

export interface ChatModel {
  readonly id: Wid;
  readonly formattedTitle?: string;
  readonly msgs: {
    getModelsArray(): readonly MsgModel[];
    readonly msgLoadState?: { readonly noEarlierMsgs?: boolean };
  };
  readonly promises?: { readonly sendRevokeMsgs?: unknown };
  readonly groupMetadata?: {
    readonly isLidAddressingMode?: boolean;
    readonly participants?: { readonly length?: number };
    /** Only admins may write. */
    readonly announce?: boolean;
    serialize?(): { readonly participants?: readonly Member[] };
  };
}

export interface Member {
  readonly id: Wid;
  readonly isAdmin?: boolean;
  readonly isSuperAdmin?: boolean;
}

export interface ContactModel {
  readonly id: Wid;
  readonly phoneNumber?: Wid;
}

/** As WhatsApp Web keeps a reaction; a page that loads writes the old ones again. */
export interface ReactionRow {
  readonly id: MsgKey;
  readonly reactionParentKey: MsgKey;
  /** An emoji; empty when it was taken back. */
  readonly reactionText?: string;
  /** ms */
  readonly reactionTimestamp?: number;
  readonly author?: Wid;
  readonly from?: Wid;
}

type Heard = (model: MsgModel, value: unknown, previous: unknown) => void;

export interface Modules {
  readonly WAWebSocketModel: {
    readonly Socket: {
      readonly state?: string;
      readonly hasSynced?: boolean;
      readonly stream?: string;
      on(events: string, heard: (model: unknown, value: unknown) => void): void;
    };
  };
  readonly WAWebOfflineHandler: {
    readonly OfflineMessageHandler: { getOfflineDeliveryProgress(): number | undefined };
  };
  readonly WAWebUserPrefsMeUser: {
    getMaybeMePnUser(): Wid | null | undefined;
    getMaybeMeLidUser(): Wid | null | undefined;
  };
  readonly WAWebWidFactory: { createWid(id: string): Wid; asUserWidOrThrow(wid: Wid): Wid };
  readonly WAWebMsgKey: new (parts: {
    from: Wid;
    to: Wid;
    id: string;
    participant: Wid | undefined;
    selfDir: 'out';
  }) => MsgKey;
  readonly WAWebCollections: {
    readonly Msg: {
      get(key: string): MsgModel | undefined;
      getMessagesById(keys: readonly string[]): Promise<{ readonly messages?: readonly MsgModel[] }>;
      on(events: string, heard: Heard): void;
    };
    readonly Chat: { get(wid: Wid): ChatModel | undefined; getModelsArray(): readonly ChatModel[] };
    readonly Contact: {
      get(wid: Wid): ContactModel | undefined;
      getModelsArray(): readonly ContactModel[];
    };
    readonly Blocklist?: { get(wid: Wid): unknown };
    readonly GroupMetadata?: { update(wid: Wid): Promise<unknown> };
  };
  readonly WAWebApiContact: {
    getCurrentLid(phone: Wid): Wid | null | undefined;
    getPhoneNumber(lid: Wid): Wid | null | undefined;
  };
  readonly WAWebContactGetters: {
    getName(contact: ContactModel): string | undefined;
    getPushname(contact: ContactModel): string | undefined;
  };
  readonly WAWebFrontendContactGetters: { getIsMyContact(contact: ContactModel): boolean };
  readonly WAWebChatLoadMessages: {
    loadEarlierMsgs(of: { chat: ChatModel }): Promise<readonly MsgModel[] | undefined>;
  };
  readonly WAWebQueryExistsJob: {
    queryWidExists(wid: Wid): Promise<{ readonly wid?: Wid } | null | undefined>;
  };
  readonly WAWebChatStateBridge: { sendChatStateComposing(wid: Wid): Promise<void> };
  readonly WAWebCmd: {
    readonly Cmd: {
      refreshQR?(): void;
      sendRevokeMsgs(
        chat: ChatModel,
        what: { readonly list: readonly MsgModel[]; readonly type: 'message' },
        options: { readonly clearMedia: boolean },
      ): unknown;
    };
  };
  readonly WAWebMsgActionCapability: {
    canSenderRevokeMsg(model: MsgModel): boolean;
    canEditText(model: MsgModel): boolean;
    canEditCaption(model: MsgModel): boolean;
  };
  readonly WAWebSendMessageEditAction: {
    sendMessageEdit(model: MsgModel, text: string, options: object): unknown;
  };
  readonly WAWebSendReactionMsgAction: {
    sendReactionToMsg(model: MsgModel, emoji: string): Promise<unknown>;
  };
  readonly WAWebDownloadManager: {
    readonly downloadManager: { downloadAndMaybeDecrypt(media: object): Promise<ArrayBuffer> };
  };
  readonly WAWebAddonReactionTableMode: {
    readonly reactionTableMode: { bulkUpsert: (reactions: readonly ReactionRow[]) => unknown };
  };
}

/** What the library makes of a file that it has uploaded: a message takes up all that it has. */
export interface MediaModel {
  /** The thumbnail. */
  readonly preview?: string;
  toJSON?(): object;
}

/** What the page tells Node, in the order in which it happened. */
export type Telling =
  | { readonly kind: 'inbound'; readonly message: Inbound }
  | { readonly kind: 'edited'; readonly message: Inbound }
  | ({ readonly kind: 'revoked'; readonly waId: string } & Deletion)
  | ({ readonly kind: 'undecrypted' } & Undecrypted)
  | { readonly kind: 'ack'; readonly waId: string; readonly ack: number }
  | {
      readonly kind: 'echo';
      readonly waId: string;
      readonly chatIds: readonly string[];
      readonly ack: number;
      readonly at: number;
    }
  | Extract<WhatsAppEvent, { kind: 'reaction' }>
  | { readonly kind: 'socket' };

/** What `install` keeps on the window of one document: the gate's marks, and what several page functions share. */
export interface Installed {
  /** Names this document; a reload ends it, and with it the marks. */
  readonly document: string;
  /** How often the socket was lost in this document. */
  drops: number;
  /** The last act of the gate before the hand-over, by reserved id. */
  readonly handed: Record<string, true>;
  /** Set by an abort, read by the gate, by reserved id. */
  readonly aborted: Record<string, true>;
  /** Base64 of files on their way in or out. */
  readonly passing: Record<string, string>;
  /** Uploads that are going on, by the reserved id that they are for. */
  readonly uploading: Record<string, Promise<'prepared' | 'going' | 'upload_failed' | 'page_changed'>>;
  /** What was uploaded for the one hand-over under a reserved id. */
  readonly prepared: Record<string, { readonly hash: string; readonly media: MediaModel }>;
  /** Deletions for everyone that WhatsApp has not answered, by the message's bare id. */
  readonly revoking: Record<string, true>;
  /** The id as a string, in whichever build. */
  text(wid: Wid): string;
  me(): { readonly phone: Wid | null; readonly lid: Wid | null };
  /** These chats and the same ones under their other id. Unreadable ids are left out. */
  siblings(chatIds: readonly string[]): readonly Wid[];
  /** Every spelling a key with this bare id could have in these chats. */
  spellings(chatIds: readonly string[], waId: string): readonly string[];
  /** Every model with this bare id in these chats that is in memory. Nothing is awaited. */
  inMemory(chatIds: readonly string[], waId: string): readonly MsgModel[];
  /** The same, and what the page's own database has. */
  find(chatIds: readonly string[], waId: string): Promise<readonly MsgModel[]>;
  /** Of a group, as far as the page knows them. */
  members(group: Wid): readonly Member[];
  /** What the page knows to stand in the way of writing to this chat as one of that account. Nothing is awaited. */
  barred(chat: Wid, account: AccountOf): Refusal | null;
  inbound(model: MsgModel): Inbound;
  /** Of one that cannot be read yet. */
  undecrypted(model: MsgModel): Undecrypted;
  /** Of a revoked message. */
  deletion(model: MsgModel): Deletion;
  /** A message that somebody wrote, as opposed to a notification, a placeholder or a deleted one. */
  isWritten(model: MsgModel): boolean;
}

export interface PageWindow {
  require<Name extends keyof Modules>(name: Name): Modules[Name];
  readonly Debug?: { readonly VERSION?: string };
  readonly AuthStore?: unknown;
  readonly WWebJS?: {
    getChat(chatId: string, options: { getAsModel: false }): Promise<ChatModel | null | undefined>;
    sendMessage(
      chat: ChatModel,
      text: string | undefined,
      options: { extraOptions: { readonly id: MsgKey } },
    ): Promise<unknown>;
    processMediaData(
      file: { readonly data: string; readonly mimetype: string; readonly filename: string },
      how: { readonly forceVoice: boolean; readonly forceDocument: boolean; readonly forceGif: boolean },
    ): Promise<MediaModel>;
  };
  onAppStateHasSyncedEvent?(): Promise<void>;
  sendonceTell(telling: Telling): Promise<void>;
  sendonce?: Installed;
}
