/** The sentences that go with a question or a refusal: what was found, what was expected, and words that work. */
import { dateLabel, dayAndTime, dayHeading, shortMoment } from './format.ts';
import type { AskReason, Choice, RefuseReason } from './when.ts';

/** The day is left out only where several choices share it: "09:00", "21:00". */
export function labelled(instants: readonly number[], zone: string, now: number): readonly Choice[] {
  const days = new Set(instants.map((at) => dateLabel(at, zone, now)));
  const short = days.size === 1 && instants.length > 1;
  return instants.map((at) => ({ at, label: short ? shortMoment(at, zone) : dayAndTime(at, zone, now) }));
}

export function choice(at: number, zone: string, now: number): Choice {
  return { at, label: dayAndTime(at, zone, now) };
}

const questions: Readonly<Record<AskReason, string>> = {
  hour: 'At what time? Like 9am or 21:00.',
  half_of_day: 'Morning or evening?',
  midnight: 'Which of these do you mean?',
  day: 'Which day do you mean?',
  weekday: 'The weekday and the date disagree. Which one?',
  year: 'That date is not ahead this year. Which one do you mean?',
  zone: 'In which time zone?',
  vague: 'I need an exact time.',
  order: 'That can be read in two ways. Which one?',
  contradiction: 'These words do not fit together. Which moment do you mean?',
  several: 'One moment, please. Which one?',
  just_now: 'That minute has begun. Now, or later?',
  unread: 'I do not understand all of it.',
};

/** `quoted` is the phrase as typed. */
export function askText(reason: AskReason, quoted: string): string {
  return `"${quoted}": ${questions[reason]}`;
}

/** For a day without its hour; `days` are instants of that day's start. */
export function hourText(quoted: string, days: readonly number[], zone: string): string {
  const named = days.map((at) => dayHeading(at, zone)).join(' or ');
  return named === '' ? askText('hour', quoted) : `"${quoted}" is ${named}: at what time? Like 9am or 21:00.`;
}

export function dayText(quoted: string, stretch: string): string {
  return stretch === ''
    ? askText('day', quoted)
    : `"${quoted}": which day, and at what time? Like friday 9am.`;
}

export function unreadText(quoted: string, unread: string, nearest: string | null): string {
  const found = `"${quoted}": I don't know "${unread}" as a time.`;
  return nearest === null
    ? `${found} Like tomorrow 9am, 31 dec 23:59, in 2 hours.`
    : `${found} Do you mean "${nearest}"?`;
}

const refusals: Readonly<Record<RefuseReason, string>> = {
  past: 'is in the past.',
  impossible: 'does not exist on a clock or in a calendar. Like tomorrow 9am, 31 dec 23:59.',
  far: 'is over two years ahead. The furthest I plan is two years.',
  range: 'is two times. One moment, please: like tomorrow 9am.',
  recurring: 'comes again and again. For that there is /every, like /every friday 9am.',
  long: 'is too long for a time: at most 120 characters. Like tomorrow 9am.',
  empty: 'When? Like tomorrow 9am, 31 dec 23:59, in 2 hours.',
};

export function refuseText(reason: RefuseReason, quoted: string): string {
  return reason === 'empty' ? refusals.empty : `"${quoted}" ${refusals[reason]}`;
}
