/**
 * The chats as they are looked for by name. What can be worked out once for many searches is: an address book of five
 * thousand answers as fast as one of ten, since only names and words that can fit at all are compared.
 */
import type { Chat } from '../core/message.ts';
import { distance, fold } from './fold.ts';

export interface Directory {
  readonly chats: readonly Chat[];
  /** All chats of that very name, folded. */
  exactly(wanted: string): readonly Chat[];
  /** All in whose name the folded words begin one, the earlier in the name the earlier in the list. */
  alike(wanted: string): readonly Chat[];
  /** At most three that are a slip or two away, the nearest first. */
  nearest(wanted: string): readonly Chat[];
}

const mostNearest = 3;

interface Named {
  readonly chat: Chat;
  /** Its place in the address book. */
  readonly place: number;
  /** Folded. */
  readonly name: string;
}

/** A name or a word of one: a slip may be in either. */
interface Word {
  readonly text: string;
  /** A bit for each letter that is in it, as far as bits go. */
  readonly letters: number;
  readonly of: Named[];
}

export function directoryOf(chats: readonly Chat[]): Directory {
  // The chat with oneself goes by other names.
  const named = chats
    .filter(({ kind }) => kind !== 'self')
    .map((chat, place): Named => ({ chat, place, name: fold(chat.name) }));
  const byName = new Map<string, Chat[]>();
  const byBeginning = new Map<string, Named[]>();
  const words = new Map<string, Word>();
  for (const one of named) {
    entry(byName, one.name, () => []).push(one.chat);
    const parts = new Set([one.name, ...one.name.split(' ')]);
    for (const text of parts)
      entry(words, text, () => ({ text, letters: lettersOf(text), of: [] })).of.push(one);
    for (const beginning of new Set([...parts].map(beginningOf)))
      entry(byBeginning, beginning, () => []).push(one);
  }
  const byLength = new Map<number, Word[]>();
  for (const word of words.values()) entry(byLength, word.text.length, () => []).push(word);
  return {
    chats,
    exactly: (wanted) => byName.get(wanted) ?? [],
    alike: (wanted) =>
      (byBeginning.get(beginningOf(wanted)) ?? [])
        .map((one) => ({ one, at: ` ${one.name}`.indexOf(` ${wanted}`) }))
        .filter(({ at }) => at >= 0)
        .sort((a, b) => a.at - b.at)
        .map(({ one }) => one.chat),
    nearest: (wanted) => nearest(wanted, byLength),
  };
}

/** One letter: a name may be asked for by no more. */
function beginningOf(text: string): string {
  return text.charAt(0);
}

function nearest(wanted: string, byLength: ReadonlyMap<number, readonly Word[]>): readonly Chat[] {
  const limit = Math.max(2, Math.floor(wanted.length / 3));
  const letters = lettersOf(wanted);
  const slips = new Map<Named, number>();
  for (let length = wanted.length - limit; length <= wanted.length + limit; length += 1)
    for (const word of byLength.get(length) ?? []) {
      // A slip changes two letters of the set at most: most words are out of reach without being compared.
      if (bits(letters ^ word.letters) > 2 * limit) continue;
      const found = distance(wanted, word.text, limit);
      if (found > limit) continue;
      for (const one of word.of) slips.set(one, Math.min(found, slips.get(one) ?? found));
    }
  return [...slips]
    .sort(([a, slipsA], [b, slipsB]) => slipsA - slipsB || a.place - b.place)
    .slice(0, mostNearest)
    .map(([{ chat }]) => chat);
}

function lettersOf(text: string): number {
  let letters = 0;
  for (let at = 0; at < text.length; at += 1) letters |= 1 << (text.charCodeAt(at) & 31);
  return letters;
}

function bits(value: number): number {
  let left = value;
  let count = 0;
  while (left !== 0) {
    left &= left - 1;
    count += 1;
  }
  return count;
}

function entry<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
