// @ts-check
import { tell } from './link.js';
import { Stream } from './socket.js';

/** @typedef {import('./wid.js').Wid} Wid */

/** @typedef {import('../protocol.ts').ChatState} ChatState */

/** @param {ChatState} state */
function show(state) {
  /** @param {Wid} chat */
  return async (chat) => tell({ type: 'chat_state', chat: chat.toString(), state });
}

export const chatStateBridge = {
  sendChatStateComposing: show('composing'),
  sendChatStateRecording: show('recording'),
  sendChatStatePaused: show('paused'),
};

export const presenceChatAction = {
  sendPresenceAvailable: async () => Stream.markAvailable(),
  sendPresenceUnavailable: async () => Stream.markUnavailable(),
};
