/**
 * Pacing: when each message of a batch may go. Computed once, when the batch is armed, stored and shown, so that what
 * the owner confirmed is what happens. A single message keeps its second; the rest follow at MIN_GAP and JITTER, and
 * what would exceed a cap is planned later. The caps are counted here as the dispatcher counts them at the claim: in any
 * window of a minute or of 24 hours, wherever it begins. Counted by the calendar's day, a full evening and a full
 * morning made a plan that the claim then refused until it was missed.
 */
import { type Cap, freeAt, insert } from './cap.ts';
import type { Chance } from './clock.ts';
import type { LedgerReads } from './ledger.ts';
import type { Settings } from './settings.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

export interface Plan {
  /** One instant per message, in order of sending, each at or after `dueAt`. */
  readonly plannedAt: readonly number[];
  /** How much the caps, and not the gaps, delayed the one that they delayed most, ms; due at one instant, the last. */
  readonly delayedByCapsMs: number;
}

export interface PlanGround {
  readonly ledger: LedgerReads;
  readonly settings: Settings;
  readonly chance: Chance;
}

/** The two caps on the account, both on rolling windows. */
export function capsOf(settings: Pick<Settings, 'maxPerMinute' | 'maxPerDay'>): readonly Cap[] {
  return [
    { most: settings.maxPerMinute, windowMs: minuteMs },
    { most: settings.maxPerDay, windowMs: dayMs },
  ];
}

/** All of them due at one instant. */
export function planBatch(count: number, dueAt: number, ground: PlanGround): Plan {
  return planEach(
    Array.from({ length: count }, () => dueAt),
    ground,
  );
}

/** `dues`: when each is due, ascending. One that is due well after the one before it keeps its second. */
export function planEach(dues: readonly number[], ground: PlanGround): Plan {
  const { settings, chance, ledger } = ground;
  const count = dues.length;
  const [firstDue = 0] = dues;
  const spreadMs = Math.max(0, count - 1) * (settings.minGapMs + settings.jitterMs.to);
  // Mostly there is room for all of it however the dice fall, and that is known by counting.
  const caps = capsOf(settings).every(hasRoom) ? [] : capsOf(settings);
  const planned: number[] = [];
  /** What others and this batch have taken, ascending, read as far as the search has come. */
  const taken: number[] = [];
  let readTo = firstDue - dayMs;
  /** Read ahead as far as the gaps alone will lead, so that a batch asks the ledger once and not for each message. */
  const aheadMs = Math.min(dayMs, spreadMs);
  let delayed = 0;
  let at = firstDue;
  /** Where the gaps alone would have put it. */
  let gapsOnly = firstDue;
  for (const [index, due] of dues.entries()) {
    if (index > 0) {
      const gap = settings.minGapMs + chance.between(settings.jitterMs.from, settings.jitterMs.to);
      at = Math.max(due, at + gap);
      gapsOnly = Math.max(due, gapsOnly + gap);
    }
    for (let free = at; ; ) {
      // A cap looks a window ahead too: whoever is planned later must still find their place.
      if (caps.length > 0 && readTo < free + dayMs) readOnTo(free + dayMs + aheadMs);
      at = free;
      free = freeAt(at, taken, caps);
      if (free === at) break;
    }
    delayed = Math.max(delayed, at - gapsOnly);
    planned.push(at);
    insert(taken, at);
  }
  return { plannedAt: planned, delayedByCapsMs: delayed };

  /** A window that holds one of these cannot be filled, even by all of them. */
  function hasRoom({ most, windowMs }: Cap): boolean {
    if (count > most) return false;
    const lastDue = dues.at(-1) ?? firstDue;
    return count + ledger.takenAtMost(firstDue - windowMs, lastDue + spreadMs + windowMs) <= most;
  }

  function readOnTo(to: number): void {
    for (const instant of ledger.takenBetween(readTo, to)) insert(taken, instant);
    readTo = to;
  }
}
