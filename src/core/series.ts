/**
 * A series: a rule that makes one occurrence at a time, which is a batch of ordinary messages. The next one is made in
 * the transaction in which the last message of the present one leaves `scheduled`; the ledger takes each key of a rule
 * once, in order, and only while the one before it no longer stands.
 */
import type { Doubt } from './consent.ts';
import type { Chat, Message } from './message.ts';
import type { Rule } from './recurrence/rule.ts';

/** `paused` comes back by the owner's word; `ended` never does. */
export type SeriesState = 'active' | 'paused' | 'ended';

/** One of the messages that every occurrence has. */
export interface SeriesMessage {
  readonly part: number;
  readonly parts: number;
  readonly chat: Chat;
  readonly body: string;
}

export interface Series {
  readonly id: number;
  /** The WhatsApp id of the command that made it. */
  readonly commandWaId: string;
  /** The rule in the owner's words. */
  readonly said: string;
  readonly rule: Rule;
  /** IANA zone in which its wall clock hangs. */
  readonly zone: string;
  readonly state: SeriesState;
  /** Of it and of the key of an occurrence its reserved ids are made, so that a copied ledger makes the same ones. */
  readonly seed: string;
  /** In the order in which they are sent. */
  readonly messages: readonly SeriesMessage[];
  /** What the owner was asked about and said yes to. */
  readonly consents: readonly Doubt[];
  readonly madeAt: number;
  /** When it last changed its state or its zone. */
  readonly changedAt: number;
}

export type NewSeries = Omit<Series, 'id' | 'state' | 'madeAt' | 'changedAt'> & { readonly at: number };

/** One time of a series, and the batch that was armed for it. */
export interface MadeOccurrence {
  readonly seriesId: number;
  readonly batchId: number;
  readonly key: string;
}

export type SeriesNews =
  /** So many of it fell due unseen, and are left out; the next is due at `next`, ms, or never. */
  | {
      readonly kind: 'series';
      readonly what: 'left_out';
      readonly series: Series;
      readonly count: number;
      readonly next: number | null;
    }
  /** Its command has other words now, about which the owner is asked. */
  | { readonly kind: 'series'; readonly what: 'paused'; readonly series: Series }
  /** Its command was deleted for everyone. */
  | { readonly kind: 'series'; readonly what: 'ended'; readonly series: Series };

export interface SeriesReads {
  series(id: number): Series | null;
  /** In these states, by number. */
  seriesIn(states: readonly SeriesState[]): readonly Series[];
  /** The one that this command made last and that has not ended. */
  seriesOfCommand(commandWaId: string): Series | null;
  /** The occurrence that this batch is; null for what was scheduled once. */
  occurrenceOf(batchId: number): MadeOccurrence | null;
  /** Whether a message of this batch is scheduled. */
  occurrenceStands(batchId: number): boolean;
  latestOccurrence(seriesId: number): MadeOccurrence | null;
  firstOccurrence(seriesId: number): MadeOccurrence | null;
  /** All messages of all its occurrences that were ever armed, in order of arming, from `dueFrom` on, ms. */
  messagesOfSeries(seriesId: number, dueFrom?: number): readonly Message[];
}

export interface SeriesWrites {
  newSeries(series: NewSeries): Series;
  /** Throws where the series is not active, the key is not behind its latest, or that one still stands scheduled. */
  addOccurrence(occurrence: MadeOccurrence): void;
  /** Exactly one row must change, else it throws. Writes the event. */
  moveSeries(move: {
    readonly id: number;
    readonly from: SeriesState;
    readonly to: SeriesState;
    readonly by: 'owner' | 'rule';
    readonly at: number;
  }): Series;
  /** Of one that is paused: nothing of it stands scheduled then. */
  setSeriesZone(id: number, zone: string, at: number): Series;
}
