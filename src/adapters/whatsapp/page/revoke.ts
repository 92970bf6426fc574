import type { ChangeOutcome, ChangeRefusal } from '../../../core/change.ts';
import type { PageWindow } from './window.ts';

/**
 * Runs in the page: deletes one message of ours for everyone. It asks first whether WhatsApp allows that, since the
 * library's own way would otherwise delete it on this device alone and say nothing. The page may show it as deleted
 * before WhatsApp knows of it: it counts once WhatsApp has answered.
 */
export async function revoke(
  chatIds: readonly string[],
  waId: string,
  waitMs: number,
): Promise<ChangeOutcome> {
  const page = window as unknown as PageWindow;
  const own = page.sendonce;
  const refused = (because: ChangeRefusal): ChangeOutcome => ({ kind: 'refused', because });
  if (own === undefined) return refused('not_connected');
  const { Socket } = page.require('WAWebSocketModel');
  const isConnected = () => Socket.state === 'CONNECTED' && Socket.hasSynced === true;
  if (!isConnected()) return refused('not_connected');
  const mine = (await own.find(chatIds, waId)).filter((model) => model.id.fromMe);
  const [first, ...others] = mine;
  if (first === undefined) return refused('not_there');
  if (own.revoking[waId]) return { kind: 'unknown' };
  if (mine.some(({ type }) => type === 'revoked')) return refused('already');
  // Two copies under sibling ids are one message; the one that got furthest is the one that WhatsApp knows.
  const model = others.reduce((best, one) => ((one.ack ?? 0) > (best.ack ?? 0) ? one : best), first);
  if ((model.ack ?? 0) < 1) return refused('no_ack_yet');

  let promised: readonly unknown[];
  try {
    const { canSenderRevokeMsg } = page.require('WAWebMsgActionCapability');
    const { Cmd } = page.require('WAWebCmd');
    if (typeof canSenderRevokeMsg !== 'function' || typeof Cmd.sendRevokeMsgs !== 'function')
      return refused('module_missing');
    if (!canSenderRevokeMsg(model)) return refused('too_old');
    const chat = await page.WWebJS?.getChat(own.text(model.id.remote), { getAsModel: false });
    if (!chat) return refused('not_there');
    if (!isConnected()) return refused('not_connected');
    own.revoking[waId] = true;
    const said = Cmd.sendRevokeMsgs(chat, { list: [model], type: 'message' }, { clearMedia: true });
    // Builds have been seen that answer, and builds that keep the answer with the chat.
    promised = [said, chat.promises?.sendRevokeMsgs].filter(
      (one) => typeof (one as PromiseLike<unknown> | undefined)?.then === 'function',
    );
  } catch {
    if (!own.revoking[waId]) return refused('module_missing');
    delete own.revoking[waId];
    return { kind: 'unknown' };
  }

  const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  const isShown = () => own.inMemory(chatIds, waId).some(({ type }) => type === 'revoked');
  const answered = async (): Promise<ChangeOutcome> => {
    const results = (await Promise.all(promised)).flat();
    const words = results.map((one) =>
      typeof one === 'string' ? one : (one as { messageSendResult?: unknown } | null)?.messageSendResult,
    );
    if (words.some((word) => typeof word === 'string' && word !== 'OK')) return refused('by_whatsapp');
    // The mark may come a moment after the answer.
    for (let looks = 0; looks < 20 && !isShown(); looks += 1) await pause(100);
    if (!isShown()) return { kind: 'unknown' };
    delete own.revoking[waId];
    void page.sendonceTell({ kind: 'revoked', waId, ...own.deletion(model) });
    return { kind: 'done' };
  };
  const unknown: ChangeOutcome = { kind: 'unknown' };
  // Without an answer to wait for, the page's own mark is all that there is, and no proof.
  if (promised.length === 0) return unknown;
  const outcome = answered()
    .catch(() => unknown)
    .finally(() => {
      delete own.revoking[waId];
    });
  return Promise.race([outcome, pause(waitMs).then(() => unknown)]);
}
