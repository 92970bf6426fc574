/**
 * Start-up: what an earlier process left behind. Its browser is dead before ours lives, so what stands in `sending` had
 * its hand-over, or did not, in a page that can no longer say: in doubt until evidence or the owner settles it.
 */
import type { Ground } from './ground.ts';
import { settleInDoubt } from './settle.ts';

const crashLoopMs = 10 * 60_000;
/** The third fault exit in ten minutes: something breaks at every start, and a send may be what breaks it. */
const crashLoopExits = 3;

/** One transaction: counts the start, settles what was left in `sending`, and sets the breaker in a crash loop. */
export function recover(ground: Ground): void {
  const at = ground.clock.now();
  ground.ledger.write((tx) => {
    const settling = { tx, tell: ground.tell, at, breakerAfter: ground.settings.breakerAfter };
    for (const message of tx.messages({ statuses: ['sending'] }))
      settleInDoubt(settling, message.id, 'found_sending_at_start', 'bot_stopped');
    for (const telling of tx.openTellings()) tx.settleTelling(telling.reservedId, 'in_doubt', at);
    tx.recordStart(at);
    if (tx.faultExitsSince(at - crashLoopMs) >= crashLoopExits && tx.latch('breaker') === null) {
      tx.setLatch({ name: 'breaker', setAt: at, why: 'crash_loop' });
      ground.tell(tx, { kind: 'latched', why: 'crash_loop' }, at);
    }
  });
}
