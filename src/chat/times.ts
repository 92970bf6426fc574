/** What the grammar of a head asks about a phrase before it cuts one off as the time. */
import { readsAsTime, readWhen } from '../core/time/parse.ts';
import type { When, WhenInput } from '../core/time/when.ts';

export interface Times {
  /** All of it is words of time, be it one moment, a range, or more than one can mean. */
  readonly readsAsTime: (phrase: string) => boolean;
  /** It is one time, were its hour or day still to be asked: "9am 12:30" and "May tomorrow" are not. */
  readonly readsAsOneTime: (phrase: string) => boolean;
  /** Nothing about it is left to ask. */
  readonly readsAsMoment: (phrase: string) => boolean;
}

/** Each phrase is read once, however many cuts ask for it. */
export function timesAt(reference: Omit<WhenInput, 'phrase'>): Times {
  const words = remembered((phrase) => readsAsTime(phrase, reference));
  const when = remembered((phrase) => readWhen({ phrase, ...reference }));
  return {
    readsAsTime: words,
    readsAsOneTime: (phrase) => words(phrase) && isOne(when(phrase)),
    readsAsMoment: (phrase) => words(phrase) && when(phrase).kind === 'at',
  };
}

function isOne(when: When): boolean {
  switch (when.kind) {
    case 'at':
      return true;
    case 'refuse':
      return when.reason === 'past' || when.reason === 'far';
    case 'ask':
      // A month without its day is asked about too, and has no days to choose from.
      if (when.reason === 'day') return when.choices.length > 0;
      return !['several', 'contradiction', 'weekday', 'unread'].includes(when.reason);
  }
}

/** For the time that one head is read: each phrase is asked about once. */
export function remembered<Answer>(ask: (phrase: string) => Answer): (phrase: string) => Answer {
  const answers = new Map<string, Answer>();
  return (phrase) => {
    const answer = answers.get(phrase) ?? ask(phrase);
    answers.set(phrase, answer);
    return answer;
  };
}
