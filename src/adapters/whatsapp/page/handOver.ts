import type { AccountOf } from '../../../core/recipient.ts';
import type { Refusal } from '../../../core/whatsapp.ts';
import type { ChatModel, MsgKey, PageWindow } from './window.ts';

export interface PageHandOver {
  readonly reservedId: string;
  readonly chatId: string;
  readonly account: AccountOf;
  readonly text: string;
  /** The hash of the file that goes with it; it was prepared under the same reserved id. Null: text alone. */
  readonly file: { readonly hash: string; readonly name: string; readonly form: string } | null;
  /** Wall clock, ms: refused at or after it. */
  readonly notAfter: number;
  /** The document that this hand-over is meant for. */
  readonly document: string;
}

export type PageHandOverOutcome =
  | { readonly kind: 'handed' }
  | { readonly kind: 'refused'; readonly because: Refusal }
  | { readonly kind: 'threw' };

/**
 * Runs in the page: the one hand-over of one message.
 *
 * The gate is a getter for the message's key. The library spreads `extraOptions` last, in the very turn in which it
 * hands the message over, after everything that it waits for; so the getter's checks stand at the hand-over itself.
 * It refuses by throwing an object that exists only in this call, so that no other throw is taken for it. Its last act
 * is the mark in `handed`, from which on only acks tell what became of the message.
 */
export async function handOver(request: PageHandOver): Promise<PageHandOverOutcome> {
  const page = window as unknown as PageWindow;
  const own = page.sendonce;
  const refused = (because: Refusal): PageHandOverOutcome => ({ kind: 'refused', because });
  if (own === undefined || own.document !== request.document) return refused('page_changed');
  const { reservedId, chatId, account } = request;
  if (own.handed[reservedId]) return refused('known_id');

  const { file } = request;
  const prepared = own.prepared[reservedId];
  // It goes along in this hand-over or in none.
  delete own.prepared[reservedId];
  // Neither its text alone nor an upload from here: that would be another message, or a late one.
  if (file !== null && prepared?.hash !== file.hash) return refused('no_file');
  const media = file === null ? undefined : prepared?.media;

  const noMatterWhich = (): Refusal | null => {
    const { Socket } = page.require('WAWebSocketModel');
    if (own.aborted[reservedId]) return 'aborted';
    if (Date.now() >= request.notAfter) return 'too_late';
    if (Socket.state !== 'CONNECTED' || Socket.hasSynced !== true) return 'not_connected';
    return null;
  };

  const library = page.WWebJS;
  if (library === undefined) return refused('module_missing');
  let chat: ChatModel | null | undefined;
  try {
    const early = noMatterWhich();
    if (early !== null) return refused(early);
    if (!/@(c\.us|lid|g\.us)$/.test(chatId)) return refused('no_chat');
    if ((await own.find([chatId], reservedId)).length > 0) return refused('known_id');
  } catch {
    return refused('module_missing');
  }
  const open = () => library.getChat(chatId, { getAsModel: false });
  try {
    chat = await open().catch(() => null);
    if (!chat && account.phone !== null) {
      // "No LID for user": the page learns it by asking for the number, and no longer than it may take.
      const { createWid } = page.require('WAWebWidFactory');
      const number = createWid(`${account.phone.slice(1)}@c.us`);
      const asked = page.require('WAWebQueryExistsJob').queryWidExists(number);
      await Promise.race([asked, new Promise((late) => setTimeout(late, 5_000))]);
      chat = await open();
    }
  } catch {
    return refused(noMatterWhich() ?? 'no_chat');
  }
  if (!chat) return refused(noMatterWhich() ?? 'no_chat');
  const { id: wid } = chat;
  const chatIds = [chatId, own.text(chat.id)];

  let key: MsgKey;
  try {
    const { phone, lid } = own.me();
    const isGroup = chat.id.isGroup();
    // The same choice as the library makes for the message's own `from`.
    const from = (isGroup ? chat.groupMetadata?.isLidAddressingMode : chat.id.isLid()) ? lid : phone;
    if (from === null) return refused('module_missing');
    const participant = isGroup ? page.require('WAWebWidFactory').asUserWidOrThrow(from) : undefined;
    const Key = page.require('WAWebMsgKey');
    key = new Key({ from, to: chat.id, id: reservedId, participant, selfDir: 'out' });
  } catch {
    return refused('module_missing');
  }

  const ourRefusal = { because: 'aborted' as Refusal };
  const refuse = (because: Refusal): never => {
    ourRefusal.because = because;
    throw ourRefusal;
  };
  try {
    const handed = {
      ...media,
      ...media?.toJSON?.(),
      ...(file === null ? {} : { caption: request.text === '' ? undefined : request.text }),
      ...(file?.form === 'document' ? { filename: file.name } : {}),
      get id(): MsgKey {
        const because = noMatterWhich() ?? own.barred(wid, account);
        if (because !== null) refuse(because);
        if (own.handed[reservedId] || own.inMemory(chatIds, reservedId).length > 0) refuse('known_id');
        own.handed[reservedId] = true;
        return key;
      },
    };
    await library.sendMessage(chat, file === null ? request.text : media?.preview, { extraOptions: handed });
    return own.handed[reservedId] ? { kind: 'handed' } : { kind: 'threw' };
  } catch (thrown) {
    if (thrown === ourRefusal) return refused(ourRefusal.because);
    if (own.handed[reservedId]) return { kind: 'threw' };
    // The call is over, the mark is not there, and from this turn on the gate refuses: it can no longer leave.
    own.aborted[reservedId] = true;
    return refused('module_missing');
  }
}
