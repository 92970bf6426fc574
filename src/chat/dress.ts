/** A notice as it is told: with its own time when it is told late, and with what still needs the owner underneath. */
import type { LedgerReads, Notice } from '../core/ledger.ts';
import { clockTime, dateLabel } from '../core/time/format.ts';
import { counted } from './naming.ts';
import type { Preferences } from './preferences.ts';
import { statusText } from './state-text.ts';

/** Told later than this, the owner sees when it was true. */
const lateMs = 60_000;

export function dress(ledger: LedgerReads, preferences: Preferences, notice: Notice, now: number): string {
  const zone = preferences.zone() ?? 'UTC';
  const body =
    now - notice.createdAt > lateMs ? `(${toldAt(notice, zone, now)}) ${notice.body}` : notice.body;
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

/** `23:59`, and the day where that is not today: an outage may have lasted one. */
function toldAt({ createdAt }: Notice, zone: string, now: number): string {
  const time = clockTime(createdAt, zone).slice(0, 5);
  const day = dateLabel(createdAt, zone, now);
  return day === dateLabel(now, zone, now) ? time : `${day}, ${time}`;
}
