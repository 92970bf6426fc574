/**
 * Amendments: what the owner changes about a message that has not begun to leave. The row keeps its number, its place
 * and its reserved id; the claim sends it as it then stands. Instants and durations in ms.
 */
import type { Message } from './message.ts';

/** When a message is to go: what the owner asked for, what pacing made of it, and the zone in which it was said. */
export interface Times {
  readonly dueAt: number;
  readonly plannedAt: number;
  readonly zone: string;
}

/** The owner's word on how late a message may go by itself. `never`: it is dropped then, and the owner only told. */
export type LateChoice = 'limit' | 'never' | 'ask';

export interface Lateness {
  readonly graceMs: number;
  /** Null: GRACE decided. */
  readonly choice: LateChoice | null;
}

interface Amended {
  readonly id: number;
  /** The status that it is in, and stays in; a held one that is given a time may be released by it. */
  readonly from: 'scheduled' | 'held';
  readonly at: number;
}

export type Amendment =
  | (Amended & { readonly kind: 'edited'; readonly body: string })
  /** A held one is released by it, and planned anew. `hurried`: it is to go now, which nothing may under a latch. */
  | (Amended & { readonly kind: 'moved'; readonly to: Times; readonly hurried: boolean })
  | (Amended & { readonly kind: 'late'; readonly lateness: Lateness });

export interface AmendmentReads {
  /** Null: nothing was said about this one. */
  lateChoice(messageId: number): LateChoice | null;
}

export interface AmendmentWrites {
  /**
   * Exactly one row must change, else it throws: the row must still be in the status that is named. Throws under a latch
   * for what would go sooner. Writes the event.
   */
  amend(amendment: Amendment): Message;
}
