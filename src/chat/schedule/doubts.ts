/**
 * What needs a yes although everything is known: more than one recipient or part, a group, far ahead, quiet hours, the
 * same text already there, another message close by, caps that would delay it. Being soon is none of them: "in 5 seconds"
 * goes in five seconds.
 */
import type { Doubt } from '../../core/consent.ts';
import type { Chat, Message, Status } from '../../core/message.ts';
import { phoneChatId } from '../../core/owner.ts';
import { type Plan, planBatch } from '../../core/pacing.ts';
import { isQuiet } from '../../core/quiet-hours.ts';
import { nextOccurrences } from '../../core/recurrence/rule.ts';
import { dayAndTime } from '../../core/time/format.ts';
import type { CommandContext } from '../command.ts';
import { counted, name } from '../naming.ts';
import { fillPlaceholders } from '../placeholders.ts';
import type { ScheduleDraft } from '../question.ts';
import { outOfOrder } from './order-doubt.ts';
import type { Whole } from './whole.ts';

/** One reason to ask. `doubt`: kept with the message once the owner said yes; null: about the words that were read. */
export interface Asked {
  readonly doubt: Doubt | null;
  /** A sentence or two. */
  readonly text: string;
}

/** Caps that delay the last message by less than this are pacing, not a surprise. */
const noticeableDelayMs = 60_000;
/** Of a series so many are looked at for quiet hours: two days of its most frequent rule. */
const mostLookedAt = 200;
/** More chats than these are a number: a question is read on a phone. */
const mostChats = 2;

/** What has reached the chat, or will. */
const reaching: readonly Status[] = ['scheduled', 'held', 'sending', 'in_doubt', 'sent'];
const sameText: Readonly<Partial<Record<Status, string>>> = { sent: 'went', in_doubt: 'may have gone' };

/** What a question shows by itself, in the lines that name the recipients and the parts. */
export function isPlain({ doubt }: Asked): boolean {
  return doubt === 'several_recipients' || doubt === 'several_parts' || doubt === 'group';
}

/** Those that can be told before everything is known: how many, and whether it is a group. */
export function plainDoubts({ recipients, parts }: Pick<ScheduleDraft, 'recipients' | 'parts'>): Asked[] {
  const doubts: Asked[] = [];
  const [first] = recipients ?? [];
  if (recipients !== null && recipients.length > 1)
    doubts.push({ doubt: 'several_recipients', text: `${counted(recipients.length, 'recipient')}.` });
  if (parts !== null && parts.length > 1)
    doubts.push({ doubt: 'several_parts', text: `${counted(parts.length, 'part')}.` });
  if (recipients?.length === 1 && first?.kind === 'chat' && first.chat.kind === 'group')
    doubts.push({
      doubt: 'group',
      text: first.chat.size === null ? 'A group.' : `A group of ${first.chat.size}.`,
    });
  return doubts;
}

/** Empty when it may be armed at once. */
export function doubtsOf(context: CommandContext, draft: ScheduleDraft, whole: Whole, zone: string): Asked[] {
  const { ground, now } = context;
  // Who chose a name or a time has seen the numbers, and the choice counts as the yes to them.
  const doubts: Asked[] = [
    ...draft.doubts.map((text) => ({ doubt: null, text })),
    ...(draft.chosen ? [] : plainDoubts(draft)),
  ];
  if (whole.notes.includes('far')) doubts.push({ doubt: 'far', text: 'Over 60 days ahead.' });
  const plan = planBatch(whole.chats.length * whole.parts.length, Math.max(whole.at, now), ground);
  const same = whole.chats.flatMap((chat) => {
    const message = sameTextTo(context, draft, whole, chat);
    return message === undefined ? [] : [{ chat, message }];
  });
  doubts.push(
    ...chatByChat('same_text', same, ({ chat, message }) => {
      const when = dayAndTime(message.plannedAt, zone, now);
      return `The same text ${sameText[message.status] ?? 'goes'} to ${name(chat)}\nalready: #${message.id}, ${when}.`;
    }),
  );
  const close = whole.chats.flatMap((chat, index) => {
    // Notes to oneself wake nobody; and the same text has been told of already.
    if (chat.kind === 'self' || same.some((one) => one.chat === chat)) return [];
    const message = closeTo(context, draft, chat, spanOf(plan, index, whole.parts.length));
    return message === undefined ? [] : [{ chat, message }];
  });
  doubts.push(
    ...chatByChat('close_together', close, ({ chat, message }) => {
      const when = dayAndTime(message.plannedAt, zone, now);
      return `Close to another message to ${name(chat)}:\n#${message.id}, ${when}.`;
    }),
  );
  const order = outOfOrder(ground.ledger, draft, whole.at);
  if (order !== null) doubts.push({ doubt: null, text: order });
  const { quietHours } = ground.settings;
  if (plan.delayedByCapsMs > noticeableDelayMs)
    doubts.push({
      doubt: 'caps',
      text: `Too many at once: the last would go\n${dayAndTime(plan.plannedAt.at(-1) ?? whole.at, zone, now)}.`,
    });
  if (
    quietHours !== null &&
    [whole.at, ...plan.plannedAt, ...comingAgain(whole)].some((at) => isQuiet(at, zone, quietHours))
  )
    doubts.push({ doubt: 'quiet_hours', text: 'In your quiet hours.' });
  return doubts;
}

