/** Questions never die silently: dropped by the next command, or by time, each says what is now not going to happen. */
import type { Ground } from '../core/ground.ts';
import type { CommandRow, LedgerReads, LedgerWrites } from '../core/ledger.ts';
import type { Question } from '../core/question.ts';
import type { CommandContext } from './command.ts';
import { excerpt, name } from './naming.ts';
import { type Draft, questionLifeMs, readDraft, type ScheduleDraft } from './question.ts';
import { questionText } from './schedule/proceed.ts';

/** Closes what is open and lapses, but for the one just answered. A sentence for each that would have led to something. */
export function dropQuestions(
  tx: LedgerWrites,
  { command, answers }: Pick<CommandContext, 'command' | 'answers'>,
): string[] {
  return tx
    .openQuestions()
    .filter((question) => question.lapsesAt !== null && question.id !== answers)
    .flatMap((question) => {
      tx.closeQuestion(question.id, 'dropped');
      const draft = readDraft(question.draft);
      // The edit of a command takes the place of what was asked about it: nothing is lost.
      return commandOf(draft) === command.waId ? [] : (lostText(tx, draft) ?? []);
    });
}

/** A command that was deleted for everyone is not to be armed by an answer any more. */
export function dropQuestionsOf(tx: LedgerWrites, waId: string, at: number): void {
  for (const question of tx.openQuestions()) {
    if (commandOf(readDraft(question.draft)) !== waId) continue;
    tx.closeQuestion(question.id, 'dropped');
    tellLost(tx, question, at);
  }
}

/** The WhatsApp id of the command that a question holds up; null where it holds up none. */
function commandOf(draft: Draft): string | null {
  if (draft.kind === 'schedule' || draft.kind === 'import') return draft.commandWaId;
  return draft.kind === 'zone' || draft.kind === 'corrected' ? draft.waId : null;
}

/**
 * Lets questions lapse whose time is over. One that lapsed while the bot was down is put once more instead. Returns when
 * the next one lapses.
 */
export function lapseQuestions(
  ground: Ground,
  startedAt: number,
  contextOf: (row: CommandRow) => CommandContext,
): number | null {
  const { ledger, clock } = ground;
  let next: number | null = null;
  for (const question of ledger.openQuestions()) {
    if (question.lapsesAt === null) continue;
    if (question.lapsesAt > clock.now()) {
      next = Math.min(next ?? question.lapsesAt, question.lapsesAt);
      continue;
    }
    const again = question.lapsesAt < startedAt ? textAgain(question, contextOf) : null;
    ledger.write((tx) => {
      tx.closeQuestion(question.id, again === null ? 'lapsed' : 'dropped');
      if (again !== null) putAgain(tx, question, again, clock.now());
      else tellLost(tx, question, clock.now());
    });
    if (again !== null) next = clock.now() + questionLifeMs;
  }
  return next;
}

function textAgain(question: Question, contextOf: (row: CommandRow) => CommandContext): string | null {
  const draft = readDraft(question.draft);
  if (draft.kind === 'import') return `I was away. Once more:\n${draft.text}`;
  if (draft.kind !== 'schedule') return null;
  const context = contextOf(rowOf(draft));
  return context.zone === null
    ? null
    : `I was away. Once more:\n${questionText(context, draft, context.zone)}`;
}

function rowOf(draft: ScheduleDraft): CommandRow {
  return {
    id: 0,
    waId: draft.commandWaId,
    text: '',
    chatId: '',
    at: draft.saidAt,
    receivedAt: draft.saidAt,
    quotedWaId: null,
    file: null,
    edited: false,
    state: 'received',
  };
}

function putAgain(tx: LedgerWrites, question: Question, body: string, at: number): void {
  const asked = tx.ask({ kind: question.kind, draft: question.draft, at, lapsesAt: at + questionLifeMs });
  tx.addNotice({ kind: 'question', body, chatId: null, about: [], questionId: asked.id, at });
}

function tellLost(tx: LedgerWrites, question: Question, at: number): void {
  const body = lostText(tx, readDraft(question.draft));
  if (body !== null)
    tx.addNotice({ kind: 'notice', body, chatId: null, about: [], questionId: question.id, at });
}

function lostText(tx: LedgerReads, draft: Draft): string | null {
  switch (draft.kind) {
    case 'schedule':
      if (draft.moves !== undefined) return notMovedText(tx, draft.moves);
      return `🚫 NOT scheduled${subject(draft)}.\nReply to my question to take it up again.`;
    case 'import':
      return '🚫 NOT imported: nothing of the table is sent.\nReply to my question to take it up again.';
    case 'zone':
    case 'corrected':
      return `🚫 NOT done: ${excerpt(draft.text, 30)}\nWrite it again if you still want it.`;
    case 'cancel':
      return '🚫 NOT cancelled: nothing was changed.';
    case 'alias':
      return `🚫 NOT done: no alias ${excerpt(draft.spelled)} was made.`;
    // It stays on its clock, as it was told.
    case 'rezone':
    case 'list':
    case 'in_doubt':
    case 'again':
    case 'overdue':
      return null;
    default:
      return draft satisfies never;
  }
}

/** It still waits for an answer or for its time, unless it has got another one meanwhile. */
function notMovedText(tx: LedgerReads, id: number): string | null {
  if (tx.message(id)?.status === 'scheduled')
    return `🚫 NOT moved: #${id} goes as it was planned.\nReply to my question to take it up again.`;
  return tx.needingOwner().some((message) => message.id === id)
    ? `🚫 NOT moved: #${id} still needs you.\nReply to my question to take it up again,\nor: #${id} drop · #${id} move tomorrow 9:00`
    : null;
}

function subject(draft: ScheduleDraft): string {
  const text = draft.parts?.[0] === undefined ? '' : `: ${excerpt(draft.parts[0])}`;
  const first = draft.recipients?.[0];
  const to =
    first === undefined ? '' : ` to ${first.kind === 'chat' ? name(first.chat) : excerpt(first.typed)}`;
  return `${text}${to}`;
}
