/** A notice as it is told: with its own time when it is told late, and with what still needs the owner underneath. */
import type { LedgerReads } from '../core/ledger.ts';
import type { Notice } from '../core/notice.ts';
import { counted } from './naming.ts';
import { minuteOf } from './overdue-list.ts';
import type { Preferences } from './preferences.ts';
import { statusText } from './state-text.ts';

/** Told later than this, the owner sees when it was true. */
const lateMs = 60_000;

export function dress(ledger: LedgerReads, preferences: Preferences, notice: Notice, now: number): string {
  const zone = preferences.zone() ?? 'UTC';
  const body =
    now - notice.createdAt > lateMs
      ? `(${minuteOf(notice.createdAt, zone, now)}) ${notice.body}`
      : notice.body;
  const needing = ledger.needingOwner();
  // A reply that is about it, or that leads there, says it already.
  const said =
    notice.kind !== 'reply' ||
    /\/attention/.test(body) ||
    needing.some(({ id }) => notice.about.includes(id));
  const [first] = needing;
  if (said || first === undefined) return body;
  const what =
    needing.length > 1
      ? `${counted(needing.length, 'message')} need you`
      : first.status === 'in_doubt'
        ? `1 needs you: #${first.id} may have gone out`
        : `1 needs you: #${first.id} is ${statusText[first.status]}`;
  return `${body}\n\n❗ ${what} (/attention)`;
}
