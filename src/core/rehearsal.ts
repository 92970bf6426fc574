/**
 * A rehearsal: what is scheduled, lived through in virtual time over a copy of the ledger, in fair weather and in the bad
 * nights for which this program was made. Nobody answers in it, so that it shows what happens while the owner sleeps.
 * Instants are ms since the Unix epoch.
 */
import type { Ground } from './ground.ts';
import type { Ledger, StopFile } from './ledger.ts';
import type { Chat, HoldReason } from './message.ts';

/** No network · the machine sleeps · WhatsApp takes everything and confirms nothing. */
export const troubles = ['offline', 'asleep', 'unconfirmed'] as const;
export type Trouble = (typeof troubles)[number];

export interface Weather {
  readonly trouble: Trouble | null;
  /** When the trouble is there: from the first instant until before the second. */
  readonly from: number;
  readonly to: number;
}

export type Fate =
  /** `doubted`: only confirmed so late that the owner was asked first. */
  | { readonly kind: 'goes'; readonly at: number; readonly doubted: boolean }
  | { readonly kind: 'in_doubt'; readonly at: number }
  | { readonly kind: 'held'; readonly at: number; readonly reason: HoldReason }
  | { readonly kind: 'missed'; readonly at: number }
  | { readonly kind: 'failed'; readonly at: number }
  | { readonly kind: 'cancelled'; readonly at: number }
  /** Armed dry: nothing is sent. */
  | { readonly kind: 'dry'; readonly at: number }
  /** Still scheduled when the rehearsal ends: a switch stands that only the owner turns. */
  | { readonly kind: 'frozen' };

export interface Rehearsed {
  readonly id: number;
  readonly chat: Chat;
  readonly plannedAt: number;
  readonly fate: Fate;
}

/** When something becomes of it; of a frozen one, when it would have gone. */
export function momentOf({ fate, plannedAt }: Rehearsed): number {
  return fate.kind === 'frozen' ? plannedAt : fate.at;
}

export interface Account {
  readonly weather: Weather;
  /** By the instant at which something became of them, the frozen ones by their planned one. */
  readonly messages: readonly Rehearsed[];
}

export interface Rehearsal {
  /** Fair weather first. Where nothing can go wrong because nothing goes, there is no other. */
  readonly accounts: readonly Account[];
  /** Where it ended. */
  readonly until: number;
  /** It ended before all that is scheduled was through, at the limit of what one rehearsal looks at. */
  readonly isCut: boolean;
}

/** What a rehearsal may look at: everything that acts stays outside. */
export interface RehearsalGround extends Pick<Ground, 'ledger' | 'settings'> {
  readonly stopFile: Pick<StopFile, 'stands'>;
  readonly media: Pick<Ground['media'], 'check'>;
  readonly chance: Pick<Ground['chance'], 'derivedId'>;
  /** When it begins. */
  readonly now: number;
  /** The owner's zone, IANA: whose midnight it is. */
  readonly zone: string;
  /** Called every few hundredths of a second of work, so that the bot itself stays on time meanwhile. */
  readonly breathe: () => Promise<void>;
}

/** `about`: only these messages are told of, though all of them are lived through; null: all. */
export type Rehearse = (
  ground: RehearsalGround,
  about: ReadonlySet<number> | null,
) => Promise<Rehearsal | null>;

/** A copy of the ledger in memory: nothing that is done in it reaches the ledger. */
export interface ScratchLedger extends Ledger {
  /** What stands now is what `rewind` leads back to; at first that is what was copied. */
  mark(): void;
  rewind(): void;
}
