/** `sendonce parse`: what the bot would make of a whole command. It touches nothing: no folder, no network, no ledger. */
import { definitions } from '../../commands/index.ts';
import { type Head, type HeadChoice, type HeadReading, readHead } from '../chat/head.ts';
import { unknownPlaceholder } from '../chat/placeholders.ts';
import { readSelection, type Selection } from '../chat/selection.ts';
import { timesAt } from '../chat/times.ts';
import { isStop, readVerb, type VerbReading } from '../chat/verb.ts';
import { readWhen } from '../core/time/parse.ts';
import type { When } from '../core/time/when.ts';
import { exitCodes } from '../exit.ts';
import { type Reference, type Row, readArguments, readReference, readRow, show } from './arguments.ts';
import { type CliVerb, linesOf } from './surroundings.ts';
import { answerOf } from './when.ts';

export interface CommandInQuestion {
  readonly command: string;
  /** Exact names of the chats there are. */
  readonly contacts: readonly string[];
  readonly reference: Reference;
}

/** One answer, ready for JSON: `name` with what was read, or `ask` with what may be chosen, or `refuse`. */
export type ParseAnswer =
  | ({ readonly name: string } & Row)
  | { readonly ask: string; readonly choices: readonly unknown[] }
  | { readonly refuse: string };

export function parseCommand({ command, contacts, reference }: CommandInQuestion): ParseAnswer {
  if (isStop(command)) return { name: 'stop' };
  const read = readVerb(command, definitions);
  switch (read.kind) {
    case 'none':
      return { refuse: 'not_a_command' };
    case 'unknown':
      if (read.corrected === null) return { refuse: 'unknown_verb' };
      return { ask: 'unknown_verb', choices: [{ label: read.corrected, command: read.corrected }] };
    case 'verb':
      return read.name === 'schedule' ? parseSchedule(read, contacts, reference) : parseOther(read);
  }
}

type Read = Extract<VerbReading, { kind: 'verb' }>;

function parseSchedule(
  { head: line, below }: Read,
  contacts: readonly string[],
  reference: Reference,
): ParseAnswer {
  const head = readHead({ line, below, contacts, times: timesAt(reference) });
  switch (head.kind) {
    case 'refuse':
      return { refuse: head.reason };
    case 'ask':
      return askOf(head, (phrase) => readWhen({ phrase, ...reference }));
    case 'head': {
      const strange =
        head.recipients.length > 1 && head.parts.some((part) => unknownPlaceholder(part) !== null);
      if (strange) return { refuse: 'unknown_placeholder' };
      const when = readWhen({ phrase: head.when, ...reference });
      return when.kind === 'at' ? { name: 'schedule', ...readingOf(head) } : answerOf(when);
    }
  }
}

/** A time that can never be is refused before anything is asked, unless some choice has another one. */
function askOf(head: Extract<Head, { kind: 'ask' }>, read: (phrase: string) => When): ParseAnswer {
  const { reason, choices } = head;
  const readings = choices.length === 0 ? [head.read] : choices.map(({ reading }) => reading);
  const whens = readings.map(({ when }) => (when === null ? null : read(when)));
  const [first] = whens;
  if (first?.kind === 'refuse' && whens.every((when) => when?.kind === 'refuse')) return answerOf(first);
  if (first?.kind === 'ask' && reason === 'when_not_read') return answerOf(first);
  return { ask: reason, choices: choices.map(choiceOf) };
}

function choiceOf({ label, reading }: HeadChoice) {
  return { label, ...readingOf(reading) };
}

function readingOf({ when, recipients, parts }: HeadReading) {
  return { when, recipients, parts };
}

function parseOther({ name, head }: Read): ParseAnswer {
  const words = head.trim();
  switch (name) {
    case 'cancel':
    case 'why':
      return selected(name, readSelection(words), {});
    case 'show': {
      const text = /^(.+?)\s+text[.!]*$/is.exec(words)?.[1];
      return selected(name, readSelection(text ?? words), { text: text !== undefined });
    }
    case 'resolve': {
      const [, which, answer] = /^(.*?)\s*(arrived|again|drop|send)[.!]*$/is.exec(words) ?? [];
      return selected(name, readSelection(which ?? words), { answer: answer?.toLowerCase() ?? null });
    }
    default:
      return words === '' ? { name } : { name, argument: words };
  }
}

function selected(name: string, selection: Selection, more: Readonly<Record<string, unknown>>): ParseAnswer {
  if (selection.kind !== 'refuse') return { name, selection, ...more };
  return selection.reason === 'empty' ? { ask: 'no_selection', choices: [] } : { refuse: selection.reason };
}

function answerRow(row: Row, otherwise: Reference): ParseAnswer | { readonly error: string } {
  const reference = readReference(row, otherwise);
  if ('error' in reference) return reference;
  const { command, contacts = [] } = row;
  if (typeof command !== 'string') return { error: `command: expected a text, found ${show(command)}` };
  if (!Array.isArray(contacts) || !contacts.every((name) => typeof name === 'string')) {
    return { error: `contacts: expected a list of names, found ${show(contacts)}` };
  }
  return parseCommand({ command, contacts, reference });
}

export const verb: CliVerb = {
  async run(args, { env, input, print, complain }) {
    const asked = readArguments(args, env);
    if ('error' in asked) {
      complain(asked.error);
      return exitCodes.badConfiguration;
    }
    if (asked.words !== null) {
      const { words: command, contacts, reference } = asked;
      const answer = parseCommand({ command, contacts, reference });
      await print(JSON.stringify(answer, null, asked.json ? 0 : 2));
      return exitCodes.asked;
    }
    for await (const line of linesOf(input)) {
      const row = readRow(line);
      await print(JSON.stringify('error' in row ? row : answerRow(row, asked.reference)));
    }
    return exitCodes.asked;
  },
};
