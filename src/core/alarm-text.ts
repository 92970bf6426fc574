/**
 * What is posted to ALERT_URL: one short line of states and ids, however many alarms wait. Made of closed words and
 * figures alone, so that no body, name or number can stand in it.
 */
import type { Alarm } from './alarm.ts';
import type { LedgerReads } from './ledger.ts';

/** Ranges of ids named in one group; the rest is a number. */
const mostRanges = 12;
/** Groups in one line: states and what became of them since are closed words, so there are never many. */
const mostGroups = 12;
/** Told later than this, the owner sees since when it is true. */
const lateMs = 60_000;

/** What is posted where the owner only wants to hear whether it rings. */
export const trialLine = 'Sendonce: a trial alarm, nothing is wrong';

/** `Sendonce: #12 in doubt` · `Sendonce: 300 missed: #1-300; breaker: crash loop (since 2026-12-31 23:59 UTC)`. */
export function alarmLine(ledger: LedgerReads, alarms: readonly Alarm[], now: number): string {
  const groups = new Map<string, number[]>();
  for (const alarm of alarms) {
    const label = labelOf(ledger, alarm);
    const ids = groups.get(label) ?? [];
    groups.set(label, alarm.messageId === null ? ids : [...ids, alarm.messageId]);
  }
  const said = [...groups].slice(0, mostGroups).map(([label, ids]) => groupText(label, ids));
  const more = groups.size - said.length;
  const first = alarms[0]?.raisedAt ?? now;
  const since =
    now - first > lateMs
      ? ` (since ${new Date(first).toISOString().slice(0, 16).replace('T', ' ')} UTC)`
      : '';
  return `Sendonce: ${said.join('; ')}${more > 0 ? `; and ${more} more` : ''}${since}`;
}

/** An alarm that waited says what has become of its message in the meantime. */
function labelOf(ledger: LedgerReads, { state, messageId, why }: Alarm): string {
  if (messageId === null) return why === null ? standing(state) : `${words(state)}: ${words(why)}`;
  const now = ledger.message(messageId)?.status ?? state;
  return now === state ? words(state) : `${words(state)}, now ${words(now)}`;
}

function groupText(label: string, ids: readonly number[]): string {
  const [first] = ids;
  if (first === undefined) return label;
  return ids.length === 1 ? `#${first} ${label}` : `${ids.length} ${label}: ${rangesText(ids)}`;
}

/** `#4-6, #9` */
function rangesText(ids: readonly number[]): string {
  const ranges: { from: number; to: number }[] = [];
  for (const id of [...new Set(ids)].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && last.to === id - 1) last.to = id;
    else ranges.push({ from: id, to: id });
  }
  const shown = ranges
    .slice(0, mostRanges)
    .map(({ from, to }) => (from === to ? `#${from}` : `#${from}-${to}`));
  return ranges.length > mostRanges ? `${shown.join(', ')} …` : shown.join(', ');
}

/** What is about no message and no latch says by itself what is the matter. */
function standing(state: Alarm['state']): string {
  if (state === 'cannot_send') return 'cannot send: WhatsApp Web has changed';
  return state === 'other_lid' ? 'an owner number belongs to another account' : words(state);
}

function words(closed: string): string {
  return closed.replaceAll('_', ' ');
}