/** A rule of a few hours reaches the night. */
function comingAgain({ at, zone, repeats }: Whole): readonly number[] {
  if (repeats === null) return [];
  return nextOccurrences(repeats.rule, zone, { key: null, at }, mostLookedAt).map((one) => one.at);
}

/** Sentences for the first chats, and a number for the others. */
function chatByChat<T>(doubt: Doubt, found: readonly T[], text: (one: T) => string): Asked[] {
  const shown = found.slice(0, mostChats).map((one) => ({ doubt, text: text(one) }));
  const more = found.length - shown.length;
  return more > 0 ? [...shown, { doubt, text: `And so to ${counted(more, 'other')}.` }] : shown;
}

/** From the first to the last part that one chat gets. */
function spanOf({ plannedAt }: Plan, place: number, parts: number): { from: number; to: number } {
  const own = plannedAt.slice(place * parts, (place + 1) * parts);
  return { from: own[0] ?? 0, to: own.at(-1) ?? 0 };
}

function sameTextTo(
  { ground, asking }: CommandContext,
  { editOf, moves, copies }: ScheduleDraft,
  { at, chats, parts, file }: Whole,
  chat: Chat,
): Message | undefined {
  const bodies = parts.map((body) => (chats.length > 1 ? fillPlaceholders(body, chat) : body));
  return everyIdOf(chat)
    .flatMap((chatId) =>
      bodies.flatMap((bodyIs, index) =>
        ground.ledger.messages({
          chatId,
          bodyIs,
          fileIs: index === 0 ? (file?.hash ?? null) : null,
          statuses: reaching,
          plannedFrom: at - asking.dedupeWindowMs,
          plannedBefore: at + asking.dedupeWindowMs,
        }),
      ),
    )
    .find(({ id }) => !editOf.includes(id) && id !== moves && id !== copies);
}

/** One of another command: its own parts and recipients are one wish, and what is edited away does not count. */
function closeTo(
  { ground, asking }: CommandContext,
  { commandWaId, editOf, moves }: ScheduleDraft,
  chat: Chat,
  { from, to }: { readonly from: number; readonly to: number },
): Message | undefined {
  const { closeMs = 0 } = asking;
  if (closeMs === 0) return undefined;
  return everyIdOf(chat)
    .flatMap((chatId) =>
      ground.ledger.messages({
        chatId,
        statuses: reaching,
        plannedFrom: from - closeMs,
        plannedBefore: to + closeMs + 1,
      }),
    )
    .find(({ id, commandWaId: by }) => by !== commandWaId && !editOf.includes(id) && id !== moves);
}

/** A person may have been written to under the number or under the LID. */
export function everyIdOf({ chatId, lid, phone }: Chat): readonly string[] {
  return [
    ...new Set([chatId, ...(lid === null ? [] : [lid]), ...(phone === null ? [] : [phoneChatId(phone)])]),
  ];
}
