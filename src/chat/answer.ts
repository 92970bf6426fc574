/**
 * Answers: a message counts as one only where all of it fits a strict form. Anything else that the owner writes in the
 * control chat is a note to themselves, and is left alone.
 */
import type { Answer } from '../core/resolve.ts';
import { readsAsTime } from '../core/time/parse.ts';

export type AnswerText =
  | { readonly kind: 'yes' }
  | { readonly kind: 'no' }
  /** `1`, `b`, `1 b`, `1 3 b`: places counted from 0. */
  | { readonly kind: 'picks'; readonly numbers: readonly number[]; readonly letters: readonly number[] }
  /** `1 send 2 drop`, `all drop`, `again`, `#12 arrived`, `move 18:00`, `1 drop · 2 move tomorrow 9:00`. */
  | { readonly kind: 'verbs'; readonly verbs: readonly Verb[] }
  | { readonly kind: 'words'; readonly text: string };

/** Place in the list (from 0), a message's id, everything the question is about, or the one that it is about. */
export type Which = { readonly place: number } | { readonly id: number } | 'all' | 'it';

/** What is to be done; `phrase` is the when of a move as typed, empty where none was said. */
export type Deed =
  | { readonly verb: Exclude<Answer, 'move'> }
  | { readonly verb: 'move'; readonly phrase: string };

export type Verb = Deed & { readonly which: Which };

const yes = /^(?:yes|y|yep|yeah|ok|okay|sure|ja|oui|si|sí|👍[🏻-🏿]?)[.!]*$/iu;
const no = /^(?:no|n|nope|nein|non|👎[🏻-🏿]?)[.!]*$/iu;
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

/** Whom a verb is for, if that is said; then the verb. */
const target = String.raw`(?:(?<all>all)\s+|(?<id>#\d{1,9})\s+|(?<place>\d{1,3})[).]?\s+)`;
const verbWord = String.raw`(?<verb>arrived|again|drop|send|move)\b`;
const between = String.raw`[\s·,;.!]`;
/** More than this is no answer, and every note to oneself comes by here. */
const longestVerbs = 2_000;

function readVerbs(text: string): AnswerText | null {
  if (text.length > longestVerbs) return null;
  const clause = new RegExp(`${target}?${verbWord}`, 'iy');
  // Behind "move" stand free words, which end where the next one is said what becomes of it.
  const next = new RegExp(`${between}+(?=${target}${verbWord})|${between}*$`, 'gi');
  const verbs: Verb[] = [];
  for (let at = 0; at < text.length; ) {
    clause.lastIndex = at;
    const groups = clause.exec(text)?.groups;
    if (groups === undefined) return null;
    const verb = groups.verb?.toLowerCase() as Answer;
    const which = whichOf(groups);
    if (verb === 'move') {
      next.lastIndex = clause.lastIndex;
      const end = next.exec(text)?.index ?? text.length;
      const phrase = text
        .slice(clause.lastIndex, end)
        .trim()
        .replace(/^to\s+/i, '');
      if (which === 'it' && !isTimely(phrase)) return null;
      verbs.push({ which, verb, phrase });
      at = next.lastIndex;
    } else {
      verbs.push({ which, verb });
      at =
        clause.lastIndex + (new RegExp(`^${between}*`).exec(text.slice(clause.lastIndex))?.[0].length ?? 0);
    }
  }
  return verbs.length === 0 ? null : { kind: 'verbs', verbs };
}

function whichOf({ id, place, all }: Record<string, string | undefined>): Which {
  if (id !== undefined) return { id: Number(id.slice(1)) };
  return place === undefined ? (all === undefined ? 'it' : 'all') : { place: Number(place) - 1 };
}

/** "move the car" is a note: without a number before it, what follows must look like a time, or be left out. */
function isTimely(phrase: string): boolean {
  if (phrase === '' || readsAsTime(phrase, { now: 0, zone: 'UTC', locale: 'en-GB' })) return true;
  return /\d/.test(phrase) && phrase.split(/\s+/).length <= 6;
}
