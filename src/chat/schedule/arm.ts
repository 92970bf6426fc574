/** Arming: the rows, their plan and their reserved ids, in the transaction of the command, with the confirmation. */
import type { LedgerWrites } from '../../core/ledger.ts';
import type { Message } from '../../core/message.ts';
import { planBatch } from '../../core/pacing.ts';
import { endSeries } from '../../core/series-change.ts';
import { learnChosen } from '../chosen.ts';
import type { CommandContext, Reply } from '../command.ts';
import { fillPlaceholders } from '../placeholders.ts';
import type { ScheduleDraft } from '../question.ts';
import { statusText } from '../state-text.ts';
import { armRows } from './arm-rows.ts';
import { armedText } from './armed-text.ts';
import type { Whole } from './whole.ts';

export function arm(tx: LedgerWrites, context: CommandContext, draft: ScheduleDraft, whole: Whole): Reply {
  const { ground } = context;
  const { settings, chance, clock } = ground;
  const at = clock.now();
  const late = takeBackEdited(tx, draft, at);
  if (late !== null) return late;
  for (const recipient of draft.recipients ?? [])
    if (recipient.kind === 'chat' && recipient.learn) learnChosen(tx, recipient.typed, recipient.chat, at);
  const order = orderOf(whole);
  const plan = planBatch(order.length, Math.max(whole.at, at), { ledger: tx, settings, chance });
  const armed = armRows(
    tx,
    ground,
    { commandWaId: draft.commandWaId, at },
    order.map(({ chat, body, part }, index) => ({
      ...{ chat, part, parts: whole.parts.length, dueAt: whole.at, zone: whole.zone },
      body: whole.chats.length > 1 ? fillPlaceholders(body, chat) : body,
      plannedAt: plan.plannedAt[index] ?? whole.at,
      // With the first part: what follows it is text.
      file: part === 1 ? whole.file : null,
      consents: draft.confirmed ? (draft.asked ?? []) : [],
    })),
  );
  return {
    text: armedText(tx, context, draft, whole, armed),
    about: armed.map((message) => message.id),
    armed: true,
  };
}

/** What stands of the command before it was edited, its series with it; a reply where it is too late for that. */
export function takeBackEdited(tx: LedgerWrites, draft: ScheduleDraft, at: number): Reply | null {
  const series = tx.seriesOfCommand(draft.commandWaId);
  for (const id of draft.editOf) {
    const old = tx.message(id);
    // Nothing may be armed beside an old row that has begun to leave.
    if (old?.status !== 'scheduled' && old?.status !== 'held') return tooLate(old, id);
  }
  if (series !== null) endSeries(tx, series.id, at);
  for (const id of draft.editOf) {
    const from = tx.message(id)?.status ?? 'scheduled';
    tx.move({ id, from, to: 'cancelled', actor: 'owner', evidence: 'command_edited', at });
  }
  return null;
}

/** Each part to each chat, in the order of sending. */
export function orderOf({ chats, parts }: Pick<Whole, 'chats' | 'parts'>) {
  return chats.flatMap((chat) => parts.map((body, index) => ({ chat, body, part: index + 1 })));
}

function tooLate(old: Message | null, id: number): Reply {
  const status = old === null ? 'gone' : statusText[old.status];
  return {
    text: `⚠️ Too late to change #${id}: it is ${status}.\nNothing was changed. /show ${id}`,
    about: [id],
  };
}
