/** What became of the messages of some time, counted: how many came to which state, and how late they left. */
import type { Status } from './message.ts';

export interface Outcomes {
  /** Live messages planned in that time; a status that none has is missing. */
  readonly counts: Readonly<Partial<Record<Status, number>>>;
  /** Of those sent: from the planned instant until the page took it, ms, ascending; as far as that was seen. */
  readonly latenessMs: readonly number[];
}

export interface OutcomeReads {
  /** Of messages planned in [from, before), ms. */
  outcomes(from: number, before: number): Outcomes;
}
