/** News in the owner's words, put into the ledger as a notice, with the question that it asks where there is one. */
import type { LatchWhy, LedgerReads, LedgerWrites } from '../core/ledger.ts';
import type { Message } from '../core/message.ts';
import type { InDoubtWhy, News, Outage, Tell } from '../core/news.ts';
import type { Notice } from '../core/notice.ts';
import { agoText, clockTime, dayAndTime } from '../core/time/format.ts';
import type { Refusal } from '../core/whatsapp.ts';
import { ranges } from './cancel-text.ts';
import { ownershipWords } from './claim-text.ts';
import { droppedLateText } from './dropped-late-text.ts';
import { gather, supersedeBy, untoldDoubt } from './gathering.ts';
import { counted, name, named } from './naming.ts';
import { outageText } from './outage-text.ts';
import { listAnswers, minuteOf, moment, numbered, overdueAnswers } from './overdue-list.ts';
import type { Preferences } from './preferences.ts';
import type { Draft, Gathering } from './question.ts';
import { heldEach, heldWhy, recipientRefused, renamedText } from './recipient-text.ts';
import { selftestText } from './selftest-text.ts';
import { seriesNewsText } from './series-text.ts';
import { statusText } from './state-text.ts';
import { unsendOutcome } from './unsend-text.ts';
import { welcomeText } from './welcome.ts';

interface Words {
  readonly text: string;
  readonly about: readonly Message[];
  readonly ask?: Draft;
  /** Default: wherever notices go. */
  readonly chatId?: string;
}

export function createTell(preferences: Preferences): Tell {
  return (tx, news, at) => {
    const zone = preferences.zone() ?? 'UTC';
    if (news.kind === 'kept_from_leaving_late') return tellKept(tx, news.messages, zone, at);
    const gathered = gather(tx, news);
    const notice = put(tx, words(gathered.news, zone, at, preferences, tx), at);
    for (const old of gathered.untold) supersedeBy(tx, old, notice.id);
  };
}

/** A doubt that is still to be told says it along; of the others the owner reads it by itself. */
function tellKept(tx: LedgerWrites, messages: readonly Message[], zone: string, at: number): void {
  const alone = messages.filter((message) => {
    const doubt = untoldDoubt(tx, message);
    if (doubt === null) return true;
    const lines = doubt.notice.body.split('\n');
    lines.splice(-1, 0, `${clockTime(at, zone)} I restarted WhatsApp Web:`, 'it cannot leave late any more.');
    const notice = put(tx, { text: lines.join('\n'), about: [message], ask: doubt.draft }, at);
    supersedeBy(tx, doubt.notice, notice.id);
    return false;
  });
  if (alone.length > 0) put(tx, { text: keptText(alone), about: alone }, at);
}

function put(tx: LedgerWrites, told: Words, at: number): Notice {
  const question =
    told.ask === undefined
      ? null
      : tx.ask({ kind: told.ask.kind, draft: JSON.stringify(told.ask), at, lapsesAt: null });
  return tx.addNotice({
    kind: question === null ? 'notice' : 'question',
    body: told.text,
    chatId: told.chatId ?? null,
    about: told.about.map((message) => message.id),
    questionId: question?.id ?? null,
    at,
  });
}

