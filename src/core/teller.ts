/**
 * The teller sends replies, questions and notices from the ledger to the control chat: one at a time, oldest first, only
 * when caught up, exempt from latches and caps. They are the only thing ever sent a second time, and at most once more:
 * when a later connection shows that the first one was never acknowledged. A refusal before the hand-over is no send.
 */
import { maySend } from './able.ts';
import type { CatchUp } from './catch-up.ts';
import type { ConnectedLink } from './dispatcher.ts';
import type { FileRef } from './files.ts';
import type { Ground } from './ground.ts';
import type { Lane } from './lane.ts';
import type { Notice, Telling } from './notice.ts';
import type { NoticeChat } from './notice-chat.ts';
import { createNoticePictures } from './notice-picture.ts';
import { lookUpTelling } from './telling.ts';
import type { HandOverOutcome } from './whatsapp.ts';

export interface Teller {
  /** Tells at most one notice; returns when to be called again. */
  step(): Promise<number | null>;
  /** An ack for one of our ids: true when it was a notice's. */
  acked(waId: string, ack: number): boolean;
}

export interface TellerParts {
  readonly lane: Lane;
  readonly catchUp: Pick<CatchUp, 'link'>;
  readonly chatFor: NoticeChat;
  /** The body as it is told at `now`: with its time when older than a minute, and with what still needs the owner. */
  readonly dress: (notice: Notice, now: number) => string;
  readonly onChange: () => void;
}

/** How long the next notice waits for the ack of the one before it. */
const ackWaitMs = 2_000;
/** After a refusal before the hand-over: the link is about to say why. */
const refusedWaitMs = 1_000;
/** An ack that has not come by then is asked for. */
const silentMs = 60_000;
const sends = 2;
/** Notices read at once, where the first ones may not be told now. */
const mostReadAtOnce = 64;

