/** What a name leads to, in words: for commands that look somebody up without scheduling anything. */
import type { Chat } from '../core/message.ts';
import type { Found, FoundBy } from './address-book.ts';
import { counted, excerpt, whom } from './naming.ts';
import { choiceName } from './schedule/open-text.ts';

/** Why it is certain: `"boss" is Mum (…0002), your alias.` */
const certain: Readonly<Record<FoundBy, string>> = {
  alias: 'your alias',
  me: 'the chat with yourself',
  number: 'by that number',
  learned: 'as you chose once',
  name: 'by that very name',
  choice: 'as you chose',
};

/** `"boss" is Mum (…0002),` and why. */
export function certainText(typed: string, chat: Chat, by: FoundBy): string {
  if (chat.kind === 'self') return `👤 ${excerpt(typed, 32)} is the chat with yourself.`;
  const icon = chat.kind === 'group' ? '👥' : '👤';
  return `${icon} ${excerpt(typed, 32)} is ${whom(chat)},\n${certain[by]}.`;
}

/** The same in one line, for one of several names. */
export function briefText(typed: string, found: Found): string {
  const said = excerpt(typed, 18);
  switch (found.kind) {
    case 'chat':
      return `${said} is ${whom(found.chat)}`;
    case 'choices':
      return `${said} may be ${counted(found.chats.length + found.more, 'chat')}`;
    case 'none':
      return `${said}: nobody`;
    default:
      return upperFirst(notFound(found)).replace('\n', ' ').split('\n')[0] ?? '';
  }
}

export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A chat to a line, with its last digits or its size. */
export function chatLines(chats: readonly Chat[], more = 0): string[] {
  return [
    ...chats.map((chat) => `· ${choiceName(chat)}`),
    ...(more === 0 ? [] : [`… and ${more} more: write more of the name.`]),
  ];
}

type NotFound = Exclude<Found, { readonly kind: 'chat' | 'choices' | 'none' }>;

/** A sentence that ends without what to do now; names are cut to a phone's line. */
export function notFound(found: NotFound): string {
  switch (found.kind) {
    case 'not_on_whatsapp':
      return `${excerpt(found.name, 32)} is not on WhatsApp.`;
    case 'left_group':
      return `you are no longer in ${excerpt(found.name)}.`;
    case 'read_only':
      return `only admins can write in ${excerpt(found.name)}.`;
    case 'blocked':
      return `you have blocked ${excerpt(found.name)}.`;
    case 'unable':
      return 'this WhatsApp Web cannot\nlook numbers up any more.';
    case 'nameless':
      return 'this WhatsApp Web tells me\nno names. A number still works.';
    case 'unreachable':
      return 'WhatsApp did not answer.\nPlease ask again in a minute.';
    default:
      return found satisfies never;
  }
}
