/** "every friday" in a /schedule: the same command as a series, for the owner to copy. */
import { readRule } from '../../core/recurrence/read.ts';
import type { WhenInput } from '../../core/time/when.ts';
import type { HeadReading } from '../head-answer.ts';
import { normalise } from '../normalise.ts';
import { bySentence } from '../sentence.ts';

/** What is copied on a phone: a longer text is written below its command. */
const longestText = 120;

/**
 * The refusal with the command in which the rule, the names and the text are the owner's own; null where the words are no
 * rule as they stand.
 */
export function everyInstead(
  { when, recipients, parts }: HeadReading,
  reference: Omit<WhenInput, 'phrase'>,
): string | null {
  const rule = normalise(when ?? '').replace(/^(?:(?:every|each)\s+)+/i, '');
  if (rule === '' || readRule({ ...reference, phrase: rule }).kind === 'refuse') return null;
  const whom = recipients.length === 0 ? '' : ` to ${recipients.map(quoted).join(', ')}`;
  const [text, ...others] = parts;
  const short =
    text !== undefined && others.length === 0 && text.length <= longestText && !/[\r\n]/.test(text);
  const refusal = bySentence(`🚫 Nothing scheduled: "${when}" comes again and again. That is a series:`);
  const below = short || text === undefined ? '' : '\nwith your text on the lines below it';
  return `${refusal}\n/every ${rule}${whom}${short ? `: ${text}` : ''}${below}`;
}

/** A name that the grammar of a head would cut, or that a time could be read into, stands in quotes. */
function quoted(name: string): string {
  return /[,;:،：]|\bto\b|\d/i.test(name) && !/^\+?[\d ()-]+$/.test(name) ? `"${name}"` : name;
}
