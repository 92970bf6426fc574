/**
 * The head of a command: line 1 after its verb, read into a time, names and a text (CHAT.md, "Grammar of a head").
 * A head is read certainly or not at all: what can be taken in two ways is asked about, with both ways as choices.
 */
import { brokenClock, couldBeTime, isLink } from './colon.ts';
import { crossedName } from './crossing.ts';
import { cutsNumber, nameAtStart, splitTime, withoutSpareWord, withoutTo } from './guess.ts';
import { askAbout, type HeadAsk, type HeadReading, type HeadRefusal, refuse } from './head-answer.ts';
import { characters, limits } from './limits.ts';
import { normaliseLine } from './normalise.ts';
import { type Parts, readParts } from './parts.ts';
import type { Span } from './quotes.ts';
import { readingOf, type Taken, takeLine, textOf } from './taken.ts';
import { sliceOf, timeAtEnd } from './time-span.ts';
import type { Times } from './times.ts';
import { readWhom } from './whom.ts';

export interface HeadInput {
  /** Line 1 after the verb, as typed. */
  readonly line: string;
  /** Everything below line 1, byte for byte; null where there is only one line. */
  readonly below: string | null;
  /** Exact names of existing chats. They may only make it ask. */
  readonly contacts: readonly string[];
  /** What reads as a time, when the command was written and where its owner is. */
  readonly times: Times;
}

export type Head = ({ readonly kind: 'head'; readonly when: string } & HeadReading) | HeadAsk | HeadRefusal;

export type { HeadAsk, HeadChoice, HeadReading, HeadRefusal } from './head-answer.ts';

/** The reading as it stands, and the ways in which the text may be divided: more than one where a dash stands alone. */
interface Draft {
  readonly input: HeadInput;
  readonly taken: Taken;
  readonly partings: readonly (readonly string[])[];
  readonly loneDash: boolean;
  readonly reading: HeadReading;
}

export function readHead(input: HeadInput): Head {
  const draft = draftOf(input, []);
  if (draft.kind === 'refuse') return draft;
  const { reading } = draft;
  return (
    beyondLimit(reading) ??
    doubtOf(draft) ??
    gapOf(draft) ?? { kind: 'head', ...reading, when: reading.when ?? '' }
  );
}

function draftOf(input: HeadInput, names: readonly Span[]): (Draft & { kind: 'draft' }) | HeadRefusal {
  const taken = takeLine(normaliseLine(input.line), names, input.times);
  if (taken.kind === 'refuse') return taken;
  const text = textOf(taken, input);
  const parts = text === null ? null : readParts(text);
  if (parts?.kind === 'refuse') return refuse(parts.reason);
  return {
    kind: 'draft',
    input,
    taken,
    partings: partingsOf(parts),
    loneDash: parts?.kind === 'lone_dash',
    reading: readingOf(taken, partingsOf(parts)[0] ?? []),
  };
}

function partingsOf(parts: Exclude<Parts, { kind: 'refuse' }> | null): Draft['partings'] {
  if (parts === null) return [[]];
  if (parts.kind === 'parts') return [parts.parts];
  return parts.asDivider === null ? [parts.asText] : [parts.asDivider, parts.asText];
}

function beyondLimit({ when, recipients }: HeadReading): HeadRefusal | null {
  if (when !== null && characters(when) > limits.whenCharacters) return refuse('when_too_long');
  if (recipients.length > limits.recipients) return refuse('too_many_recipients');
  const long = recipients.some((name) => characters(name) > limits.nameCharacters);
  return long ? refuse('name_too_long') : null;
}

/** What another way of taking the same command gives, in every way its text may be divided. */
function otherwise(input: HeadInput, names: readonly Span[] = []): HeadReading[] {
  const draft = draftOf(input, names);
  if (draft.kind === 'refuse' || beyondLimit(draft.reading) !== null) return [];
  return variants(draft.reading, draft.partings);
}

function isWhole({ when, recipients, parts }: HeadReading): boolean {
  return when !== null && recipients.length > 0 && parts.length > 0;
}

function variants(reading: HeadReading, partings: Draft['partings']): HeadReading[] {
  return partings.map((parts) => ({ ...reading, parts }));
}

/** A reading that is whole and may still not be the one that was meant. */
function doubtOf(draft: Draft): HeadAsk | null {
  return doubtOfColon(draft) ?? doubtOfCut(draft) ?? doubtOfDash(draft);
}

function doubtOfColon({ input, taken, partings, reading }: Draft): HeadAsk | null {
  const { line, separator, head, cut } = taken;
  if (separator === null) return null;
  // What stands around such a colon was not read for certain, so nothing of it is kept to go on with.
  const nothing: HeadReading = { when: null, recipients: [], parts: [], notes: [] };
  if (isLink(line.text, separator)) return askAbout('link', '', nothing);
  const broken = brokenClock(line.text, separator);
  if (broken === null || !couldBeTime(head.text, broken, cut, input.times)) return null;
  const before = input.line.slice(0, line.typedAt[broken.span.start]);
  const behind = input.line.slice(line.typedAt[broken.span.end] ?? input.line.length);
  const mended = [`${broken.mended}${behind}`, `${broken.mended}:${behind}`]
    .map((rest) => otherwise({ ...input, line: `${before}${rest}` }))
    .find((readings) => broken.whole && readings.some(isWhole));
  const asItIs = cut.kind === 'cut' ? variants(reading, partings) : [];
  const found = sliceOf(line.text, broken.span);
  return askAbout('broken_time', found, nothing, [...(mended ?? []), ...asItIs]);
}

