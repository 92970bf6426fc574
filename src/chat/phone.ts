/** Telephone numbers as people write them. */
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js';
import { normalise } from './normalise.ts';

/** Digits of any script and width, with what stands between them on paper. */
const written = /^[+\uff0b]?[\p{Nd}\s().\-/\u00b7\u2010-\u2015\u2212]{6,}$/u;
/** As a link or an address card has it. */
const before = /^(?:tel:|(?:https?:\/\/)?(?:www\.)?wa\.me\/)/i;

/** Characters in E.164: ten digits and fewer are how people write a number of their own country. */
const shortestWithCode = 12;

/**
 * What the words may be as a number, in E.164, the likeliest first; empty where they are none. A number without "+" is
 * read as one of the locale's region, and, where it may as well begin with a country's code, as that one too.
 */
export function readPhones(typed: string, locale: string): readonly string[] {
  const bare = normalise(typed).replace(before, '');
  if (!written.test(bare)) return [];
  const plain = bare.replace(/[\u00b7\u2010-\u2015\u2212]/gu, '-').replace('\uff0b', '+');
  const region = new Intl.Locale(locale).region as CountryCode | undefined;
  const first = parsePhoneNumberFromString(plain, region);
  const national = first?.isPossible() === true ? [first.number] : [];
  // "0…" is a national number: no country's code begins so.
  if (/^(?:\+|\(?0)/.test(plain)) return national;
  const abroad = parsePhoneNumberFromString(`+${plain.replace(/[()]/g, '')}`);
  const isWhole = abroad?.isPossible() === true && abroad.number.length >= shortestWithCode;
  return [...new Set([...national, ...(isWhole ? [abroad.number] : [])])];
}
