/** Parts go in order whatever their times say: one that is moved past another makes one of them wait. */
import type { LedgerReads } from '../../core/ledger.ts';
import type { ScheduleDraft } from '../question.ts';

/** A sentence where the part that `draft` moves to `at` would stand before an earlier one, or behind a later one. */
export function outOfOrder(ledger: LedgerReads, { moves }: ScheduleDraft, at: number): string | null {
  const message = moves === undefined ? null : ledger.message(moves);
  if (message === null || message.parts === 1) return null;
  const others = ledger
    .messages({ batchId: message.batchId, statuses: ['scheduled', 'held'] })
    .filter(({ chat, id }) => chat.chatId === message.chat.chatId && id !== message.id);
  const earlier = others.find(({ part, plannedAt }) => part < message.part && plannedAt > at);
  if (earlier !== undefined)
    return `Part ${message.part} waits for part ${earlier.part} (#${earlier.id}),\nwhich goes later than that.`;
  const later = others.find(({ part, plannedAt }) => part > message.part && plannedAt < at);
  return later === undefined
    ? null
    : `Part ${later.part} (#${later.id}) goes before that,\nand would wait for it.`;
}
