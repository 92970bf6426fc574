/**
 * What of the owner's words is meant for the bot: a command, or an answer to something the bot asked. The control chat is
 * also where people keep notes to themselves; those are neither stored nor answered.
 */
import type { LedgerReads } from '../core/ledger.ts';
import type { Inbound } from '../core/whatsapp.ts';
import { isUnclearVerb, readAnswer } from './answer.ts';
import { fits, openQuestions } from './fitting.ts';
import { hasPrefix } from './verb.ts';

export function isAddressed(ledger: LedgerReads, message: Inbound): boolean {
  const { text } = message;
  if (text.trim() === '') return false;
  if (hasPrefix(text)) return true;
  // Another text of a command that is known already: its edit, even if the prefix is gone.
  if (ledger.command(message.waId).length > 0) return true;
  if (message.quotedWaId !== null && ledger.noticeByWaId(message.quotedWaId) !== null) return true;
  const drafts = openQuestions(ledger).map(({ draft }) => draft);
  const needed = drafts.some(({ kind }) => kind === 'in_doubt' || kind === 'again' || kind === 'overdue');
  if (isUnclearVerb(text)) return needed;
  const answer = readAnswer(text);
  const named =
    answer.kind === 'verbs' && answer.verbs.every(({ which }) => typeof which === 'object' && 'id' in which);
  // "1 send 2 drop" is meant for a list, even if that list is not open any more.
  return named || (answer.kind === 'verbs' && needed) || drafts.some((draft) => fits(draft, answer));
}
