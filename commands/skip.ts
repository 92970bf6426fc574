/** `/skip`: the next one of a series does not go; the series goes on behind it. */
import { cancelThese } from '../src/chat/cancelling.ts';
import { type CommandContext, type CommandDefinition, type Decision, say } from '../src/chat/command.ts';
import { notGoing } from '../src/chat/series-deeds.ts';
import { quotedSeries, readSeriesIds } from '../src/chat/series-selection.ts';
import { noSuchSeries } from '../src/chat/series-text.ts';
import type { Series } from '../src/core/series.ts';

export const skip: CommandDefinition = {
  name: 'skip',
  aliases: [],
  usage: ['/skip S2'],
  summary: 'leave out the next one of a series',
  examples: ['/skip S2'],
  mayLeadToSend: false,
  dropsQuestions: true,
  plan(context, input) {
    const found = oneSeries(context, input.words, '/skip S2');
    return 'carryOut' in found ? found : skipThis(context, found);
  },
};

/** The series that is named or quoted, or the only one there is; else a refusal that says what to write. */
export function oneSeries(context: CommandContext, words: string, example: string): Series | Decision {
  const { ground } = context;
  const ids = readSeriesIds(words);
  if (ids === null) {
    const standing = ground.ledger.seriesIn(['active', 'paused']);
    const only =
      words === '' ? (quotedSeries(context) ?? (standing.length === 1 ? standing[0] : null)) : null;
    if (only != null) return only;
    return say(
      ground,
      standing.length === 0
        ? '🚫 Nothing comes again so far.\nTry: /every friday 17:00 to Mum: hello'
        : `🚫 Which series? Its number stands in\n/list series. Try: ${example}`,
    );
  }
  const [id = 0, ...others] = ids;
  if (others.length > 0) return say(ground, `🚫 One series at a time, please.\nTry: ${example}`);
  return ground.ledger.series(id) ?? say(ground, noSuchSeries([id]));
}

/**
 * What was next when the owner wrote: a command that is read late may not skip one that nobody spoke of. If that one has
 * left meanwhile, the answer says so.
 */
function skipThis(context: CommandContext, { id, state }: Series): Decision {
  const { ground, command } = context;
  if (state !== 'active') return say(ground, notGoing(id, state));
  const ahead = ground.ledger.messagesOfSeries(id, command.at).filter(({ replaces }) => replaces === null);
  const meant = ahead.toSorted((one, other) => one.dueAt - other.dueAt)[0];
  if (meant === undefined) return say(ground, notGoing(id, 'ended'));
  const batch = ground.ledger.messages({ batchId: meant.batchId });
  const open = batch.filter(
    (one) => ground.ledger.replacementOf(one.id) === null && one.status !== 'cancelled',
  );
  if (open.length === 0) return say(ground, `ℹ️ That one of S${id} is skipped already. /show S${id}`);
  return cancelThese(
    context,
    open.map((one) => one.id),
  );
}
