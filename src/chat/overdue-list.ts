/** Messages that wait for the owner's word, as lists number them, and how answers to them look. */
import type { Message } from '../core/message.ts';
import { clockTime, dateLabel, dayAndTime, dayHeading, shortMoment } from '../core/time/format.ts';
import { name } from './naming.ts';

/** A list longer than this is cut with "and 12 more": eight lines are what one reads on a phone. */
const mostLines = 6;

/** What is said about one of them. */
export const overdueAnswers = 'send · drop · move 18:00';
/** The same about several, on lines of a phone. */
export const listAnswers = ['Answer: 1 send · 2 drop · all drop', 'or later: 1 move tomorrow 9:00'] as const;

/** `1) #12 Mum 23:59`, cut after a few lines, with what is true of each. */
export function numbered(
  messages: readonly Message[],
  zone: string,
  now: number,
  each: (message: Message) => string = () => '',
): string[] {
  const lines = messages
    .slice(0, mostLines)
    .map((message, index) => `${index + 1}) ${itemText(message, zone, now)}${each(message)}`);
  const more = messages.length - mostLines;
  return more > 0 ? [...lines, `… and ${more} more: /attention`] : lines;
}

/** `#12 Mum 23:59`, with its day where that is not today. */
export function itemText(message: Message, zone: string, now: number): string {
  return `#${message.id} ${name(message.chat)} ${moment(message.plannedAt, zone, now)}`;
}

/** `23:59:30`, with its day where that is not today. */
export function moment(at: number, zone: string, now: number): string {
  return dayHeading(at, zone) === dayHeading(now, zone) ? shortMoment(at, zone) : dayAndTime(at, zone, now);
}

/** `23:59`, without its seconds, and `Thu 31 Dec, 23:59` where that is not today: an outage may have lasted a day. */
export function minuteOf(at: number, zone: string, now: number): string {
  const time = clockTime(at, zone).slice(0, 5);
  const day = dateLabel(at, zone, now);
  return day === dateLabel(now, zone, now) ? time : `${day}, ${time}`;
}
