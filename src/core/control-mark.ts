/**
 * How far each control chat has been read: the mark from which the next connection reads on. It may stand too early,
 * because what is read twice is carried out once; standing too late, a command before it is never read.
 */
import type { Ground } from './ground.ts';
import type { LedgerReads, LedgerWrites } from './ledger.ts';
import type { Inbound } from './whatsapp.ts';

export interface ControlMarks {
  /** Every chat has a mark after it. True at the first link ever: old notes to oneself are no commands. */
  begin(chats: readonly (readonly string[])[]): boolean;
  /** From when on this chat is to be read, ms. */
  since(chatIds: readonly string[]): number;
  /** Everything up to the latest of `messages` is known, apart from those of `undecrypted`, sent-at times in ms. */
  seen(chatIds: readonly string[], messages: readonly Inbound[], undecrypted?: readonly number[]): void;
}

/** The latest time seen in any control chat, by WhatsApp's clock, ms; there since the first link. */
export const seenAtKey = 'control_seen_at';
/** Of one chat. By its number where it has one: its LID may become known later. */
const markKey = (chatIds: readonly string[]): string =>
  `${seenAtKey}:${chatIds.find((id) => id.endsWith('@c.us')) ?? chatIds[0]}`;

/** What was written in this chat before `at`, ms, is nobody's command. */
export function markFrom(tx: LedgerWrites, chatIds: readonly string[], at: number): void {
  tx.set(markKey(chatIds), String(at));
}

/** WhatsApp's times are whole seconds and may arrive out of order: read again a little of what was read already. */
const overlapMs = 10 * 60_000;
/** A message that could not be decrypted for a day is not waited for any more. */
const undecryptedLimitMs = 24 * 60 * 60_000;

export function createControlMarks({
  ledger,
  clock,
  tell,
}: Pick<Ground, 'ledger' | 'clock' | 'tell'>): ControlMarks {
  /**
   * Times of messages that came in undecrypted, by chat. WhatsApp does not say which of them is decrypted later: the mark
   * stays before each for a day, because only a later page may be able to read it.
   */
  const unread = new Map<string, Set<number>>();

  return {
    begin(chats) {
      const unmarked = chats.map(markKey).filter((key) => ledger.setting(key) === null);
      if (unmarked.length === 0) return false;
      const now = clock.now();
      return ledger.write((tx) => {
        const known = tx.setting(seenAtKey);
        // A further owner's chat, or one from before each had a mark of its own: read from where the bot last listened.
        for (const key of unmarked) tx.set(key, known ?? String(now));
        if (known !== null) return false;
        tx.set(seenAtKey, String(now));
        tell(tx, { kind: 'welcome' }, now);
        return true;
      });
    },
    since: (chatIds) => timeOf(ledger, markKey(chatIds)) - overlapMs,
    seen(chatIds, messages, undecrypted = []) {
      const key = markKey(chatIds);
      const now = clock.now();
      const waiting = unread.get(key) ?? new Set();
      for (const at of undecrypted) waiting.add(at);
      for (const at of waiting) if (now - at > undecryptedLimitMs) waiting.delete(at);
      unread.set(key, waiting);
      const mark = timeOf(ledger, key);
      // A message from the future would hide every one after it: the mark never passes our own clock.
      const latest = Math.min(now, Math.max(0, ...messages.map(({ at }) => at)));
      const next = Math.min(Math.max(mark, latest), ...waiting);
      if (next !== mark) ledger.write((tx) => moveTo(tx, key, next));
    },
  };

  function moveTo(tx: LedgerWrites, key: string, mark: number): void {
    tx.set(key, String(mark));
    if (mark > timeOf(tx, seenAtKey)) tx.set(seenAtKey, String(mark));
  }
}

function timeOf(ledger: LedgerReads, key: string): number {
  return Number(ledger.setting(key) ?? 0);
}
