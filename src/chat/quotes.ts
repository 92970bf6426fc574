/**
 * Quotes keep a name in one piece: what stands between them is never a separator, a divider or a `to`. They open only
 * at the start of the head or after a space or a divider, so the apostrophe of O'Brien opens nothing.
 */

export interface Span {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** Opening to closing quote, as the keyboards of the world make them. */
const pairs: Readonly<Record<string, string>> = {
  '"': '"',
  '\u201c': '\u201d', // English “ ”
  '\u201e': '\u201c', // German „ “
  '\u201d': '\u201d', // Swedish ” ”
  '\u00ab': '\u00bb', // French « »
  '\u00bb': '\u00ab', // Danish » «
  "'": "'",
  '\u2018': '\u2019', // English ‘ ’
  '\u201a': '\u2018', // German ‚ ‘
  '\u2039': '\u203a', // ‹ ›
  '\u300c': '\u300d', // 「 」
  '\uff02': '\uff02',
};

/** Closing marks that are apostrophes too: inside a word they close nothing ('O'Brien'). */
const apostrophes = new Set(["'", '\u2019']);

export const dividers = /[,\u060c\uff0c;]/;

export type QuoteReading =
  | { readonly kind: 'none' }
  | { readonly kind: 'quote'; readonly span: Span }
  | { readonly kind: 'unclosed' }
  /** It closes in the middle of a word, so where the name ends is anybody's guess. */
  | { readonly kind: 'torn' };

function ends(text: string, at: number): boolean {
  return at >= text.length || /[\s,\u060c\uff0c;:\uff1a]/.test(text.charAt(at));
}

/** The quote that opens exactly at `at` in a normalised line. */
export function quoteAt(text: string, at: number): QuoteReading {
  const closing = pairs[text.charAt(at)];
  const before = at === 0 ? ' ' : text.charAt(at - 1);
  if (closing === undefined || !(before === ' ' || dividers.test(before))) return { kind: 'none' };
  for (let end = text.indexOf(closing, at + 1); end !== -1; end = text.indexOf(closing, end + 1)) {
    if (ends(text, end + 1)) return { kind: 'quote', span: { start: at, end: end + 1 } };
    if (!apostrophes.has(closing)) return { kind: 'torn' };
  }
  return { kind: 'unclosed' };
}

/** The name without its quotes, if it is one quoted whole; else as it is. */
export function unquote(name: string): string {
  const quote = quoteAt(name, 0);
  if (quote.kind !== 'quote' || quote.span.end !== name.length) return name;
  return name.slice(1, -1).trim();
}
