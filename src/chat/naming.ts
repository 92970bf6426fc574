/** Recipients and texts as replies name them. */
import type { Chat, Message } from '../core/message.ts';

/** `Mum (…0002)`, `7B parents (group of 31)`, `me`. */
export function whom(chat: Chat): string {
  if (chat.kind === 'self') return 'me';
  if (chat.kind === 'group') return `${name(chat)} (group${chat.size === null ? '' : ` of ${chat.size}`})`;
  const digits = lastDigits(chat, 4);
  return digits === null ? name(chat) : `${name(chat)} (…${digits})`;
}

/** The bare name, cut to a phone's line; line breaks and marks in it cannot shape the reply. */
export function name(chat: Chat): string {
  if (chat.kind === 'self') return 'me';
  return plain(chat.name === '' ? (chat.phone ?? 'unknown') : chat.name, 32);
}

export function lastDigits(chat: Chat, count: number): string | null {
  return chat.phone === null ? null : chat.phone.slice(-count);
}

/** The first words of a text in quotes, on one line: `"Bring 3 € …"`. */
export function excerpt(text: string, length = 24): string {
  return `"${plain(text, length)}"`;
}

/** One line, without marks that WhatsApp would take for formatting, cut at `length` characters with an ellipsis. */
export function plain(text: string, length: number): string {
  const line = text
    .replace(/[\p{Cc}\s\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069]+/gu, ' ')
    .replace(/[*_~`]/g, '')
    .trim();
  const letters = Array.from(line);
  return letters.length <= length
    ? line
    : `${letters
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`;
}

/** `#12`, `#12 to Mum`. */
export function named(message: Message): string {
  return `#${message.id} to ${name(message.chat)}`;
}

/** `7 messages`, `1 message`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
