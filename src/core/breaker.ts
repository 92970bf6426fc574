/** The breaker: when sends in a row end in doubt, or the account is refused, something is wrong that more sends worsen. */
import type { LedgerReads } from './ledger.ts';

/** Setting that holds when the owner last resumed: outcomes before it have been answered for. */
export const resumedAtKey = 'resumed_at';

/**
 * What one attempt shows about sending as it stands. `none`: it never left, by our own refusal, so it shows nothing, and
 * neither breaks a row nor lengthens it: on a bad line doubts and refusals of our own take turns.
 */
type Shown = 'doubt' | 'refusal' | 'sent' | 'none';

/** Looked at beyond the ones that count, for those that show nothing. */
const shownNothing = 100;

/** The messages of the last `breakerAfter` sends, when all of them, since the last resume, are in doubt; else null. */
export function inDoubtInARow(ledger: LedgerReads, breakerAfter: number): readonly number[] | null {
  const row = lastRow(ledger, breakerAfter, 'doubt');
  return row.length < breakerAfter ? null : row.toReversed();
}

/**
 * The same for refusals by WhatsApp. They name the account, and not one recipient, when they come from more than one: a
 * person is one recipient under each of their two ids.
 */
export function refusedInARow(ledger: LedgerReads, breakerAfter: number): readonly number[] | null {
  const row = lastRow(ledger, Number.POSITIVE_INFINITY, 'refusal');
  const recipients = new Set<string>();
  for (const id of row) {
    const chat = ledger.message(id)?.chat;
    if (chat !== undefined) recipients.add(chat.lid ?? chat.chatId);
  }
  return row.length < breakerAfter || recipients.size < 2 ? null : row.toReversed();
}

/** Ids of the last outcomes that all show the same, last first, at most `most`. */
function lastRow(ledger: LedgerReads, most: number, wanted: Shown): readonly number[] {
  const since = Number(ledger.setting(resumedAtKey) ?? 0);
  const limit = Math.min(most, shownNothing) + shownNothing;
  const row: number[] = [];
  for (const { messageId } of ledger.lastOutcomes(limit)) {
    if (row.length >= most) break;
    const shown = shownBy(ledger, messageId, since);
    if (shown === 'none') continue;
    if (shown !== wanted) break;
    row.push(messageId);
  }
  return row;
}

/** `since`: ms; what was settled until then shows what it showed to an owner who has resumed all the same. */
function shownBy(ledger: LedgerReads, id: number, since: number): Shown {
  const message = ledger.message(id);
  const events = ledger.events(id);
  const refused = events.find((event) => event.evidence === 'nack');
  const doubted = events.find((event) => event.to === 'in_doubt');
  if (message?.status === 'sent') return 'sent';
  if (refused !== undefined) return refused.at > since ? 'refusal' : 'sent';
  // Dropped by the owner, or not answered for yet: nobody has seen that it went.
  if (doubted !== undefined) return doubted.at > since ? 'doubt' : 'sent';
  return 'none';
}
