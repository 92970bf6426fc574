/** The coming week as a picture: a line of time for each day. */
import type { Message, Status } from '../core/message.ts';
import type { StripPicture, Tone } from '../core/picture.ts';
import { startOfDay } from '../core/time/day-start.ts';
import { dayHeading, shortMoment } from '../core/time/format.ts';
import { counted, name, plain } from './naming.ts';
import { ticksOf } from './pictured.ts';

const days = 7;
/** So many are named under a day. */
const named = 3;

const tones: Readonly<Partial<Record<Status, Tone>>> = { held: 'held', sending: 'late', in_doubt: 'doubt' };

/** `messages`: by their planned time; only those of the week are seen. */
export function weekPicture(messages: readonly Message[], zone: string, now: number): StripPicture {
  const week = messages.filter(
    ({ plannedAt }) => plannedAt >= startOfDay(now, zone, 0) && plannedAt < startOfDay(now, zone, days),
  );
  return {
    kind: 'strips',
    title: 'The coming week',
    subtitle: counted(week.length, 'message'),
    strips: Array.from({ length: days }, (_, day) => {
      const [from, to] = [startOfDay(now, zone, day), startOfDay(now, zone, day + 1)];
      const own = week.filter(({ plannedAt }) => plannedAt >= from && plannedAt < to);
      return {
        label: dayHeading(from, zone),
        note: own.length === 0 ? 'nothing' : whoOf(own, zone),
        ...{ from, to, shade: null },
        marks: own.map(({ plannedAt, status }) => ({ at: plannedAt, tone: tones[status] ?? 'good' })),
        // Midnight would be written twice, at one end of each day.
        ticks: ticksOf(from + 1, to - 1, zone),
      };
    }),
    legend: [
      { tone: 'good', label: 'scheduled' },
      { tone: 'held', label: 'held' },
      { tone: 'doubt', label: 'in doubt' },
    ],
  };
}

function whoOf(messages: readonly Message[], zone: string): string {
  const first = messages
    .slice(0, named)
    .map(
      ({ plannedAt, chat }) =>
        `${shortMoment(plannedAt - (plannedAt % 60_000), zone)} ${plain(name(chat), 12)}`,
    );
  const more = messages.length - named;
  return [...first, ...(more > 0 ? [`+${more}`] : [])].join(', ');
}
