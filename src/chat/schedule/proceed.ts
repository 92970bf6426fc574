/** What a draft leads to next: armed, or the one question that gathers every doubt. */
import type { FileRef } from '../../core/files.ts';
import { isPastGrace } from '../../core/grace.ts';
import { type CommandContext, type Decision, decide, say } from '../command.ts';
import { fileLost } from '../file-text.ts';
import { moved } from '../moving.ts';
import { name, plain } from '../naming.ts';
import { namelessIn, unknownPlaceholder } from '../placeholders.ts';
import type { ScheduleDraft } from '../question.ts';
import { bySentence } from '../sentence.ts';
import { arm } from './arm.ts';
import { armSeries } from './arm-series.ts';
import { bodyLines, momentLines, recipientLines } from './armed-text.ts';
import { type Asked, doubtsOf, isPlain } from './doubts.ts';
import { captionFault } from './file.ts';
import { notYet, openText, yesOrNo } from './open-text.ts';
import { laterFirst, refuseRule } from './repeat.ts';
import { type Whole, wholeOf } from './whole.ts';

export function proceed(context: CommandContext, draft: ScheduleDraft, zone: string): Decision {
  const { ground } = context;
  const whole = wholeOf(draft);
  if (whole === null) return ask(context, draft, openText(draft));
  const fault =
    whole.file === null || draft.moves !== undefined ? null : fileFault(context, whole, whole.file);
  if (fault !== null) return say(ground, fault);
  const strange = whole.chats.length > 1 ? firstUnknown(whole.parts) : null;
  if (strange !== null)
    return decide(ground, () => ({
      text: `🚫 Nothing scheduled: I know no ${strange}.\nIn a text to several people:\n{name} or {first}; {{ for a brace.`,
    }));
  const nameless = whole.chats.length > 1 ? namelessIn(whole.parts, whole.chats) : null;
  if (nameless !== null)
    return decide(ground, () => ({
      text: `🚫 Nothing scheduled: I know no name\nof ${name(nameless)} for {name}.\nSave it in your contacts, or write\nto that number by itself.`,
    }));
  const first = laterFirst(draft, whole, context.now);
  if (first === null) return say(ground, refuseRule('All of it has passed by now.').text);
  if (first !== draft) return proceed(context, first, zone);
  if (draft.hurried !== true && hasPassed(context, whole))
    return proceed(context, passed(context, draft, zone), zone);
  const doubts = draft.confirmed ? [] : doubtsOf(context, draft, whole, zone);
  if (doubts.length > 0) {
    const asked = [...new Set(doubts.flatMap(({ doubt }) => doubt ?? []))];
    return ask(context, { ...draft, asked }, yesText(context, draft, whole, doubts, zone));
  }
  const { moves } = draft;
  const { repeats } = whole;
  if (repeats !== null) return decide(ground, (tx) => armSeries(tx, context, draft, { ...whole, repeats }));
  if (moves === undefined) return decide(ground, (tx) => arm(tx, context, draft, whole));
  return decide(
    ground,
    (tx) => moved(tx, context, { ...draft, moves }, whole),
    () => context.dispatcher.destroyPageOf([moves]),
  );
}

/** What was fetched may be gone by the time the question about it is answered. */
function fileFault({ ground }: CommandContext, { parts }: Whole, file: FileRef): string | null {
  return captionFault(file, parts) ?? (ground.media.check(file) === 'whole' ? null : fileLost);
}

/** Nothing needs a yes, and its time has not passed. */
export function isClear(context: CommandContext, draft: ScheduleDraft, whole: Whole, zone: string): boolean {
  return !hasPassed(context, whole) && doubtsOf(context, draft, whole, zone).length === 0;
}

/** The question that this draft asks, put again after a downtime. */
export function questionText(context: CommandContext, draft: ScheduleDraft, zone: string): string {
  const whole = wholeOf(draft);
  if (whole === null) return openText(draft);
  return yesText(context, draft, whole, doubtsOf(context, draft, whole, zone), zone);
}

function ask(context: CommandContext, draft: ScheduleDraft, text: string): Decision {
  const about = draft.moves === undefined ? {} : { about: [draft.moves] };
  return decide(context.ground, () => ({ text, ...about, ask: { kind: 'schedule', draft, lapses: true } }));
}

/**
 * Written or asked in time, read or answered too late. In an edited command the words were written later than WhatsApp
 * says, so there even a moment ago was hardly meant.
 */
function hasPassed(context: CommandContext, { at }: Whole): boolean {
  if (context.command.edited && at < context.now) return true;
  return isPastGrace({ plannedAt: at, graceMs: context.ground.settings.graceMs }, context.now);
}

function passed(context: CommandContext, draft: ScheduleDraft, zone: string): ScheduleDraft {
  return {
    ...draft,
    when: { kind: 'at', at: context.now, zone, notes: [] },
    confirmed: false,
    doubts: ['Its time has passed. Send it now?'],
  };
}

function yesText(
  context: CommandContext,
  draft: ScheduleDraft,
  whole: Whole,
  doubts: readonly Asked[],
  zone: string,
): string {
  // The number of recipients and parts is plain from the lines that show them; what was refused comes first.
  const said = doubts
    .filter((asked) => (asked.doubt === null ? !draft.doubts.includes(asked.text) : !isPlain(asked)))
    .map(({ text }) => text);
  return [
    bySentence(
      `${notYet(draft)}. ${draft.doubts.length === 0 ? (whole.repeats === null ? plainQuestion(draft) : 'Begin this series?') : draft.doubts.join(' ')}`,
    ),
    ...recipientLines(whole),
    ...momentLines(context, whole, zone),
    ...(whole.repeats === null ? [] : [`and every ${plain(whole.repeats.said, 30)}`]),
    ...bodyLines(whole),
    ...draft.notes,
    ...said,
    yesOrNo,
  ].join('\n');
}

function plainQuestion({ moves, hurried }: ScheduleDraft): string {
  if (hurried === true) return 'Send it now?';
  return moves === undefined ? 'Send this?' : 'Move it here?';
}

function firstUnknown(parts: readonly string[]): string | null {
  for (const part of parts) {
    const strange = unknownPlaceholder(part);
    if (strange !== null) return strange;
  }
  return null;
}
