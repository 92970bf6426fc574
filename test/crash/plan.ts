/** What a life of the bot is told before it begins, and what is said between it and the world while it lasts. */
import type { Status } from '../../src/core/message.ts';
import type { Line } from './world.ts';

/** What becomes of the first hand-over of a text: nobody hears that it arrived, or the page swallows it. */
export type TextFault = 'no_ack' | 'lost';

export interface Plan {
  readonly env: Readonly<Record<string, string>>;
  readonly worldFile: string;
  /** The wall clock that the bot sees: `sim` at the real instant `real`, ms, and so many times as fast. */
  readonly time: { readonly real: number; readonly sim: number; readonly speed: number };
  readonly faults: Readonly<Record<string, TextFault>>;
  /** Whether acks that a dead process missed come with the next connection. */
  readonly lateAcks: boolean;
  /** The point at which the process kills itself, 1-based; 0: never. */
  readonly killAt: number;
  /** Where the point is named at which it did, and at an orderly end how many there were. */
  readonly pointsFile: string;
}

export interface Standing {
  /** Nothing is on its way, and everything has been told. */
  readonly atRest: boolean;
  /** A message is due soon, or waits behind one that needs an answer. */
  readonly hasDue: boolean;
  /** Why it is not at rest, in a few words, for the story. */
  readonly busyWith: string;
  readonly needing: readonly { readonly id: number; readonly status: Status; readonly reservedId: string }[];
  readonly latched: boolean;
}

export type ToBot =
  | { readonly kind: 'go'; readonly plan: Plan }
  | { readonly kind: 'line'; readonly line: Line }
  | { readonly kind: 'how' };

export type FromBot =
  | { readonly kind: 'loaded'; readonly pid: number }
  /** Something was written into the record. */
  | { readonly kind: 'world' }
  | { readonly kind: 'said'; readonly text: string }
  | { readonly kind: 'standing'; readonly standing: Standing };
