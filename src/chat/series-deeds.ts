/** What the owner does to series, each in one transaction with the truth about what of them was on its way. */
import { cancelMessages } from '../core/cancel.ts';
import type { LedgerReads, LedgerWrites } from '../core/ledger.ts';
import type { Message } from '../core/message.ts';
import type { Series } from '../core/series.ts';
import { moveSeriesTo, pauseSeries, resumeSeries } from '../core/series-change.ts';
import { cityOf } from '../core/time/zone.ts';
import { cancelText } from './cancel-text.ts';
import { type CommandContext, type Decision, decide, say } from './command.ts';
import { goesOnLine, nextLines, seriesAnswers } from './series-text.ts';

/** The messages of it that may still leave by themselves, and those whose fate is open. */
export function openOfSeries(ledger: LedgerReads, id: number): readonly number[] {
  return ledger
    .messagesOfSeries(id)
    .filter(({ status }) => ['scheduled', 'held', 'sending', 'in_doubt'].includes(status))
    .map((message) => message.id);
}

/** Those that stand scheduled or are being sent: what a pause takes back. */
function goingOf(ledger: LedgerReads, id: number): readonly number[] {
  return ledger
    .messagesOfSeries(id)
    .filter(({ status }) => status === 'scheduled' || status === 'sending')
    .map((message) => message.id);
}

/** When the next one is due, ms; null where none stands. */
export function nextDue(ledger: LedgerReads, id: number): number | null {
  const latest = ledger.latestOccurrence(id);
  if (latest === null) return null;
  const [first] = ledger.messages({ batchId: latest.batchId, statuses: ['scheduled'], order: 'planned' });
  return first?.dueAt ?? null;
}

/** Of the series of which these messages were taken back, and that go on: when. */
export function goesOnLines(tx: LedgerReads, taken: readonly Message[], now: number): readonly string[] {
  const ids = new Set(taken.flatMap(({ batchId }) => tx.occurrenceOf(batchId)?.seriesId ?? []));
  return [...ids].flatMap((id) => {
    const series = tx.series(id);
    return series === null || series.state === 'paused' ? [] : [goesOnLine(series, nextDue(tx, id), now)];
  });
}

export function pauseThis(context: CommandContext, { id, state }: Series): Decision {
  const { ground, dispatcher } = context;
  if (state !== 'active') return say(ground, notGoing(id, state));
  return {
    carryOut: (record) =>
      cancelMessages(
        ground,
        dispatcher,
        goingOf(ground.ledger, id),
        (tx, truths) => {
          const late = truths.filter(({ kind }) => kind === 'too_late' || kind === 'not_confirmed');
          const lines = [
            `🔁 S${id} is paused: nothing of it goes\nuntil /resume S${id}.`,
            ...(late.length === 0 ? [] : [cancelText(late, context.zone ?? 'UTC')]),
          ];
          const about = truths.flatMap((truth) => ('message' in truth ? [truth.message.id] : []));
          record(tx, { text: lines.join('\n'), about });
        },
        (tx, at) => {
          pauseSeries(tx, id, at);
          return goingOf(tx, id);
        },
      ),
  };
}

export function resumeThis(context: CommandContext, { id, state }: Series): Decision {
  const { ground } = context;
  if (state !== 'paused') return say(ground, notPaused(id, state));
  return decide(ground, (tx) => {
    const paused = tx.series(id);
    if (paused?.state !== 'paused') return { text: notPaused(id, paused?.state ?? 'ended') };
    const made = resumeSeries(tx, ground, paused, ground.clock.now());
    return { text: goingText(context, tx, id, `🔁 S${id} goes on.`), about: made.map((one) => one.id) };
  });
}

/** The series that stays on another clock comes to the owner's, what stands of it with it. */
export function rezoneThese(context: CommandContext, ids: readonly number[], zone: string): Decision {
  const { ground, dispatcher } = context;
  const scheduled = (ledger: LedgerReads): readonly number[] =>
    ids.flatMap((id) =>
      ledger
        .messagesOfSeries(id)
        .filter(({ status }) => status === 'scheduled')
        .map((message) => message.id),
    );
  let going: readonly number[] = [];
  return {
    carryOut: (record) =>
      cancelMessages(
        ground,
        dispatcher,
        scheduled(ground.ledger),
        (tx) => {
          const at = ground.clock.now();
          const texts = ids.flatMap((id) => {
            const series = tx.series(id);
            if (series?.state !== 'paused') return [];
            if (going.includes(id)) moveSeriesTo(tx, ground, series, zone, at);
            else tx.setSeriesZone(id, zone, at);
            return [goingText(context, tx, id, `🔁 S${id} is on ${cityOf(zone)} time now.`, false)];
          });
          record(tx, { text: texts.length === 0 ? '👌 Nothing of it comes again.' : texts.join('\n\n') });
        },
        (tx, at) => {
          going = ids.filter((id) => pauseSeries(tx, id, at));
          return scheduled(tx);
        },
      ),
  };
}

function goingText(
  context: CommandContext,
  tx: LedgerWrites,
  id: number,
  title: string,
  answers = true,
): string {
  const series = tx.series(id);
  const next = nextDue(tx, id);
  if (series?.state === 'paused') return `${title}\nIt is paused: /resume S${id}`;
  if (series === null || next === null) return `🔁 S${id} is over: its last time has passed.`;
  return [
    title,
    ...nextLines(series, next, context.zone, context.now),
    ...(answers ? [seriesAnswers] : []),
  ].join('\n');
}

function notPaused(id: number, state: Series['state']): string {
  return state === 'active'
    ? `ℹ️ S${id} is not paused. /show S${id}`
    : `ℹ️ S${id} is over. /every begins another one.`;
}

export function notGoing(id: number, state: Series['state']): string {
  return state === 'paused'
    ? `ℹ️ S${id} is paused already. /resume S${id}`
    : `ℹ️ S${id} is over. /every begins another one.`;
}
