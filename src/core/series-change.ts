/**
 * What the owner does to a series: begin it, pause it, let it go on, move it to another zone, end it. Whatever of it
 * stands scheduled is cancelled by the caller in the same transaction, and only after the series itself no longer goes on.
 */
import type { LedgerWrites } from './ledger.ts';
import type { Message } from './message.ts';
import { armOccurrence, instantOfLatest, makeNext, type SeriesGround } from './occurrences.ts';
import { planBatch } from './pacing.ts';
import type { Occurrence } from './recurrence/rule.ts';
import type { NewSeries, Series } from './series.ts';

/** The series, and what its first occurrence is. */
export function beginSeries(
  tx: LedgerWrites,
  ground: SeriesGround,
  said: Omit<NewSeries, 'seed'>,
  first: Pick<Occurrence, 'key' | 'at'>,
): { readonly series: Series; readonly messages: readonly Message[] } {
  const series = tx.newSeries({ ...said, seed: ground.chance.reservedId() });
  return { series, messages: armOccurrence(tx, ground, series, first, said.at) };
}

/** Nothing more is made of it; true when it was not over already. */
export function endSeries(tx: LedgerWrites, id: number, at: number): boolean {
  const series = tx.series(id);
  if (series === null || series.state === 'ended') return false;
  tx.moveSeries({ id, from: series.state, to: 'ended', by: 'owner', at });
  return true;
}

/** Nothing more is made of it until it goes on; true when it was going. */
export function pauseSeries(tx: LedgerWrites, id: number, at: number): boolean {
  if (tx.series(id)?.state !== 'active') return false;
  tx.moveSeries({ id, from: 'active', to: 'paused', by: 'owner', at });
  return true;
}

/**
 * A paused one goes on. The occurrence that the pause took back comes again where its time is still ahead, as messages
 * that replace the old ones; else the next of the rule. Returns what was armed; none: the rule is over.
 */
export function resumeSeries(
  tx: LedgerWrites,
  ground: SeriesGround,
  paused: Series,
  at: number,
): readonly Message[] {
  const series = tx.moveSeries({ id: paused.id, from: 'paused', to: 'active', by: 'owner', at });
  const latest = tx.latestOccurrence(series.id);
  if (latest === null) throw new Error(`series: expected S${series.id} to have an occurrence`);
  const dueAt = instantOfLatest(tx, series);
  const taken = tx
    .messages({ batchId: latest.batchId, statuses: ['cancelled'] })
    // What the owner had cancelled before the pause stays cancelled.
    .filter((one) => one.changedAt === paused.changedAt && isUntried(tx, one));
  if (dueAt > at && taken.length > 0) return armAgain(tx, ground, series, taken, dueAt, at);
  return makeNext(tx, ground, series, { key: latest.key, at: Math.max(dueAt, at) }, at);
}

/** From one zone to another: what stood scheduled, and was taken back for it, comes at the same time of the other clock. */
export function moveSeriesTo(
  tx: LedgerWrites,
  ground: SeriesGround,
  paused: Series,
  zone: string,
  at: number,
): readonly Message[] {
  return resumeSeries(tx, ground, tx.setSeriesZone(paused.id, zone, paused.changedAt), at);
}

function isUntried(tx: LedgerWrites, { id }: Message): boolean {
  return tx.attempt(id) === null && tx.replacementOf(id) === null;
}

function armAgain(
  tx: LedgerWrites,
  { chance, settings }: SeriesGround,
  series: Series,
  taken: readonly Message[],
  dueAt: number,
  at: number,
): readonly Message[] {
  const plan = planBatch(taken.length, dueAt, { ledger: tx, settings, chance });
  return taken.map((old, place) => {
    const { batchId, part, parts, chat, body, file, graceMs } = old;
    const message = tx.arm({
      ...{ batchId, part, parts, chat, body, file, graceMs, dueAt },
      plannedAt: plan.plannedAt[place] ?? dueAt,
      zone: series.zone,
      dry: settings.dryRun,
      reservedId: chance.derivedId(`${series.seed} again ${old.reservedId}`),
      replaces: old.id,
      commandWaId: series.commandWaId,
      at,
    });
    tx.consent(message.id, series.consents);
    return message;
  });
}
