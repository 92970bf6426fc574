/** Where the days and weeks of a zone begin. Instants are ms. */
import { dayNumber, instantOf, wallOf } from './zone.ts';

const dayMs = 86_400_000;

/** Midnight of the day, `days` after the one that `now` is in. */
export function startOfDay(now: number, zone: string, days: number): number {
  const noon = instantOf({ ...wallOf(now, zone), hour: 12, minute: 0, second: 0 }, zone).at;
  const wall = wallOf(noon + days * dayMs, zone);
  return instantOf({ ...wall, hour: 0, minute: 0, second: 0 }, zone).at;
}

/** Midnight before the Monday, `weeks` after the week that `now` is in. */
export function startOfWeek(now: number, zone: string, weeks: number): number {
  // 1 January 1970 was a Thursday.
  const sinceMonday = (((dayNumber(now, zone) + 3) % 7) + 7) % 7;
  return startOfDay(now, zone, weeks * 7 - sinceMonday);
}
