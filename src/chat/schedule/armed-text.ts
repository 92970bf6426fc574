/** The confirmation: recipient first, the moment, the text alone on its lines, the next possible step last. */
import type { LedgerReads } from '../../core/ledger.ts';
import type { Message } from '../../core/message.ts';
import { bothZones, dayAndTime, dayHeading, momentLine, shortMoment } from '../../core/time/format.ts';
import type { WhenNote } from '../../core/time/when.ts';
import type { CommandContext } from '../command.ts';
import { fileLine } from '../file-text.ts';
import { excerpt, whom } from '../naming.ts';
import type { ScheduleDraft } from '../question.ts';
import type { Whole } from './whole.ts';

/** A text longer than this is cut in a confirmation; /show has all of it. */
const textLimit = 160;
const textLines = 3;
/** A batch that takes less than this is "at" its time; longer, and the owner sees from when to when. */
const spreadMs = 60_000;
/** A wrong name must stand out, so there are no more than the eye takes in. */
const mostNamed = 5;
/** About what a phone shows on one line. */
const lineWidth = 44;

export function armedText(
  ledger: LedgerReads,
  context: CommandContext,
  draft: ScheduleDraft,
  whole: Whole,
  armed: readonly Message[],
): string {
  const zone = context.zone ?? whole.zone;
  const [first] = armed;
  const last = armed.at(-1);
  const ids =
    first === undefined || last === undefined
      ? ''
      : first.id === last.id
        ? `#${first.id}`
        : `#${first.id}–#${last.id}`;
  const dry = first?.dry === true;
  const batch = armed.length > 1 && first !== undefined ? ` (B${first.batchId})` : '';
  const edited =
    draft.editOf.length === 0 ? '' : ` instead of ${draft.editOf.map((id) => `#${id}`).join(', ')}`;
  const lines = [
    `${dry ? '🎭' : '⏰'} ${ids} scheduled${batch}${edited}${dry ? ' (dry: nothing will be sent)' : ''}`,
    ...recipientLines(whole),
    ...momentLines(context, whole, zone),
    ...(last !== undefined && last.plannedAt - whole.at > spreadMs
      ? [
          `Paced: ${shortMoment(armed[0]?.plannedAt ?? whole.at, zone)} to ${shortWithDay(last.plannedAt, zone, whole.at)}`,
        ]
      : []),
    ...bodyLines(whole),
    ...draft.notes,
  ];
  if (ledger.latch('stopped') !== null || ledger.latch('breaker') !== null)
    lines.push('🛑 I am stopped: nothing goes until /resume.');
  else if (!dry) lines.push(`If I'm over ${minutes(context.ground.settings.graceMs)} late, I ask first.`);
  if (draft.reminds === true && !context.rings) lines.push('🔕 This chat makes no sound on your phone.');
  lines.push(armed.length === 1 ? 'Reply: cancel · move 18:00 · edit' : 'Reply: cancel');
  return lines.join('\n');
}

/** `to Mum (…0002), Anna (…0005)`, as many lines as that takes, and `and 3 more` behind the first ones. */
export function recipientLines({ chats }: Pick<Whole, 'chats'>): string[] {
  const shown = chats.slice(0, mostNamed);
  const more = chats.length - shown.length;
  const lines: string[] = [];
  for (const [index, chat] of shown.entries()) {
    const item = `${whom(chat)}${index < chats.length - 1 ? ',' : ''}`;
    const line = lines.at(-1) ?? 'to';
    if (lines.length > 0 && line.length + 1 + item.length > lineWidth) lines.push(item);
    else lines.splice(-1, 1, `${line} ${item}`);
  }
  return more > 0 ? [...lines, `and ${more} more`] : lines;
}

/** The moment in the owner's zone, and what the owner may not expect of it. */
export function momentLines(context: CommandContext, whole: Whole, zone: string): string[] {
  const lines = momentLinesAt(whole.at, zone, context.now);
  if (whole.zone !== zone) lines.push(`= ${bothZones(whole.at, whole.zone, zone).split(' = ')[0]}`);
  return [...lines, ...whole.notes.flatMap(noteText)];
}

/** The moment, on two lines where the night it belongs to makes it too long for one. */
export function momentLinesAt(at: number, zone: string, now: number): string[] {
  const moment = momentLine(at, zone, now);
  return moment.length <= lineWidth ? [moment] : moment.replace(' · ', '\n').split('\n');
}

function noteText(note: WhenNote): readonly string[] {
  switch (note) {
    case 'gap':
      return ['The clocks skip that hour: it goes after.'];
    case 'fold':
      return ['The clocks show it twice: the first counts.'];
    // The moment itself says these.
    case 'night':
    case 'other_zone':
    case 'far':
      return [];
    default:
      return note satisfies never;
  }
}

/** The file on a line of its own, then the text, if there is one. */
export function bodyLines({ parts, file }: Pick<Whole, 'parts' | 'file'>): string[] {
  const isSilent = file !== null && parts.length === 1 && parts[0] === '';
  return [...(file === null ? [] : [fileLine(file)]), ...(isSilent ? [] : [textBlock(parts)])];
}

/** One text as it is, alone on its lines; several parts by their first words. */
export function textBlock(parts: readonly string[]): string {
  const [only] = parts;
  if (parts.length > 1 || only === undefined)
    return `${parts.length} parts: ${parts
      .slice(0, 3)
      .map((part) => excerpt(part, 14))
      .join(' / ')}${parts.length > 3 ? ' / …' : ''}`;
  const lines = only.split('\n');
  const cut = Array.from(lines.slice(0, textLines).join('\n'));
  const shown = cut.slice(0, textLimit).join('');
  return shown === only ? only : `${shown.trimEnd()} […]`;
}

/** `09:01:12`, with its day where that is another one than the batch's. */
function shortWithDay(at: number, zone: string, begins: number): string {
  return dayHeading(at, zone) === dayHeading(begins, zone)
    ? shortMoment(at, zone)
    : dayAndTime(at, zone, begins);
}

export function minutes(ms: number): string {
  const whole = Math.round(ms / 60_000);
  return whole < 1
    ? `${Math.round(ms / 1000)} s`
    : whole < 120
      ? `${whole} min`
      : `${Math.round(whole / 60)} h`;
}
