/** Lengths of time as the owner writes them behind a number: `1h`, `45 min`, `+2 days`, `in 3 hours`. */
import { clockTime } from '../core/time/format.ts';
import type { CommandContext } from './command.ts';
import { readLater } from './moving.ts';
import { normalise } from './normalise.ts';

export interface Length {
  /** Without what stood before it: `45 min`. */
  readonly words: string;
  /** Counted from when the owner wrote it. */
  readonly ms: number;
}

/** Null where the words are no length: a time of day, a day, or anything else. */
export function readLength(
  { command, zone, locale }: Pick<CommandContext, 'command' | 'zone' | 'locale'>,
  typed: string,
): Length | null {
  const words = normalise(typed)
    .replace(/[.!…]+$/, '')
    .replace(/^(?:\+|in\b|by\b|for\b)\s*/i, '');
  if (!/^[\d½¼a-z]/i.test(words)) return null;
  const after = (now: number): number | null => {
    const input = { phrase: `+${words}`, now, zone: zone ?? 'UTC', locale };
    const when = readLater(input, clockTime(now, input.zone));
    return when.kind === 'at' ? when.at : null;
  };
  const at = after(command.at);
  const again = after(command.at + 1_000);
  // A moment stays where it is when the words are said a second later; a length goes along.
  if (at === null || again === null || at <= command.at || again <= at) return null;
  return { words, ms: at - command.at };
}
