/**
 * Outages: from the moment when WhatsApp can no longer be reached, by whatever fault, until every command written
 * meanwhile has been read. They stand in the ledger, so that one survives the kills inside it, and each is told once, in
 * one sentence, on the next connection: what is not said is not believed to have been noticed.
 */
import { maySend } from './able.ts';
import type { Ground } from './ground.ts';
import type { LedgerReads, LedgerWrites } from './ledger.ts';
import type { Outage } from './news.ts';
import type { OutageWhy, Standing } from './past-outage.ts';
import { readOutage, readTold, summarize, tellable, whyOf } from './past-outage.ts';
import type { Link } from './whatsapp.ts';

export interface Outages {
  /** Before anything else of a start is written: the end of the earlier process began an outage, or fell into one. */
  begin(): void;
  /** Written down by the next step. */
  saw(link: Link): void;
  /** The link seems up, but nothing has been confirmed since then, wall clock, ms. */
  silentSince(at: number): void;
  /** `up`: connected, caught up and able to send. Returns when to be called again. */
  step(up: boolean): number | null;
  /** What was in the way at that instant. */
  at(instant: number): Outage;
  /** The last instant at which this process could tell. */
  end(up: boolean): void;
}

/** JSON of the outage that stands, or none. */
export const outageKey = 'outage';
/** JSON of when an outage was last told, and how many have not been worth it since. */
const toldKey = 'outages_told';
/** The last instant at which WhatsApp was known to be reached; none before the first time. */
const upAtKey = 'up_at';
/** How exactly the end of a killed process is known. */
const markEveryMs = 60_000;
/** A link that comes and goes within this is one outage: the notice needs this long to get out, too. */
const settledMs = 10_000;
/** Further apart than this, one of the two clocks was set or stood still. */
const clocksApartMs = 60_000;

export function createOutages(ground: Pick<Ground, 'ledger' | 'clock' | 'log' | 'tell'>): Outages {
  const { ledger, clock, log } = ground;
  let standing: Standing | null = readOutage(ledger.setting(outageKey));
  let everUp = ledger.setting(upAtKey) !== null;
  /** By the monotonic clock, where it began in this process. */
  let beganAt: number | null = null;
  let unwritten = false;
  let upSince: { readonly wall: number; readonly monotonic: number } | null = null;
  let markedAt = Number.NEGATIVE_INFINITY;
  /** The last one that this process saw end. */
  let past: (Standing & { readonly to: number }) | null = null;

  const began = (from: number, why: OutageWhy | null): void => {
    if (standing === null) {
      standing = { from, whys: [] };
      beganAt = clock.monotonic() - Math.max(0, clock.now() - from);
      unwritten = true;
    }
    if (why === null || standing.whys.includes(why)) return;
    standing = { ...standing, whys: [...standing.whys, why] };
    unwritten = true;
  };
  const write = (): void => {
    if (!unwritten) return;
    ledger.write((tx) => tx.set(outageKey, JSON.stringify(standing)));
    unwritten = false;
  };
  const mark = (): void => {
    ledger.write((tx) => tx.set(upAtKey, String(clock.now())));
    everUp = true;
    markedAt = clock.monotonic();
  };

  return {
    begin() {
      if (!everUp) return;
      began(downSince(ledger, clock.now()), 'bot_down');
      beganAt = null;
      write();
    },
    saw(link) {
      if (maySend(link)) return;
      upSince = null;
      if (everUp) began(clock.now(), whyOf(link));
    },
    silentSince(at) {
      upSince = null;
      if (everUp) began(at, 'silent');
    },
    step(up) {
      write();
      if (!up) {
        upSince = null;
        return null;
      }
      const now = clock.monotonic();
      upSince ??= { wall: clock.now(), monotonic: now };
      if (standing !== null) {
        const left = upSince.monotonic + settledMs - now;
        if (left > 0) return clock.now() + left;
        finish(standing, upSince);
      }
      if (now - markedAt >= markEveryMs) mark();
      return clock.now() + markedAt + markEveryMs - now;
    },
    at(instant) {
      const from = standing?.from ?? past?.from;
      const to = standing === null ? past?.to : upSince?.wall;
      if (from === undefined) return everUp ? { kind: 'none' } : { kind: 'unknown' };
      if (to !== undefined && instant >= to) return { kind: 'none' };
      if (instant < from) return { kind: 'unknown' };
      const cannotSend = (standing ?? past)?.whys.includes('cannot_send') === true;
      return { kind: 'since', at: from, ...(cannotSend ? { cannotSend } : {}) };
    },
    end(up) {
      write();
      if (up && standing === null) mark();
    },
  };

  /** One transaction: it has ended, and the owner is told of it, if it is worth a word. */
  function finish(outage: Standing, up: { readonly wall: number; readonly monotonic: number }): void {
    const to = up.wall;
    const byWall = to - outage.from;
    const byOwn = beganAt === null ? byWall : up.monotonic - beganAt;
    const isKnown = Math.abs(byWall - byOwn) <= clocksApartMs;
    const at = clock.now();
    ledger.write((tx) => {
      const told = readTold(tx.setting(toldKey));
      const ended = summarize(tx, outage, { to, lastedMs: Math.min(byWall, byOwn), isKnown });
      const worth = tellable(ended, told, at);
      if (worth === 'told')
        ground.tell(tx, { kind: 'back_online', outage: ended, briefer: told.briefer }, at);
      if (worth === 'told') tx.set(toldKey, JSON.stringify({ at, briefer: 0 }));
      if (worth === 'counted') tx.set(toldKey, JSON.stringify({ ...told, briefer: told.briefer + 1 }));
      tx.set(outageKey, null);
      tx.set(upAtKey, String(at));
    });
    log.info({ whys: outage.whys, lastedMs: Math.min(byWall, byOwn) }, 'an outage has ended');
    standing = null;
    beganAt = null;
    past = { ...outage, to };
    markedAt = clock.monotonic();
  }
}

/** A ledger from a backup knows nothing of what its bot has seen since. */
export function forgetOutages(tx: LedgerWrites): void {
  for (const key of [outageKey, upAtKey]) tx.set(key, null);
}

/** When the earlier process was last known to be up: what it wrote shows that it lived. */
function downSince(ledger: LedgerReads, now: number): number {
  const written = ledger.lastEventAt() ?? 0;
  return Math.min(now, Math.max(Number(ledger.setting(upAtKey)), written <= now ? written : 0));
}
