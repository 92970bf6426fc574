/** Midnight of a new year by the wall clock of a zone. */

const minute = 60_000;
const halfDay = 12 * 3_600_000;

/** The first 1 January 00:00 in that zone at or after `from`, epoch ms. Throws for a zone that does not exist. */
export function nextNewYear(from: number, zone: string): number {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, year: 'numeric' });
  const yearAt = (instant: number): number => Number(format.format(instant));
  const year = yearAt(from - 1) + 1;
  // The year's first minute lies within 14 hours of that in UTC; between these two it begins once.
  let [before, after] = [Date.UTC(year, 0, 1) - 2 * halfDay, Date.UTC(year, 0, 1) + 2 * halfDay];
  while (after - before > minute) {
    const middle = Math.floor((before + after) / 2 / minute) * minute;
    if (yearAt(middle) >= year) after = middle;
    else before = middle;
  }
  return after;
}
