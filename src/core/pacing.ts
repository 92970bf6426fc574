/**
 * Pacing: when each message of a batch may go. Computed once, when the batch is armed, stored and shown, so that what
 * the owner confirmed is what happens. A single message keeps its second; the rest follow at MIN_GAP and JITTER, and
 * what would exceed a cap is planned later.
 */
import type { Chance } from './clock.ts';
import type { LedgerReads } from './ledger.ts';
import type { Settings } from './settings.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

export interface Plan {
  /** One instant per message, in order of sending, each at or after `dueAt`. */
  readonly plannedAt: readonly number[];
  /** How much the caps, and not the gaps, delayed the last one, ms. */
  readonly delayedByCapsMs: number;
}

export function planBatch(
  count: number,
  dueAt: number,
  ground: { readonly ledger: LedgerReads; readonly settings: Settings; readonly chance: Chance },
): Plan {
  const { settings, chance, ledger } = ground;
  const planned: number[] = [];
  let delayed = 0;
  let at = dueAt;
  for (let index = 0; index < count; index++) {
    if (index > 0) at += settings.minGapMs + chance.between(settings.jitterMs.from, settings.jitterMs.to);
    const wished = at;
    at = underCaps(at, planned, ledger, settings);
    delayed += at - wished;
    planned.push(at);
  }
  return { plannedAt: planned, delayedByCapsMs: delayed };
}

/** The first instant at or after `at` at which one more message stays within both caps. */
function underCaps(at: number, own: readonly number[], ledger: LedgerReads, settings: Settings): number {
  const planned = (from: number, before: number): number =>
    ledger.plannedBetween(from, before) + own.filter((t) => t >= from && t < before).length;
  let candidate = at;
  // A week of full days is the most that is searched: beyond it the owner is asked anyway.
  for (let step = 0; step < 7 * 24 * 60; step++) {
    const day = Math.floor(candidate / dayMs) * dayMs;
    if (planned(day, day + dayMs) >= settings.maxPerDay) {
      candidate += dayMs;
      continue;
    }
    const quiet = planned(candidate - minuteMs, candidate + minuteMs) < settings.maxPerMinute;
    if (quiet || noWindowOverflows(candidate)) return candidate;
    candidate += Math.ceil(minuteMs / settings.maxPerMinute);
  }
  return candidate;

  /** Every minute-long window that holds `candidate` stays within the cap, looked at in steps of a second. */
  function noWindowOverflows(instant: number): boolean {
    for (let from = instant - minuteMs + 1000; from <= instant; from += 1000) {
      if (planned(from, from + minuteMs) >= settings.maxPerMinute) return false;
    }
    return true;
  }
}
