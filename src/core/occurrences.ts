/**
 * The next occurrence of a series is made in the transaction in which the present one leaves `scheduled`, whoever moves
 * it there and why: held and missed ones are asked about, and the rule goes on. So a kill anywhere leaves either both or
 * neither. What fell due in between is left out and told; one missed occurrence is all that is ever asked about.
 */
import type { Ground } from './ground.ts';
import type { Ledger, LedgerWrites } from './ledger.ts';
import type { Message } from './message.ts';
import { planBatch } from './pacing.ts';
import { countThrough, instantOfKey, nextOccurrence, type Occurrence } from './recurrence/rule.ts';
import type { Series } from './series.ts';

export type SeriesGround = Pick<Ground, 'chance' | 'settings' | 'tell'>;

/** More than these are many. */
export const mostLeftOut = 1_000;

/** The ledger, with every series kept going. */
export function keepingSeries(ground: SeriesGround & Pick<Ground, 'ledger'>): Ledger {
  const { ledger } = ground;
  const kept = new WeakMap<LedgerWrites, LedgerWrites>();
  const following = (tx: LedgerWrites): LedgerWrites => {
    const before = kept.get(tx);
    if (before !== undefined) return before;
    const verbs: LedgerWrites = {
      ...tx,
      move(move) {
        const moved = tx.move(move);
        if (move.from === 'scheduled') goOn(verbs, ground, moved, move.at);
        return moved;
      },
      claim(id, now, generation) {
        const claim = tx.claim(id, now, generation);
        if (claim !== null) goOn(verbs, ground, claim.message, now);
        return claim;
      },
    };
    kept.set(tx, verbs);
    return verbs;
  };
  return { ...ledger, write: (act) => ledger.write((tx) => act(following(tx))) };
}

function goOn(tx: LedgerWrites, ground: SeriesGround, left: Message, at: number): void {
  const present = tx.occurrenceOf(left.batchId);
  if (present === null) return;
  const series = tx.series(present.seriesId);
  if (series?.state !== 'active') return;
  if (tx.latestOccurrence(series.id)?.batchId !== left.batchId || tx.occurrenceStands(left.batchId)) return;
  const { rule, zone } = series;
  // By its rule, not by where the owner may have moved it.
  makeNext(tx, ground, series, { key: present.key, at: instantOfKey(rule, zone, present.key) }, at);
}

/** The first one behind both `behind` and `now`, or the end of the series. */
export function makeNext(
  tx: LedgerWrites,
  ground: SeriesGround,
  series: Series,
  behind: { readonly key: string; readonly at: number },
  now: number,
): readonly Message[] {
  const { rule, zone } = series;
  const next = nextOccurrence(rule, zone, { key: behind.key, at: Math.max(behind.at, now) });
  const made = next === null ? [] : armOccurrence(tx, ground, series, next, now);
  if (next === null) tx.moveSeries({ id: series.id, from: 'active', to: 'ended', by: 'rule', at: now });
  const leftOut = countThrough(rule, zone, behind, now, mostLeftOut);
  if (leftOut > 0)
    ground.tell(
      tx,
      { kind: 'series', what: 'left_out', series, count: leftOut, next: next?.at ?? null },
      now,
    );
  return made;
}

/** Arms what the series says for this time: a batch of ordinary messages, planned like any other. */
export function armOccurrence(
  tx: LedgerWrites,
  { chance, settings }: SeriesGround,
  series: Series,
  { key, at: dueAt }: Pick<Occurrence, 'key' | 'at'>,
  at: number,
): readonly Message[] {
  const batchId = tx.newBatch(series.commandWaId, at);
  tx.addOccurrence({ seriesId: series.id, batchId, key });
  const plan = planBatch(series.messages.length, Math.max(dueAt, at), { ledger: tx, settings, chance });
  return series.messages.map(({ part, parts, chat, body }, place) => {
    const message = tx.arm({
      ...{ batchId, part, parts, chat, body, dueAt },
      plannedAt: plan.plannedAt[place] ?? dueAt,
      graceMs: settings.graceMs,
      zone: series.zone,
      dry: settings.dryRun,
      // A copy of this ledger makes the same one, so that WhatsApp knows it when the copy looks.
      reservedId: chance.derivedId(`${series.seed} ${key} ${place}`),
      replaces: null,
      commandWaId: series.commandWaId,
      at,
      file: null,
    });
    tx.consent(message.id, series.consents);
    return message;
  });
}

/** The instant for which the latest occurrence stands in its rule, ms. */
export function instantOfLatest(tx: Pick<LedgerWrites, 'latestOccurrence'>, series: Series): number {
  const latest = tx.latestOccurrence(series.id);
  if (latest === null) throw new Error(`series: expected S${series.id} to have an occurrence`);
  return instantOfKey(series.rule, series.zone, latest.key);
}
