/** Dates and hours put on the clock of a zone. */
import { Temporal } from 'temporal-polyfill';
import type { Day } from './date.ts';
import type { Hour } from './hour.ts';
import { instantOf, type Side, type Wall, wallOf } from './zone.ts';

export interface Found {
  readonly at: number;
  readonly note: Side;
}

/** The first instant at which the clock of `zone` shows `hour` on `date`. */
export function moment(date: Day, hour: Hour, zone: string): Found {
  return instantOf(wall(date, hour), zone);
}

/** The second one, where the clock shows it twice. */
export function secondOf(date: Day, hour: Hour, zone: string): number {
  return instantOf(wall(date, hour), zone, 'second').at;
}

export function todayIn(now: number, zone: string): Day {
  const { year, month, day } = wallOf(now, zone);
  return new Temporal.PlainDate(year, month, day);
}

function wall(date: Day, hour: Hour): Wall {
  const on = hour.shift === 0 ? date : date.add({ days: hour.shift });
  return {
    year: on.year,
    month: on.month,
    day: on.day,
    hour: hour.hour,
    minute: hour.minute,
    second: hour.second,
  };
}
