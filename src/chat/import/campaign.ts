/** A table that was read: the messages that it asks for, and each row that asks for none, with the reason. */
import type { Chat } from '../../core/message.ts';
import type { WhenNote } from '../../core/time/when.ts';

/** Where a row stands; `row` only where a spreadsheet counts otherwise than the lines of the file. */
export interface Place {
  readonly line: number;
  readonly row?: number;
}

/** One message of the table, as it is to be armed. */
export interface CampaignRow extends Place {
  /** When it is due, ms. */
  readonly at: number;
  /** The zone it was said in. */
  readonly zone: string;
  readonly notes: readonly WhenNote[];
  readonly chat: Chat;
  /** With its placeholders filled in. */
  readonly body: string;
}

export interface BadRow extends Place {
  /** A few words for the owner. */
  readonly why: string;
}

export interface Campaign {
  /** In the order of the table. */
  readonly rows: readonly CampaignRow[];
  readonly bad: readonly BadRow[];
  /** Of an export: rows whose messages are not waiting any more. */
  readonly over: number;
  /** Columns that mean nothing here, as typed. */
  readonly strange: readonly string[];
  /** The alphabet was guessed: a word of it that the owner can look at; null: it was certain. */
  readonly guessedBy: string | null;
}

/** `line 3`, `line 9 (row 7)`. */
export function placeText({ line, row }: Place): string {
  return row === undefined ? `line ${line}` : `line ${line} (row ${row})`;
}
