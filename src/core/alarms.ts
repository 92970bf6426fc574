/**
 * Telling alarms: whatever waits in the ledger goes out in one POST, one at a time, and again with growing pauses until
 * the receiver answers with a 2xx. A kill between that answer and its record posts it once more: at least once, because
 * an alarm twice is a nuisance and a lost one is a silent miss.
 */
import type { AlertPort, CallOutcome } from './alarm.ts';
import { alarmLine } from './alarm-text.ts';
import { createBackoff } from './backoff.ts';
import type { Ground } from './ground.ts';

export interface Alarms {
  /** Posts what waits, if its pause is over; returns when to be called again. */
  step(): Promise<number | null>;
  /** Cuts off the POST in hand: it waits for the next start. */
  stop(): void;
}

const firstPauseMs = 1_000;
const longestPauseMs = 10 * 60_000;
/** Under this setting stands how the last POST failed; none while the receiver takes them. */
export const alertFailureKey = 'alert_failure';

/** `alert`: null without ALERT_URL. */
export function createAlarms(ground: Ground, alert: AlertPort | null): Alarms {
  const { ledger, clock, chance, log } = ground;
  const backoff = createBackoff(clock, chance, firstPauseMs, longestPauseMs);
  const givenUp = new AbortController();
  /** Accepted and not written down yet: never posted again by this process, however long the ledger cannot be written. */
  let accepted: readonly number[] = [];

  return {
    stop: () => givenUp.abort(),
    async step() {
      if (alert === null || givenUp.signal.aborted) return null;
      record();
      const waiting = ledger.alarmsWaiting();
      if (waiting.length === 0) return null;
      const later = backoff.waitsUntil();
      if (later !== null) return later;
      const outcome = await alert.post(alarmLine(ledger, waiting, clock.now()), givenUp.signal);
      if (givenUp.signal.aborted && outcome !== 'accepted') return null;
      if (outcome === 'accepted') {
        accepted = waiting.map(({ id }) => id);
        backoff.succeeded();
        record();
        log.info({ alarms: waiting.length }, 'alarms were accepted');
        return clock.now();
      }
      backoff.failed();
      note(outcome);
      return backoff.waitsUntil();
    },
  };

  function record(): void {
    if (accepted.length === 0) return;
    ledger.write((tx) => {
      tx.alarmsAccepted(accepted, clock.now());
      tx.set(alertFailureKey, null);
    });
    accepted = [];
  }

  /** Once for each kind of failure, not at each try. */
  function note(outcome: Exclude<CallOutcome, 'accepted'>): void {
    if (ledger.setting(alertFailureKey) === outcome) return;
    log.warn({ outcome }, 'alarms cannot be delivered; they are kept and tried again');
    ledger.write((tx) => tx.set(alertFailureKey, outcome));
  }
}
