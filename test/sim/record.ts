/** The wire's own record of what was on it, which asks no ledger. */
import type { Line } from './line.ts';

export interface Stanza {
  readonly waId: string;
  readonly chatId: string;
  readonly text: string;
  /** The hash of the file that goes with it. */
  readonly file?: string | null;
}

/** One message that a page of WhatsApp Web took, by both clocks; the wire's own record, which asks no ledger. */
export interface Taken extends Stanza {
  readonly at: number;
  readonly wall: number;
  readonly generation: string;
  /** The socket was dead by then, whether or not the page had noticed. */
  readonly cutOff: boolean;
  /** Whose chat that was then, by the number that they began with, or the group's id; null: nobody's. */
  readonly whose: string | null;
}

/** One call of the library's send, whatever became of it. */
export interface Call {
  readonly waId: string;
  /** So many others had no answer yet in the same page. */
  readonly others: number;
}

/** What the server accepted, and what stands in the chat with oneself. */
export interface Past {
  readonly wire: readonly {
    readonly waId: string;
    readonly chatId: string;
    readonly text: string;
    readonly at: number;
  }[];
  readonly control: readonly Line[];
}
