/**
 * The dispatcher: one `tick` looks at the latches, then at expiry, then at pacing and caps, then claims one message and
 * hands it over. It returns the instant at which there will be something to do again. Connecting is tried again by the
 * adapter; a send never is: nothing in here leads back to a second hand-over of a row.
 */
import { maySend } from './able.ts';
import { closeAckWindows, destroyPagePastGrace } from './ack-window.ts';
import type { ClockWatch } from './clock-watch.ts';
import type { Ground } from './ground.ts';
import { handOver } from './hand-over.ts';
import type { Lane } from './lane.ts';
import type { Claim, Message } from './message.ts';
import type { Outage } from './news.ts';
import { capsOf } from './pacing.ts';
import { heedStopFile } from './stop.ts';
import { expire, sweepDue } from './sweep.ts';
import type { Link } from './whatsapp.ts';

export type ConnectedLink = Extract<Link, { state: 'connected' }>;

export interface Dispatcher {
  tick(): Promise<number | null>;
  /** While `act` runs nothing is claimed: a cancel or a stop is asking the gate about what is in `sending`. */
  paused<T>(act: () => Promise<T>): Promise<T>;
  /** Destroys the living page if it took any of these messages: it may hold one, and deliver it whenever it can. */
  destroyPageOf(ids: readonly number[]): Promise<void>;
}

export interface DispatcherParts {
  readonly lane: Lane;
  readonly clockWatch: ClockWatch;
  /** The link, if it is up and caught up; else null: do not claim, wait within grace. */
  readonly caughtUp: () => ConnectedLink | null;
  /** Whether its file, if it has one, is in that page already. */
  readonly isReady: (message: Message, link: ConnectedLink) => boolean;
  /** The generation of the page that lives now; null while none is known to. */
  readonly livingPage: () => string | null;
  /** What was in the way of a message whose grace ended at that instant. */
  readonly outageAt: (end: number) => Outage;
  /** Something was written that others may want to look at. */
  readonly onChange: () => void;
}

/** "typing…" is shown this long before the planned instant, so that the message itself is on time. */
const typingLeadMs = 3_000;
/**
 * How many due rows are looked at for one whose pacing allows it now, where the first one's does not: more than a minute's
 * cap is never needed.
 */
const candidates = 64;
/**
 * What a process finds overdue at its start may have been sent by another copy of its data folder, so WhatsApp is asked
 * before it is called missed; but nobody waits longer than this to hear of a miss.
 */
const firstLookMs = 120_000;

