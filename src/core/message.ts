/**
 * A message: one body to one chat at one instant; a row in the ledger. DESIGN words are used throughout:
 * `dueAt` is what the owner asked for, `plannedAt` adds pacing and is never before it. Instants are milliseconds since
 * the Unix epoch, durations end in `Ms`.
 */

import type { FileRef } from './files.ts';

export const statuses = [
  'scheduled',
  'held',
  'sending',
  'sent',
  'failed',
  'in_doubt',
  'cancelled',
  'missed',
  'rehearsed',
] as const;
export type Status = (typeof statuses)[number];

/** 1 server, 2 device, 3 read, 4 played: WhatsApp's own scale above zero. It only rises. */
export type AckLevel = 1 | 2 | 3 | 4;

export const ackNames: Readonly<Record<AckLevel, string>> = {
  1: 'server',
  2: 'device',
  3: 'read',
  4: 'played',
};

/** The reasons for which a message is held until the owner answers. */
export const holdReasons = [
  'stopped', // due while a latch was set; asked about at /resume
  'known_id', // WhatsApp already knows its reserved id: a copied or restored data folder
  'command_edited', // the command message was changed and the change could not be carried out by itself
  'not_caught_up', // the control chat could not be read in time before it was due
  'live_under_dry_run', // armed live, found under DRY_RUN
  'clock', // the clock stepped over its time
  'file_missing', // its file is gone from the disk, or is another one
  'quiet_hours', // late, and by now in the owner's quiet hours
  'recipient_changed', // its number and its LID do not belong to one account any more
  'recipient_unreachable', // a group that was left or closed, somebody blocked, or nobody's number
] as const;
export type HoldReason = (typeof holdReasons)[number];

/** A chat as seen when it was resolved: ids, number and name are stored, never looked up again by name. */
export interface Chat {
  /** The id WhatsApp gave for sending: `<digits>@c.us`, `<digits>@lid` or `<digits>@g.us`. */
  readonly chatId: string;
  readonly lid: string | null;
  /** E.164 with the plus sign, where known. */
  readonly phone: string | null;
  readonly name: string;
  readonly kind: 'person' | 'group' | 'self';
  /** Members of a group, as last seen. */
  readonly size: number | null;
}

export interface Message {
  readonly id: number;
  readonly batchId: number;
  /** 1-based place among the parts to the same chat in the same batch. */
  readonly part: number;
  readonly parts: number;
  readonly chat: Chat;
  readonly body: string;
  readonly dueAt: number;
  readonly plannedAt: number;
  readonly graceMs: number;
  /** The IANA zone the owner's words were read in. */
  readonly zone: string;
  readonly status: Status;
  readonly holdReason: HoldReason | null;
  readonly dry: boolean;
  /** The WhatsApp message id made when it was armed: `3EB0` and 18 upper-case hex digits. */
  readonly reservedId: string;
  /** The message that this one is sent instead of ("again", "send"), if any. */
  readonly replaces: number | null;
  readonly ack: AckLevel | null;
  readonly armedAt: number;
  /** When it last changed its status. */
  readonly changedAt: number;
  /** When the owner said "drop" to a missed or failed one: it asks for nothing and blocks nothing any more. */
  readonly droppedAt: number | null;
  /** The WhatsApp id of the command that armed it. */
  readonly commandWaId: string;
  /** What goes with the body, which is then its caption. */
  readonly file: FileRef | null;
  /** When its text and the name of its file were erased, long after it had ended; the text is empty then. */
  readonly erasedAt: number | null;
}

/** The one and only hand-over of a message. */
export interface Attempt {
  readonly messageId: number;
  readonly reservedId: string;
  readonly pageGeneration: string;
  readonly claimedAt: number;
  /** When the page was seen to take it; null while that is not known. */
  readonly handedAt: number | null;
  readonly settledAt: number | null;
  /** The page generation in which a look-up, after catching up, found no ack for it; null until then. */
  readonly absentIn: string | null;
}

/** What a claim returns: what is sent is this row, and nothing read before it. */
export interface Claim {
  readonly message: Message;
  readonly attempt: Attempt;
}
