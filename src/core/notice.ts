import type { FileRef } from './files.ts';

/** What the bot tells the owner: replies to commands, questions, and notices that nobody asked for. */
export interface Notice {
  readonly id: number;
  readonly kind: 'reply' | 'question' | 'notice';
  readonly body: string;
  /** The control chat to tell it in; null: wherever the owner is reached first. */
  readonly chatId: string | null;
  /** Messages that it is about, in the order in which it numbers them. */
  readonly about: readonly number[];
  readonly questionId: number | null;
  /** Goes with the first telling; the body says the same. */
  readonly picture: FileRef | null;
  readonly createdAt: number;
  /** `given_up`: both tries are spent without an ack; a later ack or look-up still makes it told. */
  readonly state: 'waiting' | 'told' | 'given_up';
  /** The longer notice that says it instead, made before this one could be told; it is then given up. */
  readonly supersededBy: number | null;
}

export interface NewNotice {
  readonly kind: Notice['kind'];
  readonly body: string;
  readonly chatId: string | null;
  readonly about: readonly number[];
  readonly questionId: number | null;
  /** Default: none. */
  readonly picture?: FileRef | null;
  readonly at: number;
}

/**
 * One try to tell a notice, with its own reserved id. At most two may have left: one refused before its hand-over never
 * did, and does not count.
 */
export interface Telling {
  readonly noticeId: number;
  /** 1-based, refused ones included. */
  readonly try: number;
  readonly reservedId: string;
  readonly pageGeneration: string;
  readonly chatId: string;
  readonly claimedAt: number;
  /** `open`: its outcome is not known yet. */
  readonly outcome: 'open' | 'acked' | 'refused' | 'in_doubt';
}
