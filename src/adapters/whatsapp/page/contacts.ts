import type { Chat } from '../../../core/message.ts';
import type { ContactModel, PageWindow, Wid } from './window.ts';

/**
 * Runs in the page: the people of the address book, those one has a chat with, the groups, and oneself. A person known
 * under both ids is one entry, to be sent to under the id that their chat has.
 */
export function contacts(): readonly Chat[] | null {
  const page = window as unknown as PageWindow;
  const own = page.sendonce;
  if (own === undefined) return null;
  const collections = page.require('WAWebCollections');
  const { getName, getPushname } = page.require('WAWebContactGetters');
  const { getIsMyContact } = page.require('WAWebFrontendContactGetters');
  const { phone: myPhone, lid: myLid } = own.me();
  const mine = [myPhone, myLid].filter((wid) => wid !== null).map(own.text);

  const idsOf = (wid: Wid, contact: ContactModel | undefined) => {
    const wids = own.siblings([own.text(wid)]);
    const lid = wids.find((one) => one.isLid()) ?? null;
    const phone = wids.find((one) => !one.isLid()) ?? contact?.phoneNumber ?? null;
    const withChat = [lid, phone].find((one) => one !== null && collections.Chat.get(one) !== undefined);
    return { lid, phone, sendTo: withChat ?? wid };
  };

  const people = new Map<string, Chat>();
  const add = (wid: Wid, contact: ContactModel | undefined, name: string | undefined) => {
    const { lid, phone, sendTo } = idsOf(wid, contact);
    const key = own.text(phone ?? lid ?? wid);
    if (name === undefined || name === '' || people.has(key)) return;
    people.set(key, {
      chatId: own.text(sendTo),
      lid: lid === null ? null : own.text(lid),
      phone: phone === null ? null : `+${phone.user}`,
      name,
      kind: 'person',
      size: null,
    });
  };

  for (const contact of collections.Contact.getModelsArray()) {
    if ((contact.id.isUser() || contact.id.isLid()) && getIsMyContact(contact)) {
      if (!mine.includes(own.text(contact.id))) add(contact.id, contact, getName(contact));
    }
  }
  const groups: Chat[] = [];
  for (const chat of collections.Chat.getModelsArray()) {
    const chatId = own.text(chat.id);
    if (chat.id.isGroup()) {
      const size = chat.groupMetadata?.participants?.length ?? null;
      groups.push({ chatId, lid: null, phone: null, name: chat.formattedTitle ?? '', kind: 'group', size });
    } else if ((chat.id.isUser() || chat.id.isLid()) && !mine.includes(chatId)) {
      const contact = collections.Contact.get(chat.id);
      const known = contact === undefined ? undefined : (getName(contact) ?? getPushname(contact));
      add(chat.id, contact, known ?? chat.formattedTitle);
    }
  }

  const self: Chat[] = [];
  if (myPhone !== null) {
    self.push({
      chatId: own.text(idsOf(myPhone, undefined).sendTo),
      lid: myLid === null ? null : own.text(myLid),
      phone: `+${myPhone.user}`,
      name: 'me',
      kind: 'self',
      size: null,
    });
  }
  return [...self, ...people.values(), ...groups];
}
