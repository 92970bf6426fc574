/** Which of the messages at hand a name means: for commands that list or cancel by whom a message is for. */
import type { Message } from '../core/message.ts';
import type { CommandContext } from './command.ts';
import { fold } from './fold.ts';
import { name } from './naming.ts';
import { readPhones } from './phone.ts';

/**
 * By an alias, by the name, by what a name was learned to mean, or by number; where that is nobody's, a part of a name
 * will do, since what is found is shown.
 */
export function messagesFor(
  { ground, locale }: Pick<CommandContext, 'ground' | 'locale'>,
  messages: readonly Message[],
  typed: string,
): readonly Message[] {
  const { ledger } = ground;
  const wanted = fold(typed);
  const alias = ledger.alias(wanted)?.chat;
  if (alias !== undefined) return messages.filter(({ chat }) => isOf(chat, alias));
  const phones = readPhones(typed, locale);
  const learned = ledger.learned(wanted);
  const exact = messages.filter(
    ({ chat }) =>
      fold(name(chat)) === wanted ||
      fold(chat.name) === wanted ||
      (learned !== null && isOf(chat, learned)) ||
      (chat.phone !== null && phones.includes(chat.phone)),
  );
  return exact.length > 0
    ? exact
    : messages.filter(({ chat }) => ` ${fold(name(chat))}`.includes(` ${wanted}`));
}

/** Under the number or under the LID, as the message was armed. */
function isOf(chat: Message['chat'], meant: Message['chat']): boolean {
  return (
    chat.chatId === meant.chatId ||
    (chat.lid !== null && chat.lid === meant.lid) ||
    (chat.phone !== null && chat.phone === meant.phone)
  );
}
