/** A copy: a new message with the text and the chat of another one, doubted and armed like any /schedule. */
import type { Message, Status } from '../core/message.ts';
import type { CommandContext, Decision } from './command.ts';
import { say } from './command.ts';
import { erasedText } from './erased-text.ts';
import { readMove } from './moving.ts';
import { excerpt } from './naming.ts';
import type { ScheduleDraft } from './question.ts';
import { recipientOf, withWhen } from './schedule/build.ts';
import { proceed } from './schedule/proceed.ts';
import { bySentence } from './sentence.ts';

/** Nobody knows whether these reach the chat: the same text there is then asked about. */
const unsure: readonly Status[] = ['sending', 'in_doubt'];

export async function copyOne(context: CommandContext, message: Message, typed: string): Promise<Decision> {
  const { ground } = context;
  const { id, chat, body, file } = message;
  const zone = context.zone ?? message.zone;
  const erased = erasedText(message);
  if (erased !== null) return say(ground, erased, [id]);
  if (typed === '')
    return say(ground, `🚫 Nothing copied: when should it go?\nTry: /copy ${id} tomorrow 9:00`, [id]);
  const { when, phrase } = readMove(context, message, typed, zone);
  if (when.kind === 'refuse' && when.suggestion === undefined)
    return say(
      ground,
      `🚫 #${id} is not copied: ${excerpt(typed, 32)}.\n${bySentence(when.text)}\nTry: /copy ${id} tomorrow 9:00`,
      [id],
    );
  const found = recipientOf(await context.book.check(chat), chat.name);
  if (typeof found === 'string') return say(ground, found, [id]);
  const draft: ScheduleDraft = {
    kind: 'schedule',
    commandWaId: context.command.waId,
    saidAt: context.command.at,
    readings: [],
    when: null,
    recipients: [found],
    parts: file !== null && body === '' ? null : [body],
    ...(file === null ? {} : { file }),
    notes: [`A copy of #${id}.`],
    chosen: false,
    confirmed: false,
    doubts: [],
    editOf: context.editOf,
    ...(unsure.includes(message.status) ? {} : { copies: id }),
  };
  const built = withWhen(draft, phrase, when, zone);
  return built.kind === 'refuse' ? say(ground, built.text) : proceed(context, built.draft, zone);
}
