/**
 * Answers: a message counts as one only where all of it fits a strict form. Anything else that the owner writes in the
 * control chat is a note to themselves, and is left alone.
 */
import type { Answer } from '../core/resolve.ts';

export type AnswerText =
  | { readonly kind: 'yes' }
  | { readonly kind: 'no' }
  /** `1`, `b`, `1 b`, `1 3 b`: places counted from 0. */
  | { readonly kind: 'picks'; readonly numbers: readonly number[]; readonly letters: readonly number[] }
  /** `1 send 2 drop`, `all drop`, `again`, `#12 arrived`. */
  | { readonly kind: 'verbs'; readonly verbs: readonly Verb[] }
  | { readonly kind: 'words'; readonly text: string };

export interface Verb {
  /** Place in the list (from 0), a message's id, everything the question is about, or the one that it is about. */
  readonly which: { readonly place: number } | { readonly id: number } | 'all' | 'it';
  readonly verb: Answer;
}

const yes = /^(?:yes|y|yep|yeah|ok|okay|sure|ja|oui|si|sí|👍[🏻-🏿]?)[.!]*$/iu;
const no = /^(?:no|n|nope|nein|non|👎[🏻-🏿]?)[.!]*$/iu;
const verbWord: Readonly<Record<string, Answer>> = {
  arrived: 'arrived',
  again: 'again',
  drop: 'drop',
  send: 'send',
};
/** "Sent" could mean that it is there or that it is to be sent: never taken for either. */
export function isUnclearVerb(text: string): boolean {
  return /^(?:#?\d+\s+)?sent[.!]*$/i.test(text.trim());
}

export function readAnswer(raw: string): AnswerText {
  const text = raw.normalize('NFKC').trim();
  if (yes.test(text)) return { kind: 'yes' };
  if (no.test(text)) return { kind: 'no' };
  return readPicks(text) ?? readVerbs(text) ?? { kind: 'words', text: raw.trim() };
}

const longestPicks = 40;

function readPicks(text: string): AnswerText | null {
  // Every note to oneself comes by here: long ones are none, and no digits may be divided in two ways.
  if (text.length > longestPicks) return null;
  const bare = text.replace(/[.!]+$/, '');
  if (!/^(?:\d{1,2}(?!\d)|[a-i])(?:[).]?[\s,]*(?:\d{1,2}(?!\d)|[a-i]))*[).]?$/i.test(bare)) return null;
  const tokens = bare.match(/\d{1,2}|[a-i]/gi) ?? [];
  return {
    kind: 'picks',
    numbers: tokens.filter((token) => /\d/.test(token)).map((token) => Number(token) - 1),
    letters: tokens
      .filter((token) => /\D/.test(token))
      .map((token) => token.toLowerCase().charCodeAt(0) - 97),
  };
}

function readVerbs(text: string): AnswerText | null {
  const clause =
    /(?:(?<all>all)\s+|(?<id>#\d{1,9})\s+|(?<place>\d{1,3})[).]?\s+)?(?<verb>arrived|again|drop|send)\b[\s·,;.!]*/giy;
  const verbs: Verb[] = [];
  clause.lastIndex = 0;
  while (clause.lastIndex < text.length) {
    const match = clause.exec(text);
    const groups = match?.groups;
    const verb = verbWord[groups?.verb?.toLowerCase() ?? ''];
    if (groups === undefined || verb === undefined) return null;
    const { id, place } = groups;
    if (id !== undefined) verbs.push({ which: { id: Number(id.slice(1)) }, verb });
    else if (place !== undefined) verbs.push({ which: { place: Number(place) - 1 }, verb });
    else verbs.push({ which: groups.all === undefined ? 'it' : 'all', verb });
  }
  return verbs.length === 0 ? null : { kind: 'verbs', verbs };
}
