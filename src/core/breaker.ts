/** The breaker: when sends in a row end in doubt, or the account is refused, something is wrong that more sends worsen. */
import type { LedgerReads } from './ledger.ts';

/** Setting that holds when the owner last resumed: outcomes before it have been answered for. */
export const resumedAtKey = 'resumed_at';

/** True when the last `breakerAfter` settled attempts, none of them older than the last resume, are all in doubt. */
export function inDoubtInARow(ledger: LedgerReads, breakerAfter: number): boolean {
  const since = Number(ledger.setting(resumedAtKey) ?? 0);
  const last = ledger.lastOutcomes(breakerAfter);
  if (last.length < breakerAfter) return false;
  return last.every(
    (outcome) =>
      outcome.status === 'in_doubt' && (ledger.attempt(outcome.messageId)?.settledAt ?? 0) >= since,
  );
}

/** The same for refusals by WhatsApp, which name the account rather than one recipient when they come in a row. */
export function refusedInARow(ledger: LedgerReads, breakerAfter: number): boolean {
  const since = Number(ledger.setting(resumedAtKey) ?? 0);
  const last = ledger.lastOutcomes(breakerAfter);
  if (last.length < breakerAfter) return false;
  const chats = new Set<string>();
  for (const outcome of last) {
    const message = ledger.message(outcome.messageId);
    const nacked = ledger
      .events(outcome.messageId)
      .some((event) => event.evidence === 'nack' && event.at >= since);
    if (outcome.status !== 'failed' || !nacked || !message) return false;
    chats.add(message.chat.chatId);
  }
  return chats.size > 1;
}
