/** Making an alias: at once where it is certain whom it is to mean, and else by one question. */
import type { Chat } from '../core/message.ts';
import type { Found } from './address-book.ts';
import { aliasQuestion, aliasSetText } from './alias-text.ts';
import type { AnswerText } from './answer.ts';
import { type CommandContext, type Decision, decide, say } from './command.ts';
import { fold } from './fold.ts';
import { notFound } from './found-text.ts';
import { excerpt } from './naming.ts';
import type { AliasDraft } from './question.ts';

export async function setAlias(context: CommandContext, spelled: string, target: string): Promise<Decision> {
  const { book, locale } = context;
  const found = await book.find(target, locale);
  const chats = chatsOf(found);
  if (chats === null) return say(context.ground, refusalText(target, found));
  const [only] = chats;
  // An alias goes before a name: whoever bears it could not be written to by it any more.
  const bearers = (await book.called(spelled)).filter((chat) => !chats.some((one) => isSame(one, chat)));
  const standing = context.ground.ledger.alias(fold(spelled))?.chat;
  if (only !== undefined && standing !== undefined && found.kind === 'chat' && isSame(standing, only))
    return made(context, spelled, only);
  if (found.kind === 'chat' && only !== undefined && bearers.length === 0)
    return made(context, spelled, only);
  const draft: AliasDraft = { kind: 'alias', spelled, chats };
  return decide(context.ground, () => ({
    text: aliasQuestion(spelled, chats, bearers[0] ?? null),
    ask: { kind: 'alias', draft, lapses: true },
  }));
}

/** Null where it does not fit the question. */
export async function answerAlias(
  context: CommandContext,
  { spelled, chats }: AliasDraft,
  answer: AnswerText,
): Promise<Decision | null> {
  if (answer.kind === 'no') return say(context.ground, '👌 Nothing changed. /alias lists them.');
  const place = placeOf(answer, chats.length);
  const chosen = place === null ? undefined : chats[place];
  if (chosen === undefined) return null;
  // It may have left WhatsApp since it stood in the list.
  const found = await context.book.check(chosen);
  if (found.kind === 'chat') return made(context, spelled, found.chat);
  return say(context.ground, refusalText(chosen.name, found));
}

/** Whether such an answer can settle it. */
export function fitsAlias({ chats }: AliasDraft, answer: AnswerText): boolean {
  return answer.kind === 'no' || placeOf(answer, chats.length) !== null;
}

function placeOf(answer: AnswerText, count: number): number | null {
  if (answer.kind === 'yes') return count === 1 ? 0 : null;
  if (answer.kind !== 'picks' || answer.numbers.length !== 1 || answer.letters.length > 0) return null;
  const [place = count] = answer.numbers;
  return place < count ? place : null;
}

function made({ ground }: CommandContext, spelled: string, chat: Chat): Decision {
  return decide(ground, (tx) => {
    const name = fold(spelled);
    const before = tx.alias(name);
    const at = ground.clock.now();
    tx.setAlias({ name, spelled, chat, madeAt: at });
    tx.noteDeed({ kind: 'aliased', name, before }, at);
    return { text: aliasSetText(spelled, chat, before?.chat ?? null) };
  });
}

/** Null where it leads to nobody. */
function chatsOf(found: Found): readonly Chat[] | null {
  if (found.kind === 'chat') return [found.chat];
  if (found.kind === 'choices') return found.chats;
  return found.kind === 'none' && found.nearest.length > 0 ? found.nearest : null;
}

function refusalText(target: string, found: Found): string {
  const why =
    found.kind === 'none' || found.kind === 'chat' || found.kind === 'choices'
      ? `I find no ${excerpt(target, 24)}.\nWrite the name as in your contacts,\nor the number, like +447700900002.`
      : notFound(found);
  return `🚫 No alias made: ${why}`;
}

function isSame(one: Chat, other: Chat): boolean {
  return one.chatId === other.chatId || (one.lid !== null && one.lid === other.lid);
}
