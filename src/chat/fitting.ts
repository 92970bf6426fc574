/** Which answers a question takes: it decides whether words in the control chat are an answer or a note. */
import type { LedgerReads, LedgerWrites } from '../core/ledger.ts';
import type { Message } from '../core/message.ts';
import type { Question } from '../core/question.ts';
import { fitsAlias } from './aliasing.ts';
import type { AnswerText } from './answer.ts';
import { isMore } from './list-page.ts';
import { type Draft, readDraft } from './question.ts';

/** Free words answer a question about a name or an hour only when they are this short. */
const freeAnswerLimit = 200;

export interface OpenQuestion {
  readonly question: Question;
  readonly draft: Draft;
}

/** Open questions that still have something to answer: evidence may have settled what they were about. */
export function openQuestions(ledger: LedgerReads): readonly OpenQuestion[] {
  const needing = new Set(ledger.needingOwner().map(({ id }) => id));
  return ledger.openQuestions().flatMap((question) => {
    const draft = readDraft(question.draft);
    const ids =
      draft.kind === 'overdue'
        ? draft.ids
        : draft.kind === 'in_doubt' || draft.kind === 'again'
          ? [draft.id]
          : null;
    return ids === null || ids.some((id) => needing.has(id)) ? [{ question, draft }] : [];
  });
}

/**
 * A list of messages takes the place of the single questions about them, so that an answer has one to go to. Quoting
 * one of those still answers it.
 */
export function supersede(tx: LedgerWrites, messages: readonly Message[]): void {
  const listed = new Set(messages.map(({ id }) => id));
  for (const { question, draft } of openQuestions(tx)) {
    const ids = draft.kind === 'overdue' ? draft.ids : draft.kind === 'in_doubt' ? [draft.id] : [];
    if (ids.length > 0 && ids.every((id) => listed.has(id))) tx.closeQuestion(question.id, 'dropped');
  }
}

export function fits(draft: Draft, answer: AnswerText): boolean {
  switch (draft.kind) {
    case 'schedule':
      if (answer.kind === 'words') return short(answer.text) && takesWords(draft);
      return answer.kind !== 'verbs';
    case 'list':
      return answer.kind === 'words' && isMore(answer.text);
    case 'alias':
      return fitsAlias(draft, answer);
    case 'zone':
      return answer.kind === 'no' || (answer.kind === 'words' && isPlace(answer.text));
    case 'rezone':
    case 'import':
    case 'corrected':
    case 'cancel':
      return answer.kind === 'yes' || answer.kind === 'no';
    case 'again':
      if (answer.kind === 'yes' || answer.kind === 'no') return true;
      return answer.kind === 'verbs' && answer.verbs.every(({ which }) => isOne(which, [draft.id]));
    case 'in_doubt':
      return answer.kind === 'verbs' && answer.verbs.every(({ which }) => isOne(which, [draft.id]));
    case 'overdue':
      return answer.kind === 'verbs' && answer.verbs.every(({ which }) => isOne(which, draft.ids));
    default:
      return draft satisfies never;
  }
}

/** Who, when or what is missing: then words can be the answer. */
function takesWords(draft: Extract<Draft, { kind: 'schedule' }>): boolean {
  if (draft.readings.length > 0) return false;
  return (
    draft.recipients === null || draft.when === null || draft.parts === null || draft.when.kind === 'choices'
  );
}

function isOne(
  which: Extract<AnswerText, { kind: 'verbs' }>['verbs'][number]['which'],
  ids: readonly number[],
): boolean {
  if (which === 'all') return true;
  if (which === 'it') return ids.length === 1;
  return 'place' in which ? which.place < ids.length : ids.includes(which.id);
}

/** Cities have few words; longer ones are a note to oneself. */
function isPlace(text: string): boolean {
  return /^\S+(?: \S+){0,2}$/.test(text) && Array.from(text).length <= 40;
}

function short(text: string): boolean {
  return Array.from(text).length <= freeAnswerLimit;
}