function doubtOfCut({ input, taken, partings, reading }: Draft): HeadAsk | null {
  const { line, head, cut, cuts, names } = taken;
  const asItIs = variants(reading, partings);
  const crossed = crossedName(line.text, cuts, input.contacts);
  if (crossed !== null) {
    const found = sliceOf(line.text, crossed);
    return askAbout('cut_through_name', found, reading, [...asItIs, ...otherwise(input, [crossed])]);
  }
  if (cut.kind !== 'cut') return null;
  const rewhom = (when: string | null, whom: Span): HeadReading[] =>
    variants({ ...reading, when, recipients: readWhom(head.text, whom, head.whole).names }, partings);
  const when = sliceOf(head.text, cut.when);
  if (cut.order === 'time_first') {
    const split = splitTime(head, cut.when, cut.whom, input.times);
    if (split === null) return null;
    const whole = split.whens.flatMap((time) => rewhom(time, split.whom));
    return askAbout('split_time', split.half, reading, [...whole, ...asItIs]);
  }
  const redundant = withoutSpareWord(head, cut.when, input.times);
  if (redundant !== null) {
    const longer = rewhom(sliceOf(head.text, redundant), { start: cut.whom.start, end: redundant.start });
    return askAbout('split_time', head.text.slice(cut.when.start, redundant.start - 1), reading, [
      ...longer,
      ...asItIs,
    ]);
  }
  if (!cutsNumber(names.at(-1) ?? '', when)) return null;
  const later = timeAtEnd(head, cut.when, input.times);
  // "07 12 34 56 78 12 March 9am": what the number would leave, "March 9am", is no time.
  if (later !== null && !input.times.readsAsOneTime(sliceOf(head.text, later))) return null;
  const whole = { start: cut.whom.start, end: later?.start ?? cut.when.end };
  const longer = rewhom(later === null ? null : sliceOf(head.text, later), whole);
  return askAbout('cut_through_number', when.split(' ')[0] ?? when, reading, [...longer, ...asItIs]);
}

function doubtOfDash({ partings, loneDash, reading }: Draft): HeadAsk | null {
  return loneDash ? askAbout('lone_dash', '', reading, variants(reading, partings)) : null;
}

/** Something that a command needs and that was not said. */
function gapOf(draft: Draft): HeadAsk | null {
  const { input, taken, partings, reading } = draft;
  const { cut, head } = taken;
  switch (cut.kind) {
    case 'empty':
      return askAbout('nothing', '', reading);
    case 'no_to': {
      const guess = withoutTo(head, input.times);
      if (guess === null) return askAbout('no_to', '', reading);
      const recipients = readWhom(head.text, guess.whom, head.whole).names;
      return askAbout('no_to', '', reading, variants({ ...reading, when: guess.when, recipients }, partings));
    }
    case 'no_when':
      return askAbout('no_when', '', reading);
    case 'when_not_read':
      return askAbout('when_not_read', reading.when ?? '', reading);
    case 'all_time': {
      const rest = { start: cut.to?.end ?? 0, end: head.text.length };
      const when = cut.to === null || cut.to.start > 0 ? null : timeAtEnd(head, rest, input.times);
      if (when === null) return askAbout('no_recipient', reading.when ?? '', reading);
      const whom = { start: rest.start, end: when.start };
      const recipients = readWhom(head.text, whom, head.whole).names;
      const named = { ...reading, when: sliceOf(head.text, when), recipients };
      return askAbout('no_recipient', reading.when ?? '', reading, variants(named, partings));
    }
    case 'cut':
      if (reading.recipients.length === 0) return askAbout('no_recipient', reading.when ?? '', reading);
      return reading.parts.length === 0 ? askAbout('no_text', '', reading, spoken(draft)) : null;
  }
}

/** "tomorrow at 9 to mum hello", dictated without a colon, where "mum" is a chat. */
function spoken({ input, taken, reading }: Draft): HeadReading[] {
  const { cut, head, line, separator, names } = taken;
  if (cut.kind !== 'cut' || cut.order !== 'time_first' || separator !== null || names.length !== 1) return [];
  const end = nameAtStart(head.text, cut.whom, input.contacts);
  if (end === null) return [];
  const text = input.line.slice((line.typedAt[end] ?? input.line.length) + 1);
  const parts = readParts(text);
  if (parts.kind !== 'parts') return [];
  return [{ ...reading, recipients: [head.text.slice(cut.whom.start, end)], parts: parts.parts }];
}
