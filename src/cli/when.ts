/** `sendonce when`: what the bot would make of a time, without a bot. */
import { momentLine } from '../core/time/format.ts';
import { readWhen } from '../core/time/parse.ts';
import type { When } from '../core/time/when.ts';
import { exitCodes } from '../exit.ts';
import { type Reference, type Row, readArguments, readReference, readRow, show } from './arguments.ts';
import { writeInstant } from './instant.ts';
import { type CliVerb, linesOf } from './surroundings.ts';

interface Ask {
  readonly ask: string;
  readonly choices: readonly { readonly at: string; readonly label: string }[];
}
type Refusal = { readonly refuse: string };
export type WhenAnswer = { readonly at: string } | Ask | Refusal;

export function answerOf(when: Exclude<When, { kind: 'at' }>): Ask | Refusal;
export function answerOf(when: When): WhenAnswer;
export function answerOf(when: When): WhenAnswer {
  switch (when.kind) {
    case 'at':
      return { at: writeInstant(when.at) };
    case 'ask': {
      const choices = when.choices.map(({ at, label }) => ({ at: writeInstant(at), label }));
      return { ask: when.reason, choices };
    }
    case 'refuse':
      return { refuse: when.reason };
  }
}

function answerRow(row: Row, otherwise: Reference): WhenAnswer | { readonly error: string } {
  const reference = readReference(row, otherwise);
  if ('error' in reference) return reference;
  if (typeof row.phrase !== 'string') return { error: `phrase: expected a text, found ${show(row.phrase)}` };
  return answerOf(readWhen({ phrase: row.phrase, ...reference }));
}

/** For people: the moment as a reply shows it, or the question with its choices. */
function inWords(when: When, now: number): string {
  if (when.kind === 'at') return momentLine(when.at, when.zone, now);
  if (when.kind === 'refuse') {
    return when.suggestion === undefined ? when.text : `${when.text}\n  ${when.suggestion.label}?`;
  }
  return [when.text, ...when.choices.map(({ label }, index) => `  ${index + 1}) ${label}`)].join('\n');
}

export const verb: CliVerb = {
  async run(args, { env, input, print, complain }) {
    const asked = readArguments(args, env);
    if ('error' in asked) {
      complain(asked.error);
      return exitCodes.badConfiguration;
    }
    if (asked.words !== null) {
      const when = readWhen({ phrase: asked.words, ...asked.reference });
      await print(asked.json ? JSON.stringify(answerOf(when)) : inWords(when, asked.reference.now));
      return exitCodes.asked;
    }
    for await (const line of linesOf(input)) {
      const row = readRow(line);
      await print(JSON.stringify('error' in row ? row : answerRow(row, asked.reference)));
    }
    return exitCodes.asked;
  },
};
