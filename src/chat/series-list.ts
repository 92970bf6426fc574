/** Series in lists, and one of them as it stands. */
import type { LedgerReads } from '../core/ledger.ts';
import type { Status } from '../core/message.ts';
import type { Series } from '../core/series.ts';
import { dayAndTime } from '../core/time/format.ts';
import { recipientLines, textBlock } from './schedule/armed-text.ts';
import { nextDue } from './series-deeds.ts';
import { endLine, nextLines, pastLine, ruleWords, seriesAnswers, seriesLine } from './series-text.ts';
import { statusText } from './state-text.ts';

/** What became of the occurrences, in this order. */
const past: readonly Status[] = ['sent', 'held', 'in_doubt', 'missed', 'failed', 'cancelled', 'rehearsed'];

/** All that comes again, two lines each. */
export function seriesList(ledger: LedgerReads, zone: string): string {
  const standing = ledger.seriesIn(['active', 'paused']);
  if (standing.length === 0) return '📋 Nothing comes again.\nTry: /every friday 17:00 to Mum: hello';
  const lines = standing.flatMap((series) => {
    const due = nextDue(ledger, series.id);
    return [seriesLine(series), ...(due === null ? [] : [`next ${dayAndTime(due, zone, due)}`])];
  });
  return [`📋 ${standing.length === 1 ? '1 series' : `${standing.length} series`}`, ...lines].join('\n');
}

/** Those of which nothing is scheduled, so that no list forgets them. */
export function pausedLines(ledger: LedgerReads): readonly string[] {
  return ledger.seriesIn(['paused']).map(seriesLine);
}

export function latestOf(ledger: LedgerReads, id: number): readonly number[] {
  const latest = ledger.latestOccurrence(id);
  return latest === null ? [] : ledger.messages({ batchId: latest.batchId }).map((message) => message.id);
}

export function seriesText(ledger: LedgerReads, series: Series, zone: string | null, now: number): string {
  const { id, state, messages } = series;
  const due = nextDue(ledger, id);
  const chats = [...new Map(messages.map(({ chat }) => [chat.chatId, chat])).values()];
  const first = chats[0]?.chatId;
  const parts = messages.filter(({ chat }) => chat.chatId === first).map(({ body }) => body);
  const all = ledger.messagesOfSeries(id);
  const counts = past.map((status) => ({
    what: statusText[status],
    count: all.filter((message) => message.status === status).length,
  }));
  const end = due === null ? null : endLine(series, due, now);
  return [
    `🔁 S${id}: every ${ruleWords(series)}`,
    ...recipientLines({ chats }),
    ...(due === null ? [standing[state]] : nextLines(series, due, zone, now)),
    ...(end === null ? [] : [end]),
    textBlock(parts),
    ...[pastLine(counts)].filter((line) => line !== null),
    ...(state === 'ended' ? [] : [state === 'paused' ? 'Reply: cancel · resume' : seriesAnswers]),
  ].join('\n');
}

const standing: Readonly<Record<Series['state'], string>> = {
  active: 'Nothing of it is scheduled.',
  paused: 'Paused: nothing of it goes.',
  ended: 'Over: nothing more comes.',
};
