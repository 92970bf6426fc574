/** A normalised phrase read as a whole, in the language of the owner or in English. */
import { itemsOf } from './clause.ts';
import { type Lexicon, lexiconOf } from './lexicon.ts';
import { type Phrase, phraseOf, saysTime } from './phrase.ts';
import type { Text } from './text.ts';
import { tokensOf } from './token.ts';

/** The reading in the language of the locale, or the English one where only that reads the whole of it. */
export function readPhrase(phrase: string, locale: string, namedDate: Text['namedDate']): Phrase {
  const own = read(phrase, lexiconOf(locale), locale, namedDate);
  if (own.unread.length === 0 && saysTime(own)) return own;
  const english = read(phrase, lexiconOf('en'), locale, namedDate);
  return english.unread.length === 0 && saysTime(english) ? english : own;
}

function read(phrase: string, lexicon: Lexicon, locale: string, namedDate: Text['namedDate']): Phrase {
  const tokens = tokensOf(phrase, lexicon, locale);
  const text: Text = { tokens, phrase, language: lexicon.language, dottedDate: null, namedDate };
  const dotted = tokens.flatMap((token, i) => (token.kind === 'clock' && token.style === 'dot' ? [i] : []));
  const asClocks = phraseOf(itemsOf(text));
  if (dotted.length === 0) return asClocks;
  const asDates = dotted
    .map((i) => phraseOf(itemsOf({ ...text, dottedDate: i })))
    .filter((said) => fits(said) && said.days.length > 0);
  return dotsSettled(asClocks, asDates, phrase);
}

/** `10.12` is a date beside another time of day, a time of day beside another date, and a question alone. */
function dotsSettled(asClocks: Phrase, asDates: readonly Phrase[], phrase: string): Phrase {
  const [asDate] = asDates;
  if (asDate === undefined) return asClocks;
  if (!fits(asClocks) || asClocks.clocks.length > 1)
    return asDates.length > 1 ? { ...asDate, either: true } : asDate;
  const half = asClocks.clocks[0]?.half;
  const settled = asClocks.days.length > 0 || half === 'am' || half === 'pm' || /\d ?uhr/.test(phrase);
  return settled ? asClocks : { ...asClocks, either: true };
}

function fits(said: Phrase): boolean {
  return said.unread.length === 0 && !said.impossible;
}
