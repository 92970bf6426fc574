/**
 * Link up means caught up: after every connection, before anything overdue is sent, the control chat is read back to the
 * last message seen and its commands are carried out, the command messages of what is due soon are read again, and every
 * reserved id whose fate is open is looked up. A `/cancel` written during an outage thereby wins over the message that
 * came due in it. What was learned in one connection is not believed in the next.
 */
import type { Conversation } from './conversation.ts';
import type { ConnectedLink } from './dispatcher.ts';
import type { Ground } from './ground.ts';
import { holdScheduled } from './hold.ts';
import { lookUpOpenFates } from './look-up.ts';
import { createReread } from './reread.ts';
import type { Inbound } from './whatsapp.ts';

export interface CatchUp {
  /** The present link, if it is connected and this connection has been caught up with. */
  link(): ConnectedLink | null;
  /** Works until caught up, giving up only what is bounded; returns when to be called again, or null when all is done. */
  step(): Promise<number | null>;
  /** An owner's message that cannot be read yet came in live: nothing is claimed until it can, or is 20 s old. */
  undecrypted(at: number): void;
  /** Something that was reported could not be recorded: read it all again. */
  forget(): void;
}

export interface CatchUpParts {
  readonly conversation: Conversation;
  /** Takes in what was read: only the owner's own words get through. */
  readonly takeIn: (message: Inbound) => void;
  /** The control chats of the present account, each with all its ids. */
  readonly controlChats: (link: ConnectedLink) => readonly (readonly string[])[];
  readonly onChange: () => void;
}

/** The time of the last message seen in a control chat, by WhatsApp's clock, ms. */
export const seenAtKey = 'control_seen_at';
/** WhatsApp's times are whole seconds and may arrive out of order: read again a little of what was read already. */
const overlapMs = 10 * 60_000;
/** A message that cannot be decrypted for longer than this is not waited for. */
const undecryptedLimitMs = 20_000;
const againMs = 1_000;
/** Between two turns of reading what is not due soon: there may be a hundred thousand. */
const breathMs = 20;
/** Connected but unreadable for this long: hold what is overdue, and say so. */
const failureLimitMs = 120_000;

type Outcome = 'caught_up' | 'again' | 'failed';

export function createCatchUp(ground: Ground, parts: CatchUpParts): CatchUp {
  const { ledger, whatsapp, clock, log, tell } = ground;
  const reread = createReread(ground, parts.conversation);
  let done = 0;
  let trying = { connection: 0, since: 0 };
  /** By the monotonic clock, like `since`. */
  let unreadableUntil = 0;

  const current = (): ConnectedLink | null => {
    const link = whatsapp.link();
    return link.state === 'connected' ? link : null;
  };

  return {
    link() {
      const link = current();
      return link !== null && link.connection === done && clock.monotonic() >= unreadableUntil ? link : null;
    },
    undecrypted(at) {
      const left = undecryptedLimitMs - Math.max(0, clock.now() - at);
      unreadableUntil = Math.max(unreadableUntil, clock.monotonic() + left);
    },
    forget() {
      done = 0;
      reread.forget();
    },
    async step() {
      const link = current();
      if (link === null) return readableAgain();
      if (link.connection === done) return goOn(link);
      if (trying.connection !== link.connection)
        trying = { connection: link.connection, since: clock.monotonic() };
      const outcome = await attempt(link);
      if (outcome === 'caught_up' && current()?.connection === link.connection) {
        done = link.connection;
        log.info({ connection: link.connection, generation: link.generation }, 'caught up');
        parts.onChange();
        return clock.now();
      }
      if (outcome === 'failed' && clock.monotonic() - trying.since > failureLimitMs) holdOverdue();
      return clock.now() + againMs;
    },
  };

  /** Caught up: what is not due soon is read again meanwhile. */
  async function goOn(link: ConnectedLink): Promise<number | null> {
    const now = clock.now();
    const outcome = await reread.more(link.connection, parts.controlChats(link).flat());
    return outcome === 'done' ? readableAgain() : now + (outcome === 'more' ? breathMs : againMs);
  }

  function readableAgain(): number | null {
    const left = unreadableUntil - clock.monotonic();
    return left > 0 ? clock.now() + left : null;
  }

  async function attempt(link: ConnectedLink): Promise<Outcome> {
    for (const chatIds of parts.controlChats(link)) {
      const read = await readControlChat(chatIds);
      if (read !== 'caught_up') return read;
    }
    await parts.conversation.drain();
    if (!(await reread.soon(link.connection, parts.controlChats(link).flat()))) return 'failed';
    return (await lookUpOpenFates(ground, link.generation)) ? 'caught_up' : 'failed';
  }

  async function readControlChat(chatIds: readonly string[]): Promise<Outcome> {
    const now = clock.now();
    const seen = ledger.setting(seenAtKey);
    // Before the first link there is nothing to catch up with: old notes to oneself are no commands.
    if (seen === null) {
      ledger.write((tx) => {
        tx.set(seenAtKey, String(now));
        tell(tx, { kind: 'welcome' }, now);
      });
      return 'caught_up';
    }
    const reading = await whatsapp.readChat(chatIds, Number(seen) - overlapMs);
    if (reading.kind === 'unreachable') return 'failed';
    const waitingFor = reading.undecrypted.filter((at) => clock.now() - at < undecryptedLimitMs);
    for (const message of reading.messages) parts.takeIn(message);
    if (waitingFor.length > 0) return 'again';
    if (!reading.complete) log.warn({}, 'the control chat could not be read back to the last message seen');
    markSeen(ground, reading.messages);
    return 'caught_up';
  }

  function holdOverdue(): void {
    const at = clock.now();
    const overdue = ledger.messages({ statuses: ['scheduled'], plannedBefore: at + 1 });
    if (overdue.length === 0 || ledger.latch('stopped') !== null) return;
    log.warn(
      { overdue: overdue.length },
      'connected, but the control chat cannot be read: holding what is overdue',
    );
    ledger.write((tx) => holdScheduled({ tx, tell, at }, overdue, 'not_caught_up'));
    parts.onChange();
  }
}

/** Moves the mark of the last message seen forward, never back. */
export function markSeen(ground: Ground, messages: readonly Inbound[]): void {
  const latest = Math.max(0, ...messages.map((message) => message.at));
  const seen = Number(ground.ledger.setting(seenAtKey) ?? 0);
  // A message from the future would hide every one after it: the mark never passes our own clock.
  const mark = Math.min(latest, ground.clock.now());
  if (mark > seen) ground.ledger.write((tx) => tx.set(seenAtKey, String(mark)));
}
