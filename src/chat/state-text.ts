/** Where a message stands, in words. */
import type { ackNames, HoldReason, Message, Status } from '../core/message.ts';
import { clockTime, dayAndTime } from '../core/time/format.ts';

export const holdText: Readonly<Record<HoldReason, string>> = {
  stopped: 'due while I was stopped',
  known_id: 'WhatsApp already knows it',
  command_edited: 'its command was changed',
  not_caught_up: 'I could not read your commands in time',
  live_under_dry_run: 'I am running dry',
  clock: 'my clock jumped',
  file_missing: 'its file is gone from my disk',
  quiet_hours: 'late, and now it is in your quiet hours',
  recipient_changed: 'the number has changed hands since',
  recipient_unreachable: 'WhatsApp takes nothing for that chat now',
};

/** A state in the middle of a sentence: "#12 is …". */
export const statusText: Readonly<Record<Status, string>> = {
  scheduled: 'scheduled',
  held: 'held',
  sending: 'on its way',
  sent: 'sent',
  failed: 'not sent',
  in_doubt: 'in doubt',
  cancelled: 'cancelled',
  missed: 'missed',
  rehearsed: 'rehearsed',
};

export function stateText(message: Message, zone: string, now: number): string {
  const when = dayAndTime(message.changedAt, zone, now);
  switch (message.status) {
    case 'scheduled':
      return message.dry ? 'scheduled, dry: nothing will be sent' : 'scheduled';
    case 'held':
      return `held: ${message.holdReason === null ? '' : holdText[message.holdReason]}.\nReply: send · drop · move 18:00`;
    case 'sending':
      return `on its way since ${clockTime(message.changedAt, zone)}, unconfirmed`;
    case 'sent':
      return message.ack === null
        ? `arrived, as you said ${when}`
        : `sent: WhatsApp confirmed it (${ackText[message.ack]})`;
    case 'failed':
      return `not sent, ${when}${message.droppedAt === null ? '.\nReply: send · drop · move 18:00' : '; dropped'}`;
    case 'in_doubt':
      return 'in doubt: I cannot tell if it went.\nReply: arrived · again · drop';
    case 'cancelled':
      return `cancelled ${when}`;
    case 'missed':
      return `missed: its time passed${message.droppedAt === null ? '.\nReply: send · drop · move 18:00' : '; dropped'}`;
    case 'rehearsed':
      return `rehearsed ${when}: nothing was sent`;
    default:
      return message.status satisfies never;
  }
}

const ackText: Readonly<Record<keyof typeof ackNames, string>> = {
  1: 'the server has it',
  2: 'delivered',
  3: 'read',
  4: 'played',
};
