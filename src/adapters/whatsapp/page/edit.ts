import type { ChangeOutcome, ChangeRefusal } from '../../../core/change.ts';
import type { PageWindow } from './window.ts';

/** Runs in the page: gives one message of ours other words. It counts once WhatsApp has answered. */
export async function edit(
  chatIds: readonly string[],
  waId: string,
  text: string,
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
  if (first === undefined || mine.some(({ type }) => type === 'revoked')) return refused('not_there');
  const model = others.reduce((best, one) => ((one.ack ?? 0) > (best.ack ?? 0) ? one : best), first);
  if ((model.ack ?? 0) < 1) return refused('no_ack_yet');
  const words = () => (model.type === 'chat' ? model.body : model.caption);
  if (words() === undefined) return refused('not_text');
  if (words() === text) return refused('already');

  const unknown: ChangeOutcome = { kind: 'unknown' };
  let asked: Promise<unknown>;
  let isAsked = false;
  try {
    const { canEditText, canEditCaption } = page.require('WAWebMsgActionCapability');
    const { sendMessageEdit } = page.require('WAWebSendMessageEditAction');
    if (!canEditText(model) && !canEditCaption(model)) return refused('too_old');
    if (!isConnected()) return refused('not_connected');
    isAsked = true;
    asked = Promise.resolve(sendMessageEdit(model, text, {}));
  } catch {
    return isAsked ? unknown : refused('module_missing');
  }
  const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  const answered = async (): Promise<ChangeOutcome> => {
    await asked;
    for (let looks = 0; looks < 20 && words() !== text; looks += 1) await pause(100);
    return words() === text ? { kind: 'done' } : unknown;
  };
  return Promise.race([answered().catch(() => unknown), pause(waitMs).then(() => unknown)]);
}
