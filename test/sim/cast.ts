/** The people and groups of the simulator's cast as the port to WhatsApp tells them, and as their accounts now are. */
import type { Standing } from '../../src/adapters/whatsapp/page/recipient.ts';
import type { Chat } from '../../src/core/message.ts';
import { type AccountOf, isOtherAccount } from '../../src/core/recipient.ts';
import type { Contacts, NumberReading, Refusal } from '../../src/core/whatsapp.ts';
import type { Accounts } from '../../src/simulator/accounts.ts';
import { groups, owner, people } from '../../src/simulator/cast.ts';
import type { Card } from '../../src/simulator/protocol.ts';

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

const phoneOf = (pn: string): string => `+${pn.slice(0, -'@c.us'.length)}`;
const pnOf = (phone: string): string => `${phone.slice(1)}@c.us`;
const nobody: AccountOf = { lid: null, phone: null };

function chatOfCard({ pn, lid, name, pushname }: Card): Chat {
  return { chatId: pn, lid, phone: phoneOf(pn), name: name ?? pushname, kind: 'person', size: null };
}

export function allContacts(accounts: Accounts): Contacts {
  const book = accounts.book();
  const chats: Chat[] = [
    { ...chatOf(owner), name: 'me', kind: 'self' },
    ...book.contacts.filter(({ name }) => name !== null).map(chatOfCard),
    ...book.groups.map(
      ({ id, name, participants }): Chat => ({
        ...{ chatId: id, lid: null, phone: null },
        ...{ name, kind: 'group', size: participants.length },
      }),
    ),
  ];
  return { kind: 'contacts', chats };
}

export function numberOf(accounts: Accounts, phone: string): NumberReading {
  const card = accounts.query(pnOf(phone));
  if (card === null) return { kind: 'not_on_whatsapp' };
  const chat = chatOfCard(card);
  return { kind: 'chat', chat: chat.lid === owner.lid ? { ...chat, name: 'me', kind: 'self' } : chat };
}

/** What a page knows of one chat. */
export function standingOf(accounts: Accounts, { chatId, lid, kind }: Chat): Standing | null {
  const barrier = barredFrom(accounts, chatId, nobody);
  if (kind === 'group') {
    const group = accounts.book().groups.find(({ id }) => id === chatId);
    if (group === undefined) return null;
    const found = barrier === 'left_group' || barrier === 'read_only' ? barrier : null;
    return { barrier: found, phone: null, name: group.name, size: group.participants.length };
  }
  const behind = lid === null ? null : accounts.query(lid);
  const known = accounts.book().contacts.find((card) => card.pn === chatId);
  return {
    barrier: barrier === 'blocked' ? barrier : null,
    phone: behind === null ? null : phoneOf(behind.pn),
    name: known?.name ?? null,
    size: null,
  };
}

/** What stands in the way of a hand-over to this chat as one of that account. */
export function barredFrom(accounts: Accounts, chatId: string, account: AccountOf): Refusal | null {
  const { groups: all } = accounts.book();
  const group = all.find(({ id }) => id === chatId);
  if (group !== undefined) {
    if (!group.participants.some(({ lid }) => lid === owner.lid)) return 'left_group';
    return group.announce ? 'read_only' : null;
  }
  if (accounts.blocked(accounts.chatIdOf(chatId) ?? '')) return 'blocked';
  const behindPhone = account.phone === null ? null : accounts.query(pnOf(account.phone));
  const behindLid = account.lid === null ? null : accounts.query(account.lid);
  const now = {
    lid: behindPhone?.lid ?? null,
    phone: behindLid === null ? null : phoneOf(behindLid.pn),
  };
  return isOtherAccount(account, now) ? 'other_account' : null;
}
