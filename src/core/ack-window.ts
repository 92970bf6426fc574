/** The wait for acks: how long a hand-over may go without one, and what becomes of the page that took it. */
import { isPastGrace } from './grace.ts';
import type { Ground } from './ground.ts';
import type { Message } from './message.ts';
import { settleInDoubt } from './settle.ts';

const setBackMs = 1_000;

/**
 * Settles as in doubt what has waited for its ack as long as SEND_TIMEOUT, but for the one in hand, whose hand-over
 * still has its own outcome to give. Returns when the others will have waited that long.
 */
export function closeAckWindows(ground: Ground, inHand: number | null): number[] {
  const { ledger, clock, settings, log, tell } = ground;
  const ends: number[] = [];
  for (const message of ledger.messages({ statuses: ['sending'] })) {
    if (message.id === inHand) continue;
    const claimedAt = ledger.attempt(message.id)?.claimedAt ?? 0;
    const end = claimedAt + settings.sendTimeoutMs;
    const at = clock.now();
    // A clock that was set back behind the claim would keep the window open for as long.
    if (end > at && at > claimedAt - setBackMs) {
      ends.push(end);
      continue;
    }
    ledger.write((tx) =>
      settleInDoubt(
        { tx, tell, at, breakerAfter: settings.breakerAfter },
        message.id,
        'no_ack_in_time',
        'no_ack',
      ),
    );
    log.warn({ id: message.id, waId: message.reservedId }, 'no ack in time: in doubt');
  }
  return ends;
}

/**
 * A page may deliver what it holds on any later reconnection. Past planned + grace that would be a message at the
 * wrong time, so the page is destroyed; what it held stays in doubt. Returns when that will be so for others.
 */
export async function recyclePagesPastGrace(ground: Ground): Promise<number[]> {
  const { ledger, clock, log, whatsapp } = ground;
  const ends: number[] = [];
  let stale: Message | null = null;
  for (const message of ledger.messages({ statuses: ['in_doubt'] })) {
    const attempt = ledger.attempt(message.id);
    if (attempt === null || ledger.pageIsDead(attempt.pageGeneration)) continue;
    if (isPastGrace(message, clock.now())) stale = message;
    else ends.push(message.plannedAt + message.graceMs + 1);
  }
  if (stale !== null) {
    log.warn({ id: stale.id, waId: stale.reservedId }, 'past its grace without an ack: destroying the page');
    await whatsapp.recycle();
  }
  return ends;
}
