/** Deeds: what the owner has done and may take back for ten minutes, each with how things stood before. */
import type { Alias } from './alias.ts';
import type { Lateness, Times } from './amendment.ts';

export type Deed =
  | { readonly kind: 'cancelled'; readonly ids: readonly number[] }
  /** `to`: what it was moved to; moved on since by anything else, it stays where it is. */
  | { readonly kind: 'moved'; readonly id: number; readonly from: Times; readonly to: Times }
  | { readonly kind: 'edited'; readonly id: number; readonly body: string }
  | { readonly kind: 'late'; readonly id: number; readonly lateness: Lateness }
  /** The folded name, and the alias that bore it before; null: none did. */
  | { readonly kind: 'aliased'; readonly name: string; readonly before: Alias | null };

export interface DoneDeed {
  readonly id: number;
  readonly doneAt: number;
  readonly deed: Deed;
}

/** A deed is taken back for this long. */
export const undoLifeMs = 10 * 60_000;

export interface DeedReads {
  /** Not taken back, done at or after `since`, the last one first. */
  deedsSince(since: number): readonly DoneDeed[];
}

export interface DeedWrites {
  /** In the transaction of what was done. */
  noteDeed(deed: Deed, at: number): void;
  /** Throws where it has been taken back already. */
  deedUndone(id: number, at: number): void;
}

/** The messages that a deed is about. */
export function messagesOf(deed: Deed): readonly number[] {
  switch (deed.kind) {
    case 'cancelled':
      return deed.ids;
    case 'moved':
    case 'edited':
    case 'late':
      return [deed.id];
    case 'aliased':
      return [];
    default:
      return deed satisfies never;
  }
}
