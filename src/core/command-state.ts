/**
 * How a command stands, as one emoji on the owner's own message. One command may have made several messages: it shows the
 * worst of them, and what was taken back is left aside as long as there is anything else. So ⏰ means that something of it is
 * still to go, ✅ that all the rest was sent, and 🚫 that none of it was, or will be.
 */
import type { LedgerReads } from './ledger.ts';
import type { Message } from './message.ts';

/** The worst first. None of them is a reaction that the owner commands with: see `reaction`. */
export const commandEmojis = ['⚠️', '❔', '⏰', '✅', '🎭', '🚫'] as const;
export type CommandEmoji = (typeof commandEmojis)[number];

/** Null for a command that armed nothing. */
export function commandEmoji(ledger: LedgerReads, commandWaId: string): CommandEmoji | null {
  const shown = new Set(
    ledger.messages({ commandWaId }).map((message) => messageEmoji(lastInPlace(ledger, message))),
  );
  return commandEmojis.find((emoji) => shown.has(emoji)) ?? null;
}

/** What was sent instead of it, if anything was, stands for it. */
function lastInPlace(ledger: LedgerReads, message: Message): Message {
  for (let last = message; ; ) {
    const next = ledger.replacementOf(last.id);
    if (next === null) return last;
    last = next;
  }
}

function messageEmoji({ status, droppedAt }: Message): CommandEmoji {
  switch (status) {
    case 'scheduled':
    case 'held':
    case 'sending':
      return '⏰';
    case 'sent':
      return '✅';
    case 'failed':
    case 'missed':
      return droppedAt === null ? '⚠️' : '🚫';
    case 'in_doubt':
      return '❔';
    case 'cancelled':
      return '🚫';
    case 'rehearsed':
      return '🎭';
    default:
      return status satisfies never;
  }
}
