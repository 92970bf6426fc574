/**
 * Where the head ends: the first colon of line 1 that stands outside quotes and outside a clock time. What looks like a
 * clock time is never a separator, even an impossible one: "25:00" is refused as a time, not sent as the text "00".
 */
import { quoteAt, type Span } from './quotes.ts';

export interface Scan {
  /** Quoted names of the head, quotes included. */
  readonly quotes: readonly Span[];
  /** Index of the separating colon; null where there is none. */
  readonly separator: number | null;
  /** A quote that does not end where a name can end. */
  readonly fault: 'unclosed' | 'torn' | null;
}

/** Hours to 29, so that 25:00 is a time and the 78 of a phone number is not; longer numbers are none. */
const clock =
  /[0-2\u0660-\u0662\u06f0-\u06f2\uff10-\uff12]?\p{Nd}[:\uff1a]\p{Nd}{2}(?:[:\uff1a]\p{Nd}{2})?(?!\p{Nd})/uy;
const number = /\p{Nd}+/uy;
const plain = /[a-z ,]/i;

function lengthAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}

/**
 * Reads a normalised line from its start to the separator. `whole` are spans to be taken as if they were quoted: the
 * names of chats, when the reading is asked what would follow from them.
 */
export function scanHead(text: string, whole: readonly Span[] = []): Scan {
  const quotes: Span[] = [];
  let at = 0;
  while (at < text.length) {
    const name = whole.find((span) => span.start === at);
    if (name !== undefined) {
      at = name.end;
      continue;
    }
    const quote = quoteAt(text, at);
    if (quote.kind === 'unclosed' || quote.kind === 'torn') {
      return { quotes, separator: null, fault: quote.kind };
    }
    if (quote.kind === 'quote') {
      quotes.push(quote.span);
      at = quote.span.end;
      continue;
    }
    // Most of a line are letters, and a pasted one is long: they are not looked at twice.
    const digits = plain.test(text.charAt(at)) ? 0 : lengthAt(clock, text, at) || lengthAt(number, text, at);
    if (digits > 0) {
      at += digits;
      continue;
    }
    if (/[:\uff1a]/.test(text.charAt(at))) return { quotes, separator: at, fault: null };
    at += 1;
  }
  return { quotes, separator: null, fault: null };
}
