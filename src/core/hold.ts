/** Holding: out of `scheduled` until the owner answers. Who asks for it and what was seen follow from the reason. */
import type { LedgerWrites } from './ledger.ts';
import type { Actor, Evidence } from './lifecycle.ts';
import type { HoldReason, Message } from './message.ts';
import type { Tell } from './news.ts';
import type { Barrier } from './recipient.ts';

const grounds: Readonly<Record<HoldReason, { readonly actor: Actor; readonly evidence: Evidence }>> = {
  stopped: { actor: 'owner', evidence: 'latch' },
  known_id: { actor: 'whatsapp', evidence: 'known_id' },
  command_edited: { actor: 'whatsapp', evidence: 'command_edited' },
  not_caught_up: { actor: 'dispatcher', evidence: 'not_caught_up' },
  live_under_dry_run: { actor: 'dispatcher', evidence: 'dry_run' },
  clock: { actor: 'dispatcher', evidence: 'clock_stepped' },
  file_missing: { actor: 'dispatcher', evidence: 'file_missing' },
  quiet_hours: { actor: 'dispatcher', evidence: 'quiet_hours' },
  recipient_changed: { actor: 'whatsapp', evidence: 'recipient_changed' },
  recipient_unreachable: { actor: 'whatsapp', evidence: 'recipient_unreachable' },
};

export interface Holding {
  readonly tx: LedgerWrites;
  readonly tell: Tell;
  readonly at: number;
}

/** Holds each of `messages`, all of them scheduled, without a word: for a reply that says it. */
export function holdQuietly(
  { tx, at }: Omit<Holding, 'tell'>,
  messages: readonly Message[],
  reason: HoldReason,
): readonly Message[] {
  const { actor, evidence } = grounds[reason];
  return messages.map(({ id }) =>
    tx.move({ id, from: 'scheduled', to: 'held', actor, evidence, holdReason: reason, at }),
  );
}

/**
 * Holds each of `messages`, all of them scheduled, with one piece of news about them; none is no news. `barrier`: what
 * exactly stands in the way of an unreachable recipient.
 */
export function holdScheduled(
  holding: Holding,
  messages: readonly Message[],
  reason: HoldReason,
  barrier: Barrier | null = null,
): void {
  if (messages.length === 0) return;
  const held = holdQuietly(holding, messages, reason);
  holding.tell(holding.tx, { kind: 'held', messages: held, reason, barrier }, holding.at);
}
