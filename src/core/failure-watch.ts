/**
 * What the page fails to send by itself raises no event: only its own copy says so. So whatever waits for its ack is
 * looked up every few seconds, and the owner hears of a failure, or of an ack that nobody reported, before the wait is over.
 * A failed copy is in doubt and not failed: nothing shows that it was not on the wire before.
 */
import type { ConnectedLink } from './dispatcher.ts';
import type { Ground } from './ground.ts';
import type { Message } from './message.ts';
import { settleByAck, settleInDoubt } from './settle.ts';
import type { LookUp } from './whatsapp.ts';

export interface FailureWatch {
  /** Returns when to be called again. */
  step(): Promise<number | null>;
}

/** An ack comes within a second or two; what has none by then may well have failed. */
const lookEveryMs = 10_000;

/** `link`: connected and caught up, or null. */
export function createFailureWatch(ground: Ground, link: () => ConnectedLink | null): FailureWatch {
  const { ledger, whatsapp, clock, settings, log } = ground;
  /** By the monotonic clock; only of what still waits. */
  let lookedAt = new Map<number, number>();

  return {
    async step() {
      const generation = link()?.generation;
      const waiting = ledger.messages({ statuses: ['sending'] }).filter(({ id }) => {
        const attempt = ledger.attempt(id);
        return attempt !== null && attempt.handedAt !== null && attempt.pageGeneration === generation;
      });
      const now = clock.monotonic();
      lookedAt = new Map(waiting.map(({ id }) => [id, lookedAt.get(id) ?? now]));
      for (const message of waiting) {
        if (now - (lookedAt.get(message.id) ?? now) < lookEveryMs) continue;
        lookedAt.set(message.id, now);
        const [seen] = await whatsapp.lookUp(message.chat, [message.reservedId]);
        if (seen !== undefined) record(message, seen);
      }
      const oldest = Math.min(...lookedAt.values());
      return Number.isFinite(oldest)
        ? clock.now() + Math.max(0, oldest + lookEveryMs - clock.monotonic())
        : null;
    },
  };

  function record({ id, reservedId }: Message, { found }: LookUp): void {
    if (found.kind !== 'present' || (found.ack === 0 && !found.sendFailure)) return;
    const at = clock.now();
    ledger.write((tx) => {
      const message = tx.message(id);
      if (message?.status !== 'sending') return;
      const settling = { tx, tell: ground.tell, at, breakerAfter: settings.breakerAfter };
      if (found.ack !== 0) settleByAck(settling, message, found.ack, 'look_up_ack');
      else settleInDoubt(settling, id, 'send_failure_without_nack', 'send_failed');
    });
    log.info({ id, waId: reservedId, ack: found.ack }, 'looked up while waiting for its ack');
  }
}
