/** Cancelling as the chat does it: one transaction, with the truth about each message as the reply. */
import { cancelMessages } from '../core/cancel.ts';
import { endSeries } from '../core/series-change.ts';
import { cancelText } from './cancel-text.ts';
import type { CommandContext, Decision } from './command.ts';
import { goesOnLines, openOfSeries } from './series-deeds.ts';
import { seriesNames } from './series-text.ts';

/**
 * Cancels in one transaction and answers with the truth about each; what is in doubt takes its page with it. `series`:
 * those end before anything of them is cancelled, so that no next one is made.
 */
export function cancelThese(
  context: CommandContext,
  ids: readonly number[],
  series: readonly number[] = [],
): Decision {
  const { ground, dispatcher } = context;
  const { ledger } = ground;
  let mayLinger: readonly number[] = [];
  let ended: readonly number[] = [];
  return {
    carryOut: (record) =>
      cancelMessages(
        ground,
        dispatcher,
        [...ids, ...series.flatMap((id) => openOfSeries(ledger, id))],
        (tx, truths) => {
          mayLinger = truths.flatMap((truth) => (truth.kind === 'not_confirmed' ? [truth.message.id] : []));
          const never = truths.flatMap((truth) => (truth.kind === 'never_left' ? [truth.message] : []));
          // An ended series does not come back with one message of it.
          const single = never.filter(
            ({ batchId }) => !ended.includes(tx.occurrenceOf(batchId)?.seriesId ?? 0),
          );
          if (single.length > 0)
            tx.noteDeed({ kind: 'cancelled', ids: single.map(({ id }) => id) }, ground.clock.now());
          const over = series.filter((id) => !ended.includes(id));
          const lines = [
            ...(ended.length === 0
              ? []
              : [`🔁 ${seriesNames(ended)} ${isOrAre(ended)} over: nothing more comes.`]),
            ...(over.length === 0 ? [] : [`ℹ️ ${seriesNames(over)} ${isOrAre(over)} over already.`]),
            ...(truths.length === 0 ? [] : [cancelText(truths, context.zone ?? 'UTC')]),
            ...goesOnLines(tx, never, context.now).filter(
              (line) => !ended.some((id) => line.startsWith(`🔁 S${id} `)),
            ),
          ];
          const about = truths.flatMap((truth) => ('message' in truth ? [truth.message.id] : [truth.id]));
          record(tx, { text: lines.join('\n'), about });
        },
        (tx, at) => {
          ended = series.filter((id) => endSeries(tx, id, at));
          return ended.flatMap((id) => openOfSeries(tx, id));
        },
      ),
    after: () => dispatcher.destroyPageOf(mayLinger),
  };
}

function isOrAre(ids: readonly number[]): string {
  return ids.length === 1 ? 'is' : 'are';
}
