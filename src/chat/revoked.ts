/** A command that was deleted for everyone is taken back: whatever of it has not left yet is cancelled. */
import { cancelMessages } from '../core/cancel.ts';
import type { Dispatcher } from '../core/dispatcher.ts';
import type { Ground } from '../core/ground.ts';
import type { Message } from '../core/message.ts';
import { dropQuestionsOf } from './dropping.ts';

export async function cancelByRevoke(ground: Ground, dispatcher: Dispatcher, waId: string): Promise<void> {
  const { ledger, clock, tell } = ground;
  // Commands that were stored but not carried out yet are withdrawn with their message.
  for (const row of ledger.commandsReceived().filter((one) => one.waId === waId))
    ledger.write((tx) => tx.commandDone(row.id, clock.now()));
  ledger.write((tx) => dropQuestionsOf(tx, waId, clock.now()));
  const open = ledger
    .messages({ commandWaId: waId, statuses: ['scheduled', 'held', 'sending', 'in_doubt'] })
    .map((message) => message.id);
  if (open.length === 0) return;
  let mayLinger: readonly number[] = [];
  await cancelMessages(ground, dispatcher, open, (tx, truths) => {
    const at = clock.now();
    mayLinger = truths.flatMap((truth) => (truth.kind === 'not_confirmed' ? [truth.message.id] : []));
    const never = truths.flatMap((truth) => (truth.kind === 'never_left' ? [truth.message] : []));
    const late = truths.flatMap((truth): readonly Message[] =>
      truth.kind === 'too_late' || truth.kind === 'not_confirmed' ? [truth.message] : [],
    );
    if (never.length > 0) tell(tx, { kind: 'cancelled_by_revoke', messages: never }, at);
    if (late.length > 0) tell(tx, { kind: 'revoke_too_late', messages: late }, at);
  });
  await dispatcher.destroyPageOf(mayLinger);
}