export function createTeller(ground: Ground, parts: TellerParts): Teller {
  const { ledger, whatsapp, clock, chance, log } = ground;
  const pictures = createNoticePictures(ground);
  /** `since`, here and below: by the monotonic clock, since the wall clock may be set back by a day. */
  let waiting: { readonly waId: string; readonly since: number } | null = null;
  /** In which connection of this process each telling was made; one from an earlier process is in none. */
  const made = new Map<string, { readonly connection: number; readonly since: number }>();
  /** The server refused them, or the page has never had them: the second time need not wait for another connection. */
  const neverArrived = new Set<string>();
  /** Looked up in this connection already. */
  const lookedUp = new Set<string>();

  return {
    async step() {
      const link = parts.catchUp.link();
      if (link === null || !maySend(link)) return null;
      const ackWait = waiting === null ? 0 : leftOf(ackWaitMs, waiting.since);
      if (ackWait > 0) return clock.now() + ackWait;
      if (waiting !== null) settle(waiting.waId, 'in_doubt');
      waiting = null;
      // Outside the lane: no message waits for a picture.
      const first = next(link.connection);
      if (first !== null && first.picture !== null) await pictures.prepare(first, link);
      const again = await parts.lane.run(tellNext);
      return again ?? lookUpSilent(link);
    },
    acked(waId, ack) {
      if (ledger.noticeByWaId(waId) === null) return false;
      if (ack !== 0) {
        // A refusal by the server is no refusal before the hand-over: it counts as a time, or it could go on for ever.
        settle(waId, ack > 0 ? 'acked' : 'in_doubt');
        if (ack < 0) neverArrived.add(waId);
        if (waiting?.waId === waId) waiting = null;
        parts.onChange();
      }
      return true;
    },
  };

  async function tellNext(): Promise<number | null> {
    const link = parts.catchUp.link();
    const notice = link === null ? null : next(link.connection);
    if (link === null || notice === null) return null;
    const isAgain = ledger.tellings(notice.id).some(({ outcome }) => outcome !== 'refused');
    const chatId = await parts.chatFor(notice.chatId, isAgain);
    if (chatId === null) return null;
    if (parts.catchUp.link()?.connection !== link.connection) return clock.now();
    const now = clock.now();
    const picture = pictures.take(notice, link);
    const reservedId = picture?.reservedId ?? chance.reservedId();
    const telling = ledger.write((tx) =>
      tx.claimTelling(notice.id, reservedId, link.generation, chatId, now),
    );
    if (telling === null) return now + refusedWaitMs;
    made.set(reservedId, { connection: link.connection, since: clock.monotonic() });
    const refused = (await tell(notice, telling, now, picture?.file ?? null)) === 'refused';
    return clock.now() + (refused ? refusedWaitMs : 0);
  }

  /**
   * A connection may last for weeks, so one without an ack is looked up in it once: what the page never had may be told
   * again, and what it still holds it delivers by itself. Returns when the next one has been silent for long enough.
   */
  async function lookUpSilent(link: ConnectedLink): Promise<number | null> {
    for (const notice of waitingOnes()) {
      const last = ledger.tellings(notice.id).at(-1);
      // They are told oldest first: behind one that was never tried none was.
      if (last === undefined) return null;
      const here = made.get(last.reservedId);
      // One still open lost its outcome to a ledger that could not be written: none is in hand here.
      const isSilent = last.outcome === 'in_doubt' || last.outcome === 'open';
      if (!isSilent || here?.connection !== link.connection) continue;
      if (neverArrived.has(last.reservedId) || lookedUp.has(last.reservedId)) continue;
      const left = leftOf(silentMs, here.since);
      if (left > 0) return clock.now() + left;
      const sight = await lookUpTelling(whatsapp, last);
      if (sight === 'never') neverArrived.add(last.reservedId);
      if (sight !== 'unreachable') {
        settle(last.reservedId, sight === 'acked' ? 'acked' : 'in_doubt');
        lookedUp.add(last.reservedId);
      }
      return clock.now() + refusedWaitMs;
    }
    return null;
  }

  async function tell(
    notice: Notice,
    telling: Telling,
    now: number,
    file: FileRef | null,
  ): Promise<HandOverOutcome['kind']> {
    const named = { notice: notice.id, waId: telling.reservedId };
    log.info(named, 'telling');
    const outcome = await whatsapp.handOver({
      reservedId: telling.reservedId,
      chatId: telling.chatId,
      text: parts.dress(notice, now),
      file,
      notAfter: now + ground.settings.sendTimeoutMs,
      generation: telling.pageGeneration,
    });
    log.info({ ...named, outcome: outcome.kind }, 'telling ended');
    switch (outcome.kind) {
      case 'handed':
        // The ack may have come before this answer.
        if (isOpen(telling)) waiting = { waId: telling.reservedId, since: clock.monotonic() };
        break;
      case 'refused':
        settle(telling.reservedId, 'refused');
        break;
      case 'unknown':
        settle(telling.reservedId, 'in_doubt');
        break;
      default:
        outcome satisfies never;
    }
    return outcome.kind;
  }

  function leftOf(ms: number, since: number): number {
    return Math.max(0, since + ms - clock.monotonic());
  }

  function isOpen(telling: Telling): boolean {
    return ledger.openTellings().some((open) => open.reservedId === telling.reservedId);
  }

  function settle(waId: string, outcome: 'acked' | 'refused' | 'in_doubt'): void {
    ledger.write((tx) => tx.settleTelling(waId, outcome, clock.now()));
  }

  /** Oldest first. After a burst of commands there may be hundreds, and mostly the first one is the one to tell. */
  function* waitingOnes(): Generator<Notice> {
    for (let after = 0, limit = 1; ; limit = Math.min(2 * limit, mostReadAtOnce)) {
      const some = ledger.noticesWaiting(after, limit);
      yield* some;
      after = some.at(-1)?.id ?? after;
      if (some.length < limit) return;
    }
  }

  /** The oldest notice that may be told now. */
  function next(connection: number): Notice | null {
    for (const notice of waitingOnes()) {
      const left = ledger.tellings(notice.id).filter((telling) => telling.outcome !== 'refused');
      const last = left.at(-1);
      if (last === undefined) return notice;
      // Handed over in this very connection and not acknowledged: it may well have arrived. Wait for the next one.
      if (last.outcome === 'open') continue;
      if (made.get(last.reservedId)?.connection === connection && !neverArrived.has(last.reservedId))
        continue;
      if (left.length < sends) return notice;
      ledger.write((tx) => tx.giveUpNotice(notice.id));
    }
    return null;
  }
}
