/** The port to WhatsApp over the real library and a real browser. */

import { lackOf } from '../../core/able.ts';
import { changeAnswerMs } from '../../core/change.ts';
import type { Chat } from '../../core/message.ts';
import type { NumberReading, WhatsApp, WhatsAppEvent } from '../../core/whatsapp.ts';
import type { Page } from './client.ts';
import { type ConnectionSetting, openConnection } from './connection.ts';
import { createFiles } from './files.ts';
import { within } from './limit.ts';
import { contacts } from './page/contacts.ts';
import { edit } from './page/edit.ts';
import { lookUp } from './page/lookUp.ts';
import { members } from './page/members.ts';
import { number } from './page/number.ts';
import { react } from './page/react.ts';
import { readChat } from './page/readChat.ts';
import { recipient } from './page/recipient.ts';
import { reread } from './page/reread.ts';
import { revoke } from './page/revoke.ts';
import { typing } from './page/typing.ts';
import { readRecipient } from './recipient.ts';
import { createSends } from './sends.ts';

/** How long one question to the page may take. Those that ask WhatsApp's server get more. */
const limitMs = {
  lookUp: 15_000,
  readChat: 30_000,
  reread: 10_000,
  contacts: 20_000,
  members: 5_000,
  number: 15_000,
  recipient: 15_000,
  typing: 3_000,
  revoke: changeAnswerMs + 15_000,
  edit: changeAnswerMs + 15_000,
  react: 5_000,
};
/** One fetch brings some fifty messages; this many reach back through any outage that is still of interest. */
const maxFetches = 40;

/** Nothing is launched before `start`. Every answer is a value: no method but `start` and `stop` can throw. */
export function createWhatsApp(setting: ConnectionSetting): WhatsApp {
  const { clock, log } = setting;
  let listener: (event: WhatsAppEvent) => void = () => undefined;
  const queue: WhatsAppEvent[] = [];
  let isTelling = false;
  // One at a time: a listener that stops or recycles from inside an event hears of it after the event. Its faults are
  // its own: thrown here they would vanish into the page, which waits for an answer, so they are thrown to the process.
  const emit = (event: WhatsAppEvent): void => {
    queue.push(event);
    if (isTelling) return;
    isTelling = true;
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      try {
        listener(next);
      } catch (fault) {
        queueMicrotask(() => {
          throw fault;
        });
      }
    }
    isTelling = false;
  };
  const connection = openConnection(setting, emit);
  const sends = createSends(connection, clock, log);

  /** Null when there is no page with our functions in it, or it gave no answer in time. */
  const ask = async <T>(
    what: keyof typeof limitMs,
    question: (page: Page) => Promise<T>,
  ): Promise<T | null> => {
    const page = connection.life()?.page();
    if (!page || connection.document() === null) return null;
    const answer = await within(clock, limitMs[what], question(page));
    if (answer.kind === 'value') return answer.value;
    log.warn({ what, outcome: answer.kind }, 'the page gave no answer');
    return null;
  };

  const askNumber = async (phone: string): Promise<NumberReading> => {
    const lacking = lackOf(connection.link(), 'numbers');
    if (lacking !== null) return { kind: 'unable', lacking };
    const digits = phone.replace(/\D/g, '');
    return (await ask('number', (page) => page.evaluate(number, digits))) ?? { kind: 'unreachable' };
  };

  return {
    start(to) {
      listener = to;
      connection.start();
    },
    stop: connection.stop,
    link: connection.link,
    health: connection.health,
    recycle: connection.recycle,
    handOver: sends.handOver,
    abort: sends.abort,
    ...createFiles(connection, clock, log),

    async lookUp(chat, reservedIds) {
      const found = await ask('lookUp', (page) => page.evaluate(lookUp, idsOf(chat), reservedIds));
      return found ?? reservedIds.map((reservedId) => ({ reservedId, found: { kind: 'unreachable' } }));
    },
    async readChat(chatIds, since) {
      const reading = await ask('readChat', (page) => page.evaluate(readChat, chatIds, since, maxFetches));
      return reading ?? { kind: 'unreachable' };
    },
    async reread(chatIds, waId) {
      return (await ask('reread', (page) => page.evaluate(reread, chatIds, waId))) ?? { kind: 'unreachable' };
    },
    async contacts() {
      const lacking = lackOf(connection.link(), 'contacts');
      if (lacking !== null) return { kind: 'unable', lacking };
      const chats = await ask('contacts', (page) => page.evaluate(contacts));
      return chats === null ? { kind: 'unreachable' } : { kind: 'contacts', chats };
    },
    async members(groupId) {
      return (await ask('members', (page) => page.evaluate(members, groupId))) ?? { kind: 'unreachable' };
    },
    number: askNumber,
    recipient: (chat) =>
      readRecipient(chat, askNumber, () => ask('recipient', (page) => page.evaluate(recipient, chat))),
    async typing(chatId) {
      if (lackOf(connection.link(), 'typing') !== null) return 'unable';
      return (await ask('typing', (page) => page.evaluate(typing, chatId))) ?? 'unknown';
    },
    async revoke(chat, reservedId) {
      if (connection.link().state !== 'connected') return { kind: 'refused', because: 'not_connected' };
      const outcome = await ask('revoke', (page) =>
        page.evaluate(revoke, idsOf(chat), reservedId, changeAnswerMs),
      );
      log.info({ reservedId, outcome }, 'deletion for everyone');
      return outcome ?? { kind: 'unknown' };
    },
    async edit(chat, reservedId, text) {
      if (connection.link().state !== 'connected') return { kind: 'refused', because: 'not_connected' };
      const outcome = await ask('edit', (page) =>
        page.evaluate(edit, idsOf(chat), reservedId, text, changeAnswerMs),
      );
      log.info({ reservedId, outcome }, 'edit');
      return outcome ?? { kind: 'unknown' };
    },
    async react(chatIds, waId, emoji) {
      await ask('react', (page) => page.evaluate(react, chatIds, waId, emoji));
    },
  };
}

function idsOf({ chatId, lid, phone }: Chat): readonly string[] {
  return [chatId, lid, phone === null ? null : `${phone.slice(1)}@c.us`].filter((id) => id !== null);
}
