/** The people and groups of the simulator's cast as the port to WhatsApp tells them. */
import type { Chat } from '../../src/core/message.ts';
import type { Contacts, NumberReading } from '../../src/core/whatsapp.ts';
import { groups, owner, people } from '../../src/simulator/cast.ts';

/** As the page knows a chat: by its number and by its LID. */
export function everyIdOf(chatId: string, selfIds: readonly string[]): readonly string[] {
  if (selfIds.includes(chatId)) return selfIds;
  const person = people.map(chatOf).find((one) => one.chatId === chatId || one.lid === chatId);
  return person === undefined || person.lid === null ? [chatId] : [person.lid, person.chatId];
}

export const idOfGroup = (wanted: string): string | undefined =>
  groups.find(({ name }) => name === wanted)?.id;

export function chatOf(person: {
  readonly name: string;
  readonly phone: string;
  readonly lid: string;
}): Chat {
  return {
    chatId: `${person.phone.slice(1)}@c.us`,
    lid: person.lid,
    phone: person.phone,
    name: person.name,
    kind: 'person',
    size: null,
  };
}

export function allContacts(): Contacts {
  const chats: Chat[] = [
    { ...chatOf(owner), name: 'me', kind: 'self' },
    ...people.filter(({ inBook }) => inBook).map(chatOf),
    ...groups.map(
      ({ id, name, members }): Chat => ({
        ...{ chatId: id, lid: null, phone: null },
        ...{ name, kind: 'group', size: members.length },
      }),
    ),
  ];
  return { kind: 'contacts', chats };
}

export function numberOf(phone: string): NumberReading {
  const person = people.find((one) => one.phone === phone && one.registered);
  return person === undefined ? { kind: 'not_on_whatsapp' } : { kind: 'chat', chat: chatOf(person) };
}
