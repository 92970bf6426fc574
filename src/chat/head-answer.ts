/** What the reading of a head can answer besides a head: a question with its choices, or a refusal with an example. */
import { limits } from './limits.ts';

export interface HeadReading {
  /** As typed, runs of spaces as one; null where none was found. */
  readonly when: string | null;
  /** As typed, quotes removed. */
  readonly recipients: readonly string[];
  /** The texts in order, byte for byte; empty where there is none. */
  readonly parts: readonly string[];
  readonly notes: readonly HeadNote[];
}

/** `same_twice`: a name was written twice and counts once. */
export type HeadNote = 'same_twice';

export type Missing = 'when' | 'recipients' | 'text';

export type HeadAskReason =
  | 'nothing'
  | 'no_when'
  | 'no_recipient'
  | 'no_to'
  | 'no_text'
  | 'when_not_read'
  | 'broken_time'
  | 'link'
  | 'cut_through_name'
  | 'cut_through_number'
  | 'split_time'
  | 'lone_dash';

export interface HeadChoice {
  readonly label: string;
  /** What is read if this is chosen; it may still lack a time, a name or a text. */
  readonly reading: HeadReading;
}

export interface HeadAsk {
  readonly kind: 'ask';
  readonly reason: HeadAskReason;
  /** One sentence for the owner. */
  readonly text: string;
  /** May be empty: then what is missing has to be said. */
  readonly choices: readonly HeadChoice[];
  /** What was read so far, by the plainest reading. */
  readonly read: HeadReading;
  readonly missing: readonly Missing[];
}

export type HeadRefusalReason =
  | 'unclosed_quote'
  | 'torn_quote'
  | 'empty_part'
  | 'too_many_parts'
  | 'text_too_long'
  | 'name_too_long'
  | 'when_too_long'
  | 'too_many_recipients';

export interface HeadRefusal {
  readonly kind: 'refuse';
  readonly reason: HeadRefusalReason;
  readonly text: string;
  readonly example: string;
}

const plain = '/schedule tomorrow 9:00 to Mum: hello';
const inParts = '/schedule tomorrow 9:00 to Mum: one\n---\ntwo';

const refusals: Readonly<Record<HeadRefusalReason, readonly [text: string, example: string]>> = {
  unclosed_quote: [
    'A quote opens before a name and does not close.',
    '/schedule tomorrow 9:00 to "Smith, John": hello',
  ],
  torn_quote: [
    'A quote closes inside a word. A name ends where its quote closes.',
    '/schedule tomorrow 9:00 to "Smith, John": hello',
  ],
  empty_part: ['A line of --- has no text on one side. Each part needs a text.', inParts],
  too_many_parts: [`That is more than ${limits.parts} parts in one command.`, inParts],
  text_too_long: [
    `A text is longer than ${limits.textCharacters} characters. Divide it by a line of ---`,
    inParts,
  ],
  name_too_long: [
    `A name is longer than ${limits.nameCharacters} characters. Is the colon behind it missing?`,
    plain,
  ],
  when_too_long: [`The time is longer than ${limits.whenCharacters} characters.`, plain],
  too_many_recipients: [`That is more than ${limits.recipients} recipients in one command.`, plain],
};

export function refuse(reason: HeadRefusalReason): HeadRefusal {
  const [text, example] = refusals[reason];
  return { kind: 'refuse', reason, text, example };
}

const questions: Readonly<Record<HeadAskReason, (found: string) => string>> = {
  nothing: () => 'What should go when, and to whom?',
  no_when: () => 'When should it go?',
  no_recipient: (found) => `${found === '' ? '' : `"${found}" is a time. `}Who should get it?`,
  no_to: () => 'Who should get it? Write "to" before the name.',
  no_text: () => 'What should it say?',
  when_not_read: (found) => `I cannot read "${found}" as a time. When should it go?`,
  broken_time: (found) => `Is "${found}" a time? Or does the text begin behind its colon?`,
  link: () => 'Where does the text begin? Write a colon before it.',
  cut_through_name: (found) => `There is a chat "${found}". Which is meant?`,
  cut_through_number: (found) => `Does "${found}" belong to the number or to the time?`,
  split_time: (found) => `Does "${found}" belong to the time or to the name?`,
  lone_dash: () => 'A dash stands alone on a line. Does it divide the text?',
};

const shown = 24;

function shorten(text: string): string {
  const line = text.replaceAll('\n', ' ');
  return [...line].length <= shown ? line : `${[...line].slice(0, shown).join('')}…`;
}

/** One line that tells this reading from another. */
export function describe({ when, recipients, parts }: HeadReading): string {
  const names = recipients.length === 0 ? '?' : recipients.map((name) => `"${name}"`).join(' and ');
  const texts = parts.length === 0 ? '?' : parts.map((part) => `"${shorten(part)}"`).join(' / ');
  return `${when ?? 'when?'} to ${names}: ${texts}`;
}

function missingOf(reading: HeadReading): readonly Missing[] {
  const missing: Missing[] = [];
  if (reading.when === null) missing.push('when');
  if (reading.recipients.length === 0) missing.push('recipients');
  if (reading.parts.length === 0) missing.push('text');
  return missing;
}

/** `found` is the piece of the head that the question is about. */
export function askAbout(
  reason: HeadAskReason,
  found: string,
  read: HeadReading,
  choices: readonly HeadReading[] = [],
): HeadAsk {
  return {
    kind: 'ask',
    reason,
    text: questions[reason](found),
    choices: choices.map((reading) => ({ label: describe(reading), reading })),
    read,
    missing: missingOf(read),
  };
}
