/** Aliases, in words. */
import type { Alias, Learned } from '../core/alias.ts';
import type { Chat } from '../core/message.ts';
import { excerpt, whom } from './naming.ts';
import { choiceName, yesOrNo } from './schedule/open-text.ts';

/** More are a page of their own, and nobody has them. */
const mostListed = 30;

export function aliasesText(aliases: readonly Alias[], learned: readonly Learned[]): string {
  if (aliases.length + learned.length === 0)
    return '🏷️ No aliases yet.\nTry: /alias boss +447700900002\nor /alias boss Chris Jones';
  const shown = aliases.slice(0, mostListed);
  const rest = learned.slice(0, mostListed - shown.length);
  const more = aliases.length + learned.length - shown.length - rest.length;
  return [
    ...(aliases.length === 0 ? [] : ['🏷️ Your aliases:']),
    ...shown.map(({ spelled, chat }) => line(spelled, chat)),
    ...(rest.length === 0 ? [] : [`${aliases.length === 0 ? '🏷️ ' : ''}Chosen once, and meant since:`]),
    ...rest.map(({ name, chat }) => line(name, chat)),
    ...(more === 0 ? [] : [`… and ${more} more: /who <name>`]),
    `Take one away: /alias forget ${[...shown.map(({ spelled }) => spelled), ...rest.map(({ name }) => name)][0]}`,
  ].join('\n');
}

function line(spelled: string, chat: Chat): string {
  return `${excerpt(spelled, 18)} is ${whom(chat)}`;
}

export function aliasSetText(spelled: string, chat: Chat, before: Chat | null): string {
  const said = excerpt(spelled, 32);
  if (before === null)
    return `🏷️ ${said} means ${whom(chat)}\nfrom now on.\nTake it away: /alias forget ${spelled}`;
  if (before.chatId === chat.chatId) return `🏷️ ${said} means ${whom(chat)}\nas it did before.`;
  return `🏷️ ${said} means ${whom(chat)}\nfrom now on, no longer ${whom(before)}.\nWhat is scheduled stays as it is: /list`;
}

/** Whom it is to mean, where that is not certain or the name is somebody's. */
export function aliasQuestion(spelled: string, chats: readonly Chat[], bearer: Chat | null): string {
  const [only] = chats;
  const lines =
    bearer === null
      ? []
      : [`Your chat ${choiceName(bearer)} has that name,`, 'and would then want another one.'];
  if (chats.length === 1 && only !== undefined)
    return [`❓ Shall ${excerpt(spelled)} mean`, `${whom(only)}?`, ...lines, yesOrNo].join('\n');
  return [
    `❓ Whom shall ${excerpt(spelled)} mean?`,
    ...lines,
    ...chats.map((chat, index) => `${index + 1}) ${choiceName(chat)}`),
    'Answer with its number, or no.',
  ].join('\n');
}

export function forgottenText(spelled: string, alias: Alias | null, learned: Chat | null): string {
  const said = excerpt(spelled, 32);
  if (alias !== null) return `🏷️ ${said} is no alias any more;\nit meant ${whom(alias.chat)}.`;
  if (learned !== null) return `🏷️ Forgotten: next time I ask\nwho ${said} is.`;
  return `🚫 There is no alias ${said}.\n/alias lists those there are.`;
}
