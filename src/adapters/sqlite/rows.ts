/** Rows as SQLite gives them, and the core's values made of them. */
import { hash } from 'node:crypto';
import type { FileRef } from '../../core/files.ts';
import type { AckLevel, Attempt, Chat, HoldReason, Message, Status } from '../../core/message.ts';

export function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}

export interface ChatColumns {
  readonly chat_id: string;
  readonly lid: string | null;
  readonly phone: string | null;
  readonly name: string;
  readonly chat_kind: Chat['kind'];
  readonly chat_size: number | null;
}

export interface MessageRow extends ChatColumns {
  readonly id: number;
  readonly batch_id: number;
  readonly part: number;
  readonly parts: number;
  readonly body: string;
  readonly due_at: number;
  readonly planned_at: number;
  readonly grace_ms: number;
  readonly zone: string;
  readonly status: Status;
  readonly hold_reason: HoldReason | null;
  readonly dry: number;
  readonly reserved_id: string;
  readonly replaces: number | null;
  readonly ack: AckLevel | null;
  readonly armed_at: number;
  readonly changed_at: number;
  readonly dropped_at: number | null;
  readonly command_wa_id: string;
  readonly file_hash: string | null;
  /** JSON of what is known of the file besides its hash. */
  readonly file: string | null;
  readonly erased_at: number | null;
}

export function toChat(row: ChatColumns): Chat {
  return {
    chatId: row.chat_id,
    lid: row.lid,
    phone: row.phone,
    name: row.name,
    kind: row.chat_kind,
    size: row.chat_size,
  };
}

function toFile({ file_hash: hash, file }: MessageRow): FileRef | null {
  return hash && file ? { hash, ...(JSON.parse(file) as Omit<FileRef, 'hash'>) } : null;
}

export function toMessage(row: unknown): Message {
  const r = row as MessageRow;
  return {
    id: r.id,
    batchId: r.batch_id,
    part: r.part,
    parts: r.parts,
    chat: toChat(r),
    body: r.body,
    dueAt: r.due_at,
    plannedAt: r.planned_at,
    graceMs: r.grace_ms,
    zone: r.zone,
    status: r.status,
    holdReason: r.hold_reason,
    dry: r.dry === 1,
    reservedId: r.reserved_id,
    replaces: r.replaces,
    ack: r.ack,
    armedAt: r.armed_at,
    changedAt: r.changed_at,
    droppedAt: r.dropped_at,
    commandWaId: r.command_wa_id,
    file: toFile(r),
    erasedAt: r.erased_at,
  };
}

/** Column names that are the core's names already: `SELECT` lists of the smaller tables. */
export const attemptColumns = `message_id AS messageId, reserved_id AS reservedId, page_generation AS pageGeneration,
  claimed_at AS claimedAt, handed_at AS handedAt, settled_at AS settledAt, absent_in AS absentIn`;

export function toAttempt(row: unknown): Attempt {
  return row as Attempt;
}

/** `convert` of a row that was found, else null. */
export function orNull<T>(row: unknown, convert: (row: unknown) => T): T | null {
  return row === undefined ? null : convert(row);
}
