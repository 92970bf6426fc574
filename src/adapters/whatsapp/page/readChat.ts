import type { ChatReading, Inbound } from '../../../core/whatsapp.ts';
import type { MsgModel, PageWindow } from './window.ts';

/**
 * Runs in the page: reads a chat under all of its ids back to `since` (ms), fetching earlier messages as needed, at
 * most `maxFetches` times for each id. Oldest first, each message once.
 */
export async function readChat(
  chatIds: readonly string[],
  since: number,
  maxFetches: number,
): Promise<ChatReading> {
  const page = window as unknown as PageWindow;
  const own = page.sendonce;
  if (own === undefined) return { kind: 'unreachable' };
  const { Chat } = page.require('WAWebCollections');
  const { loadEarlierMsgs } = page.require('WAWebChatLoadMessages');
  // WhatsApp's clock has whole seconds: a message of the second that `since` falls in may be newer than it says.
  const from = Math.floor(since / 1000);

  const models = new Map<string, MsgModel>();
  let complete = true;
  for (const wid of own.siblings(chatIds)) {
    const chat = Chat.get(wid);
    if (chat === undefined) continue;
    const seen = new Set(chat.msgs.getModelsArray());
    let oldest = Math.min(...[...seen].map((model) => model.t), Number.POSITIVE_INFINITY);
    for (let fetches = 0; oldest >= from; fetches += 1) {
      if (fetches === maxFetches) {
        complete = false;
        break;
      }
      const earlier = (await loadEarlierMsgs({ chat })) ?? [];
      const fresh = earlier.filter((model) => !seen.has(model));
      if (fresh.length === 0) {
        // Nothing earlier came: the beginning of the chat, unless the page itself says that there is more.
        if (chat.msgs.msgLoadState?.noEarlierMsgs === false) complete = false;
        break;
      }
      for (const model of fresh) {
        seen.add(model);
        oldest = Math.min(oldest, model.t);
      }
    }
    for (const model of [...seen, ...chat.msgs.getModelsArray()]) models.set(model.id.id, model);
  }

  const inRange = [...models.values()].filter((model) => model.t >= from).sort((a, b) => a.t - b.t);
  const messages: Inbound[] = inRange.filter(own.isWritten).map(own.inbound);
  const undecrypted = inRange.filter((model) => model.type === 'ciphertext').map(own.undecrypted);
  return { kind: 'read', messages, undecrypted, complete };
}
