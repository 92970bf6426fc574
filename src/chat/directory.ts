/**
 * The chats as they are looked for by name. All that can be worked out once for many searches is: folding thousands of
 * names for each name of a command would take seconds, and measuring slips against each of them a blink too many.
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
  /** Folded. */
  readonly name: string;
  /** The name, and each of its words: a slip may be in either. */
  readonly words: readonly Word[];
}

interface Word {
  readonly text: string;
  /** A bit for each letter that is in it, as far as bits go. */
  readonly letters: number;
}

export function directoryOf(chats: readonly Chat[]): Directory {
  // The chat with oneself goes by other names.
  const named = chats.filter(({ kind }) => kind !== 'self').map(namedOf);
  const byName = new Map<string, Chat[]>();
  for (const { name, chat } of named) {
    const same = byName.get(name);
    if (same === undefined) byName.set(name, [chat]);
    else same.push(chat);
  }
  return {
    chats,
    exactly: (wanted) => byName.get(wanted) ?? [],
    alike: (wanted) => {
      if (wanted === '') return [];
      return named
        .map(({ chat, name }) => ({ chat, at: ` ${name}`.indexOf(` ${wanted}`) }))
        .filter(({ at }) => at >= 0)
        .sort((a, b) => a.at - b.at)
        .map(({ chat }) => chat);
    },
    nearest: (wanted) => nearest(wordOf(wanted), named),
  };
}

function namedOf(chat: Chat): Named {
  const name = fold(chat.name);
  const parts = name.split(' ');
  return { chat, name, words: [name, ...(parts.length > 1 ? parts : [])].map(wordOf) };
}

function wordOf(text: string): Word {
  let letters = 0;
  for (let at = 0; at < text.length; at += 1) letters |= 1 << (text.charCodeAt(at) & 31);
  return { text, letters };
}

function nearest(wanted: Word, named: readonly Named[]): readonly Chat[] {
  const limit = Math.max(2, Math.floor(wanted.text.length / 3));
  return named
    .map(({ chat, words }) => ({
      chat,
      slips: Math.min(...words.map((word) => slips(wanted, word, limit))),
    }))
    .filter(({ slips }) => slips <= limit)
    .sort((a, b) => a.slips - b.slips)
    .slice(0, mostNearest)
    .map(({ chat }) => chat);
}

/** A slip changes two letters of the set at most: most words are out of reach without being compared. */
function slips(wanted: Word, word: Word, limit: number): number {
  if (bits(wanted.letters ^ word.letters) > 2 * limit) return limit + 1;
  return distance(wanted.text, word.text, limit);
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
