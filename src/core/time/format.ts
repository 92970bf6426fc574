/**
 * Moments as the owner reads them: weekday, date with the month in letters, time, city, how far away. A year or an
 * offset is said only where it would surprise. Instants are ms; zones IANA.
 */
import { cityOf, dayNumber, instantOf, offsetMinutes, offsetText, wallOf } from './zone.ts';

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `23:59:02` */
export function clockTime(at: number, zone: string): string {
  const wall = wallOf(at, zone);
  return [wall.hour, wall.minute, wall.second].map(two).join(':');
}

/** `23:59`, and `23:59:30` only where there are seconds. */
export function shortMoment(at: number, zone: string): string {
  const full = clockTime(at, zone);
  return full.endsWith(':00') ? full.slice(0, 5) : full;
}

/** `Thu 31 Dec` */
export function dayHeading(at: number, zone: string): string {
  const { day, month } = wallOf(at, zone);
  return `${weekdayAt(at, zone)} ${day} ${monthName(month)}`;
}

/** `Thu 31 Dec`, with the year where it is not the one expected: another one than now's and over half a year away. */
export function dateLabel(at: number, zone: string, now: number): string {
  const { year } = wallOf(at, zone);
  const expected = year === wallOf(now, zone).year || Math.abs(calendarDays(now, at, zone)) <= 183;
  return expected ? dayHeading(at, zone) : `${dayHeading(at, zone)} ${year}`;
}

/** `Thu 31 Dec, 23:59`, for a choice between days. */
export function dayAndTime(at: number, zone: string, now: number): string {
  return `${dateLabel(at, zone, now)}, ${shortMoment(at, zone)}${nightSuffix(at, zone)}`;
}

/** `Thu 31 Dec, 23:59 London · in 39 days`; from 00:00 to 04:59 with `the night Wed→Thu`. */
export function momentLine(at: number, zone: string, now: number): string {
  const night = nightOf(at, zone);
  const middle = night === null ? '' : ` · the night ${night}`;
  return `${dateLabel(at, zone, now)}, ${timeAndCity(at, zone)}${middle} · ${distance(at, now, zone)}`;
}

/** `Fri 1 Jan, 08:59 Tokyo = Thu 23:59 London` */
export function bothZones(at: number, zoneA: string, zoneB: string): string {
  const sameDay = dayNumber(at, zoneA) === dayNumber(at, zoneB);
  const second = `${sameDay ? '' : `${weekdayAt(at, zoneB)} `}${timeAndCity(at, zoneB)}`;
  return `${dayHeading(at, zoneA)}, ${timeAndCity(at, zoneA)} = ${second}`;
}

/** `Thu→Fri` from 00:00 to 04:59, else null: at that hour people name the day that they have not slept through. */
export function nightOf(at: number, zone: string): string | null {
  if (wallOf(at, zone).hour >= 5) return null;
  const today = dayNumber(at, zone);
  return `${weekdayOf(today - 1)}→${weekdayOf(today)}`;
}

/** How far ahead: `in 5 seconds`, `in 2 minutes`, `in 3 hours`, `tomorrow`, `in 39 days`; `now` at no distance. */
export function untilText(at: number, now: number, zone: string): string {
  const seconds = Math.round((at - now) / 1000);
  if (seconds <= 0) return 'now';
  const days = calendarDays(now, at, zone);
  if (countsInHours(seconds, days)) return `in ${span(seconds)}`;
  return days === 1 ? 'tomorrow' : `in ${days} days`;
}

/** How long ago: `5 seconds ago`, `3 hours ago`, `yesterday`, `4 days ago`. */
export function agoText(at: number, now: number, zone: string): string {
  const seconds = Math.round((now - at) / 1000);
  if (seconds <= 0) return 'just now';
  const days = calendarDays(at, now, zone);
  if (countsInHours(seconds, days)) return `${span(seconds)} ago`;
  return days === 1 ? 'yesterday' : `${days} days ago`;
}

/** Weekday of an ISO number, 1 for Monday. */
export function weekdayName(isoWeekday: number): string {
  return weekdays[isoWeekday - 1] ?? '';
}

/** Month of a number, 1 for January. */
export function monthName(month: number): string {
  return months[month - 1] ?? '';
}

function distance(at: number, now: number, zone: string): string {
  return at < now ? agoText(at, now, zone) : untilText(at, now, zone);
}

/** Past midnight but still in the same evening, hours say more than "tomorrow". */
function countsInHours(seconds: number, days: number): boolean {
  return days === 0 || seconds < 6 * 3600;
}

function span(seconds: number): string {
  if (seconds < 60) return counted(seconds, 'second');
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? counted(minutes, 'minute') : counted(Math.round(minutes / 60), 'hour');
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

function calendarDays(from: number, to: number, zone: string): number {
  return dayNumber(to, zone) - dayNumber(from, zone);
}

function timeAndCity(at: number, zone: string): string {
  return `${shortMoment(at, zone)} ${cityOf(zone)}${offsetSuffix(at, zone)}`;
}

/** Only where the zone's clock shows this time twice, which no city name settles. */
function offsetSuffix(at: number, zone: string): string {
  if (instantOf(wallOf(at, zone), zone).note !== 'fold') return '';
  return ` (${offsetText(offsetMinutes(at, zone))})`;
}

function nightSuffix(at: number, zone: string): string {
  const night = nightOf(at, zone);
  return night === null ? '' : ` (night ${night})`;
}

function weekdayAt(at: number, zone: string): string {
  return weekdayOf(dayNumber(at, zone));
}

/** Of a day counted from 1 January 1970, which was a Thursday. */
function weekdayOf(day: number): string {
  return weekdayName(1 + ((((day + 3) % 7) + 7) % 7));
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
