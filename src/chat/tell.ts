/** News in the owner's words, put into the ledger as a notice, with the question that it asks where there is one. */
import type { LatchWhy, LedgerWrites } from '../core/ledger.ts';
import type { Message } from '../core/message.ts';
import type { InDoubtWhy, News, Tell } from '../core/news.ts';
import { agoText, clockTime, shortMoment } from '../core/time/format.ts';
import type { Refusal } from '../core/whatsapp.ts';
import { counted, name, named } from './naming.ts';
import type { Preferences } from './preferences.ts';
import type { Draft } from './question.ts';
import { holdText } from './state-text.ts';
import { welcomeText } from './welcome.ts';

interface Words {
  readonly text: string;
  readonly about: readonly Message[];
  readonly ask?: Draft;
}

/** A list longer than this is cut with "and 12 more": eight lines are what one reads on a phone. */
const mostLines = 6;

export function createTell(preferences: Preferences): Tell {
  return (tx, news, at) => {
    const zone = preferences.zone() ?? 'UTC';
    put(tx, words(news, zone, at, preferences), at);
  };
}

function put(tx: LedgerWrites, told: Words, at: number): void {
  const question =
    told.ask === undefined
      ? null
      : tx.ask({ kind: told.ask.kind, draft: JSON.stringify(told.ask), at, lapsesAt: null });
  tx.addNotice({
    kind: question === null ? 'notice' : 'question',
    body: told.text,
    chatId: null,
    about: told.about.map((message) => message.id),
    questionId: question?.id ?? null,
    at,
  });
}

function words(news: News, zone: string, at: number, preferences: Preferences): Words {
  switch (news.kind) {
    case 'welcome':
      return { text: welcomeText(preferences, at), about: [] };
    case 'in_doubt':
      return {
        text: [
          `❔ ${named(news.message)}: I can't tell if it went.`,
          `${clockTime(at, zone)} ${inDoubtWhy[news.why]}. I will not send it again by myself.`,
          `Look in the chat with ${name(news.message.chat)}: arrived · again · drop`,
        ].join('\n'),
        about: [news.message],
        ask: { kind: 'in_doubt', id: news.message.id },
      };
    case 'never_left':
      return {
        text: `⚠️ ${named(news.message)} was not sent: ${neverLeftWhy[news.because]}. It never left.\nReply: send · drop`,
        about: [news.message],
        ask: { kind: 'overdue', ids: [news.message.id] },
      };
    case 'refused_by_whatsapp':
      return {
        text: `⚠️ ${named(news.message)} was not delivered: WhatsApp refused it at ${clockTime(at, zone)}.\nReply: send (a new try) · drop`,
        about: [news.message],
        ask: { kind: 'overdue', ids: [news.message.id] },
      };
    case 'did_go_out':
      return { text: didGoOut(news, zone, at), about: [news.message] };
    case 'missed':
      return overdue(
        `⌛ ${counted(news.messages.length, 'message')} missed the time: I was not able to send.`,
        news.messages,
        zone,
      );
    case 'held':
      return overdue(
        `✋ ${counted(news.messages.length, 'message')} held: ${holdText[news.reason]}.`,
        news.messages,
        zone,
      );
    case 'cancelled_by_revoke':
      return {
        text: `🚫 You deleted the command: ${news.messages.map(named).join(', ')} cancelled. ${news.messages.length === 1 ? 'It' : 'They'} never left.`,
        about: news.messages,
      };
    case 'revoke_too_late':
      return {
        text: `⚠️ You deleted the command, but it was too late for ${news.messages.map(named).join(', ')}. /show ${news.messages[0]?.id ?? ''} says more.`,
        about: news.messages,
      };
    case 'rehearsed':
      return {
        text: `🎭 ${named(news.message)} would have gone now. It was dry: nothing was sent.`,
        about: [news.message],
      };
    case 'latched':
      return { text: latchedText[news.why], about: [] };
    case 'clock_stepped':
      return {
        text: `🕰️ This machine's clock jumped ${jump(news.byMs)}. It is now ${shortMoment(at, zone)} for me; if that is wrong, /stop and put it right.`,
        about: [],
      };
    case 'clock_behind':
      return {
        text: `🕰️ This machine's clock is ${jump(news.byMs).replace(/ (forward|back)$/, '')} behind what I have already seen. Nothing goes until it has caught up.`,
        about: [],
      };
    default:
      return news satisfies never;
  }
}

