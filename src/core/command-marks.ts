/**
 * The bot's reactions to the owner's commands: how each stands, as one emoji. They are decoration. None is made while a
 * notice waits, a message is about to go or is on its way, a latch is set, or this WhatsApp Web cannot react; one at a time,
 * with a pause, and always the latest state. One that got lost is not made again, but for what broke off with its connection.
 */
import { lacks } from './able.ts';
import { commandEmoji } from './command-state.ts';
import type { ConnectedLink } from './dispatcher.ts';
import type { Ground } from './ground.ts';
import type { Message } from './message.ts';

export interface CommandMarks {
  /** Makes at most one reaction; returns when to be called again. */
  step(): Promise<number | null>;
}

export interface CommandMarksParts {
  /** Connected and caught up, or null. */
  readonly link: () => ConnectedLink | null;
  /** The control chats, each with all its ids: in no other one is ever reacted. */
  readonly controlChats: () => readonly (readonly string[])[];
}

interface Mark {
  readonly waId: string;
  readonly emoji: string;
  readonly chatIds: readonly string[];
}

/** Under this key: the number of the last event whose message's command was looked at. */
export const markedUntilKey = 'commands_marked_until';
/** So that many commands at once are no burst: some twenty reactions a minute. */
const pauseMs = 3_000;
/** What is to go within this time has the page for itself, and so has what was to go this long ago. */
const clearMs = 5_000;
/** Of more commands than these only the latest are marked. */
const mostWaiting = 500;

export function createCommandMarks(ground: Ground, parts: CommandMarksParts): CommandMarks {
  const { ledger, whatsapp, clock, log } = ground;
  /** Commands whose messages have changed, in the order in which they did, each once. */
  const waiting = new Set<string>();
  /** What the latest commands show, as far as this process knows. */
  const shown = new Map<string, string>();
  let until: number | null = null;
  /** By the monotonic clock. */
  let lastAt = Number.NEGATIVE_INFINITY;

  return {
    async step() {
      gather();
      const link = parts.link();
      if (link === null || lacks(link, 'react') || isLatched()) return null;
      if (waiting.size === 0) {
        rememberUntil();
        return null;
      }
      const later = busyUntil();
      if (later !== null) return later;
      const mark = next();
      if (mark === null) return clock.now();
      lastAt = clock.monotonic();
      await whatsapp.react(mark.chatIds, mark.waId, mark.emoji);
      log.debug({ waId: mark.waId }, 'marked a command with its state');
      if (parts.link()?.connection !== link.connection) {
        shown.delete(mark.waId);
        waiting.add(mark.waId);
      }
      return clock.now() + pauseMs;
    },
  };

  /** Of what changed before the first start that marks commands nothing is marked. */
  function gather(): void {
    const last = ledger.lastEvent();
    until ??= Number(ledger.setting(markedUntilKey) ?? last);
    if (last === until) return;
    for (const message of ledger.changedAfter(until))
      for (const waId of commandsOf(message)) waiting.add(waId);
    until = last;
    for (const waId of waiting) {
      if (waiting.size <= mostWaiting) break;
      waiting.delete(waId);
    }
  }

  /** Its own, and that of each message in whose place it stands. */
  function commandsOf(message: Message): readonly string[] {
    const before = message.replaces === null ? null : ledger.message(message.replaces);
    return [message.commandWaId, ...(before === null ? [] : commandsOf(before))];
  }

  function isLatched(): boolean {
    return ledger.latch('stopped') !== null || ledger.latch('breaker') !== null;
  }

  /** When to ask again whether the page may be asked for a decoration; null: now it may. */
  function busyUntil(): number | null {
    const now = clock.now();
    const pause = lastAt + pauseMs - clock.monotonic();
    if (pause > 0) return now + pause;
    const isBusy =
      ledger.noticesWaiting(0, 1).length > 0 ||
      ledger.openTellings().length > 0 ||
      ledger.count({ statuses: ['sending'] }) > 0 ||
      ledger.count({ statuses: ['scheduled'], plannedFrom: now - clearMs, plannedBefore: now + clearMs }) > 0;
    return isBusy ? now + pauseMs : null;
  }

  /** The next command that should show another state than it does, in a chat that is still a control chat. */
  function next(): Mark | null {
    for (const waId of waiting) {
      waiting.delete(waId);
      const emoji = commandEmoji(ledger, waId);
      const written = ledger.command(waId).at(-1)?.chatId;
      const chatIds = parts.controlChats().find((ids) => written !== undefined && ids.includes(written));
      if (emoji === null || chatIds === undefined || shown.get(waId) === emoji) continue;
      shown.delete(waId);
      shown.set(waId, emoji);
      const [oldest] = shown.keys();
      if (shown.size > mostWaiting && oldest !== undefined) shown.delete(oldest);
      return { waId, emoji, chatIds };
    }
    return null;
  }

  function rememberUntil(): void {
    const reached = String(until);
    if (ledger.setting(markedUntilKey) !== reached) ledger.write((tx) => tx.set(markedUntilKey, reached));
  }
}
