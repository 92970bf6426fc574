/** The owner's word on how late a message may go: a length, `never`, or `ask`. */
import type { Lateness } from '../core/amendment.ts';
import { lengthText } from './amended-text.ts';
import type { CommandContext } from './command.ts';
import { readLength } from './length.ts';
import { excerpt } from './naming.ts';

export type LateReading =
  | { readonly kind: 'lateness'; readonly lateness: Lateness }
  /** A sentence with its stop. */
  | { readonly kind: 'refuse'; readonly text: string };

/** Nothing is on time to the millisecond: within a minute of its time a message is. */
const punctualMs = 60_000;
/** Beyond two days nobody remembers what was to go by itself. */
const longestMs = 48 * 60 * 60_000;

export function readLate(
  context: Pick<CommandContext, 'command' | 'zone' | 'locale'>,
  typed: string,
): LateReading {
  const word = typed.toLowerCase().replace(/[.!…]+$/, '');
  if (word === 'never' || word === 'ask')
    return { kind: 'lateness', lateness: { graceMs: punctualMs, choice: word } };
  if (word === '') return { kind: 'refuse', text: 'how late may it go?' };
  const length = readLength(context, typed);
  if (length === null)
    return { kind: 'refuse', text: `I expected a length,\nnever or ask, found ${excerpt(typed, 16)}.` };
  if (length.ms < punctualMs || length.ms > longestMs)
    return {
      kind: 'refuse',
      text: `I take from ${lengthText(punctualMs)}\nto ${lengthText(longestMs)}, found ${excerpt(typed, 16)}.`,
    };
  return { kind: 'lateness', lateness: { graceMs: length.ms, choice: 'limit' } };
}
