/** Which hours a clock time and a part of the day can mean together. */

import type { DayPart, SaidClock } from './said.ts';
import type { AskReason } from './when.ts';

/** A time on the wall, `shift` days after the day that was said. */
export interface Hour {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly shift: 0 | 1;
}

export interface Hours {
  readonly hours: readonly Hour[];
  /** Null where there is one and it is certain. */
  readonly reason: AskReason | null;
}

export interface HourContext {
  readonly part: DayPart | null;
  /** "tonight", "heute Nacht": the night that begins today. */
  readonly tonight: boolean;
  readonly dayNamed: boolean;
  /** Between 00:00 and 04:59 the night called tonight may be the one that is on. */
  readonly nightNow: boolean;
}

export function hoursOf(clock: SaidClock, context: HourContext): Hours {
  const { part, dayNamed } = context;
  if (clock.midnight || (clock.half === 'am' && clock.hour === 12 && clock.minute === 0)) {
    return dayNamed ? midnights(clock, context) : sure(at(clock, 0));
  }
  // 24:00 is the end of the day that was said.
  if (clock.hour === 24) return sure(at(clock, 0, dayNamed ? 1 : 0));
  const formal = formalHour(clock);
  if (context.tonight || part === 'night') return nightHours(clock, formal, context);
  if (part === null) {
    if (formal !== null) return sure(at(clock, formal));
    const [am, pm] = [at(clock, clock.hour % 12), at(clock, (clock.hour % 12) + 12)];
    // "friday at 12": noon, or either midnight of that day.
    const end = clock.hour === 12 && dayNamed ? [{ ...am, shift: 1 as const }] : [];
    return { hours: [am, pm, ...end], reason: clock.hour === 12 ? 'midnight' : 'half_of_day' };
  }
  return partHours(clock, formal, part);
}

/** First and last hour that the part of the day can have. */
const bounds: Readonly<Record<'morning' | 'afternoon' | 'evening', readonly [number, number]>> = {
  morning: [0, 11],
  // Spanish "las 8 de la tarde" is 20:00.
  afternoon: [12, 20],
  evening: [16, 23],
};

function partHours(
  clock: SaidClock,
  formal: number | null,
  part: 'morning' | 'afternoon' | 'evening',
): Hours {
  const [first, last] = bounds[part];
  const fits = (hour: number) => hour >= first && hour <= last;
  const twelve = clock.half === 'open' || (clock.half === 'loose' && clock.hour <= 12);
  const candidates = twelve ? [clock.hour % 12, (clock.hour % 12) + 12] : [formal as number];
  const fitting = candidates.filter(fits);
  // "12 in the morning", "12 in the evening": noon or midnight, nobody knows.
  if (twelve && clock.hour === 12 && part !== 'afternoon') {
    return { hours: [at(clock, 0), at(clock, 12), at(clock, 0, 1)], reason: 'midnight' };
  }
  if (fitting.length === 1) return sure(at(clock, fitting[0] as number));
  const halves =
    clock.hour > 0 && clock.hour <= 12 ? [clock.hour % 12, (clock.hour % 12) + 12] : [clock.hour];
  return { hours: halves.map((hour) => at(clock, hour)), reason: 'contradiction' };
}

function nightHours(clock: SaidClock, formal: number | null, context: HourContext): Hours {
  const twelve = clock.half === 'open' || (clock.half === 'loose' && clock.hour <= 12);
  const hour = twelve ? clock.hour : (formal as number);
  if (twelve && hour === 12) {
    return clock.minute === 0 && (context.tonight || context.dayNamed)
      ? midnights(clock, context)
      : afterMidnight(clock, 0, context);
  }
  if (hour >= 18 || (clock.half === 'pm' && hour >= 16) || (!twelve && hour >= 16 && context.tonight))
    return sure(at(clock, hour));
  if (twelve && hour >= 6) return sure(at(clock, hour + 12));
  if (twelve && hour === 5 && context.tonight) return sure(at(clock, 17));
  if (hour <= 3) return afterMidnight(clock, hour, context);
  if (hour === 4 && !twelve) return afterMidnight(clock, hour, context);
  const either = [at(clock, hour % 12), at(clock, (hour % 12) + 12), at(clock, hour % 12, 1)];
  return { hours: either, reason: twelve ? 'half_of_day' : 'contradiction' };
}

/** "tonight at 1" is the small hours of tomorrow; "friday night at 1" may be those of Friday or of Saturday. */
function afterMidnight(clock: SaidClock, hour: number, context: HourContext): Hours {
  if (!context.dayNamed) return sure(at(clock, hour));
  const both = { hours: [at(clock, hour), at(clock, hour, 1)], reason: 'midnight' as const };
  if (!context.tonight) return both;
  // Said in the night itself it may be this one; the settling drops what has passed.
  return context.nightNow ? both : sure(at(clock, hour, 1));
}

function midnights(clock: SaidClock, context: HourContext): Hours {
  const ends = [at(clock, 0), at(clock, 0, 1)];
  return { hours: context.tonight && !context.nightNow ? [at(clock, 0, 1)] : ends, reason: 'midnight' };
}

/** The hour on a 24-hour clock, null where the half of the day was not said. */
function formalHour(clock: SaidClock): number | null {
  switch (clock.half) {
    case 'am':
      return clock.hour % 12;
    case 'pm':
      return clock.hour >= 12 ? clock.hour : clock.hour + 12;
    case 'open':
      return null;
    case 'loose':
    case 'firm':
      return clock.hour;
  }
}

function at(clock: SaidClock, hour: number, shift: 0 | 1 = 0): Hour {
  return { hour, minute: clock.minute, second: clock.second, shift };
}

function sure(hour: Hour): Hours {
  return { hours: [hour], reason: null };
}