function words(
  news: Exclude<News, { kind: 'kept_from_leaving_late' }>,
  zone: string,
  at: number,
  preferences: Preferences,
  tx: LedgerReads,
): Words {
  switch (news.kind) {
    case 'welcome':
      return { text: welcomeText(preferences, at), about: [] };
    case 'in_doubt':
      return {
        text: [
          `❔ ${named(news.message)}: I can't tell if it went.`,
          `${clockTime(at, zone)} ${inDoubtWhy[news.why]}.`,
          'I will not send it again by myself.',
          `Look in ${chatWith(news.message)}: arrived · again · drop`,
        ].join('\n'),
        about: [news.message],
        ask: { kind: 'in_doubt', id: news.message.id },
      };
    case 'never_left':
      return {
        text: `⚠️ ${named(news.message)} was not sent:\n${neverLeftWhy[news.because]}.\nIt never left.\nReply: ${overdueAnswers}`,
        about: [news.message],
        ask: { kind: 'overdue', ids: [news.message.id] },
      };
    case 'refused_by_whatsapp':
      return {
        text: `⚠️ ${named(news.message)} was not delivered:\nWhatsApp refused it at ${clockTime(at, zone)}.\nReply: send (once more) · drop · move 18:00`,
        about: [news.message],
        ask: { kind: 'overdue', ids: [news.message.id] },
      };
    case 'unsend':
      return { text: unsendOutcome(news.message, news.unsend, zone), about: [news.message] };
    case 'did_go_out':
      return { text: didGoOut(news, zone, at), about: [news.message] };
    case 'missed':
      return overdue(
        `⌛ ${counted(news.messages.length, 'message')} missed the time:\n${reachText(news.outage, zone, at)}.`,
        news.messages,
        { what: 'missed', outage: news.outage },
        zone,
        at,
      );
    case 'dropped_late':
      return { text: droppedLateText(news.messages, zone, at), about: news.messages };
    case 'held':
      return overdue(
        `✋ ${counted(news.messages.length, 'message')} held:\n${heldWhy(news)}.`,
        news.messages,
        { what: news.reason, outage: { kind: 'none' } },
        zone,
        at,
        heldEach(tx, news),
      );
    case 'control_chat_unread':
      return {
        text: `⚠️ I cannot read what you wrote to me\nbetween ${minuteOf(news.from, zone, at)}\nand ${minuteOf(news.to, zone, at)}.\nA /cancel or /stop there did not reach me,\nso I hold what was scheduled: /attention\nWrite again what still matters.`,
        about: [],
      };
    case 'renamed':
      return { text: renamedText(news), about: news.messages };
    case 'cancelled_by_revoke':
      return {
        text: `🚫 You deleted the command: ${these(news.messages)} cancelled. ${news.messages.length === 1 ? 'It' : 'They'} never left.`,
        about: news.messages,
      };
    case 'revoke_too_late':
      return {
        text: `⚠️ You deleted the command too late for\n${these(news.messages)}. /show ${news.messages[0]?.id ?? ''} says more.`,
        about: news.messages,
      };
    case 'series':
      return { text: seriesNewsText(news, at), about: [] };
    case 'rehearsed':
      return {
        text: `🎭 ${named(news.message)} would have gone now.\nIt was dry: nothing was sent.`,
        about: [news.message],
      };
    case 'latched':
      return { text: latchText(news.why, news.about ?? []), about: [] };
    case 'restored':
      return {
        text: `🛑 I was put back to a backup of\n${dayAndTime(news.backupAt, zone, at)}. I know nothing since:\nwhat went, and what you cancelled or changed.\nWhat was due since then may have gone:\nlook in the chat before you say send.\nNothing goes until /resume. First see /list.`,
        about: [],
      };
    case 'clock_stepped':
      return {
        text: `🕰️ My clock jumped ${jump(news.byMs)}.\nFor me it is now ${dayAndTime(at, zone, at)}.\nIf that is wrong: /stop, and put it right.`,
        about: [],
      };
    case 'clock_behind':
      return {
        text: `🕰️ My clock is ${jump(news.byMs).replace(/ (forward|back)$/, '')} behind\nwhat I have already seen.\nNothing goes until it has caught up.\nIf it is right: /resume`,
        about: [],
      };
    case 'back_online':
      return { text: outageText(news.outage, news.briefer, zone, at), about: [] };
    case 'selftest':
      return { text: selftestText(news.result), about: [] };
    case 'group_claimed':
    case 'commanded_by_group':
    case 'code_refused':
    case 'group_lost':
    case 'other_lid':
      return { ...ownershipWords(news), about: [] };
    default:
      return news satisfies never;
  }
}

const inDoubtWhy: Readonly<Record<InDoubtWhy, string>> = {
  no_ack: 'WhatsApp had not confirmed it',
  connection_broke: 'the connection broke',
  bot_stopped: 'I had been stopped in the middle of it',
  page_failed: 'WhatsApp Web gave no clear answer',
  send_failed: 'WhatsApp Web failed to send it',
  known_id: 'WhatsApp knew it, unconfirmed',
};

const neverLeftWhy: Readonly<Record<Refusal, string>> = {
  ...recipientRefused,
  aborted: 'you stopped me',
  not_connected: 'the connection was down at that moment',
  too_late: 'it took too long, its time had passed',
  known_id: 'WhatsApp knew it already',
  no_file: 'its file had not been uploaded',
  no_chat: 'WhatsApp did not find the chat',
  page_changed: 'WhatsApp Web was starting anew just then',
  module_missing: 'WhatsApp Web has changed, I cannot send',
};

