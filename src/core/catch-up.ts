/**
 * Link up means caught up: after every connection, before anything overdue is sent, the control chat is read back to the
 * last message seen and its commands are carried out, the command messages of what is due soon are read again, and every
 * reserved id whose fate is open is looked up. A `/cancel` written during an outage thereby wins over the message that
 * came due in it. What was learned in one connection is not believed in the next.
 */
import { createControlMarks } from './control-mark.ts';
import type { Conversation } from './conversation.ts';
import type { ConnectedLink } from './dispatcher.ts';
import type { Ground } from './ground.ts';
import { holdScheduled } from './hold.ts';
import { lookUpOpenFates } from './look-up.ts';
import type { RecipientWatch } from './recipient-watch.ts';
import { createReread } from './reread.ts';
import type { Deletion, Inbound, Undecrypted } from './whatsapp.ts';

export interface CatchUp {
  /** The present link, if it is connected and this connection has been caught up with. */
  link(): ConnectedLink | null;
  /** Works until caught up, giving up only what is bounded; returns when to be called again, or null when all is done. */
  step(): Promise<number | null>;
  /** An owner's message came in live. Before this connection is caught up with, the reading alone says what is known. */
  heard(message: Inbound): void;
  /** One that cannot be read yet came in live: nothing is claimed until it can, or is 20 s old. */
  undecrypted(chatIds: readonly string[], at: number): void;
  /** Something that was reported could not be recorded: read it all again. */
  forget(): void;
}

export interface CatchUpParts {
  readonly conversation: Conversation;
  /** Takes in what was read: only the owner's own words get through. */
  readonly takeIn: (message: Inbound) => void;
  /** Whether what cannot be read yet may turn out to be the owner's. */
  readonly mayBecomeOwners: (undecrypted: Undecrypted) => boolean;
  /** Whether the owner deleted it, in a control chat. */
  readonly mayTakeBack: (deletion: Deletion) => boolean;
  /** The control chats of the present account, each with all its ids. */
  readonly controlChats: (link: ConnectedLink) => readonly (readonly string[])[];
  /** Looks at whom the next ones are for. */
  readonly recipients: Pick<RecipientWatch, 'soon'>;
  readonly onChange: () => void;
}

/** What is due does not wait longer than this for a message that cannot be decrypted. */
const undecryptedLimitMs = 20_000;
const againMs = 1_000;
/** Between two turns of reading what is not due soon: there may be a hundred thousand. */
const breathMs = 20;
/** Connected but unreadable for this long: hold what may not go without having read it, and say so. */
const failureLimitMs = 120_000;

type Outcome = 'caught_up' | 'again' | 'failed';

export function createCatchUp(ground: Ground, parts: CatchUpParts): CatchUp {
  const { ledger, whatsapp, clock, log, tell } = ground;
  const reread = createReread(ground, parts);
  const marks = createControlMarks(ground);
  let done = 0;
  let trying = { connection: 0, since: 0 };
  /** By the monotonic clock, like `since`. */
  let unreadableUntil = 0;

  const current = (): ConnectedLink | null => {
    const link = whatsapp.link();
    return link.state === 'connected' ? link : null;
  };

  const caughtUp = (): ConnectedLink | null => {
    const link = current();
    return link !== null && link.connection === done && clock.monotonic() >= unreadableUntil ? link : null;
  };

  const controlChatOf = (ids: readonly string[]): readonly string[] | null => {
    const link = current();
    const chats = link === null ? [] : parts.controlChats(link);
    return chats.find((chat) => chat.some((id) => ids.includes(id))) ?? null;
  };

  return {
    link: caughtUp,
    heard(message) {
      const chat = controlChatOf(message.chatIds);
      if (chat !== null && caughtUp() !== null) marks.seen(chat, [message]);
    },
    undecrypted(chatIds, at) {
      const left = undecryptedLimitMs - Math.max(0, clock.now() - at);
      unreadableUntil = Math.max(unreadableUntil, clock.monotonic() + left);
      const chat = controlChatOf(chatIds);
      if (chat !== null) marks.seen(chat, [], [at]);
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
      if (outcome === 'failed' && isTryingTooLong()) holdOverdue();
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
    const chats = parts.controlChats(link);
    const isFirst = marks.begin(chats);
    for (const chatIds of isFirst ? [] : chats) {
      const read = await readControlChat(chatIds);
      if (read !== 'caught_up') return read;
    }
    await parts.conversation.drain();
    if (!(await reread.soon(link.connection, chats.flat()))) return 'failed';
    await parts.recipients.soon(link.connection);
    return (await lookUpOpenFates(ground, link.generation)) ? 'caught_up' : 'failed';
  }

  async function readControlChat(chatIds: readonly string[]): Promise<Outcome> {
    const since = marks.since(chatIds);
    const reading = await whatsapp.readChat(chatIds, since);
    if (reading.kind === 'unreachable') return 'failed';
    const undecrypted = reading.undecrypted.filter(parts.mayBecomeOwners).map(({ at }) => at);
    const waitingFor = undecrypted.filter((at) => clock.now() - at < undecryptedLimitMs);
    for (const message of reading.messages) parts.takeIn(message);
    if (waitingFor.length > 0) return 'again';
    if (!reading.complete) {
      // Each reading brings more of it from the phone.
      if (!isTryingTooLong()) return 'failed';
      holdUnread(since, reading.messages[0]?.at ?? clock.now());
    }
    marks.seen(chatIds, reading.messages, undecrypted);
    return 'caught_up';
  }

  function isTryingTooLong(): boolean {
    return clock.monotonic() - trying.since > failureLimitMs;
  }

  /**
   * What the owner wrote between these instants cannot be read. A stop or a cancel may be among it, so that nothing armed
   * so far goes by itself; and the owner, who was told, may use the bot again.
   */
  function holdUnread(from: number, to: number): void {
    const at = clock.now();
    log.warn({}, 'the control chat could not be read back to the last message seen: holding everything');
    ledger.write((tx) => {
      tell(tx, { kind: 'control_chat_unread', from, to }, at);
      holdScheduled({ tx, tell, at }, tx.messages({ statuses: ['scheduled'] }), 'not_caught_up');
    });
    parts.onChange();
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
