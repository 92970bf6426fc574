/** Slips of the finger: a word one or two letters away from a word of time. The reading is offered, never taken. */
import type { Lexicon } from './lexicon.ts';
import { fold } from './normalise.ts';

/** The phrase with every unread word put right; null where one of them is near to nothing, or to two things. */
export function corrected(phrase: string, unread: readonly string[], lexicon: Lexicon): string | null {
  // "23: 05", "9 30pm": a clock time with a gap in it.
  const closed = phrase.replace(/(?<!\d)(\d{1,2})(?: ?[:.] ?| )(\d{2})(?!\d)/, '$1:$2');
  if (closed !== phrase && unread.every((word) => /^[\d:.apm]+$/.test(word))) return closed;
  let whole = phrase;
  if (unread.length === 0) return null;
  for (const word of unread) {
    const near = nearestWord(fold(word), lexicon);
    if (near === null) return null;
    whole = whole.replace(word, () => near);
  }
  return whole === phrase ? null : whole;
}

function nearestWord(word: string, lexicon: Lexicon): string | null {
  if (word.length < 4 || word.length > 14 || !/^\p{L}+$/u.test(word)) return null;
  const allowed = word.length < 6 ? 1 : 2;
  let found: string | null = null;
  let least = allowed + 1;
  let tied = false;
  for (const [known, meanings] of lexicon.words) {
    const [meaning] = meanings;
    if (meaning?.kind === 'word' && (meaning.word === 'vague' || meaning.word === 'filler')) continue;
    if (known.length < 4 || !/^\p{L}+$/u.test(known) || Math.abs(known.length - word.length) > allowed)
      continue;
    const off = distance(word, known);
    if (off < least) [found, least, tied] = [known, off, false];
    else if (off === least && off <= allowed) tied ||= !sameMeaning(found, known, lexicon);
  }
  return tied ? null : found;
}

function sameMeaning(a: string | null, b: string, lexicon: Lexicon): boolean {
  return a !== null && JSON.stringify(lexicon.words.get(a)) === JSON.stringify(lexicon.words.get(b));
}

/** Letters to add, drop, change or swap with their neighbour. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    const above = rows[i - 1] as number[];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(
        (row[j - 1] as number) + 1,
        (above[j] as number) + 1,
        (above[j - 1] as number) + (same ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, ((rows[i - 2] as number[])[j - 2] as number) + 1);
      }
      row.push(cost);
    }
    rows.push(row);
  }
  return (rows[a.length] as number[])[b.length] as number;
}
