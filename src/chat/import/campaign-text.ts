/** A campaign in words: what it would send to whom and when, what stays out of it, and why it needs a yes. */
import type { Doubt } from '../../core/consent.ts';
import type { Message } from '../../core/message.ts';
import { dayAndTime, dayHeading, shortMoment, untilText } from '../../core/time/format.ts';
import { cityOf } from '../../core/time/zone.ts';
import type { CommandContext } from '../command.ts';
import { counted, excerpt, name } from '../naming.ts';
import { minutes, recipientLines } from '../schedule/armed-text.ts';
import { yesOrNo } from '../schedule/open-text.ts';
import { bySentence } from '../sentence.ts';
import { type BadRow, type Campaign, placeText } from './campaign.ts';
import type { Flight, Planned } from './preflight.ts';

/** So many bad rows are told with their reasons, and all others by their lines. */
const mostReasons = 12;
/** So many rows are shown, the first of them: enough to see whether the columns were meant so. */
const mostShown = 3;

export function questionText(
  context: CommandContext,
  campaign: Campaign,
  flight: Flight,
  zone: string,
): string {
  const { planned, standing } = flight;
  const chats = chatsOf(planned);
  return [
    `❓ Not imported yet: ${counted(planned.length, 'message')}.`,
    ...recipientLines({ chats }),
    ...spanLines(planned, zone, context.now),
    ...planned.slice(0, mostShown).map((one) => rowLine(one, zone, context.now)),
    ...(planned.length > mostShown ? [`… and ${planned.length - mostShown} more`] : []),
    ...badLines(campaign.bad),
    ...outLines(campaign, standing),
    ...noteLines(campaign, flight, zone, context.now),
    campaign.bad.length === 0 ? yesOrNo : `Without the bad ones? ${yesOrNo}`,
  ].join('\n');
}

export function importedText(
  context: CommandContext,
  campaign: Campaign,
  { planned, standing }: Flight,
  armed: readonly Message[],
  zone: string,
): string {
  const [first] = armed;
  const last = armed.at(-1);
  if (first === undefined || last === undefined) throw new Error('an import must arm a message');
  const { ledger, settings } = context.ground;
  const ids = first.id === last.id ? `#${first.id}` : `#${first.id}–#${last.id}`;
  const isStopped = ledger.latch('stopped') !== null || ledger.latch('breaker') !== null;
  return [
    `${settings.dryRun ? '🎭' : '⏰'} ${ids} scheduled (B${first.batchId})${settings.dryRun ? ' (dry: nothing will be sent)' : ''}`,
    ...recipientLines({ chats: chatsOf(planned) }),
    ...spanLines(planned, zone, context.now),
    ...(campaign.bad.length === 0 ? [] : [`${counted(campaign.bad.length, 'bad row')} stayed out.`]),
    ...outLines(campaign, standing),
    ...(isStopped
      ? ['🛑 I am stopped: nothing goes until /resume.']
      : settings.dryRun
        ? []
        : [`If I'm over ${minutes(settings.graceMs)} late, I ask first.`]),
    `/list B${first.batchId} · /cancel B${first.batchId}`,
  ].join('\n');
}

/** Every bad row by its line; `Campaign.bad` is in the order of the lines. */
export function badLines(bad: readonly BadRow[]): string[] {
  if (bad.length === 0) return [];
  const more = bad.slice(mostReasons);
  return [
    `⚠️ ${counted(bad.length, 'bad row')}, left out:`,
    ...bad.slice(0, mostReasons).map((row) => bySentence(`${placeText(row)}: ${row.why}`)),
    ...(more.length === 0 ? [] : [`and lines ${runs(more.map(({ line }) => line))}`]),
  ];
}

/** What stays out although nothing is wrong with it. */
export function outLines({ over }: Campaign, standing: readonly Message[]): string[] {
  return [
    ...(standing.length === 0
      ? []
      : [
          `Left out: ${standing.length} that ${standing.length === 1 ? 'stands' : 'stand'} already (${batches(standing)}).`,
        ]),
    ...(over === 0 ? [] : [`Left out: ${over} that ${over === 1 ? 'is' : 'are'} over (see "state").`]),
  ];
}

/** `B3`, `B3, B5 and more` */
export function batches(standing: readonly Message[]): string {
  const ids = [...new Set(standing.map(({ batchId }) => batchId))];
  const shown = ids.slice(0, 3).map((id) => `B${id}`);
  return ids.length > shown.length ? `${shown.join(', ')} and more` : shown.join(', ');
}

