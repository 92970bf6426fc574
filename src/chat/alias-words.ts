/** The words of /alias: a name and whom it is to mean, one to take away, or nothing at all for the list. */
import { fold } from './fold.ts';
import { characters, limits } from './limits.ts';
import { normalise } from './normalise.ts';
import { readPhones } from './phone.ts';
import { quoteAt, unquote } from './quotes.ts';

export type AliasWords =
  | { readonly kind: 'list' }
  | { readonly kind: 'show' | 'forget'; readonly name: string }
  | { readonly kind: 'set'; readonly name: string; readonly target: string }
  /** `text`: what is wrong, a sentence. */
  | { readonly kind: 'refuse'; readonly text: string };

/** Words that commands take for something else than a name. */
const taken = new Set(['me', 'myself', 'self', 'all', 'last', 'today', 'tomorrow', 'week', 'failed', 'more']);

export function readAliasWords(typed: string, locale: string): AliasWords {
  const words = normalise(typed);
  if (words === '') return { kind: 'list' };
  const forgotten = /^(?:forget|remove|delete|rm|del)\s+(.+)$/i.exec(words)?.[1];
  if (forgotten !== undefined) return { kind: 'forget', name: unquote(forgotten) };
  const { name, target } = divide(words, locale);
  if (target === '') return { kind: 'show', name };
  const fault = faultOf(name, locale);
  return fault === null ? { kind: 'set', name, target } : { kind: 'refuse', text: fault };
}

/** A sign or quotes say where the name ends; else a number does that the rest is, or the first space. */
function divide(words: string, locale: string): { readonly name: string; readonly target: string } {
  const quote = quoteAt(words, 0);
  if (quote.kind === 'quote')
    return {
      name: unquote(words.slice(0, quote.span.end)),
      target: unquote(words.slice(quote.span.end).replace(/^\s*(?:=|->|→|[:\uff1a])?\s*/, '')),
    };
  const sign = /^([^"“”„«»]*?)\s*(?:=|->|→|[:\uff1a])\s*(.+)$/.exec(words);
  if (sign !== null) return { name: sign[1] ?? '', target: unquote(sign[2] ?? '') };
  const spaces = [...words.matchAll(/ /g)].map(({ index }) => index);
  const numbered = spaces.find((at) => readPhones(words.slice(at + 1), locale).length > 0);
  const at = numbered ?? spaces[0] ?? words.length;
  return { name: words.slice(0, at), target: unquote(words.slice(at + 1).trim()) };
}

function faultOf(name: string, locale: string): string | null {
  const folded = fold(name);
  if (folded === '') return 'The name is missing.';
  if (characters(name) > limits.nameCharacters) return `A name has ${limits.nameCharacters} letters at most.`;
  if (taken.has(folded)) return `"${folded}" has a meaning of its own.`;
  if (/[,;:،，：；"“”„«»]/.test(name)) return 'A name has no comma, colon or quotes.';
  if (/^#?\s*\p{Nd}+$|^[bs]\p{Nd}+$/iu.test(folded) || readPhones(name, locale).length > 0)
    return 'A number is no name.';
  return null;
}
