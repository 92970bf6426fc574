/** What stands where a text stood that was erased. */
import type { Message } from '../core/message.ts';
import { counted } from './naming.ts';
import { bodyLines } from './schedule/armed-text.ts';

const dayMs = 24 * 60 * 60_000;

/** The text of a message with its file, or `(text erased after 30 days)`: counted from its end. */
export function wordsOf({ body, file, erasedAt, changedAt }: Message): string[] {
  return erasedAt === null ? bodyLines({ parts: [body], file }) : [`(${erasedAfter(erasedAt - changedAt)})`];
}

/** A reply to whoever wants to read it, or to send it once more; null while it is there. */
export function erasedText({ id, erasedAt, changedAt }: Message): string | null {
  return erasedAt === null
    ? null
    : `ℹ️ #${id}: ${erasedAfter(erasedAt - changedAt)}.\nWrite it anew if you want it to go:\n/schedule tomorrow 9:00 to Mum: …`;
}

/** A quoted question whose words are gone. */
export const erasedQuestion =
  'ℹ️ I asked that so long ago that its words\nare erased. Write the command anew.';

function erasedAfter(ms: number): string {
  return `text erased after ${counted(Math.floor(ms / dayMs), 'day')}`;
}
