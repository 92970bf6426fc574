import type { PageWindow } from './window.ts';

/** Runs in the page: puts our reaction on a message; an empty one takes it back. */
export async function react(chatIds: readonly string[], waId: string, emoji: string): Promise<void> {
  const page = window as unknown as PageWindow;
  const { Socket } = page.require('WAWebSocketModel');
  // The page would keep it and react at some later time.
  if (Socket.state !== 'CONNECTED' || Socket.hasSynced !== true) return;
  const [model] = (await page.sendonce?.find(chatIds, waId)) ?? [];
  if (model === undefined || model.type === 'revoked') return;
  await page.require('WAWebSendReactionMsgAction').sendReactionToMsg(model, emoji);
}
