/**
 * Verbs without their slash, in reply to what the bot said of one message: `cancel`, `now`, `why`, and with words behind
 * them `move 18:00`, `edit: See you`. Without such a reply all of these are notes to oneself.
 */
import { fittingAnswers } from '../core/resolve.ts';
import type { CommandContext } from './command.ts';
import { normalise } from './normalise.ts';
import { readVerb } from './verb.ts';

/** What is about one message, and takes words. */
const takesWords: readonly string[] = ['move', 'snooze', 'edit', 'copy', 'late'];

/** The command that it stands for; null: it is none. */
export function verbByContext({ quoted, definitions, command, ground }: CommandContext): string | null {
  if (quoted === null || quoted.about.length === 0) return null;
  const words = normalise(command.text);
  const bare = readVerb(`/${words}`, definitions);
  if (bare.kind === 'verb' && bare.head === '' && bare.below === null && !takesWords.includes(bare.name))
    return `/${words}`;
  const [id, ...others] = quoted.about;
  const reading = readVerb(`/${command.text.trimStart()}`, definitions);
  if (id === undefined || others.length > 0 || reading.kind !== 'verb') return null;
  const { name, head, below } = reading;
  if (!takesWords.includes(name)) return null;
  const message = ground.ledger.message(id);
  // What waits for an answer takes "move" as one, and its question is closed with it.
  if (name === 'move' && message !== null && fittingAnswers(message).length > 0) return null;
  const blank = /^[:：]/.test(head) ? '' : ' ';
  return `/${name} #${id}${blank}${head}${below === null ? '' : `\n${below}`}`;
}
