/**
 * What of the owner's words is meant for the bot: a command, or an answer to something the bot asked. The control chat is
 * also where people keep notes to themselves; those are neither stored nor answered.
 */
import type { LedgerReads } from '../core/ledger.ts';
import type { Inbound } from '../core/whatsapp.ts';
import { isUnclearVerb, readAnswer } from './answer.ts';
import { readDraft } from './question.ts';
import { hasPrefix } from './verb.ts';

/** Free words answer a question about a name or an hour only when they are this short. */
const freeAnswerLimit = 200;

export function isAddressed(ledger: LedgerReads, message: Inbound): boolean {
  const { text } = message;
  if (text.trim() === '') return false;
  if (hasPrefix(text)) return true;
  // Another text of a command that is known already: its edit, even if the prefix is gone.
  if (ledger.command(message.waId).length > 0) return true;
  if (message.quotedWaId !== null && ledger.noticeByWaId(message.quotedWaId) !== null) return true;
  const questions = ledger.openQuestions();
  const answer = readAnswer(text);
  if (answer.kind === 'verbs' || isUnclearVerb(text))
    return questions.some(({ kind }) => kind === 'in_doubt' || kind === 'overdue') || /#\d/.test(text);
  if (questions.length === 0) return false;
  if (answer.kind !== 'words') return true;
  return (
    Array.from(text).length <= freeAnswerLimit &&
    questions.some((question) => takesWords(question.draft))
  );
}

/** Questions whose answer is words: who, when, what, or which zone. */
export function takesWords(draftJson: string): boolean {
  const draft = readDraft(draftJson);
  if (draft.kind === 'zone') return true;
  if (draft.kind !== 'schedule') return false;
  return draft.recipients === null || draft.when === null || draft.parts === null || draft.when.kind === 'choices';
}
