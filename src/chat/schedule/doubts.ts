/**
 * What needs a yes although everything is known: more than one recipient or part, a group, far ahead, quiet hours, the
 * same text already there, caps that would delay it. Being soon is none of them: "in 5 seconds" goes in five seconds.
 */
import type { Status } from '../../core/message.ts';
import { planBatch } from '../../core/pacing.ts';
import { isQuiet } from '../../core/quiet-hours.ts';
import { dayAndTime } from '../../core/time/format.ts';
import type { CommandContext } from '../command.ts';
import { counted, name } from '../naming.ts';
import type { ScheduleDraft } from '../question.ts';
import type { Whole } from './whole.ts';

/** Caps that delay the last message by less than this are pacing, not a surprise. */
const noticeableDelayMs = 60_000;

const plain = {
  recipients: /^\d+ recipients\.$/,
  parts: /^\d+ parts\.$/,
  group: /^A group/,
};

const sameText: Readonly<Partial<Record<Status, string>>> = { sent: 'went', in_doubt: 'may have gone' };

/** What a question shows by itself, in the lines that name the recipients and the parts. */
export function isPlain(doubt: string): boolean {
  return Object.values(plain).some((pattern) => pattern.test(doubt));
}

/** Those that can be told before everything is known: how many, and whether it is a group. */
export function plainDoubts({ recipients, parts }: Pick<ScheduleDraft, 'recipients' | 'parts'>): string[] {
  const doubts: string[] = [];
  const [first] = recipients ?? [];
  if (recipients !== null && recipients.length > 1)
    doubts.push(`${counted(recipients.length, 'recipient')}.`);
  if (parts !== null && parts.length > 1) doubts.push(`${counted(parts.length, 'part')}.`);
  if (recipients?.length === 1 && first?.kind === 'chat' && first.chat.kind === 'group')
    doubts.push(first.chat.size === null ? 'A group.' : `A group of ${first.chat.size}.`);
  return doubts;
}

/** Sentences, empty when it may be armed at once. */
export function doubtsOf(
  context: CommandContext,
  draft: ScheduleDraft,
  whole: Whole,
  zone: string,
): string[] {
  const { ground, asking } = context;
  // Who chose a name or a time has seen the numbers, and the choice counts as the yes to them.
  const doubts = [...draft.doubts, ...(draft.chosen ? [] : plainDoubts(draft))];
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
        `The same text ${sameText[same.status] ?? 'goes'} to ${name(chat)}\nalready: #${same.id}, ${dayAndTime(same.plannedAt, zone, context.now)}.`,
      );
  }
  const { quietHours } = ground.settings;
  const plan = planBatch(whole.chats.length * whole.parts.length, Math.max(whole.at, context.now), ground);
  if (plan.delayedByCapsMs > noticeableDelayMs)
    doubts.push(
      `Too many at once: the last would go\n${dayAndTime(plan.plannedAt.at(-1) ?? whole.at, zone, context.now)}.`,
    );
  if (quietHours !== null && [whole.at, ...plan.plannedAt].some((at) => isQuiet(at, zone, quietHours)))
    doubts.push('In your quiet hours.');
  return doubts;
}
