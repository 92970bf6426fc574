/** The confirmation: recipient first, the moment, the text alone on its lines, the next possible step last. */
import type { LedgerReads } from '../../core/ledger.ts';
import type { Message } from '../../core/message.ts';
import { bothZones, momentLine, shortMoment } from '../../core/time/format.ts';
import type { WhenNote } from '../../core/time/when.ts';
import { cityOf } from '../../core/time/zone.ts';
import type { CommandContext } from '../command.ts';
import { excerpt, whom } from '../naming.ts';
import type { ScheduleDraft } from '../question.ts';
import type { Whole } from './whole.ts';

/** A text longer than this is cut in a confirmation; /show has all of it. */
const textLimit = 160;
const textLines = 3;
/** A batch that takes less than this is "at" its time; longer, and the owner sees from when to when. */
const spreadMs = 60_000;

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
  const edited =
    draft.editOf.length === 0 ? '' : ` instead of ${draft.editOf.map((id) => `#${id}`).join(', ')}`;
  const lines = [
    `${dry ? '🎭' : '⏰'} ${ids} scheduled${edited}${dry ? ' (dry: nothing will be sent)' : ''}`,
    `to ${recipientsLine(whole)}`,
    ...momentLines(context, whole, zone),
    ...(last !== undefined && last.plannedAt - whole.at > spreadMs
      ? [
          `Paced: ${shortMoment(armed[0]?.plannedAt ?? whole.at, zone)} to ${shortMoment(last.plannedAt, zone)}`,
        ]
      : []),
    textBlock(whole.parts),
    ...draft.notes,
  ];
  if (ledger.latch('stopped') !== null || ledger.latch('breaker') !== null)
    lines.push('🛑 I am stopped: nothing goes until /resume.');
  else if (!dry) lines.push(`If I'm over ${minutes(context.ground.settings.graceMs)} late, I ask first.`);
  lines.push('Reply: cancel · show · why');
  return lines.join('\n');
}

/** `Mum (…0002), Anna (…0005) and 3 more` */
export function recipientsLine(whole: Pick<Whole, 'chats'>): string {
  const shown = whole.chats.slice(0, 4).map(whom);
  const more = whole.chats.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

/** The moment in the owner's zone, and what the owner may not expect of it. */
export function momentLines(context: CommandContext, whole: Whole, zone: string): string[] {
  const lines = [momentLine(whole.at, zone, context.now)];
  if (whole.zone !== zone) lines.push(`= ${bothZones(whole.at, whole.zone, zone).split(' = ')[0]}`);
  return [...lines, ...whole.notes.flatMap((note) => noteText(note, whole))];
}

function noteText(note: WhenNote, whole: Whole): readonly string[] {
  switch (note) {
    case 'gap':
      return [`The clocks in ${cityOf(whole.zone)} skip that time: it goes at the later side.`];
    case 'fold':
      return [`The clocks in ${cityOf(whole.zone)} show that time twice: it goes at the first.`];
    // The moment itself says these.
    case 'night':
    case 'other_zone':
    case 'far':
      return [];
    default:
      return note satisfies never;
  }
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

function minutes(ms: number): string {
  const whole = Math.round(ms / 60_000);
  return whole < 1
    ? `${Math.round(ms / 1000)} s`
    : whole < 120
      ? `${whole} min`
      : `${Math.round(whole / 60)} h`;
}
