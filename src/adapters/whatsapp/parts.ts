/**
 * What we use of WhatsApp Web, by its own names: `Module`, `Module.member`, down to the function that is called. A later
 * build may lack any of it. Each is listed under what cannot be done without it; one that two of them need stands twice.
 */
import type { Ability } from '../../core/whatsapp.ts';

/** `page`: without these the library cannot enter the page, or we cannot look at it. */
export type Need = Ability | 'page';

export interface Part {
  readonly need: Need;
  readonly name: string;
}

const names: Readonly<Record<Need, readonly string[]>> = {
  page: [
    'WAWebSocketModel.Socket.on',
    'WAWebCmd.Cmd.on',
    'WAWebConnModel.Conn.on',
    'WAWebOfflineHandler.OfflineMessageHandler.getOfflineDeliveryProgress',
    'WAWebAltDeviceLinkingApi',
    'WABase64.encodeB64',
    'WAWebCompanionRegClientUtils',
    'WAWebAdvSignatureApi',
    'WAWebUserPrefsInfoStore',
    'WAWebSignalStoreApi',
    'WAWebUserPrefsMeUser.getMaybeMePnUser',
    'WAWebUserPrefsMeUser.getMaybeMeLidUser',
    'WAWebCollections.Msg.on',
    'WAWebCollections.Chat.get',
    'WAWebWidFactory.createWid',
  ],
  send: [
    'WAWebCollections.Msg.get',
    'WAWebCollections.Msg.getMessagesById',
    'WAWebWidFactory.asUserWidOrThrow',
    'WAWebMsgKey.newId',
    'WAWebFindChatAction.findOrCreateLatestChat',
    'WAWebSendMsgChatAction.addAndSendMsgToChat',
    'WAWebChatGetters.getIsNewsletter',
    'WAWebChatGetters.getIsBroadcast',
    'WAWebGetEphemeralFieldsMsgActionsUtils.getEphemeralFields',
    'WALinkify.findLink',
  ],
  read: [
    'WAWebChatLoadMessages.loadEarlierMsgs',
    'WAWebApiContact.getCurrentLid',
    'WAWebApiContact.getPhoneNumber',
    'WAWebCollections.Msg.getMessagesById',
  ],
  contacts: [
    'WAWebCollections.Contact.getModelsArray',
    'WAWebCollections.Chat.getModelsArray',
    'WAWebContactGetters.getName',
    'WAWebContactGetters.getPushname',
    'WAWebFrontendContactGetters.getIsMyContact',
    'WAWebCollections.Contact.get',
  ],
  // Without these a name is still found, and nothing tells that its chat is closed to us.
  recipients: ['WAWebCollections.Blocklist.get', 'WAWebCollections.GroupMetadata.update'],
  numbers: [
    'WAWebQueryExistsJob.queryWidExists',
    'WAWebCollections.Contact.get',
    'WAWebContactGetters.getName',
  ],
  typing: ['WAWebChatStateBridge.sendChatStateComposing'],
  edit: [
    'WAWebSendMessageEditAction.sendMessageEdit',
    'WAWebMsgActionCapability.canEditText',
    'WAWebMsgActionCapability.canEditCaption',
  ],
  react: [
    'WAWebSendReactionMsgAction.sendReactionToMsg',
    'WAWebAddonReactionTableMode.reactionTableMode.bulkUpsert',
  ],
  revoke: ['WAWebCmd.Cmd.sendRevokeMsgs', 'WAWebMsgActionCapability.canSenderRevokeMsg'],
  files: [
    'WAWebMediaOpaqueData.createFromData',
    'WAWebPrepRawMedia.prepRawMedia',
    'WAWebMediaStorage.getOrCreateMediaObject',
    'WAWebMmsMediaTypes.msgToMediaType',
    'WAWebMmsMediaTypes.castToV4',
    'WAWebMediaDataUtils.shouldUseMediaCache',
    'WAWebMediaInMemoryBlobCache.InMemoryMediaBlobCache.put',
    'WAWebMediaMmsV4Upload.uploadMedia',
    'WAWebDownloadManager.downloadManager.downloadAndMaybeDecrypt',
  ],
};

export const parts: readonly Part[] = (Object.keys(names) as Need[]).flatMap((need) =>
  names[need].map((name) => ({ need, name })),
);
