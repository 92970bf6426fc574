/** Which messages a command is about: `12`, `12, 13`, `12-15`, `B3`, `all`, `last`, or the name of a chat. */
import { characters, limits } from './limits.ts';
import { normalise } from './normalise.ts';
import { quoteAt, unquote } from './quotes.ts';

export type Selection =
  /** Ids in the order said, each once; batches by their number. */
  | { readonly kind: 'ids'; readonly ids: readonly number[]; readonly batches: readonly number[] }
  | { readonly kind: 'all' }
  | { readonly kind: 'last' }
  /** As typed, quotes removed. */
  | { readonly kind: 'name'; readonly name: string }
  | {
      readonly kind: 'refuse';
      readonly reason: 'empty' | 'backwards' | 'too_many' | 'broken' | 'name_too_long' | 'unclosed_quote';
      readonly text: string;
      readonly example: string;
    };

type Refusal = Extract<Selection, { kind: 'refuse' }>['reason'];

const refusals: Readonly<Record<Refusal, string>> = {
  empty: 'Which message? Its number stands in /list.',
  backwards: 'The range runs backwards: the smaller number comes first.',
  too_many: `That is more than ${limits.selected} messages at once.`,
  broken: 'I cannot read this as numbers of messages.',
  name_too_long: `A name is longer than ${limits.nameCharacters} characters.`,
  unclosed_quote: 'A quote opens and does not close.',
};

function refuse(reason: Refusal): Selection {
  return { kind: 'refuse', reason, text: refusals[reason], example: '12, or 12-15, or last' };
}

/** Ids have up to nine digits and no leading zero: longer ones are phone numbers. */
const id = '# ?[1-9]\\d{0,8}|[1-9]\\d{0,8}';
const range = new RegExp(`^(${id}) ?[-\\u2010-\\u2015\\u2212] ?(${id})$`);
const single = new RegExp(`^(?:${id})$`);
const batch = /^#? ?b ?([1-9]\d{0,8})$/i;

/** More than the longest list of ids; what is read beyond it would take its time squared. */
const longestSelection = 3_000;

/** The words behind the verb. */
export function readSelection(typed: string): Selection {
  if (typed.length > longestSelection) return refuse('broken');
  const line = normalise(typed);
  const said = line
    .normalize('NFKC')
    .replace(/[\s.!\u2026\u3002]+$/, '')
    .trim();
  if (said === '') return refuse('empty');
  if (/^all$/i.test(said)) return { kind: 'all' };
  if (/^last$/i.test(said)) return { kind: 'last' };
  return readIds(said) ?? readName(line);
}

function numberOf(text: string): number {
  return Number(text.replace(/\D/g, ''));
}

/** Null where it does not begin like a list of ids. */
function readIds(said: string): Selection | null {
  const ids = new Set<number>();
  const batches = new Set<number>();
  // A comma, an "and" and a plain space all divide numbers; a space does not part a range or the # from its number.
  const items = said
    .replace(/# /g, '#')
    .replace(/ ?([-\u2010-\u2015\u2212]) ?/g, '$1')
    .split(/[\s,;\u060c&]+(?:and[\s,]+)?/i)
    .map((item) => item.replace(/[.!\u2026]+$/, ''))
    .filter((item) => item !== '');
  const read = items.map((item) => {
    const between = range.exec(item);
    if (between !== null) {
      const [from, to] = [numberOf(between[1] ?? ''), numberOf(between[2] ?? '')];
      if (from > to) return 'backwards';
      if (to - from >= limits.selected) return 'too_many';
      for (let next = from; next <= to; next += 1) ids.add(next);
      return 'ids';
    }
    const batched = batch.exec(item);
    if (batched !== null) batches.add(Number(batched[1]));
    else if (single.test(item)) ids.add(numberOf(item));
    else return 'other';
    return 'ids';
  });
  const refusal = read.find((answer) => answer === 'backwards' || answer === 'too_many');
  if (read.includes('other')) {
    // "7B parents" is a name; "12, 1x" and "12-" are slips that no name should be looked up for.
    return read.length > 1 && read[0] !== 'other' && said.includes(',') ? refuse('broken') : slip(said);
  }
  if (refusal === 'backwards' || refusal === 'too_many') return refuse(refusal);
  if (ids.size + batches.size > limits.selected) return refuse('too_many');
  if (ids.size + batches.size === 0) return refuse('broken');
  return { kind: 'ids', ids: [...ids], batches: [...batches] };
}

/** A number with something broken about it, rather than a name. */
function slip(said: string): Selection | null {
  return /^#|^\d{1,9} ?[-\u2010-\u2015\u2212:]/.test(said) && !/\p{L}/u.test(said) ? refuse('broken') : null;
}

function readName(line: string): Selection {
  if (quoteAt(line, 0).kind === 'unclosed') return refuse('unclosed_quote');
  const name = unquote(line);
  if (name === '') return refuse('empty');
  return characters(name) > limits.nameCharacters ? refuse('name_too_long') : { kind: 'name', name };
}
