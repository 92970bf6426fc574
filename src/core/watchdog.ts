/**
 * The watchdog replaces a page that lives and does no good: one that takes messages and has had no confirmation of any,
 * though it says that it is connected, and one that has grown too big or too old. Replacing a page sends nothing; what
 * the old one may hold is in doubt, and said. A tired page is replaced in a quiet minute, never with a message in hand.
 */
import type { Ground } from './ground.ts';
import { isIdle, isSpent } from './idle.ts';
import type { Lane } from './lane.ts';
import type { Outages } from './outages.ts';
import { settleInDoubt } from './settle.ts';
import type { HandOver, HandOverOutcome, PageHealth } from './whatsapp.ts';

export interface Watchdog {
  /** Returns when to be called again. */
  step(): Promise<number | null>;
  /** Any hand-over, of a message or a notice: the page owes a confirmation of what it took. Passes the outcome on. */
  during(request: HandOver, outcome: Promise<HandOverOutcome>): Promise<HandOverOutcome>;
  /** The server confirmed or refused something. */
  answered(): void;
  ownerWrote(): void;
}

export interface WatchdogParts {
  readonly lane: Lane;
  /** Connected and caught up. */
  readonly caughtUp: () => boolean;
  readonly outages: Pick<Outages, 'silentSince'>;
}

const lookEveryMs = 30_000;
/**
 * Twice the wait for one ack: by then the doubt about the first message has been told, and its notice too went without
 * one. A single message that got lost leaves its notice confirmed.
 */
const silentTimeouts = 2;
const silentAtLeastMs = 60_000;
/** A new page that is silent as well shows that pages are not what is wrong: it is replaced less and less often. */
const pauseFromMs = 10 * 60_000;
const pauseToMs = 6 * 60 * 60_000;
const oldMs = 24 * 60 * 60_000;
/** Of its limit: beyond this the system may end the browser at any moment, so it need not be so quiet. */
const bursting = 1.3;
/** A limit that the new page is over as well is wrong, and replacing it every minute would help nobody. */
const memoryPauseMs = 60 * 60_000;
/** A page is back in ten seconds, on a small machine in a minute. */
const quietAheadMs = 3 * 60_000;
const quietBehindMs = 5 * 60_000;
const burstingAheadMs = 60_000;

type Tired = 'bursting' | 'grown' | 'old';

export function createWatchdog(ground: Ground, parts: WatchdogParts): Watchdog {
  const { ledger, whatsapp, clock, log, settings } = ground;
  const silentMs = Math.max(silentAtLeastMs, silentTimeouts * settings.sendTimeoutMs);
  /** The first hand-over since the last answer; by both clocks. */
  let owed: { readonly generation: string; readonly since: number; readonly at: number } | null = null;
  let answeredAt = Number.NEGATIVE_INFINITY;
  let wroteAt = Number.NEGATIVE_INFINITY;
  let pauseMs = pauseFromMs;
  let recycledAt = Number.NEGATIVE_INFINITY;
  let shrunkAt = Number.NEGATIVE_INFINITY;

  return {
    async during(request, outcome) {
      const [since, at] = [clock.monotonic(), clock.now()];
      const came = await outcome;
      // An ack may come before the call does.
      if (came.kind === 'handed' && answeredAt < since)
        owed = owed?.generation === request.generation ? owed : { generation: request.generation, since, at };
      return came;
    },
    answered() {
      answeredAt = clock.monotonic();
      owed = null;
      pauseMs = pauseFromMs;
    },
    ownerWrote() {
      wroteAt = clock.monotonic();
    },
    async step() {
      const page = livingPage();
      if (page === null) return null;
      const silentAt = silentFrom(page);
      if (silentAt !== null && silentAt <= clock.monotonic()) await parts.lane.run(() => replaceSilent(page));
      else if (tired() !== null) await parts.lane.run(() => replaceTired());
      const left = silentAt === null ? lookEveryMs : silentAt - clock.monotonic();
      return clock.now() + (left > 0 ? Math.min(left, lookEveryMs) : lookEveryMs);
    },
  };

  /** Of the page that says that it is connected. */
  function livingPage(): string | null {
    const link = whatsapp.link();
    return link.state === 'connected' ? link.generation : null;
  }

  /** From when on that page counts as silent, and may be replaced; by the monotonic clock. */
  function silentFrom(page: string): number | null {
    if (owed?.generation !== page) return null;
    return Math.max(owed.since + silentMs, recycledAt + pauseMs);
  }

  /** In the lane: nothing is being handed over. */
  async function replaceSilent(page: string): Promise<void> {
    const from = silentFrom(page);
    if (owed === null || from === null || from > clock.monotonic() || livingPage() !== page) return;
    log.warn(
      { generation: page, silentMs: clock.monotonic() - owed.since },
      'nothing is confirmed: a new page',
    );
    const at = clock.now();
    ledger.write((tx) => {
      const settling = { tx, tell: ground.tell, at, breakerAfter: settings.breakerAfter };
      for (const { id } of tx.messages({ statuses: ['sending'] }))
        if (tx.attempt(id)?.pageGeneration === page) settleInDoubt(settling, id, 'still_in_page', 'no_ack');
    });
    if (Number.isFinite(recycledAt)) pauseMs = Math.min(pauseToMs, 2 * pauseMs);
    recycledAt = clock.monotonic();
    parts.outages.silentSince(owed.at);
    owed = null;
    await whatsapp.recycle();
  }

  function tired(): Tired | null {
    const health = whatsapp.health();
    if (health === null || !parts.caughtUp()) return null;
    const why = whyTired(health);
    if (why === null || (why !== 'old' && clock.monotonic() - shrunkAt < memoryPauseMs)) return null;
    return isQuiet(why, health.generation) ? why : null;
  }

  async function replaceTired(): Promise<void> {
    const why = tired();
    if (why === null) return;
    log.info({ why, ...whatsapp.health() }, 'a new page in a quiet minute');
    if (why !== 'old') shrunkAt = clock.monotonic();
    await whatsapp.recycle();
  }

  function isQuiet(why: Tired, page: string): boolean {
    const now = clock.now();
    if (!isIdle(ledger, now, why === 'bursting' ? burstingAheadMs : quietAheadMs)) return false;
    if (why === 'bursting') return true;
    return clock.monotonic() - wroteAt >= quietBehindMs && isSpent(ledger, page, now);
  }
}

function whyTired({ memory, ageMs }: PageHealth): Tired | null {
  const share = memory === null ? 0 : memory.bytes / memory.limitBytes;
  if (share >= bursting) return 'bursting';
  if (share >= 1) return 'grown';
  return ageMs >= oldMs ? 'old' : null;
}
