/** What became of a change, in words: what stands now, or why nothing was changed. */
import type { Lateness } from '../core/amendment.ts';
import type { Ground } from '../core/ground.ts';
import type { Message } from '../core/message.ts';
import { clockTime } from '../core/time/format.ts';
import { named, whom } from './naming.ts';
import { bodyLines, momentLinesAt } from './schedule/armed-text.ts';
import { holdText, statusText } from './state-text.ts';

/** `#12 has left already: WhatsApp took it at 18:00:01.` and the step that is possible then. */
export function tooLateText(message: Message, zone: string): string {
  const { id } = message;
  const copy = `A copy at another time:\n/copy ${id} tomorrow 9:00`;
  switch (message.status) {
    case 'sent':
      return `⚠️ Too late: ${named(message)} was sent\nat ${clockTime(message.changedAt, zone)}. Nothing was changed.\n${copy}`;
    case 'sending':
      return `⚠️ Too late: ${named(message)} is on its way.\nNothing was changed. You will hear.`;
    case 'in_doubt':
      return `❔ Too late: ${named(message)} may have gone.\nNothing was changed.\nYou can say: #${id} arrived · again · drop`;
    case 'missed':
    case 'failed':
      return `🚫 ${named(message)} is ${statusText[message.status]}.\nNothing was changed. Its text stays.\nYou can say: #${id} send · drop · move 18:00`;
    case 'cancelled':
      return `🚫 ${named(message)} is cancelled.\nNothing was changed. /undo takes that back\nwithin ten minutes. ${copy}`;
    case 'rehearsed':
      return `🎭 ${named(message)} was rehearsed.\nNothing was changed. ${copy}`;
    case 'scheduled':
    case 'held':
      return `ℹ️ ${named(message)} is ${statusText[message.status]}.`;
    default:
      return message.status satisfies never;
  }
}

export function frozenText({ id }: Message): string {
  return `🛑 I am stopped: #${id} cannot go sooner.\nNothing was changed. First /resume,\nor put it off: /move ${id} tomorrow 9:00`;
}

/** The lines that stand under every change: what is in the way of it, and what can be done next. */
export function standingLines(ground: Ground, message: Message): string[] {
  const { ledger } = ground;
  const stopped = ledger.latch('stopped') !== null || ledger.latch('breaker') !== null;
  return [
    ...(message.status === 'held' && message.holdReason !== null
      ? [`✋ Still held: ${holdText[message.holdReason]}.`, `#${message.id} send · drop · move 18:00`]
      : []),
    ...(stopped ? ['🛑 I am stopped: nothing goes until /resume.'] : []),
    ...(message.dry ? ['🎭 It is dry: nothing will be sent.'] : []),
  ];
}

export function movedText(ground: Ground, message: Message, zone: string, now: number): string {
  return [
    `⏰ #${message.id} moved`,
    `to ${whom(message.chat)}`,
    ...momentLinesAt(message.plannedAt, zone, now),
    ...standingLines(ground, message),
    'Reply: cancel · move 18:00 · undo',
  ].join('\n');
}

/** What has ten seconds left in which it can be cancelled. */
export function hurriedText(ground: Ground, message: Message, zone: string, now: number): string {
  const seconds = Math.max(1, Math.round((message.plannedAt - now) / 1_000));
  return [
    `⏰ ${named(message)} goes in ${seconds} seconds,`,
    `at ${clockTime(message.plannedAt, zone)}.`,
    ...standingLines(ground, message),
    `Reply cancel, or: /cancel ${message.id}`,
  ].join('\n');
}

export function editedText(ground: Ground, message: Message, zone: string, now: number): string {
  return [
    `✏️ #${message.id} changed`,
    `to ${whom(message.chat)}`,
    ...momentLinesAt(message.plannedAt, zone, now),
    ...bodyLines({ parts: [message.body], file: message.file }),
    ...standingLines(ground, message),
    'Reply: cancel · move 18:00 · edit · undo',
  ].join('\n');
}

export function latenessText(message: Message, { graceMs, choice }: Lateness): string {
  const late = `over ${lengthText(graceMs)} late`;
  switch (choice) {
    case 'never':
      return `⏰ ${named(message)}: on time or never.\nIf I'm ${late}, it is dropped,\nand I tell you.\nReply: undo`;
    case 'ask':
      return `⏰ ${named(message)}:\nIf I'm ${late}, I ask first.\nReply: undo`;
    case 'limit':
    case null:
      return `⏰ ${named(message)} may go late by itself.\nIf I'm ${late}, I ask first.\nReply: undo`;
    default:
      return choice satisfies never;
  }
}

/** `90 min`, `2 h`, `1 h 30 min`, `45 s` */
export function lengthText(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 1) return `${Math.round(ms / 1_000)} s`;
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${rest} min`}`;
}