function noteLines(campaign: Campaign, flight: Flight, zone: string, now: number): string[] {
  const { planned, sameText, crossed, clockChanges } = flight;
  const asked = (doubt: Doubt): number => planned.filter(({ doubts }) => doubts.includes(doubt)).length;
  const rows = (count: number): string => (count === planned.length ? 'all' : String(count));
  const noted = (note: 'gap' | 'fold'): readonly Planned[] =>
    planned.filter(({ row }) => row.notes.includes(note));
  const lines: string[] = [];
  const same = asked('same_text');
  if (same > 0) lines.push(`Same text to the same chat, close by: ${rows(same)}.`);
  if (sameText !== null)
    lines.push(
      `Like #${sameText.id} to ${name(sameText.chat)}, ${dayAndTime(sameText.plannedAt, zone, now)}.`,
    );
  const close = asked('close_together');
  if (close > 0) lines.push(`Within minutes of another to that chat: ${rows(close)}.`);
  const last = planned.at(-1);
  if (asked('caps') > 0 && last !== undefined)
    lines.push(`Too many at once: the last would go\n${dayAndTime(last.plannedAt, zone, now)}.`);
  const quiet = asked('quiet_hours');
  if (quiet > 0) lines.push(`In your quiet hours: ${rows(quiet)}.`);
  const far = asked('far');
  if (far > 0) lines.push(`Over 60 days ahead: ${rows(far)}.`);
  if (clockChanges) lines.push('The clocks change meanwhile:\neach keeps its time of day.');
  for (const { row } of noted('gap').slice(0, 1))
    lines.push(`${placeText(row)}: the clocks skip that hour.\nIt goes after${alike(noted('gap').length)}`);
  for (const { row } of noted('fold').slice(0, 1))
    lines.push(
      `${placeText(row)}: the clocks show it twice.\nThe first counts${alike(noted('fold').length)}`,
    );
  const [cross] = crossed;
  if (cross !== undefined)
    lines.push(`${placeText(cross)} goes after one below it\nto the same chat${alike(crossed.length)}`);
  if (campaign.strange.length > 0)
    lines.push(
      `I leave out the column ${campaign.strange
        .slice(0, 3)
        .map((one) => excerpt(one, 12))
        .join(', ')}.`,
    );
  if (campaign.guessedBy !== null)
    lines.push(`Not UTF-8: I read it as Excel writes it.\nRight? ${excerpt(campaign.guessedBy)}`);
  return lines;
}

/** The end of a sentence that is true of several rows. */
function alike(count: number): string {
  return count === 1 ? '.' : `, and ${count - 1} like it.`;
}

/** `Thu 31 Dec, 22:30 to 23:14 London · in 37 days`, on as many lines as its days want. */
function spanLines(planned: readonly Planned[], zone: string, now: number): string[] {
  const [first] = planned;
  const last = planned.at(-1);
  if (first === undefined || last === undefined) return [];
  const city = `${cityOf(zone)} · ${untilText(first.plannedAt, now, zone)}`;
  const begins = dayAndTime(first.plannedAt, zone, now);
  const isOneDay = dayHeading(first.plannedAt, zone) === dayHeading(last.plannedAt, zone);
  if (planned.length === 1) return fitted(begins, city);
  const ends = isOneDay ? shortMoment(last.plannedAt, zone) : dayAndTime(last.plannedAt, zone, now);
  return isOneDay ? [`${begins} to ${ends}`, city] : [`${begins} to`, ...fitted(ends, city)];
}

/** On one line of a phone, or on two. */
function fitted(moment: string, city: string): string[] {
  return moment.length + city.length < 44 ? [`${moment} ${city}`] : [moment, city];
}

function rowLine({ row, plannedAt }: Planned, zone: string, now: number): string {
  const at =
    dayHeading(plannedAt, zone) === dayHeading(now, zone)
      ? shortMoment(plannedAt, zone)
      : `${dayHeading(plannedAt, zone)}, ${shortMoment(plannedAt, zone)}`;
  return `${at} ${name(row.chat)}: ${excerpt(row.body, 16)}`;
}

function chatsOf(planned: readonly Planned[]) {
  return [...new Map(planned.map(({ row: { chat } }) => [chat.chatId, chat])).values()];
}

/** `3, 7–12` */
function runs(lines: readonly number[]): string {
  const found: [number, number][] = [];
  for (const line of lines) {
    const run = found.at(-1);
    if (run !== undefined && run[1] + 1 === line) run[1] = line;
    else found.push([line, line]);
  }
  return found.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
}
