/**
 * The bad nights, laid where they would hurt: over the midnight around which most is sent, as on the New Year's night of
 * the incident, or else over the twenty minutes in which most is.
 */
import { type Trouble, troubles, type Weather } from '../core/rehearsal.ts';
import { startOfDay } from '../core/time/day-start.ts';
import { dayNumber } from '../core/time/zone.ts';

const minuteMs = 60_000;
/** This near to midnight they are sent because it is midnight. */
const aroundMs = 30 * minuteMs;
const windowMs = 20 * minuteMs;

/** From so long before its middle, and until so long after. */
const spans: Readonly<Record<Trouble, readonly [beforeMs: number, afterMs: number]>> = {
  offline: [10 * minuteMs, 10 * minuteMs],
  asleep: [10 * minuteMs, 10 * minuteMs],
  unconfirmed: [90 * minuteMs, 40 * minuteMs],
};

export const fair: Weather = {
  trouble: null,
  from: Number.NEGATIVE_INFINITY,
  to: Number.NEGATIVE_INFINITY,
};

/** `instants`: when something is sent, ascending; none: nothing can go wrong. No trouble begins before `now`. */
export function badNights(instants: readonly number[], zone: string, now: number): readonly Weather[] {
  const middle = fullestMidnight(instants, zone) ?? fullestWindow(instants);
  if (middle === null) return [];
  return troubles.map((trouble) => {
    const [before, after] = spans[trouble];
    return { trouble, from: Math.max(now + minuteMs, middle - before), to: middle + after };
  });
}

function fullestMidnight(instants: readonly number[], zone: string): number | null {
  /** Of each day of the calendar, by its number: the midnights that it lies between. */
  const days = new Map<number, readonly [number, number]>();
  const counts = new Map<number, number>();
  for (const at of instants) {
    const day = dayNumber(at, zone);
    const bounds = days.get(day) ?? [startOfDay(at, zone, 0), startOfDay(at, zone, 1)];
    days.set(day, bounds);
    for (const midnight of bounds)
      if (Math.abs(at - midnight) <= aroundMs) counts.set(midnight, (counts.get(midnight) ?? 0) + 1);
  }
  return fullest(counts);
}

function fullestWindow(instants: readonly number[]): number | null {
  const counts = new Map<number, number>();
  for (let first = 0, last = 0; first < instants.length; first++) {
    const from = instants[first] ?? 0;
    while ((instants[last + 1] ?? Number.POSITIVE_INFINITY) < from + windowMs) last++;
    const middle = instants[Math.floor((first + last) / 2)] ?? from;
    // By whole minutes, as people speak of them.
    const minute = middle - (middle % minuteMs);
    counts.set(minute, Math.max(counts.get(minute) ?? 0, last - first + 1));
  }
  return fullest(counts);
}

/** The first of those with the highest count. */
function fullest(counts: ReadonlyMap<number, number>): number | null {
  let best: readonly [number, number] | null = null;
  for (const one of counts) if (best === null || one[1] > best[1]) best = one;
  return best?.[0] ?? null;
}
