/** The truths of a cancel, one line each; the same truth about many is one line. */
import type { CancelTruth } from '../core/cancel.ts';
import { clockTime } from '../core/time/format.ts';
import { named } from './naming.ts';
import { statusText } from './state-text.ts';

const mostLines = 8;

export function cancelText(truths: readonly CancelTruth[], zone: string): string {
  const never = truths.flatMap((truth) => (truth.kind === 'never_left' ? [truth.message] : []));
  const lines: string[] = [];
  if (never.length === 1 && never[0] !== undefined)
    lines.push(`🚫 ${named(never[0])} cancelled. It never left.`);
  if (never.length > 1) lines.push(`🚫 ${ranges(never.map(({ id }) => id))} cancelled. They never left.`);
  for (const truth of truths) {
    const line = lineOf(truth, zone);
    if (line !== null) lines.push(line);
  }
  const late = truths.filter(({ kind }) => kind === 'too_late');
  // Replied to these lines it means the one that was sent.
  if (late.length === 1) lines.push('Reply "unsend" to delete it for everyone.');
  return lines.length <= mostLines
    ? lines.join('\n')
    : [...lines.slice(0, mostLines - 1), `… and ${lines.length - mostLines + 1} more: /list all`].join('\n');
}

function lineOf(truth: CancelTruth, zone: string): string | null {
  switch (truth.kind) {
    case 'never_left':
      return null;
    case 'too_late':
      return `⚠️ ${named(truth.message)}: too late, WhatsApp took it at ${clockTime(truth.at, zone)}${(truth.message.ack ?? 1) >= 2 ? ' and it was delivered' : ''}.`;
    case 'not_confirmed':
      return `❔ ${named(truth.message)}: too late to stop it and not yet confirmed. You will hear.`;
    case 'already':
      return `ℹ️ ${named(truth.message)} is already ${statusText[truth.message.status]}${truth.message.status === 'missed' || truth.message.status === 'failed' ? ': it never left, and I ask no more' : ''}.`;
    case 'none':
      return `🚫 There is no #${truth.id}. /list shows what there is.`;
    default:
      return truth satisfies never;
  }
}

/** `#12, #14–#17` */
export function ranges(ids: readonly number[]): string {
  const sorted = [...ids].sort((a, b) => a - b);
  const runs: [number, number][] = [];
  for (const id of sorted) {
    const run = runs.at(-1);
    if (run !== undefined && run[1] + 1 === id) run[1] = id;
    else runs.push([id, id]);
  }
  return runs.map(([from, to]) => (from === to ? `#${from}` : `#${from}–#${to}`)).join(', ');
}
