/** Cancelling as the chat does it: one transaction, with the truth about each message as the reply. */
import { cancelMessages } from '../core/cancel.ts';
import { cancelText } from './cancel-text.ts';
import type { CommandContext, Decision } from './command.ts';

/** Cancels in one transaction and answers with the truth about each; what is in doubt takes its page with it. */
export function cancelThese(context: CommandContext, ids: readonly number[]): Decision {
  const { ground, dispatcher } = context;
  let mayLinger: readonly number[] = [];
  return {
    carryOut: (record) =>
      cancelMessages(ground, dispatcher, ids, (tx, truths) => {
        mayLinger = truths.flatMap((truth) => (truth.kind === 'not_confirmed' ? [truth.message.id] : []));
        const never = truths.flatMap((truth) => (truth.kind === 'never_left' ? [truth.message.id] : []));
        if (never.length > 0) tx.noteDeed({ kind: 'cancelled', ids: never }, ground.clock.now());
        record(tx, { text: cancelText(truths, context.zone ?? 'UTC'), about: ids });
      }),
    after: () => dispatcher.destroyPageOf(mayLinger),
  };
}
