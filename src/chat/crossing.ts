/**
 * The address book may only make the bot ask: where a cut runs through the exact name of an existing chat ("Bob: work",
 * "Smith, John"), both readings are put to the owner. It never makes a reading certain that was not.
 */
import { foldLine, foldName } from './normalise.ts';
import type { Span } from './quotes.ts';

function isWordCharacter(text: string, at: number): boolean {
  return at >= 0 && at < text.length && /[\p{L}\p{N}]/u.test(text.charAt(at));
}

/**
 * The first name of a chat that one of the cuts runs through, as a span of the normalised line. A cut is the span of
 * what was taken out (a colon, a comma, a `to`), or an empty one where two words were parted.
 */
export function crossedName(line: string, cuts: readonly Span[], names: readonly string[]): Span | null {
  const folded = foldLine(line);
  for (const name of names) {
    const wanted = foldName(name);
    if (wanted === '') continue;
    for (let from = folded.text.indexOf(wanted); from !== -1; from = folded.text.indexOf(wanted, from + 1)) {
      const to = from + wanted.length;
      if (isWordCharacter(folded.text, from - 1) && isWordCharacter(folded.text, from)) continue;
      if (isWordCharacter(folded.text, to) && isWordCharacter(folded.text, to - 1)) continue;
      const span = { start: folded.at[from] ?? 0, end: folded.at[to] ?? line.length };
      if (cuts.some((cut) => runsThrough(cut, span))) return span;
    }
  }
  return null;
}

function runsThrough(cut: Span, name: Span): boolean {
  if (cut.start === cut.end) return name.start < cut.start && cut.start < name.end;
  return name.start <= cut.start && cut.end <= name.end && name.end - name.start > cut.end - cut.start;
}
