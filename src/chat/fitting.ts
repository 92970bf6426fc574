/** Which answers a question takes: it decides whether words in the control chat are an answer or a note. */
import type { LedgerReads, Question } from '../core/ledger.ts';
import type { AnswerText } from './answer.ts';
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

export function fits(draft: Draft, answer: AnswerText): boolean {
  switch (draft.kind) {
    case 'schedule':
      if (answer.kind === 'words') return short(answer.text) && takesWords(draft);
      return answer.kind !== 'verbs';
    case 'zone':
      return answer.kind === 'no' || (answer.kind === 'words' && short(answer.text));
    case 'corrected':
    case 'again':
    case 'cancel':
      return answer.kind === 'yes' || answer.kind === 'no';
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

function short(text: string): boolean {
  return Array.from(text).length <= freeAnswerLimit;
}
