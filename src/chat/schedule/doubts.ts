/**
 * What needs a yes although everything is known: more than one recipient or part, a group, far ahead, quiet hours, the
 * same text already there, caps that would delay it. Being soon is none of them: "in 5 seconds" goes in five seconds.
 */
import { planBatch } from '../../core/pacing.ts';
import { isQuiet } from '../../core/quiet-hours.ts';
import { dayAndTime } from '../../core/time/format.ts';
import type { CommandContext } from '../command.ts';
import { counted, name } from '../naming.ts';
import type { ScheduleDraft } from '../question.ts';
import type { Whole } from './whole.ts';

/** Caps that delay the last message by less than this are pacing, not a surprise. */
const noticeableDelayMs = 60_000;

/** Sentences, empty when it may be armed at once. */
export function doubtsOf(
  context: CommandContext,
  draft: ScheduleDraft,
  whole: Whole,
  zone: string,
): string[] {
  const { ground, asking } = context;
  const doubts = [...draft.doubts];
  const groups = whole.chats.filter((chat) => chat.kind === 'group');
  if (whole.chats.length > 1) doubts.push(`${counted(whole.chats.length, 'recipient')}.`);
  if (whole.parts.length > 1) doubts.push(`${counted(whole.parts.length, 'part')}.`);
  if (groups.length > 0 && whole.chats.length === 1) doubts.push('A group.');
  if (whole.notes.includes('far')) doubts.push('Over 60 days ahead.');
  for (const chat of whole.chats) {
    const same = whole.parts
      .flatMap((body) =>
        ground.ledger.messages({
          chatId: chat.chatId,
          bodyIs: body,
          statuses: ['scheduled', 'held', 'sending', 'in_doubt', 'sent'],
          plannedFrom: whole.at - asking.dedupeWindowMs,
          plannedBefore: whole.at + asking.dedupeWindowMs,
          limit: 1,
        }),
      )
      .find((message) => !draft.editOf.includes(message.id));
    if (same !== undefined)
      doubts.push(
        `The same text ${same.status === 'sent' ? 'went' : 'goes'} to ${name(chat)} already: #${same.id}, ${dayAndTime(same.plannedAt, zone, context.now)}.`,
      );
  }
  const { quietHours } = ground.settings;
  const plan = planBatch(whole.chats.length * whole.parts.length, Math.max(whole.at, context.now), ground);
  if (plan.delayedByCapsMs > noticeableDelayMs)
    doubts.push(
      `Too many at once: the last would go ${dayAndTime(plan.plannedAt.at(-1) ?? whole.at, zone, context.now)}.`,
    );
  if (quietHours !== null && [whole.at, ...plan.plannedAt].some((at) => isQuiet(at, zone, quietHours)))
    doubts.push('In your quiet hours.');
  return doubts;
}
