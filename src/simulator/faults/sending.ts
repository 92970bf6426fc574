/**
 * In which order, how often and when the acks of a message come: `normal`: 1, 2, 3; `lost`: delivered, but the page gets
 * no ack for it (until `releaseAcks`); `twice`: each again; `out_of_order`: highest first; `delayMs`: each late by that;
 * `levels`: these instead, in this order, the first as the server's own answer; none of them for an empty list.
 */
export type AckMode =
  | 'normal'
  | 'lost'
  | 'twice'
  | 'out_of_order'
  | { readonly delayMs: number }
  | { readonly levels: readonly number[] };

/**
 * How the second promise of a hand-over ends without an ack: it rejects for a blocked contact, or otherwise; or it
 * resolves with one of WhatsApp's results and the message carries `isSendFailure`.
 */
export type SendEnd =
  | 'blocked_contact'
  | 'rejects'
  | 'ERROR_NETWORK'
  | 'ERROR_EXPIRED'
  | 'ERROR_CANCELLED'
  | 'ERROR_UPLOAD'
  | 'ERROR_UNKNOWN';

/**
 * What becomes of what a page hands over. Where a number of messages or a throw is ordered, those to others are meant: in
 * the chat with oneself the order would be spent on whatever is said there meanwhile.
 */
export interface SendFaults {
  acks(mode: AckMode): void;
  /** Sends all acks kept back by `lost` now. */
  releaseAcks(): void;
  /** The server refuses the next `count` messages (NACK), delivering none. Default error 463, ack -1; -7 to -2 are WhatsApp's too. */
  nack(count: number, error?: number, level?: number): void;
  /** The page fails to send the next `count` by itself: isSendFailure without an ack. */
  failWithoutNack(count: number): void;
  /** The next `count` messages end so, with nothing on the wire and no ack. */
  sendEnds(how: SendEnd, count: number): void;
  /**
   * The first promise of a hand-over to anybody else rejects with "No LID for user". `before`: nothing was stored and
   * nothing goes out; `after`: the message goes out all the same.
   */
  handOverThrows(how: 'before' | 'after' | null): void;
  /** Marking a chat as seen throws. */
  sendSeenThrows(on: boolean): void;
  /**
   * The server neither delivers nor acks what the pages that are there now hand over, ever, though they stay connected:
   * nothing but another page is heard.
   */
  silentLoss(): void;
  /** The server does not say that the offline delivery is over: what is handed over waits for it. */
  holdDelivery(on: boolean): void;
  /**
   * What pages hand over is kept under the other id of its chat, or under both: then the acks of the server are written
   * on the other one alone.
   */
  sibling(how: 'other' | 'both' | null): void;
  /**
   * What pages hand over is kept under a key of another shape. `in`: in the chat with oneself it ends in `in`; `short`:
   * it has three parts everywhere, without a group's author and without a direction.
   */
  keyShape(shape: 'in' | 'short' | null): void;
}
