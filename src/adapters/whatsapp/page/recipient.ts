import type { Chat } from '../../../core/message.ts';
import type { AccountOf, Barrier } from '../../../core/recipient.ts';
import type { PageWindow } from './window.ts';

export interface Standing {
  readonly barrier: Barrier | null;
  /** The number that the page knows behind the chat's LID, E.164. */
  readonly phone: string | null;
  /** As the address book has it now, or the group's title; null where nothing is known. */
  readonly name: string | null;
  readonly size: number | null;
}

/** Runs in the page: what stands in the way of writing to a chat, and how it is called now. Null: no such chat is known. */
export async function recipient({ chatId, lid, kind }: Chat): Promise<Standing | null> {
  const page = window as unknown as PageWindow;
  const own = page.sendonce;
  if (own === undefined) return null;
  const { Chat, Contact, GroupMetadata } = page.require('WAWebCollections');
  const wid = page.require('WAWebWidFactory').createWid(chatId);
  const nobody: AccountOf = { lid: null, phone: null };
  if (kind === 'group') {
    // Asks WhatsApp; of a group that one has left there may be no answer, and what is known of it stands.
    await GroupMetadata?.update(wid).catch(() => undefined);
    const chat = Chat.get(wid);
    if (chat === undefined) return null;
    const found = own.barred(wid, nobody);
    return {
      barrier: found === 'left_group' || found === 'read_only' ? found : null,
      phone: null,
      name: chat.formattedTitle ?? null,
      size: own.members(wid).length || null,
    };
  }
  const ids = lid === null ? [chatId] : [chatId, lid];
  const wids = own.siblings(ids);
  const { getName } = page.require('WAWebContactGetters');
  const names = wids.map((one) => Contact.get(one)).map((model) => (model ? getName(model) : undefined));
  const behind = lid === null ? [] : own.siblings([lid]).filter((one) => !one.isLid());
  return {
    barrier: own.barred(wid, nobody) === 'blocked' ? 'blocked' : null,
    phone: behind[0] === undefined ? null : `+${behind[0].user}`,
    name: names.find((name) => name !== undefined && name !== '') ?? null,
    size: null,
  };
}
