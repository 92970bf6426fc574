/**
 * Texts and files are kept for a while after their messages have ended, and then erased wherever the ledger has them.
 * What tells one message from another stays: hashes, ids and events. Nothing is erased of a message that has not ended, or
 * about which the owner is still asked.
 */

/** Rows of each table are numbered; those numbered in (after, upTo] are looked at. Instants in ms. */
export interface ErasureRange {
  readonly after: number;
  readonly upTo: number;
  /** What ended before this is erased. */
  readonly endedBefore: number;
  readonly at: number;
}

export interface ErasureReads {
  /** The highest number of any row that may have a text; 0 where there is none. */
  lastWithText(): number;
  /** How many messages have had their texts erased. */
  erasedMessages(): number;
  /** Whether this is the text that a command last had, also where it is erased; null: no such command is known. */
  isLastText(waId: string, text: string): boolean | null;
}

export interface ErasureWrites {
  /** Returns how many rows lost their text. */
  eraseTexts(range: ErasureRange): number;
}