const latchedText: Readonly<Record<LatchWhy, string>> = {
  owner_command: '🛑 Stopped. /resume goes on.',
  outside: '🛑 Stopped from the command line.\n/resume goes on.',
  stop_file: '🛑 Stopped:\nthere is a STOP file in my data folder.\n/resume removes it and goes on.',
  in_doubt_in_a_row:
    '🛑 I have stopped sending:\nseveral in a row could not be confirmed.\n/attention shows them · /resume goes on',
  account_refused:
    '🛑 I have stopped sending:\nWhatsApp refused several in a row.\n/attention shows them · /resume goes on',
  second_delivery: '🛑 I have stopped sending:\nWhatsApp reported one message twice.\n/resume goes on.',
  crash_loop: '🛑 I have stopped sending:\nI broke down three times in ten minutes.\n/status · /resume',
  conflict:
    '🛑 I have stopped sending: WhatsApp Web\nwas opened elsewhere with this account.\nI hear you again: /resume goes on.',
};

/** What stood in two places is named; those in doubt or refused have notices of their own. */
function latchText(why: LatchWhy, about: readonly number[]): string {
  const [id] = about;
  if (why !== 'second_delivery' || id === undefined) return latchedText[why];
  return `🛑 I have stopped sending:\nWhatsApp shows #${id} a second time.\n/why ${id} · /resume goes on.`;
}

function didGoOut(news: Extract<News, { kind: 'did_go_out' }>, zone: string, at: number): string {
  const what = named(news.message);
  const lines =
    news.was === 'in_doubt'
      ? [`✅ ${what}: now confirmed. It was sent, once.`]
      : [
          `⚠️ ${what} did go out:`,
          `WhatsApp confirmed it at ${clockTime(at, zone)}.`,
          `I had it as ${statusText[news.was]}.`,
        ];
  if (news.replacementCancelled !== null)
    lines.push(`#${news.replacementCancelled} in its place is cancelled: it never left.`);
  return lines.join('\n');
}

/** Why nothing could go. */
function reachText(outage: Outage, zone: string, now: number): string {
  switch (outage.kind) {
    case 'none':
      return 'I was not able to send';
    case 'since':
      return `I ${outage.cannotSend === true ? 'could not send' : 'was offline'} since ${minuteOf(outage.at, zone, now)}`;
    case 'unknown':
      return 'I was away';
    case 'no_upload':
      return 'its file did not get to WhatsApp in time';
    default:
      return outage satisfies never;
  }
}

function keptText(messages: readonly Message[]): string {
  const [only] = messages;
  return only !== undefined && messages.length === 1
    ? `🔄 I restarted WhatsApp Web:\n${named(only)} could still have left late.\nIt stays in doubt: arrived · again · drop`
    : `🔄 I restarted WhatsApp Web:\n${these(messages)}\ncould still have left late.\nThey stay in doubt: /attention`;
}

/** A numbered list with `1 send · 2 drop · all drop`. */
function overdue(
  title: string,
  messages: readonly Message[],
  gathers: Gathering,
  zone: string,
  at: number,
  each: (message: Message) => string = () => '',
): Words {
  const [only] = messages;
  const ask: Draft = { kind: 'overdue', ids: messages.map((message) => message.id), gathers };
  if (only !== undefined && messages.length === 1)
    return {
      text: `${title.replace('1 message', named(only))}\nIt was for ${moment(only.plannedAt, zone, at)}.\nReply: ${overdueAnswers}`,
      about: messages,
      ask,
    };
  return {
    text: [title, ...numbered(messages, zone, at, each), ...listAnswers].join('\n'),
    about: messages,
    ask,
  };
}

/** `#12 to Mum, #13 to Anna`, and of many only their numbers. */
function these(messages: readonly Message[]): string {
  return messages.length <= 2 ? messages.map(named).join(', ') : ranges(messages.map(({ id }) => id));
}

function chatWith({ chat }: Message): string {
  if (chat.kind === 'self') return 'this chat';
  return chat.kind === 'group' ? name(chat) : `the chat with ${name(chat)}`;
}

function jump(byMs: number): string {
  const size = agoText(0, Math.abs(byMs), 'UTC').replace(/ ago$/, '');
  return `${size} ${byMs < 0 ? 'back' : 'forward'}`;
}
