/**
 * News that join what the owner has not been told yet: during an outage messages come to their end one by one, and one
 * notice tells of all of them when WhatsApp is back. The longer notice takes the place of the untold one in the same
 * transaction. A notice that was handed over, told or not, stays: its numbers are what an answer counts by.
 */
import type { LedgerReads, LedgerWrites } from '../core/ledger.ts';
import type { Message } from '../core/message.ts';
import type { News } from '../core/news.ts';
import type { Notice } from '../core/notice.ts';
import { type Draft, readDraft } from './question.ts';

export interface Untold {
  readonly notice: Notice;
  readonly draft: Draft;
}

/** Questions that wait to be told, of which no hand-over has begun, or only such as were refused before they left. */
function untoldQuestions(tx: LedgerReads): readonly Untold[] {
  return tx.noticesWaiting().flatMap((notice) => {
    const question = notice.questionId === null ? null : tx.question(notice.questionId);
    if (question?.state !== 'open') return [];
    const untold = tx.tellings(notice.id).every(({ outcome }) => outcome === 'refused');
    return untold ? [{ notice, draft: readDraft(question.draft) }] : [];
  });
}

/** The news with what is untold of their kind, in the order of their times, and the notices that it stands in. */
export function gather<T extends News>(
  tx: LedgerReads,
  news: T,
): { readonly news: T; readonly untold: readonly Notice[] } {
  if (news.kind !== 'missed' && news.kind !== 'held') return { news, untold: [] };
  const what = news.kind === 'missed' ? 'missed' : news.reason;
  const found = untoldQuestions(tx).flatMap(({ notice, draft }) =>
    draft.kind === 'overdue' && draft.gathers?.what === what
      ? [{ notice, ids: draft.ids, outage: draft.gathers.outage }]
      : [],
  );
  const needing = new Set(tx.needingOwner().map(({ id }) => id));
  const old = found
    .flatMap(({ ids }) => ids)
    .filter((id) => needing.has(id) && !news.messages.some((message) => message.id === id))
    .flatMap((id) => tx.message(id) ?? []);
  const messages = [...old, ...news.messages].sort((a, b) => a.plannedAt - b.plannedAt || a.id - b.id);
  const untold = found.map(({ notice }) => notice);
  if (news.kind === 'held') return { news: { ...news, messages }, untold };
  // The outage that the first of them fell into began before a restart in the middle of it.
  const outage = found.find((one) => one.outage.kind === 'since')?.outage ?? news.outage;
  return { news: { ...news, messages, outage }, untold };
}

/** The untold question about this message in doubt, if it is still to be put. */
export function untoldDoubt(tx: LedgerReads, message: Message): Untold | null {
  return (
    untoldQuestions(tx).find(({ draft }) => draft.kind === 'in_doubt' && draft.id === message.id) ?? null
  );
}

/** In the transaction that makes notice `by`, which says all of this one and asks the question anew. */
export function supersedeBy(tx: LedgerWrites, old: Notice, by: number): void {
  if (old.questionId !== null) tx.closeQuestion(old.questionId, 'dropped');
  tx.supersedeNotice(old.id, by);
}
