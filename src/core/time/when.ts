/**
 * What a when can turn out to be. A wrong moment is worse than any question, a needless question the next worst
 * thing: there are these three outcomes, and each reason is a closed word that replies and tests can name.
 */

export interface WhenInput {
  /** The owner's words, as typed. */
  readonly phrase: string;
  /** When the owner sent them, ms. */
  readonly now: number;
  /** IANA zone of the owner. */
  readonly zone: string;
  /** BCP 47, e.g. `en-GB`: order of day and month, and the language the words are read in. */
  readonly locale: string;
}

/** What a reply should say beside the moment itself. */
export type WhenNote =
  | 'gap' // the clock skips that time: it goes to the later side
  | 'fold' // the clock shows that time twice: the first is meant
  | 'night' // 00:00 to 04:59: echoed as the night between two days
  | 'other_zone' // said in another zone than the owner's: echoed in both
  | 'far'; // over 60 days ahead without a month name or a year: wants a yes

export type AskReason =
  | 'hour' // no hour was said
  | 'half_of_day' // morning or evening
  | 'midnight' // which side of the named day
  | 'day' // which day: "next friday", a weekday that is today, "tomorrow" said at night
  | 'weekday' // the weekday disagrees with its date
  | 'year' // passed within the last 60 days
  | 'zone' // which zone, or which zone's calendar
  | 'vague' // "around", "by", "later"
  | 'order' // day and month, or hour and date, could be either
  | 'contradiction' // the words exclude each other
  | 'several' // two times where one can be chosen
  | 'just_now' // the minute said has just begun
  | 'unread'; // words not understood

export type RefuseReason = 'past' | 'impossible' | 'far' | 'range' | 'recurring' | 'long' | 'empty';

export interface Choice {
  readonly at: number;
  readonly label: string;
}

export type When =
  | {
      readonly kind: 'at';
      readonly at: number;
      /** The zone it was said in. */
      readonly zone: string;
      readonly notes: readonly WhenNote[];
    }
  | {
      readonly kind: 'ask';
      readonly reason: AskReason;
      /** One short sentence for the owner. */
      readonly text: string;
      /** May be empty: the answer is then a time in words, for `completeWhen`. */
      readonly choices: readonly Choice[];
      /** The zone that the choices are in. */
      readonly zone: string;
      /** The words not understood, as typed. */
      readonly unread?: string;
      /** The phrase with its slips put right, to be read in its place after a yes. */
      readonly nearest?: string;
    }
  | {
      readonly kind: 'refuse';
      readonly reason: RefuseReason;
      /** One short sentence for the owner. */
      readonly text: string;
      /** The next sensible moment, ready behind yes. */
      readonly suggestion?: Choice;
    };