const inDoubtWhy: Readonly<Record<InDoubtWhy, string>> = {
  no_ack: 'WhatsApp had not confirmed it',
  connection_broke: 'the connection broke',
  bot_stopped: 'I had been stopped in the middle of it',
  page_failed: 'WhatsApp Web gave no clear answer',
  known_id: 'WhatsApp knew it already, without confirming it',
};

const neverLeftWhy: Readonly<Record<Refusal, string>> = {
  aborted: 'you stopped me',
  not_connected: 'the connection was down at that moment',
  too_late: 'it took too long and its time had passed',
  known_id: 'WhatsApp knew it already',
  no_chat: 'WhatsApp did not find the chat',
  page_changed: 'WhatsApp Web was starting anew at that moment',
  module_missing: 'this version of WhatsApp Web lacks what sending needs',
};

const latchedText: Readonly<Record<LatchWhy, string>> = {
  owner_command: '🛑 Stopped. /resume goes on.',
  outside: '🛑 Stopped from the command line. /resume goes on.',
  stop_file: '🛑 Stopped: there is a STOP file in my data folder. /resume removes it and goes on.',
  in_doubt_in_a_row:
    '🛑 I have stopped sending: several in a row could not be confirmed.\n/attention shows them · /resume goes on',
  account_refused:
    '🛑 I have stopped sending: WhatsApp refused several in a row.\n/attention shows them · /resume goes on',
  second_delivery: '🛑 I have stopped sending: WhatsApp reported one message twice. /resume goes on.',
  crash_loop: '🛑 I have stopped sending: I broke down three times in ten minutes. /status · /resume',
  conflict:
    '🛑 I have stopped sending: WhatsApp Web was opened elsewhere with this account. /resume goes on.',
};

function didGoOut(news: Extract<News, { kind: 'did_go_out' }>, zone: string, at: number): string {
  const what = named(news.message);
  const lines =
    news.was === 'in_doubt'
      ? [`✅ ${what}: now confirmed. It was sent, once.`]
      : [`⚠️ ${what} did go out: WhatsApp confirmed it at ${clockTime(at, zone)}. It had been ${news.was}.`];
  if (news.replacementCancelled !== null)
    lines.push(`#${news.replacementCancelled}, its second try, is cancelled: it never left.`);
  return lines.join('\n');
}

/** A numbered list with `1 send · 2 drop · all drop`. */
function overdue(title: string, messages: readonly Message[], zone: string): Words {
  const [only] = messages;
  const ask: Draft = { kind: 'overdue', ids: messages.map((message) => message.id) };
  if (only !== undefined && messages.length === 1)
    return {
      text: `${title.replace('1 message', named(only))}\nIt was for ${shortMoment(only.plannedAt, zone)}. Reply: send · drop`,
      about: messages,
      ask,
    };
  return {
    text: [title, ...numbered(messages, zone), 'Answer: 1 send · 2 drop · all drop'].join('\n'),
    about: messages,
    ask,
  };
}

/** `1) #12 Mum 23:59`, cut after a few lines. */
export function numbered(messages: readonly Message[], zone: string): string[] {
  const lines = messages
    .slice(0, mostLines)
    .map(
      (message, index) =>
        `${index + 1}) #${message.id} ${name(message.chat)} ${shortMoment(message.plannedAt, zone)}`,
    );
  const more = messages.length - mostLines;
  return more > 0 ? [...lines, `… and ${more} more: /attention`] : lines;
}

function jump(byMs: number): string {
  const size = agoText(0, Math.abs(byMs), 'UTC').replace(/ ago$/, '');
  return `${size} ${byMs < 0 ? 'back' : 'forward'}`;
}
