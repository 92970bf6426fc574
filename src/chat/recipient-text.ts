/** What became of recipients, in words. */
import type { LedgerReads } from '../core/ledger.ts';
import type { HoldReason, Message } from '../core/message.ts';
import type { News } from '../core/news.ts';
import type { Barrier } from '../core/recipient.ts';
import { barrierBefore } from '../core/recipient-watch.ts';
import type { Refusal } from '../core/whatsapp.ts';
import { ranges } from './cancel-text.ts';
import { fileMissing } from './file-text.ts';
import { lastDigits, name, plain } from './naming.ts';
import { holdText } from './state-text.ts';

/** Why WhatsApp Web was not given a message: "#12 to Mum was not sent: …". */
export const recipientRefused: Readonly<
  Record<Extract<Refusal, 'other_account' | 'left_group' | 'read_only' | 'blocked'>, string>
> = {
  other_account: 'the number has changed hands since',
  left_group: 'you are no longer in that group',
  read_only: 'only admins can write in that group',
  blocked: 'you have blocked this contact',
};

const barred: Readonly<Record<Barrier, string>> = {
  not_on_whatsapp: 'nobody has that number on WhatsApp now',
  left_group: 'you are no longer in that group',
  read_only: 'only admins can write in that group',
  blocked: 'you have blocked this contact.\nUnblock first, then say send',
};

const barredBriefly: Readonly<Record<Barrier, string>> = {
  not_on_whatsapp: 'nobody has that number',
  left_group: 'you left the group',
  read_only: 'only admins write there',
  blocked: 'you blocked them',
};

/** What is in the way of each of several, behind its line: they may have come to be held for as many reasons. */
export function heldEach(
  ledger: LedgerReads,
  { reason }: Extract<News, { kind: 'held' }>,
): (message: Message) => string {
  return ({ id }) => {
    const barrier = reason === 'recipient_unreachable' ? barrierBefore(ledger, id) : null;
    return barrier === null ? '' : `: ${barredBriefly[barrier]}`;
  };
}

const ofSeveral: Partial<Readonly<Record<HoldReason, string>>> = {
  recipient_changed: 'the numbers changed hands since',
  recipient_unreachable: 'WhatsApp takes nothing for them now',
};

/** Why these are held; of several only what holds for all of them. */
export function heldWhy({ reason, barrier, messages }: Extract<News, { kind: 'held' }>): string {
  const [only] = messages;
  if (only === undefined || messages.length > 1) return ofSeveral[reason] ?? holdText[reason];
  if (barrier != null) return barred[barrier];
  if (reason === 'file_missing') return fileMissing;
  if (reason !== 'recipient_changed') return holdText[reason];
  const digits = lastDigits(only.chat, 4);
  const number = digits === null ? 'the number' : `the number …${digits}`;
  // WhatsApp sends to the id that was stored, and that is the one or the other.
  const goesTo = only.chat.chatId.endsWith('@lid')
    ? '"send" goes to the account you chose,\nwhatever number it has now'
    : '"send" goes to that number,\nwhoever has it now';
  return `${number} and the account\nyou chose do not belong together any more.\n${goesTo}`;
}

export function renamedText({ messages, name: now }: Extract<News, { kind: 'renamed' }>): string {
  const [first] = messages;
  if (first === undefined) return '';
  const { chat } = first;
  const ids = ranges(messages.map(({ id }) => id));
  const digits = lastDigits(chat, 4);
  const stays = digits === null ? 'goes there all the same' : `still goes to …${digits}`;
  return `ℹ️ ${name(chat)} is now called ${plain(now, 32)}.\n${ids} ${messages.length === 1 ? stays : stays.replace('goes', 'go')}.`;
}

/** Why nothing is armed for a chat that was found. */
export function closedText(found: {
  readonly kind: Exclude<Barrier, 'not_on_whatsapp'>;
  readonly name: string;
}): string {
  const chat = `"${plain(found.name, 32)}"`;
  switch (found.kind) {
    case 'left_group':
      return `🚫 Nothing scheduled: you are no longer\nin the group ${chat}.\nAsk to be let in again, or write to\nits people one by one.`;
    case 'read_only':
      return `🚫 Nothing scheduled: only admins\ncan write in ${chat}.\nWrite to its people one by one.`;
    case 'blocked':
      return `🚫 Nothing scheduled: you have blocked\n${chat}. Unblock in WhatsApp,\nthen send me this again.`;
    default:
      return found.kind satisfies never;
  }
}
