/** `/who`: what a name or a number would lead to in a command, and why. */
import type { Found } from '../src/chat/address-book.ts';
import { type CommandContext, type CommandDefinition, say } from '../src/chat/command.ts';
import { fold } from '../src/chat/fold.ts';
import { briefText, certainText, chatLines, notFound, upperFirst } from '../src/chat/found-text.ts';
import { characters, limits } from '../src/chat/limits.ts';
import { counted, excerpt, name, plain } from '../src/chat/naming.ts';
import { scanHead } from '../src/chat/separator.ts';
import { readWhom } from '../src/chat/whom.ts';
import type { Chat } from '../src/core/message.ts';

const example = 'Try: /who Mum · /who +447700900002';
/** More lines than these are no answer on a phone. */
const mostNames = 8;

export const who: CommandDefinition = {
  name: 'who',
  aliases: [],
  usage: ['/who <name>[, <name>…]'],
  summary: 'say whom a name means',
  examples: ['/who Mum', '/who chris', '/who 7B parents', '/who 07700 900002', '/who Mum, Anna, me'],
  mayLeadToSend: false,
  dropsQuestions: false,
  async plan(context, input) {
    const { ground, book, locale } = context;
    const words = input.words.replace(/[?!…]+$/, '').trim();
    const span = { start: 0, end: words.length };
    const { names } = readWhom(words, span, scanHead(words).quotes);
    const [first] = names;
    if (first === undefined) return say(ground, `🚫 Who is who? I expected a name.\n${example}`);
    if (names.some((one) => characters(one) > limits.nameCharacters))
      return say(ground, `🚫 No name is longer than ${limits.nameCharacters} letters.\n${example}`);
    // A comma may stand in the name of one chat.
    const whole = await book.find(names.length === 1 ? first : words, locale);
    if (names.length === 1 || whole.kind === 'chat')
      return say(ground, answer(context, names.length === 1 ? first : words, whole));
    if (names.length > mostNames)
      return say(ground, `🚫 That is ${names.length} names; I tell ${mostNames} at a time.`);
    const lines: string[] = [];
    for (const one of names) lines.push(briefText(one, await book.find(one, locale)));
    return say(ground, ['🔎 In a command:', ...lines].join('\n'));
  },
};

function answer(context: CommandContext, typed: string, found: Found): string {
  const said = excerpt(typed, 32);
  switch (found.kind) {
    case 'chat':
      return [certainText(typed, found.chat, found.by), ...scheduledLine(context, found.chat)].join('\n');
    case 'choices':
      return [
        found.changed
          ? `⚠️ ${excerpt(typed, 18)}: the number changed hands.\nIn a command I would ask about:`
          : found.chats.length + found.more === 1
            ? `🔎 ${said} is not exact.\nIn a command I would ask about:`
            : `🔎 ${said} may be ${counted(found.chats.length + found.more, 'chat')}.\nIn a command I would ask which:`,
        ...chatLines(found.chats, found.more),
        ...aliasLine(typed, found.chats),
      ].join('\n');
    case 'none':
      return found.nearest.length === 0
        ? `🔎 I find no ${said},\nnor a name near it. Write it as in\nyour contacts, or a number.`
        : [`🔎 I find no ${said}. Near it:`, ...chatLines(found.nearest)].join('\n');
    default:
      return `🔎 ${upperFirst(notFound(found))}`;
  }
}

function scheduledLine({ ground }: CommandContext, chat: Chat): string[] {
  const count = ground.ledger
    .messages({ statuses: ['scheduled', 'held'] })
    .filter((message) => message.chat.chatId === chat.chatId || isSameLid(message.chat, chat)).length;
  return count === 0 ? [] : [`${counted(count, 'message')} scheduled: /list ${name(chat)}`];
}

function isSameLid(one: Chat, other: Chat): boolean {
  return one.lid !== null && one.lid === other.lid;
}

/** How to make it certain, in words that work. */
function aliasLine(typed: string, [first]: readonly Chat[]): string[] {
  if (first === undefined || /[,;:"]/.test(typed + first.name)) return [];
  const target = first.phone ?? first.name;
  return [`Always the first: /alias ${quoted(fold(typed))} ${plain(target, 32)}`];
}

function quoted(alias: string): string {
  return alias.includes(' ') ? `"${alias}"` : alias;
}
