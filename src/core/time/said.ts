/** What a phrase says, before anybody asks what it means at a given moment. */
import type { SaidZone } from './place.ts';

/**
 * `am`, `pm`: said. `open`: on a twelve-hour clock, the half not said ("9", "half past 8"). `loose`: on a 24-hour clock
 * unless a part of the day says otherwise ("9:30", "9h30"). `firm`: on a 24-hour clock ("09:30", "21").
 */
export type Half = 'am' | 'pm' | 'open' | 'loose' | 'firm';

export interface SaidClock {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly half: Half;
  /** The word midnight itself. */
  readonly midnight?: true;
  /** Four digits without a colon ("2027"), which may be the year of a date. */
  readonly digits?: number;
  /** "5 to 10pm" may also be a range. */
  readonly maybeRange?: true;
}

export type DayPart = 'morning' | 'afternoon' | 'evening' | 'night';

/** A length of calendar: added on the wall clock. */
export interface Calendar {
  readonly months: number;
  readonly days: number;
}

export type SaidDay =
  | { readonly kind: 'relative'; readonly days: -1 | 0 | 1 | 2 }
  | {
      readonly kind: 'weekday';
      readonly weekday: number;
      readonly which: 'coming' | 'next' | 'last';
      /** Weeks from this one, where said ("friday next week"). */
      readonly week?: number;
    }
  | {
      readonly kind: 'date';
      readonly year: number | null;
      readonly month: number;
      readonly day: number;
      /** Whether the month was said by its name. */
      readonly named: boolean;
    }
  | { readonly kind: 'day_of_month'; readonly day: number; readonly month?: number }
  | {
      readonly kind: 'nth_weekday';
      readonly nth: number;
      readonly weekday: number;
      readonly month: number | null;
    }
  | { readonly kind: 'ahead'; readonly by: Calendar; readonly from: SaidDay | null; readonly sign: 1 | -1 }
  /** Weeks from this one; narrows a weekday. */
  | { readonly kind: 'week'; readonly ahead: number }
  /** Months from this one; narrows a day of the month. */
  | { readonly kind: 'month'; readonly ahead: number }
  | { readonly kind: 'end_of_month'; readonly ahead: number; readonly exact: boolean }
  /** A stretch of time and no day: "the weekend", "December". */
  | {
      readonly kind: 'stretch';
      readonly text: string;
      readonly month?: number;
      readonly year?: number | null;
      readonly weekend?: 'coming' | 'next';
    };

export type Item =
  | { readonly kind: 'clock'; readonly clock: SaidClock }
  | { readonly kind: 'day'; readonly day: SaidDay }
  | { readonly kind: 'part'; readonly part: DayPart; readonly tonight: boolean }
  /** An elapsed time: calendar first, then milliseconds. Negative is ago. */
  | { readonly kind: 'elapsed'; readonly by: Calendar; readonly ms: number; readonly sign: 1 | -1 }
  | { readonly kind: 'now' }
  /** The time of day that it is. */
  | { readonly kind: 'same_time' }
  | { readonly kind: 'zone'; readonly zone: SaidZone }
  | { readonly kind: 'impossible' }
  | { readonly kind: 'every' }
  | { readonly kind: 'vague'; readonly word: string }
  | { readonly kind: 'range'; readonly word: string }
  | { readonly kind: 'dash' }
  | { readonly kind: 'or' }
  | { readonly kind: 'and' }
  | { readonly kind: 'glue' }
  /** `10.12` may be a clock or a date. */
  | { readonly kind: 'either' }
  | { readonly kind: 'unread'; readonly text: string };

/** One way of reading the tokens from some place on, up to `to`. */
export interface Match {
  readonly to: number;
  readonly items: readonly Item[];
  /** One for an ordinary reading; dearer ones are taken only where no cheaper one covers the phrase. */
  readonly cost: number;
}
