/** The wait for acks: how long a hand-over may go without one, and what becomes of the page that took it. */
import { ackMomentMs } from './abort.ts';
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
 * The living page may deliver what it holds on any later reconnection. Past planned + grace that would be a message at
 * the wrong time, so the page is destroyed; what it held is in doubt. Nothing is asked of a page of an earlier process:
 * it died before this one's was opened. Returns when others will be past their grace.
 */
export async function destroyPagePastGrace(
  ground: Ground,
  page: string | null,
  inHand: number | null,
): Promise<number[]> {
  const { ledger, clock, log, whatsapp } = ground;
  const ends: number[] = [];
  const stale: Message[] = [];
  for (const message of page === null ? [] : ledger.messages({ statuses: ['sending', 'in_doubt'] })) {
    const attempt = ledger.attempt(message.id);
    if (message.id === inHand || attempt?.pageGeneration !== page) continue;
    const past = message.plannedAt + message.graceMs + 1;
    // Handed over just before its grace ended, it still gets the moment that an ack takes.
    const end = message.status === 'sending' ? Math.max(past, attempt.claimedAt + ackMomentMs) : past;
    if (clock.now() >= end) stale.push(message);
    else ends.push(end);
  }
  if (stale.length === 0) return ends;
  log.warn({ ids: stale.map(({ id }) => id) }, 'past its grace without an ack: destroying the page');
  const at = clock.now();
  ledger.write((tx) => {
    const settling = { tx, tell: ground.tell, at, breakerAfter: ground.settings.breakerAfter };
    for (const { id } of stale) settleInDoubt(settling, id, 'still_in_page', 'no_ack');
  });
  await whatsapp.recycle();
  return ends;
}
