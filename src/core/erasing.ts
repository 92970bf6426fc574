/**
 * Erases the texts and files of what ended long ago: once a day, in quiet minutes, a few hundred rows to a transaction. It
 * begins when both clocks have agreed for an hour beside a WhatsApp that is connected: what a clock that is far ahead would
 * erase is gone.
 */
import { clockStepMs } from './clock-watch.ts';
import type { Ground } from './ground.ts';
import { isIdle } from './idle.ts';

export interface Erasing {
  /** Looks at one range of rows at most; returns when to be called again. */
  step(): number;
}

export interface ErasingParts {
  readonly keepBodiesMs: number;
  readonly caughtUp: () => boolean;
  /** Files that no message and no question names any more are deleted. */
  readonly sweepFiles: () => void;
}

const agreedForMs = 60 * 60_000;
const dayMs = 24 * 60 * 60_000;
const quietMs = 60_000;
/** The program stands still meanwhile: measured, 7 ms where all of them are erased, 3 ms where nothing is left to be. */
const rangeOf = 250;
const breathMs = 50;

export function createErasing(ground: Ground, parts: ErasingParts): Erasing {
  const { ledger, clock, log } = ground;
  let wall = clock.now();
  let monotonic = clock.monotonic();
  /** By the monotonic clock. */
  let beginsAt = monotonic + agreedForMs;
  let after = 0;
  let erased = 0;

  return {
    step() {
      const now = clock.now();
      if (hasStepped(now)) begin();
      const left = beginsAt - clock.monotonic();
      if (left > 0) return now + left;
      if (!parts.caughtUp() || ledger.commandsReceived().length > 0 || !isIdle(ledger, now, quietMs))
        return now + quietMs;
      const upTo = after + rangeOf;
      const endedBefore = now - parts.keepBodiesMs;
      erased += ledger.write((tx) => tx.eraseTexts({ after, upTo, endedBefore, at: now }));
      after = upTo;
      if (after < ledger.lastWithText()) return now + breathMs;
      end();
      return now + dayMs;
    },
  };

  function hasStepped(now: number): boolean {
    const steppedMs = now - wall - (clock.monotonic() - monotonic);
    wall = now;
    monotonic = clock.monotonic();
    return Math.abs(steppedMs) > clockStepMs;
  }

  function begin(): void {
    beginsAt = clock.monotonic() + agreedForMs;
    after = 0;
  }

  function end(): void {
    beginsAt = clock.monotonic() + dayMs;
    after = 0;
    if (erased === 0) return;
    // Until then the log beside the ledger has them.
    ledger.cutLog();
    parts.sweepFiles();
    log.info({ rows: erased }, 'erased the texts of what ended long ago');
    erased = 0;
  }
}
