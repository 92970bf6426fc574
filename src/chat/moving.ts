/**
 * "Move": the owner's new moment for a message that is scheduled, or that was missed, failed or held. It is read and doubted like the when of
 * a /schedule, and what is unclear goes through the same questions.
 */

import type { LedgerWrites } from '../core/ledger.ts';
import type { Message } from '../core/message.ts';
import { planBatch } from '../core/pacing.ts';
import { fittingAnswers, moveTo, type Resolved } from '../core/resolve.ts';
import { refuseText } from '../core/time/ask.ts';
import { completeWhen, readWhen } from '../core/time/parse.ts';
import type { When, WhenInput } from '../core/time/when.ts';
import { wallOf } from '../core/time/zone.ts';
import { hurriedText, movedText, tooLateText } from './amended-text.ts';
import type { CommandContext, Reply } from './command.ts';
import { excerpt } from './naming.ts';
import type { ScheduleDraft } from './question.ts';
import { resolvedText, standstillLines } from './resolved-text.ts';
import { type Built, withWhen } from './schedule/build.ts';
import type { Whole } from './schedule/whole.ts';
import { bySentence } from './sentence.ts';

/** A /schedule of what the message says, to whom it goes, that has only its when to be settled. */
export function moveDraft({ command }: CommandContext, { id, chat, body, file }: Message): ScheduleDraft {
  return {
    kind: 'schedule',
    commandWaId: command.waId,
    saidAt: command.at,
    readings: [],
    when: null,
    recipients: [{ kind: 'chat', typed: chat.name, chat, learn: false }],
    parts: [body],
    ...(file === null ? {} : { file }),
    notes: [],
    // What was to be said about its recipient was said when it was armed.
    chosen: true,
    confirmed: false,
    doubts: [],
    editOf: [],
    moves: id,
  };
}

/** A when, and the words that a further answer completes: those that were said, with the day or the time that they keep. */
export interface MoveReading {
  readonly when: When;
  readonly phrase: string;
}

/** A bare day keeps the time; a bare time, and "+1h", keep the day of one that is not due yet. */
export function readMove(
  { command, locale }: Pick<CommandContext, 'command' | 'locale'>,
  { dueAt }: Pick<Message, 'dueAt'>,
  typed: string,
  zone: string,
): MoveReading {
  const phrase = typed.trim().replace(/\s+/gu, ' ');
  const input = { phrase, now: command.at, zone, locale };
  const wall = wallOf(dueAt, zone);
  const time = `${two(wall.hour)}:${two(wall.minute)}`;
  if (dueAt > command.at) {
    if (phrase.startsWith('+')) return { when: readLater({ ...input, now: dueAt }, time), phrase };
    const kept = `${wall.year}-${two(wall.month)}-${two(wall.day)} ${time}`;
    return onKeptDay(input, kept, completeWhen({ ...input, phrase: kept }, phrase));
  }
  const alone = readWhen(input);
  if (alone.kind !== 'ask' || alone.reason !== 'hour') return { when: alone, phrase };
  const kept = completeWhen({ ...input, phrase: time }, phrase);
  return { when: kept.kind === 'at' ? kept : alone, phrase };
}

/** "+1h" from then; "+2 days" keeps the time of the day. */
export function readLater(input: WhenInput, time: string): When {
  const when = readWhen(input);
  if (when.kind !== 'ask' || when.reason !== 'hour') return when;
  return completeWhen({ ...input, phrase: time }, input.phrase);
}

/** The owner reads the words that were typed, and not the day that was kept for them. */
function onKeptDay(input: WhenInput, kept: string, when: When): MoveReading {
  const { phrase } = input;
  const joined = `${kept} ${phrase}`;
  const shown = <T extends { readonly text: string }>(one: T): T => ({
    ...one,
    text: one.text.replaceAll(joined, phrase),
  });
  switch (when.kind) {
    case 'at':
      return { when, phrase };
    case 'ask':
      return { when: shown(when), phrase: joined };
    case 'refuse': {
      const alone = when.reason === 'past' ? readWhen(input) : null;
      if (alone === null || alone.kind === 'refuse') return { when: alone ?? shown(when), phrase };
      // Over on that day: "18:00" said at seven is offered for tomorrow.
      if (alone.kind === 'ask') return { when: alone, phrase };
      const suggestion = { at: alone.at, label: '' };
      return { when: { ...when, text: refuseText('past', phrase), suggestion }, phrase };
    }
    default:
      return when satisfies never;
  }
}

