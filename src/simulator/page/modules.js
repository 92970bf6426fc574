// @ts-check
import { Blocklist } from './book.js';
import { build } from './build.js';
import { msgActionCapability, sendDeleteMsgs, sendMessageEdit, sendRevokeMsgs } from './changes.js';
import { Chat, chatGetters, findOrCreateLatestChat, loadEarlierMsgs } from './chats.js';
import { Conn } from './conn.js';
import { Contact, contactGetters, frontendContactGetters } from './contacts.js';
import { Emitter } from './emitter.js';
import { faults } from './faults.js';
import { GroupMetadata } from './groups.js';
import { MsgKey } from './key.js';
import { lessen } from './lacking.js';
import { apiContact, lidMigrationUtils } from './lids.js';
import { linkify, linkPreview } from './linkify.js';
import { userPrefsMeUser } from './me.js';
import * as media from './media.js';
import { Msg } from './messages.js';
import { OfflineMessageHandler } from './offline.js';
import { chatStateBridge, presenceChatAction } from './presence.js';
import * as queries from './queries.js';
import { msgReply, quotedMsgModelUtils } from './quotes.js';
import { reactionTable, sendReactionToMsg } from './reactions.js';
import * as registration from './registration.js';
import { addAndSendMsgToChat } from './send.js';
import { Cmd, Socket, Stream } from './socket.js';
import { widFactory } from './wid.js';

Object.assign(Cmd, { sendRevokeMsgs, sendDeleteMsgs, refreshQR: registration.launchSocketUtils.refreshQR });

/** Calls are watched through the Map that the collection owns. */
const calls = Object.assign(new Emitter(), { calls: new Map() });

/** WhatsApp Web's modules by the names that the library requires them under. */
const modules = {
  WABase64: registration.base64Module,
  WALinkify: linkify,
  WAPhoneFindCC: queries.phoneFindCC,
  WAWebAddonPollVoteTableMode: { pollVoteTableMode: { bulkUpsert() {} } },
  WAWebAddonReactionTableMode: reactionTable,
  WAWebAdvSignatureApi: registration.advSignatureApi,
  WAWebAltDeviceLinkingApi: registration.altDeviceLinking,
  WAWebApiContact: apiContact,
  WAWebApiMessageInfoStore: queries.apiMessageInfoStore,
  WAWebBackendJobsCommon: { mediaTypeFromProtobuf: () => null },
  WAWebCallCollection: calls,
  WAWebChatGetters: chatGetters,
  WAWebChatLoadMessages: { loadEarlierMsgs },
  WAWebChatStateBridge: chatStateBridge,
  WAWebCmd: { Cmd },
  WAWebCollections: {
    Chat,
    Contact,
    GroupMetadata,
    Msg,
    Blocklist,
    BusinessProfile: { find: async () => ({}) },
  },
  WAWebCompanionRegClientUtils: registration.companionRegClientUtils,
  WAWebConnModel: { Conn },
  WAWebContactGetters: contactGetters,
  WAWebDownloadManager: media.downloadManager,
  WAWebE2EProtoUtils: { typeAttributeFromProtobuf: () => 'text' },
  WAWebFindChatAction: { findOrCreateLatestChat },
  WAWebFrontendContactGetters: frontendContactGetters,
  WAWebGetEphemeralFieldsMsgActionsUtils: { getEphemeralFields: () => ({}) },
  WAWebLaunchSocketUtils: registration.launchSocketUtils,
  WAWebLidMigrationUtils: lidMigrationUtils,
  WAWebLinkPreviewChatAction: linkPreview,
  WAWebMediaDataUtils: media.mediaDataUtils,
  WAWebMediaInMemoryBlobCache: media.inMemoryBlobCache,
  WAWebMediaMmsV4Upload: media.mmsV4Upload,
  WAWebMediaOpaqueData: media.OpaqueData,
  WAWebMediaStorage: media.mediaStorage,
  WAWebMiscBrowserUtils: { info: () => ({ os: 'Linux', name: 'Chrome', version: build.version }) },
  WAWebMmsMediaTypes: media.mmsMediaTypes,
  WAWebMsgActionCapability: msgActionCapability,
  WAWebMsgKey: MsgKey,
  WAWebMsgReply: msgReply,
  // The owner's phone sends a placeholder's text again by itself, when the world says so.
  WAWebNonMessageDataRequestPlaceholderMessageResendUtils: { handlePlaceholderMsgsSeen: async () => {} },
  WAWebOfflineHandler: { OfflineMessageHandler },
  WAWebPhoneUtils: queries.phoneUtils,
  WAWebPrepRawMedia: media.prepRawMedia,
  WAWebPresenceChatAction: presenceChatAction,
  WAWebQueryExistsJob: queries.existsQuery,
  WAWebQuotedMsgModelUtils: quotedMsgModelUtils,
  WAWebSendMessageEditAction: { sendMessageEdit },
  WAWebSendMsgChatAction: { addAndSendMsgToChat },
  WAWebSendReactionMsgAction: { sendReactionToMsg },
  WAWebSignalStoreApi: registration.signalStoreApi,
  WAWebSocketModel: { Socket },
  WAWebStreamModel: { Stream },
  WAWebSyncGatingUtils: { isPlaceholderMessageResendEnabled: () => false },
  WAWebUpdateUnreadChatAction: {
    /** @param {{ chat: import('./chats.js').ChatModel }} args */
    sendSeen({ chat }) {
      // The words of January 2026, when WhatsApp changed what a chat carries.
      if (faults().sendSeenThrows)
        throw new TypeError("Cannot read properties of undefined (reading 'markedUnread')");
      return chat.seen();
    },
  },
  WAWebUserPrefsInfoStore: registration.userPrefsInfoStore,
  WAWebUserPrefsMeUser: userPrefsMeUser,
  WAWebUserPrefsMultiDevice: registration.userPrefsMultiDevice,
  WAWebWidFactory: widFactory,
};

/** @type {ReadonlyMap<string, unknown>} */
const table = new Map(lessen(modules));

/** @param {string} name */
export function requireModule(name) {
  if (!table.has(name)) throw new Error(`Requiring unknown module "${name}"`);
  return table.get(name);
}