export function createDispatcher(ground: Ground, parts: DispatcherParts): Dispatcher {
  const { ledger, whatsapp, clock, settings } = ground;
  let pauses = 0;
  let inHand: number | null = null;
  let typedFor: number | null = null;
  const startedAt = clock.monotonic();
  let looked = false;

  const dispatcher: Dispatcher = {
    async paused(act) {
      pauses++;
      try {
        return await act();
      } finally {
        pauses--;
        parts.onChange();
      }
    },
    async destroyPageOf(ids) {
      const page = parts.livingPage();
      if (page !== null && ids.some((id) => ledger.attempt(id)?.pageGeneration === page))
        await whatsapp.recycle();
    },
    async tick() {
      // Mostly there are none, and a tick comes with every event.
      const open = ledger.count({ statuses: ['sending', 'in_doubt'] }) > 0;
      const wakes = open ? closeAckWindows(ground, inHand) : [];
      if (open) wakes.push(...(await destroyPagePastGrace(ground, parts.livingPage(), inHand)));
      await heedStopFile(ground, dispatcher);
      if (ledger.latch('stopped') !== null || ledger.latch('breaker') !== null || pauses > 0)
        return earliest(wakes);
      const now = clock.now();
      if (!parts.clockWatch.trusts(now)) return earliest([...wakes, now + 1_000]);
      const link = sendable();
      looked ||= parts.caughtUp() !== null;
      const first = ledger.nextPlanned(0);
      // While nothing is due there is nothing to expire, to hold, to rehearse or to claim.
      if (first !== null && first <= now) {
        const waitMs = looked ? 0 : startedAt + firstLookMs - clock.monotonic();
        const expiry = waitMs <= 0 ? expire(ground, now, parts.outageAt) : now + waitMs;
        if (expiry !== null) wakes.push(expiry);
        sweepDue(ground, now);
        if (link !== null && mayClaim() && ledger.claimable(now, 1).length > 0) {
          const claimed = await parts.lane.run(() => claimAndHandOver(wakes));
          if (claimed) return clock.now();
        }
      }
      const next = first === null || first > now ? first : ledger.nextPlanned(now);
      if (next !== null) wakes.push(link === null ? next : typingBefore(next, now));
      return earliest(wakes);
    },
  };
  return dispatcher;

  /**
   * In the lane, so that nothing stands between the claim and the call of the hand-over: an abort that arrives in between
   * would find a message in `sending` of which the page has not heard.
   */
  async function claimAndHandOver(wakes: number[]): Promise<boolean> {
    const link = sendable();
    const claim = link === null || pauses > 0 ? null : claimOne(clock.now(), link, wakes);
    if (link === null || claim === null) return false;
    inHand = claim.message.id;
    try {
      await handOver(ground, claim, link.generation, () => pauses > 0);
    } finally {
      inHand = null;
      parts.onChange();
    }
    return true;
  }

  /** A page that lacks a part of sending is as good as none: within grace it is waited for another one. */
  function sendable(): ConnectedLink | null {
    const link = parts.caughtUp();
    return link !== null && maySend(link) ? link : null;
  }

  /** Pacing and caps, then the claim; adds to `wakes` when a due one has to wait. */
  function claimOne(now: number, link: ConnectedLink, wakes: number[]): Claim | null {
    if (!mayClaim()) return null;
    const { generation } = link;
    const free = freeOfCapsAt();
    if (free > now) {
      wakes.push(free);
      return null;
    }
    // Mostly the first one goes: the others are read only when it may not.
    for (const read of [() => ledger.claimable(now, 1), () => ledger.claimable(now, candidates).slice(1)]) {
      for (const message of read()) {
        // Within grace it waits for its upload, which tells when it is done.
        if (!parts.isReady(message, link)) continue;
        const before = ledger.lastClaimInBatch(message.batchId);
        if (before !== null && before + settings.minGapMs > now) {
          wakes.push(before + settings.minGapMs);
          continue;
        }
        const claim = ledger.write((tx) => tx.claim(message.id, now, generation));
        if (claim !== null) return claim;
      }
    }
    return null;
  }

  /** So many hand-overs may wait for their ack at once, and no more. */
  function mayClaim(): boolean {
    return ledger.count({ statuses: ['sending'] }) < settings.breakerAfter;
  }

  /** The instant from which one more claim keeps within both caps; in the past when it does already. */
  function freeOfCapsAt(): number {
    return Math.max(
      ...capsOf(settings).map(
        ({ most, windowMs }) => (ledger.nthLastClaim(most) ?? Number.NEGATIVE_INFINITY) + windowMs,
      ),
    );
  }

  /** Shows "typing…" for the next message once its lead has begun; returns when to look again. */
  function typingBefore(next: number, now: number): number {
    if (!settings.typing) return next;
    if (now < next - typingLeadMs) return next - typingLeadMs;
    const [message] = ledger.messages({
      statuses: ['scheduled'],
      plannedFrom: next,
      plannedBefore: next + 1,
      order: 'planned',
      limit: 1,
    });
    if (message !== undefined && message.id !== typedFor && !message.dry && message.chat.kind !== 'self') {
      typedFor = message.id;
      void whatsapp.typing(message.chat.chatId);
    }
    return next;
  }
}

function earliest(wakes: readonly number[]): number | null {
  return wakes.length === 0 ? null : Math.min(...wakes);
}
