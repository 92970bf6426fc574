/** A draft in which nothing is missing and nothing is left to choose. */
import type { FileRef } from '../../core/files.ts';
import type { Chat } from '../../core/message.ts';
import type { WhenNote } from '../../core/time/when.ts';
import type { Repeats, ScheduleDraft } from '../question.ts';

export interface Whole {
  readonly at: number;
  /** The zone it was said in. */
  readonly zone: string;
  readonly notes: readonly WhenNote[];
  readonly chats: readonly Chat[];
  readonly parts: readonly string[];
  readonly file: FileRef | null;
  /** It comes again. */
  readonly repeats: Repeats | null;
}

export function wholeOf(draft: ScheduleDraft): Whole | null {
  const { when, recipients, readings, file = null } = draft;
  const parts = draft.parts ?? (file === null ? null : ['']);
  if (readings.length > 0 || when?.kind !== 'at' || recipients === null || parts === null) return null;
  const chats = new Map<string, Chat>();
  for (const recipient of recipients) {
    if (recipient.kind !== 'chat') return null;
    chats.set(recipient.chat.chatId, recipient.chat);
  }
  const { at, zone, notes, repeats = null } = when;
  return { at, zone, notes, chats: [...chats.values()], parts, file, repeats };
}
