/** The time of day in a rule, read by the rules of time on a day on which no clock is changed. */
import { readWhen } from '../time/parse.ts';
import type { WhenInput } from '../time/when.ts';
import { instantOf, type Wall, wallOf } from '../time/zone.ts';

export interface TimeOfDay {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** IANA zone that it was said in. */
  readonly zone: string;
}

export type ClockReading =
  | { readonly kind: 'at'; readonly time: TimeOfDay }
  /** Morning or evening. */
  | { readonly kind: 'halves'; readonly times: readonly TimeOfDay[] }
  | { readonly kind: 'none' }
  | { readonly kind: 'unread' };

const dayMs = 86_400_000;
/** Far enough to be no "tomorrow", and near enough not to be asked about. */
const daysAhead = 40;
/** No clock is changed twice so soon. */
const otherDaysAhead = 47;

/** `half`: said already, as in "every evening 8". */
export function readClock(said: string, input: Omit<WhenInput, 'phrase'>, half?: 'am' | 'pm'): ClockReading {
  const text = said
    .replace(/^[\s,]+/, '')
    .replace(/^(?:at|@)\s*/, '')
    .replace(/[\s,]+$/, '')
    .replace(/^(?:12 )?midnight\b/, '00:00');
  if (text === '') return { kind: 'none' };
  const near = readOn(withHalf(text, half), input, daysAhead);
  return near === 'gap' ? (readOn(text, input, otherDaysAhead) as ClockReading) : near;
}

function readOn(text: string, input: Omit<WhenInput, 'phrase'>, days: number): ClockReading | 'gap' {
  const day = wallOf(noonOf(input) + days * dayMs, input.zone);
  const date = [day.year, day.month, day.day].map((value) => String(value).padStart(2, '0')).join('-');
  const when = readWhen({ ...input, phrase: `${date} ${text}` });
  const isSameDay = (wall: Wall): boolean => wall.day === day.day && wall.month === day.month;
  if (when.kind === 'at') {
    if (when.notes.includes('gap')) return 'gap';
    const wall = wallOf(when.at, when.zone);
    return isSameDay(wall) ? { kind: 'at', time: timeOf(wall, when.zone) } : { kind: 'unread' };
  }
  if (when.kind !== 'ask' || when.reason !== 'half_of_day') return { kind: 'unread' };
  const walls = when.choices.map(({ at }) => wallOf(at, when.zone));
  return walls.every(isSameDay)
    ? { kind: 'halves', times: walls.map((wall) => timeOf(wall, when.zone)) }
    : { kind: 'unread' };
}

function timeOf({ hour, minute, second }: Wall, zone: string): TimeOfDay {
  return { hour, minute, second, zone };
}

/** "evening 8" is 8 pm; "night 1" is not 1 pm. */
function withHalf(text: string, half: 'am' | 'pm' | undefined): string {
  const hour = Number(/^(\d{1,2})(?:[:.]\d\d)?$/.exec(text)?.[1] ?? Number.NaN);
  if (half === undefined || !(hour <= 12) || (half === 'pm' && hour < 4)) return text;
  return `${text} ${half}`;
}

function noonOf({ now, zone }: Omit<WhenInput, 'phrase'>): number {
  return instantOf({ ...wallOf(now, zone), hour: 12, minute: 0, second: 0 }, zone).at;
}
