/**
 * Phones put characters into a head that nobody sees: no-break spaces, direction marks around right-to-left names,
 * zero-width spaces from pasted text. The head is read without them; the text is never touched, so every character of
 * a normalised line knows where it stood.
 */
import { fold } from './fold.ts';

/** Joiners (U+200C, U+200D) are not among them: they hold emoji families and Persian words together. */
const invisible = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/;
const odd = /[\s\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

export interface Line {
  readonly text: string;
  /** For each UTF-16 unit of `text`, its index in what was typed. */
  readonly typedAt: readonly number[];
}

const ascii = /^[\x20-\x7e]*$/;

/** Nothing in it to put right, as in most lines: looked at whole, not unit by unit. */
function isPlain(typed: string): boolean {
  return ascii.test(typed) && !typed.includes('  ');
}

/** A line without invisible marks, every run of spaces of any kind as one plain space. */
export function normaliseLine(typed: string): Line {
  if (isPlain(typed)) return { text: typed, typedAt: Array.from(typed, (_, at) => at) };
  const units: string[] = [];
  const typedAt: number[] = [];
  for (let at = 0; at < typed.length; at += 1) {
    const unit = typed.charAt(at);
    const plain = unit > ' ' && unit < '\u007f';
    if (!plain && invisible.test(unit)) continue;
    const space = !plain && odd.test(unit);
    if (space && units.at(-1) === ' ') continue;
    units.push(space ? ' ' : unit);
    typedAt.push(at);
  }
  return { text: units.join(''), typedAt };
}

/** The same for callers that have no text behind the line; trimmed at both ends. */
export function normalise(typed: string): string {
  return (isPlain(typed) ? typed : normaliseLine(typed).text).trim();
}

function foldCharacter(character: string): string {
  if (/[\u2010-\u2015\u2212]/.test(character)) return '-';
  return character === ' ' ? ' ' : fold(character);
}

/** A name as `foldLine` makes it, to be looked for in a line. */
export function foldName(name: string): string {
  // Address books have thousands of names, and most are plain: those need no decomposition.
  if (/^[ a-z0-9:,;.&()'-]*$/i.test(name)) return name.trim().replace(/ +/g, ' ').toLowerCase();
  return foldLine(normalise(name)).text;
}

/** The same for a line in which names are looked for; each unit of the result knows its index in `line`. */
export function foldLine(line: string): { readonly text: string; readonly at: readonly number[] } {
  let text = '';
  const at: number[] = [];
  let index = 0;
  for (const character of line) {
    const folded = foldCharacter(character);
    for (let unit = 0; unit < folded.length; unit += 1) at.push(index);
    text += folded;
    index += character.length;
  }
  return { text, at };
}
