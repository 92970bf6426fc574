/**
 * A reaction to something that the bot said, as the words that it stands for: 👍 on a question is yes, ❌ on one is no, and
 * on anything else ❌ cancels what it is about. Whether it is the owner's is judged like any message. The page tells old
 * reactions again when it loads, and none that was given while nobody listened, so a reaction is never the only way.
 */
import type { LedgerReads } from './ledger.ts';
import type { Inbound, WhatsAppEvent } from './whatsapp.ts';

export type Reaction = Extract<WhatsAppEvent, { kind: 'reaction' }>;

/** A yes older than this was for a question that has lapsed since. */
const yesLivesMs = 10 * 60_000;

/** Null where it means nothing. The id is made of the message and the word, so that it counts once. */
export function wordsOf(ledger: LedgerReads, reaction: Reaction, now: number): Inbound | null {
  const notice = ledger.noticeByWaId(reaction.waId);
  // Hands come in six colours, and hearts and hands with a sign that only says "in colour".
  const emoji = reaction.emoji.replace(/[\u{1f3fb}-\u{1f3ff}\ufe0f]/gu, '');
  if (notice === null || (emoji !== '👍' && emoji !== '❌')) return null;
  const question = notice.questionId === null ? null : ledger.question(notice.questionId);
  const isOpen = question?.state === 'open';
  const say = (word: string, text: string, quotedWaId: string | null): Inbound => ({
    waId: `${reaction.waId}:${word}`,
    chatIds: reaction.chatIds,
    fromMe: reaction.fromMe,
    authorIds: reaction.byIds,
    text,
    at: Math.min(reaction.at, now),
    forwarded: false,
    quotedWaId,
    file: null,
  });
  if (emoji === '👍')
    return isOpen && now - reaction.at <= yesLivesMs ? say('yes', 'yes', reaction.waId) : null;
  if (isOpen && question.lapsesAt !== null) return say('no', 'no', reaction.waId);
  const batches = new Set(notice.about.map((id) => ledger.message(id)?.batchId));
  // On a list nobody can know which is meant: an unquoted cancel asks for the number.
  return say('cancel', '/cancel', batches.size === 1 ? reaction.waId : null);
}
