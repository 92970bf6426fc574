/** Arming a series: its rule, what it says to whom, and its first occurrence, in the transaction of the command. */

import type { LedgerWrites } from '../../core/ledger.ts';
import { instantOfKey } from '../../core/recurrence/rule.ts';
import type { Series } from '../../core/series.ts';
import { beginSeries } from '../../core/series-change.ts';
import { learnChosen } from '../chosen.ts';
import type { CommandContext, Reply } from '../command.ts';
import { fillPlaceholders } from '../placeholders.ts';
import type { Repeats, ScheduleDraft } from '../question.ts';
import { endLine, nextLines, ruleWords, seriesAnswers } from '../series-text.ts';
import { orderOf, takeBackEdited } from './arm.ts';
import { minutes, recipientLines, textBlock } from './armed-text.ts';
import type { Whole } from './whole.ts';

export function armSeries(
  tx: LedgerWrites,
  context: CommandContext,
  draft: ScheduleDraft,
  whole: Whole & { readonly repeats: Repeats },
): Reply {
  const { ground } = context;
  const at = ground.clock.now();
  const tooLate = takeBackEdited(tx, draft, at);
  if (tooLate !== null) return tooLate;
  for (const recipient of draft.recipients ?? [])
    if (recipient.kind === 'chat' && recipient.learn) learnChosen(tx, recipient.typed, recipient.chat, at);
  const { rule, said, key } = whole.repeats;
  const { series, messages } = beginSeries(
    tx,
    ground,
    {
      ...{ commandWaId: draft.commandWaId, said, rule, zone: whole.zone, at },
      consents: draft.confirmed ? (draft.asked ?? []) : [],
      messages: orderOf(whole).map(({ chat, body, part }) => ({
        ...{ chat, part, parts: whole.parts.length },
        body: whole.chats.length > 1 ? fillPlaceholders(body, chat) : body,
      })),
    },
    { key, at: instantOfKey(rule, whole.zone, key) },
  );
  return {
    text: seriesArmedText(tx, context, draft, whole, series),
    about: messages.map(({ id }) => id),
    armed: true,
  };
}

function seriesArmedText(
  tx: LedgerWrites,
  context: CommandContext,
  draft: ScheduleDraft,
  whole: Whole,
  series: Series,
): string {
  const { settings } = context.ground;
  const dry = settings.dryRun ? ' (dry: nothing will be sent)' : '';
  const end = endLine(series, whole.at, context.now);
  const isStopped = tx.latch('stopped') !== null || tx.latch('breaker') !== null;
  return [
    `🔁 S${series.id} scheduled: ${ruleWords(series)}${dry}`,
    ...recipientLines(whole),
    ...nextLines(series, whole.at, context.zone, context.now),
    ...(end === null ? [] : [end]),
    textBlock(whole.parts),
    ...draft.notes,
    isStopped
      ? '🛑 I am stopped: nothing goes until /resume.'
      : `If I'm over ${minutes(settings.graceMs)} late, I ask first.`,
    seriesAnswers,
  ].join('\n');
}
