/** "More": the next page of the list that was shown last, for as long as a question lives. */
import type { LedgerReads, LedgerWrites } from '../core/ledger.ts';
import { type ListDraft, readDraft } from './question.ts';

export function isMore(words: string): boolean {
  return /^more[.!…]*$/i.test(words.trim());
}

/** The command that shows it. */
export function listCommand({ words, page, of }: ListDraft): string {
  const behind = words === '' ? '' : `${words} `;
  return of === 'rehearsal' ? `/rehearse ${behind}page ${page}` : `/list ${behind}${page}`;
}

/** What `/list more` lists, behind the verb; null for other words, or where no list has another page. */
export function nextPage(ledger: LedgerReads, words: string): string | null {
  const [last] = isMore(words) ? openLists(ledger).slice(-1) : [];
  return last === undefined || last.draft.of !== undefined
    ? null
    : `${last.draft.words} ${last.draft.page}`.trim();
}

/** The same of a rehearsal. */
export function nextRehearsalPage(ledger: LedgerReads): string | null {
  const last = openLists(ledger).at(-1)?.draft;
  return last?.of === 'rehearsal' ? `${last.words} page ${last.page}`.trim() : null;
}

/** One list at a time has a next page, or "more" could mean two. */
export function closeLists(tx: LedgerWrites): void {
  for (const { id } of openLists(tx)) tx.closeQuestion(id, 'dropped');
}

function openLists(ledger: LedgerReads): { readonly id: number; readonly draft: ListDraft }[] {
  return ledger.openQuestions().flatMap(({ id, draft: json }) => {
    const draft = readDraft(json);
    return draft.kind === 'list' ? [{ id, draft }] : [];
  });
}
