/** A phrase ready for the grammar: its tokens, and small questions about the token at one place. */
import type { Token } from './token.ts';
import type { PlainWord } from './word.ts';

/** Year null where none was said. */
export interface NamedDate {
  readonly year: number | null;
  readonly month: number;
  readonly day: number;
}

export interface Text {
  readonly tokens: readonly Token[];
  /** The normalised phrase that the tokens point into. */
  readonly phrase: string;
  readonly language: string;
  /** The token written `10.12` that is taken for a date in this reading; the others are clock times. */
  readonly dottedDate: number | null;
  /** Reads an English date with a month name ("31st of december, 2027"), whole or not at all. */
  readonly namedDate: (english: string) => NamedDate | null;
}

export function isWord(text: Text, i: number, word: PlainWord): boolean {
  const token = text.tokens[i];
  return token?.kind === 'word' && token.word === word;
}

export function wordAt(text: Text, i: number): PlainWord | null {
  const token = text.tokens[i];
  return token?.kind === 'word' ? token.word : null;
}

export function isMark(text: Text, i: number, mark: string): boolean {
  const token = text.tokens[i];
  return token?.kind === 'mark' && token.mark === mark;
}

export function numberAt(
  text: Text,
  i: number,
): { readonly value: number; readonly digits: number; readonly padded: boolean } | null {
  const token = text.tokens[i];
  return token?.kind === 'number' ? token : null;
}

/** The phrase from token `from` up to before token `to`. */
export function between(text: Text, from: number, to: number): string {
  const first = text.tokens[from];
  const last = text.tokens[to - 1];
  return first && last ? text.phrase.slice(first.start, last.end) : '';
}
