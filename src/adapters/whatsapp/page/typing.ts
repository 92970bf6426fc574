import type { PageWindow } from './window.ts';

/** Runs in the page: shows "typing…" to a chat until WhatsApp lets it lapse or a message arrives. */
export async function typing(chatId: string): Promise<'shown'> {
  const page = window as unknown as PageWindow;
  const wid = page.require('WAWebWidFactory').createWid(chatId);
  await page.require('WAWebChatStateBridge').sendChatStateComposing(wid);
  return 'shown';
}
