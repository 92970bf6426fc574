/** Counts and delays, in words. */
import { type Status, statuses } from '../core/message.ts';
import { statusText } from './state-text.ts';

/** `12 sent · 1 in doubt`, what needs a look before what does not; null where there is none. */
export function countsText(counts: Readonly<Partial<Record<Status, number>>>): string | null {
  const order: readonly Status[] = ['sent', 'in_doubt', 'missed', 'failed', 'held', ...statuses];
  const said = [...new Set(order)].flatMap((status) => {
    const count = counts[status] ?? 0;
    return count === 0 ? [] : [`${count} ${statusText[status]}`];
  });
  return said.length === 0 ? null : said.join(' · ');
}

/** `late: 0.4 s as a rule, 2.1 s at most`: half of them left no later than the first figure. */
export function latenessText(ascending: readonly number[]): string[] {
  const most = ascending.at(-1);
  const middle = ascending[Math.floor((ascending.length - 1) / 2)];
  if (most === undefined || middle === undefined) return [];
  if (ascending.length === 1) return [`late: ${delay(most)}`];
  return [`late: ${delay(middle)} as a rule, ${delay(most)} at most`];
}

/** Rounded up, so that nothing looks better than it was. */
function delay(ms: number): string {
  if (ms < 10_000) return `${(Math.ceil(ms / 100) / 10).toFixed(1)} s`;
  if (ms < 120_000) return `${Math.ceil(ms / 1_000)} s`;
  return `${Math.ceil(ms / 60_000)} min`;
}
