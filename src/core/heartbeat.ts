/**
 * The heartbeat: a GET each minute while the bot is ready, so that somebody else notices its silence. What did not get
 * through is not kept: the next one says the same.
 */
import type { CallOutcome, HeartbeatPort } from './alarm.ts';
import type { Ground } from './ground.ts';

export interface Heartbeat {
  /** One beat, if it is time and the bot is ready; returns when to be called again. */
  step(): Promise<number | null>;
  /** Cuts off the beat in hand. */
  stop(): void;
}

const everyMs = 60_000;
/** Under this setting stands how the last beat failed; none while they get through. */
export const heartbeatFailureKey = 'heartbeat_failure';

/** `port`: null without HEARTBEAT_URL. `ready`: linked and caught up; the latches are asked here. */
export function createHeartbeat(
  { ledger, clock, log }: Pick<Ground, 'ledger' | 'clock' | 'log'>,
  port: HeartbeatPort | null,
  ready: () => boolean,
): Heartbeat {
  const givenUp = new AbortController();
  // By the monotonic clock: after a step of the other one the beats would bunch up or cease.
  let lastAt = Number.NEGATIVE_INFINITY;
  let last = (ledger.setting(heartbeatFailureKey) as CallOutcome | null) ?? 'accepted';

  return {
    stop: () => givenUp.abort(),
    async step() {
      if (port === null) return null;
      if (!ready() || ledger.latch('stopped') !== null || ledger.latch('breaker') !== null) return null;
      const left = lastAt + everyMs - clock.monotonic();
      if (left > 0) return clock.now() + left;
      lastAt = clock.monotonic();
      const outcome = await port.beat(givenUp.signal);
      if (givenUp.signal.aborted) return null;
      if (outcome !== last && outcome !== 'accepted')
        log.warn({ outcome }, 'the heartbeat does not get through; said once until it does');
      if (outcome !== last && outcome === 'accepted') log.info({}, 'the heartbeat gets through again');
      if (outcome !== last)
        ledger.write((tx) => tx.set(heartbeatFailureKey, outcome === 'accepted' ? null : outcome));
      last = outcome;
      return clock.now() + Math.max(0, lastAt + everyMs - clock.monotonic());
    },
  };
}
