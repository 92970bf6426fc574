/** `/cancel`: for each message one of the truths of invariant 2, never a hope. A batch is one transaction. */
import { abortSending } from './abort.ts';
import type { Dispatcher } from './dispatcher.ts';
import type { Ground } from './ground.ts';
import type { LedgerWrites } from './ledger.ts';
import type { Message } from './message.ts';

export type CancelTruth =
  | { readonly kind: 'never_left'; readonly message: Message }
  /** WhatsApp took it; `at` is when. */
  | { readonly kind: 'too_late'; readonly message: Message; readonly at: number }
  | { readonly kind: 'not_confirmed'; readonly message: Message }
  | { readonly kind: 'already'; readonly message: Message }
  | { readonly kind: 'none'; readonly id: number };

/**
 * Pauses claiming, asks the gate about those in `sending`, then runs `commit` in one transaction with the truths as they
 * are in it. `commit` adds the command's own effects: its reply and its `done`. `before` ends what would make others of
 * what is cancelled, and returns those that were made since it was asked for.
 */
export async function cancelMessages<T>(
  ground: Ground,
  dispatcher: Dispatcher,
  ids: readonly number[],
  commit: (tx: LedgerWrites, truths: readonly CancelTruth[]) => T,
  before: (tx: LedgerWrites, at: number) => readonly number[] = () => [],
): Promise<T> {
  return dispatcher.paused(async () => {
    const sending = ids
      .flatMap((id) => ground.ledger.message(id) ?? [])
      .filter((message) => message.status === 'sending');
    const outcomes = await abortSending(ground, sending);
    const at = ground.clock.now();
    return ground.ledger.write((tx) => {
      const all = [...new Set([...ids, ...before(tx, at)])];
      return commit(
        tx,
        all.map((id) => cancelOne(tx, id, outcomes.get(id) === 'prevented', at)),
      );
    });
  });
}

function cancelOne(tx: LedgerWrites, id: number, prevented: boolean, at: number): CancelTruth {
  const message = tx.message(id);
  if (message === null) return { kind: 'none', id };
  switch (message.status) {
    case 'scheduled':
    case 'held':
      return { kind: 'never_left', message: cancelled(tx, message, 'owner_command', at) };
    case 'sending':
      if (prevented) return { kind: 'never_left', message: cancelled(tx, message, 'abort_confirmed', at) };
      return { kind: 'not_confirmed', message };
    case 'sent':
      return { kind: 'too_late', message, at: tx.attempt(id)?.handedAt ?? message.changedAt };
    case 'in_doubt':
      return { kind: 'not_confirmed', message };
    case 'missed':
    case 'failed':
      // It never left, and now it will not be asked about any more either.
      if (message.droppedAt === null) tx.drop(id, at);
      return { kind: 'already', message };
    case 'cancelled':
    case 'rehearsed':
      return { kind: 'already', message };
    default:
      return message.status satisfies never;
  }
}

function cancelled(
  tx: LedgerWrites,
  message: Message,
  evidence: 'owner_command' | 'abort_confirmed',
  at: number,
): Message {
  return tx.move({ id: message.id, from: message.status, to: 'cancelled', actor: 'owner', evidence, at });
}
