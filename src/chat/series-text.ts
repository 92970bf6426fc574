/** Series as the owner reads of them. Each reply about one begins with its name, so that an answer to it finds it. */
import { mostLeftOut } from '../core/occurrences.ts';
import { instantOfKey, nextOccurrences } from '../core/recurrence/rule.ts';
import type { Series, SeriesNews } from '../core/series.ts';
import { dateLabel, dayAndTime, momentLine, shortMoment } from '../core/time/format.ts';
import { cityOf } from '../core/time/zone.ts';
import { excerpt, name, plain } from './naming.ts';

/** What a phone still shows on one line. */
const lineWidth = 48;

/** `friday 17:00`, cut to half a phone's line; "every" stands before it where it makes a sentence. */
export function ruleWords({ said }: Pick<Series, 'said'>): string {
  return plain(said, 26);
}

/** `🔁 S2 friday 17:00 to Mum: "Dinner?"` */
export function seriesLine(series: Series): string {
  const [first] = series.messages;
  const more = new Set(series.messages.map(({ chat }) => chat.chatId)).size - 1;
  const to = first === undefined ? '' : `${name(first.chat)}${more > 0 ? ` +${more}` : ''}`;
  const paused = series.state === 'paused' ? ' (paused)' : '';
  return `🔁 S${series.id}${paused} ${ruleWords(series)} to ${to}: ${first?.body === '' ? '(text erased)' : excerpt(first?.body ?? '', 14)}`;
}

/** The next one, and the two behind it. `at`: when the next is due, ms; its zone is said where it is not the owner's. */
export function nextLines(series: Series, at: number, zone: string | null, now: number): readonly string[] {
  const own = series.rule.kind === 'elapsed' ? (zone ?? series.zone) : series.zone;
  const behind = nextOccurrences(series.rule, series.zone, { key: null, at }, 2);
  const next = `Next: ${momentLine(at, own, now)}`;
  const day = dateLabel(at, own, now);
  const time = shortMoment(at, own);
  const then = behind.map((one) => {
    const words = [dateLabel(one.at, own, now), shortMoment(one.at, own)];
    // What all three have in common was said with the first.
    return words.filter((word) => word !== day && (word !== time || words[0] === day)).join(' ');
  });
  return [
    ...(next.length <= lineWidth ? [next] : next.split(' · ')),
    ...(then.length === 0 ? [] : [`Then ${then.join(' · ')}`]),
  ];
}

/** `The last is on Thu 24 Dec.`; null where it never ends, or where its end is in sight already. */
export function endLine(series: Series, at: number, now: number): string | null {
  const { rule, zone } = series;
  if (rule.until === null) return null;
  const shown = nextOccurrences(rule, zone, { key: null, at }, 3);
  if (shown.length < 2) return null;
  if (shown.length < 3) return `The last is on ${dateLabel(shown.at(-1)?.at ?? at, zone, now)}.`;
  return `Until ${dateLabel(instantOfKey(rule, zone, rule.until), zone, now)}.`;
}

/** What becomes of a series one of whose occurrences was taken back. */
export function goesOnLine(series: Series, nextAt: number | null, now: number): string {
  if (nextAt === null || series.state === 'ended') return `🔁 S${series.id} is over: that was the last one.`;
  return `🔁 S${series.id} goes on: ${dayAndTime(nextAt, series.zone, now)}.`;
}

export const seriesAnswers = 'Reply: cancel · skip · pause';

/** `S2`, `S2 and S3`, `S2, S3 and S4` */
export function seriesNames(ids: readonly number[]): string {
  const names = ids.map((id) => `S${id}`);
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** CHAT's words: a series keeps the clock in which it was said until the owner moves it. */
export function staysLine(ids: readonly number[], zone: string): string {
  const one = ids.length === 1;
  return `${seriesNames(ids)} stay${one ? 's' : ''} on ${cityOf(zone)} time. Move ${one ? 'it' : 'them'}?\n👍 or yes · no`;
}

export function seriesNewsText(news: SeriesNews, now: number): string {
  const { series } = news;
  switch (news.what) {
    case 'left_out': {
      const count = news.count >= mostLeftOut ? `over ${mostLeftOut}` : `${news.count}`;
      const next =
        news.next === null ? 'It is over now.' : `Next: ${dayAndTime(news.next, series.zone, now)}.`;
      const are = news.count === 1 ? 'is' : 'are';
      return `🔁 S${series.id}: ${count} of it fell due while I could\nnot send, and ${are} left out.\n${next}`;
    }
    case 'paused':
      return `🔁 S${series.id} is paused: you changed its command.\n/resume S${series.id} goes on as it was · /cancel S${series.id}`;
    case 'ended':
      return `🔁 S${series.id} is over: you deleted its command.`;
    default:
      return news satisfies never;
  }
}

/** `12 sent, 1 missed` of a series so far. */
export function pastLine(
  counts: readonly { readonly what: string; readonly count: number }[],
): string | null {
  const said = counts.flatMap(({ what, count }) => (count === 0 ? [] : [`${count} ${what}`]));
  return said.length === 0 ? null : `So far: ${said.join(', ')}.`;
}

export function noSuchSeries(ids: readonly number[]): string {
  return `🚫 There is no ${seriesNames(ids)}.\n/list series shows what comes again.`;
}
