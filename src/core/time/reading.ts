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
  const text: Text = { tokens, phrase, language: lexicon.language, dots: 'clock', namedDate };
  const asClock = phraseOf(itemsOf(text));
  if (!tokens.some((token) => token.kind === 'clock' && token.style === 'dot')) return asClock;
  const asDate = phraseOf(itemsOf({ ...text, dots: 'date' }));
  const dateFits = asDate.unread.length === 0 && !asDate.impossible;
  const clockFits = asClock.unread.length === 0 && !asClock.impossible;
  if (!dateFits || !clockFits) return dateFits ? asDate : asClock;
  if (asClock.clocks.length > 1) return asDate;
  const settled =
    asClock.days.length > 0 || asClock.clocks[0]?.half === 'am' || asClock.clocks[0]?.half === 'pm';
  return settled || /\d ?uhr/.test(phrase) ? asClock : { ...asClock, either: true };
}
