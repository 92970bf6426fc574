/** Unsending in words: what was asked, what came of it, and never more than WhatsApp has said. */
import type { Message } from '../core/message.ts';
import { clockTime, dayAndTime } from '../core/time/format.ts';
import type { Unsend, UnsendRefusal, UnsendTruth } from '../core/unsend.ts';
import { name, named } from './naming.ts';
import { statusText } from './state-text.ts';

/** The answer to the command. */
export function unsendReply(truth: UnsendTruth, zone: string, now: number): string {
  const { message } = truth;
  switch (truth.kind) {
    case 'asked':
      return `⏳ I ask WhatsApp to delete ${named(message)}\nfor everyone. You will hear.`;
    case 'under_way':
      return `⏳ I have asked WhatsApp to delete\n${named(message)} for everyone.\nIts answer has not come yet. You will hear.`;
    case 'deleted':
      return `ℹ️ ${named(message)} was deleted for everyone\n${dayAndTime(truth.at, zone, now)}.`;
    case 'not_sent':
      return notSent(message);
    default:
      return truth satisfies never;
  }
}

function notSent(message: Message): string {
  const what = `🚫 Nothing deleted: ${named(message)}\nis ${statusText[message.status]}`;
  switch (message.status) {
    case 'scheduled':
    case 'held':
      return `${what}, it has not left.\nTo take it back: /cancel ${message.id}`;
    case 'sending':
      return `${what}. I can delete it once\nWhatsApp has confirmed it.\nTo stop it: /cancel ${message.id}`;
    case 'in_doubt':
      return `${what}: I cannot tell if it went.\nIf it is in ${theChat(message)}, say: #${message.id} arrived\nthen /unsend ${message.id}`;
    default:
      return `${what}: it is in nobody's chat.`;
  }
}

const refusalText: Readonly<Record<UnsendRefusal, string>> = {
  too_old: 'WhatsApp no longer lets me delete it',
  not_there: 'WhatsApp Web does not have it any more',
  no_ack_yet: 'WhatsApp Web has no confirmation of it',
  already: 'WhatsApp Web shows it as deleted already',
  module_missing: 'WhatsApp Web has changed, I cannot delete',
  by_whatsapp: 'WhatsApp refused to delete it',
};

/** What came of it. */
export function unsendOutcome(message: Message, { state, because, settledAt }: Unsend, zone: string): string {
  switch (state) {
    case 'deleted':
      return `🗑️ ${named(message)} was deleted for everyone\nat ${clockTime(settledAt ?? 0, zone)}.${readerText(message)}`;
    case 'refused':
      return `⚠️ ${named(message)} was not deleted:\n${refusalText[because ?? 'not_there']}.\n${afterRefusal(message, because)}`;
    default:
      return `❔ ${named(message)}: I can't tell if it was\ndeleted for everyone.\nLook in ${theChat(message)}.\nTo ask WhatsApp once more: /unsend ${message.id}`;
  }
}

function afterRefusal(message: Message, because: UnsendRefusal | null): string {
  return because === 'too_old'
    ? `It stays in ${theChat(message)}.`
    : `Look in ${theChat(message)}: on your phone\nyou may delete it for everyone yourself.`;
}

/** For /show; null where there is nothing to say. */
export function unsendLine(unsend: Unsend | null, zone: string, now: number): string | null {
  switch (unsend?.state) {
    case undefined:
      return null;
    case 'deleted':
      return `deleted for everyone ${dayAndTime(unsend.settledAt ?? 0, zone, now)}`;
    case 'refused':
      return `not deleted for everyone:\n${refusalText[unsend.because ?? 'not_there']}`;
    case 'in_doubt':
      return 'I cannot tell if it was deleted for everyone';
    default:
      return 'being deleted for everyone, unconfirmed';
  }
}

function readerText({ chat, ack }: Message): string {
  if (chat.kind === 'self') return '';
  const who = chat.kind === 'group' ? 'Somebody' : name(chat);
  return (ack ?? 0) >= 3 && chat.kind === 'person'
    ? `\n${who} had read it before.`
    : `\n${who} may have read it before.`;
}

function theChat({ chat }: Message): string {
  if (chat.kind === 'self') return 'this chat';
  return chat.kind === 'group' ? name(chat) : `the chat with ${name(chat)}`;
}
