/** A command that was deleted for everyone is taken back: whatever of it has not left yet is cancelled. */
import { type CancelTruth, cancelMessages } from '../core/cancel.ts';
import type { Dispatcher } from '../core/dispatcher.ts';
import type { Ground } from '../core/ground.ts';
import type { LedgerWrites } from '../core/ledger.ts';
import type { Message } from '../core/message.ts';
import { endSeries } from '../core/series-change.ts';
import { dropQuestionsOf } from './dropping.ts';
import { openOfSeries } from './series-deeds.ts';

export async function cancelByRevoke(ground: Ground, dispatcher: Dispatcher, waId: string): Promise<void> {
  const { ledger, clock, tell } = ground;
  // Commands that were stored but not carried out yet are withdrawn with their message.
  for (const row of ledger.commandsReceived().filter((one) => one.waId === waId))
    ledger.write((tx) => tx.commandDone(row.id, clock.now()));
  ledger.write((tx) => dropQuestionsOf(tx, waId, clock.now()));
  const open = ledger
    .messages({ commandWaId: waId, statuses: ['scheduled', 'held', 'sending', 'in_doubt'] })
    .map((message) => message.id);
  const series = ledger.seriesOfCommand(waId);
  if (open.length === 0 && series === null) return;
  let mayLinger: readonly number[] = [];
  const told = (tx: LedgerWrites, truths: readonly CancelTruth[]): void => {
    const at = clock.now();
    mayLinger = truths.flatMap((truth) => (truth.kind === 'not_confirmed' ? [truth.message.id] : []));
    const never = truths.flatMap((truth) => (truth.kind === 'never_left' ? [truth.message] : []));
    const late = truths.flatMap((truth): readonly Message[] =>
      truth.kind === 'too_late' || truth.kind === 'not_confirmed' ? [truth.message] : [],
    );
    if (never.length > 0) tell(tx, { kind: 'cancelled_by_revoke', messages: never }, at);
    if (late.length > 0) tell(tx, { kind: 'revoke_too_late', messages: late }, at);
    if (series !== null) tell(tx, { kind: 'series', what: 'ended', series }, at);
  };
  await cancelMessages(ground, dispatcher, open, told, (tx, at) => {
    if (series === null) return [];
    endSeries(tx, series.id, at);
    return openOfSeries(tx, series.id);
  });
  await dispatcher.destroyPageOf(mayLinger);
}
