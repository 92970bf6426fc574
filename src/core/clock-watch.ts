/**
 * Clocks lie: a VM is suspended, NTP steps, somebody sets the date. When the wall clock and the monotonic one moved
 * apart by over a minute, or the wall clock is behind what the ledger has already seen, nothing is claimed; what the step
 * made overdue is held and asked about, because the owner's "23:59" was meant by a clock that was right.
 */
import type { Ground } from './ground.ts';
import { holdScheduled } from './hold.ts';
import type { LedgerReads, LedgerWrites } from './ledger.ts';

export interface ClockWatch {
  /** Looks at both clocks; true when claims may go by the wall clock. */
  trusts(now: number): boolean;
  /** WhatsApp's own time of a message that was sent just now, ms: it may not be far ahead of ours. */
  heard(whatsappAt: number): void;
}

/** A wall clock that moves by more than this against the monotonic one was set, or its machine slept. */
export const clockStepMs = 60_000;
const toleratedMs = clockStepMs;

/** Under this key: the latest time in the ledger that the owner has said is not to be believed. */
const disbelievedKey = 'clock_disbelieved';

/** The latest time that the ledger has seen; 0 where the owner has said that it came from a clock that was wrong. */
function latestSeen(ledger: LedgerReads): number {
  const latest = ledger.lastEventAt() ?? 0;
  return latest <= Number(ledger.setting(disbelievedKey) ?? 0) ? 0 : latest;
}

/**
 * The owner says to go on: a clock that was ahead for a while has left times in the ledger for which nobody should wait.
 * True when there were any.
 */
export function disbelieveLater(tx: LedgerWrites, now: number): boolean {
  const latest = latestSeen(tx);
  if (latest - now <= toleratedMs) return false;
  tx.set(disbelievedKey, String(latest));
  return true;
}

export function createClockWatch(ground: Ground): ClockWatch {
  const { clock, ledger, log, tell } = ground;
  let wall = clock.now();
  let monotonic = clock.monotonic();
  let toldBehind = false;
  let aheadOfUs = 0;

  return {
    trusts(now) {
      const stepped = now - wall - (clock.monotonic() - monotonic);
      const before = wall + (clock.monotonic() - monotonic);
      wall = now;
      monotonic = clock.monotonic();
      if (Math.abs(stepped) > toleratedMs) {
        log.warn({ byMs: stepped }, 'the wall clock stepped');
        holdOverdue(before, now, stepped);
      }
      const behind = Math.max(latestSeen(ledger) - now, aheadOfUs);
      aheadOfUs = Math.max(0, aheadOfUs - Math.max(0, stepped));
      if (behind <= toleratedMs) {
        toldBehind = false;
        return true;
      }
      if (!toldBehind) {
        toldBehind = true;
        ledger.write((tx) => tell(tx, { kind: 'clock_behind', byMs: behind }, now));
      }
      return false;
    },
    heard(whatsappAt) {
      aheadOfUs = Math.max(0, whatsappAt - clock.now());
    },
  };

  /** What became due inside the step was never due by a clock that could be trusted. */
  function holdOverdue(before: number, now: number, stepped: number): void {
    ledger.write((tx) => {
      const overdue = tx.messages({ statuses: ['scheduled'], plannedFrom: before, plannedBefore: now + 1 });
      tell(tx, { kind: 'clock_stepped', byMs: stepped }, now);
      holdScheduled({ tx, tell, at: now }, overdue, 'clock');
    });
  }
}