/** What a command to move says of this message: a draft to go on with, or the sentence of a refusal. */
export function buildMove(context: CommandContext, message: Message, typed: string, zone: string): Built {
  const empty = moveDraft(context, message);
  if (typed === '') return { kind: 'draft', draft: empty };
  const { when, phrase } = readMove(context, message, typed, zone);
  if (when.kind === 'refuse' && when.suggestion === undefined)
    return {
      kind: 'refuse',
      text: `🚫 #${message.id} is not moved: ${excerpt(typed, 32)}.\n${bySentence(when.text)}\nTry: #${message.id} move tomorrow 9:00`,
    };
  return withWhen(empty, phrase, when, zone);
}

/** Long enough to see the reply and to cancel. */
export const hurryMs = 10_000;

export function takesMove(message: Message): boolean {
  return message.status === 'scheduled' || fittingAnswers(message).includes('move');
}

/** Carries the move out; pacing and caps as for anything armed now. */
export function carryOutMove(
  tx: LedgerWrites,
  { ground, command }: Pick<CommandContext, 'ground' | 'command'>,
  id: number,
  whole: Pick<Whole, 'at' | 'zone'>,
  { commandWaId = command.waId, hurried = false }: { commandWaId?: string; hurried?: boolean } = {},
): Resolved {
  const { settings, chance, clock } = ground;
  const at = clock.now();
  const dueAt = hurried ? at + hurryMs : whole.at;
  const plan = planBatch(1, Math.max(dueAt, at), { ledger: tx, settings, chance });
  return moveTo(
    { tx, chance, commandWaId, dry: settings.dryRun, at },
    id,
    { dueAt, plannedAt: plan.plannedAt[0] ?? dueAt, zone: whole.zone },
    hurried,
  );
}

/** The reply of a question about a when that has been settled. */
export function moved(
  tx: LedgerWrites,
  context: CommandContext,
  draft: ScheduleDraft & { readonly moves: number },
  whole: Whole,
): Reply {
  const hurried = draft.hurried === true;
  const resolved = carryOutMove(tx, context, draft.moves, whole, {
    commandWaId: draft.commandWaId,
    hurried,
  });
  const replaced = resolved.kind === 'replaced' && !resolved.already ? resolved.by : null;
  // A row that stays has what was said when it was armed.
  const stays = resolved.kind === 'released' || resolved.kind === 'moved';
  const given = stays ? tx.consents(draft.moves) : [];
  const asked = draft.confirmed ? (draft.asked ?? []).filter((doubt) => !given.includes(doubt)) : [];
  if (replaced !== null || stays) tx.consent(replaced?.id ?? draft.moves, asked);
  return {
    text: movedReply(context, resolved, hurried, context.zone ?? whole.zone),
    about: [resolved.kind === 'replaced' ? resolved.by.id : draft.moves],
    armed: true,
  };
}

function movedReply(context: CommandContext, resolved: Resolved, hurried: boolean, zone: string): string {
  const { ground } = context;
  const now = ground.clock.now();
  const message = goesNow(resolved);
  if (message !== null && hurried) return hurriedText(ground, message, zone, now);
  if (resolved.kind === 'moved') return movedText(ground, resolved.message, zone, now);
  if (resolved.kind === 'does_not_fit') return tooLateText(resolved.message, zone);
  return [resolvedText(resolved, zone, now), ...standstillLines(ground, [resolved])].join('\n');
}

/** The message that has a time now, if any has. */
function goesNow(resolved: Resolved): Message | null {
  if (resolved.kind === 'moved' || resolved.kind === 'released') return resolved.message;
  return resolved.kind === 'replaced' && !resolved.already ? resolved.by : null;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
