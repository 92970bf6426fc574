/**
 * The end that somebody asked for, with a message in hand: it gets the time that an ack takes, and what has none by then
 * is in doubt in the ledger before the page is closed, not only when the next start finds it.
 */
import { closeAckWindows } from './ack-window.ts';
import type { Ground } from './ground.ts';
import type { Loop } from './loop.ts';
import { settleInDoubt } from './settle.ts';

/** With the closing of the browser and the last alarms it stays below the sixty seconds of compose.yaml. */
const longestMs = 45_000;
const lookMs = 50;

/** The loops have been told to stop. `hurry` ends the waiting at once. When this returns nothing stands in `sending`. */
export async function finishSending(
  ground: Ground,
  loops: readonly Loop[],
  hurry: AbortSignal,
): Promise<void> {
  const { ledger, whatsapp, clock, settings, tell, log } = ground;
  const patience = new AbortController();
  const ownEnd = AbortSignal.any([patience.signal, hurry]);
  const limit = clock.sleepUntil(clock.now() + Math.min(settings.sendTimeoutMs, longestMs), ownEnd);
  void limit.then(() => patience.abort());
  await Promise.race([Promise.allSettled(loops.map((loop) => loop.done)), limit]);
  // Without a connection none can come, and with the page goes what it would deliver later.
  while (
    ledger.count({ statuses: ['sending'] }) > 0 &&
    !ownEnd.aborted &&
    whatsapp.link().state === 'connected'
  ) {
    await clock.sleepUntil(clock.now() + lookMs);
    // What went before the end was asked for waits no longer than it would have.
    closeAckWindows(ground, null);
  }
  patience.abort();
  const left = ledger.messages({ statuses: ['sending'] });
  if (left.length === 0) return;
  log.warn({ ids: left.map(({ id }) => id) }, 'ended without an ack: in doubt');
  const at = clock.now();
  ledger.write((tx) => {
    const settling = { tx, tell, at, breakerAfter: settings.breakerAfter };
    for (const { id } of left) settleInDoubt(settling, id, 'no_ack_in_time', 'bot_stopped');
  });
}
