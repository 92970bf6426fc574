/**
 * "Move": the owner's new moment for a message that was missed, failed or held. It is read and doubted like the when of
 * a /schedule, and what is unclear goes through the same questions.
 */

import type { LedgerWrites } from '../core/ledger.ts';
import type { Message } from '../core/message.ts';
import { planBatch } from '../core/pacing.ts';
import { moveTo, type Resolved } from '../core/resolve.ts';
import { completeWhen, readWhen } from '../core/time/parse.ts';
import type { When } from '../core/time/when.ts';
import { wallOf } from '../core/time/zone.ts';
import type { CommandContext, Reply } from './command.ts';
import type { ScheduleDraft } from './question.ts';
import { resolvedText, standstillLines } from './resolved-text.ts';
import type { Whole } from './schedule/whole.ts';

/** A /schedule of what the message says, to whom it goes, that has only its when to be settled. */
export function moveDraft({ command }: CommandContext, { id, chat, body }: Message): ScheduleDraft {
  return {
    kind: 'schedule',
    commandWaId: command.waId,
    saidAt: command.at,
    readings: [],
    when: null,
    recipients: [{ kind: 'chat', typed: chat.name, chat, learn: false }],
    parts: [body],
    notes: [],
    // What was to be said about its recipient was said when it was armed.
    chosen: true,
    confirmed: false,
    doubts: [],
    editOf: [],
    moves: id,
  };
}

/** A bare day keeps the time; a bare time, and "+1h", keep the day of one that is not due yet. */
export function readMove(
  { command, locale }: CommandContext,
  message: Message,
  phrase: string,
  zone: string,
): When {
  const input = { phrase, now: command.at, zone, locale };
  const wall = wallOf(message.dueAt, zone);
  const time = `${two(wall.hour)}:${two(wall.minute)}`;
  if (message.dueAt > command.at) {
    if (phrase.startsWith('+')) return readWhen({ ...input, now: message.dueAt });
    const day = `${wall.year}-${two(wall.month)}-${two(wall.day)}`;
    return completeWhen({ ...input, phrase: `${day} ${time}` }, phrase);
  }
  const alone = readWhen(input);
  if (alone.kind !== 'ask' || alone.reason !== 'hour') return alone;
  const kept = completeWhen({ ...input, phrase: time }, phrase);
  return kept.kind === 'at' ? kept : alone;
}

/** Carries the move out; pacing and caps as for anything armed now. */
export function carryOutMove(
  tx: LedgerWrites,
  { ground, command }: Pick<CommandContext, 'ground' | 'command'>,
  id: number,
  whole: Pick<Whole, 'at' | 'zone'>,
  commandWaId: string = command.waId,
): Resolved {
  const { settings, chance, clock } = ground;
  const at = clock.now();
  const plan = planBatch(1, Math.max(whole.at, at), { ledger: tx, settings, chance });
  return moveTo({ tx, chance, commandWaId, dry: settings.dryRun, at }, id, {
    dueAt: whole.at,
    plannedAt: plan.plannedAt[0] ?? whole.at,
    zone: whole.zone,
  });
}

/** The reply of a question about a when that has been settled. */
export function moved(
  tx: LedgerWrites,
  context: CommandContext,
  draft: ScheduleDraft & { readonly moves: number },
  whole: Whole,
): Reply {
  const resolved = carryOutMove(tx, context, draft.moves, whole, draft.commandWaId);
  const now = resolved.kind === 'replaced' && !resolved.already ? resolved.by : null;
  // A held one has its own row, with what was said when it was armed.
  const given = resolved.kind === 'released' ? tx.consents(draft.moves) : [];
  const asked = draft.confirmed ? (draft.asked ?? []).filter((doubt) => !given.includes(doubt)) : [];
  if (now !== null || resolved.kind === 'released') tx.consent(now?.id ?? draft.moves, asked);
  const lines = [
    resolvedText(resolved, context.zone ?? whole.zone, context.now),
    ...standstillLines(context.ground, [resolved]),
  ];
  return {
    text: lines.join('\n'),
    about: [resolved.kind === 'replaced' ? resolved.by.id : draft.moves],
    armed: true,
  };
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
