/** `{name}` and `{first}` in a text to several people; `{{` stands for a brace. */
import type { Chat } from '../core/message.ts';

const known = ['name', 'first'];

/** The first placeholder that is none of ours, or null. */
export function unknownPlaceholder(text: string): string | null {
  for (const match of text.matchAll(/\{\{|\{(\w*)\}/g)) {
    const [whole, word] = match;
    if (word !== undefined && !known.includes(word)) return whole;
  }
  return null;
}

export function fillPlaceholders(text: string, chat: Chat): string {
  return text.replace(/\{\{|\{(name|first)\}/g, (whole, word: string | undefined) => {
    if (word === 'name') return chat.name;
    if (word === 'first') return chat.name.split(/\s+/)[0] ?? chat.name;
    return whole === '{{' ? '{' : whole;
  });
}

/** The first chat that has no name to be filled in, where the texts want one; null where none is wanted or all have one. */
export function namelessIn(texts: readonly string[], chats: readonly Chat[]): Chat | null {
  const wanted = texts.some((text) =>
    [...text.matchAll(/\{\{|\{(?:name|first)\}/g)].some(([one]) => one !== '{{'),
  );
  return wanted ? (chats.find(({ name }) => /^[+\d\s]*$/.test(name)) ?? null) : null;
}
