/** How long a page is left in a state that it does not get out of: a pure count over what the looks saw. */
import type { Limits } from './limits.ts';
import type { Judgement } from './link.ts';

export interface Patience {
  /**
   * One look, at `now`, ms of the monotonic clock. `sign`: whatever changes as long as there is progress. Answers why
   * this page should be given up, or null.
   */
  saw(state: Judgement['state'], sign: string, now: number): 'stuck' | 'logged_out' | null;
}

type Count = 'down' | 'no_socket' | 'linking' | 'doubtful';

const counted: Readonly<Record<Judgement['state'], readonly Count[]>> = {
  starting: ['down'],
  syncing: ['down'],
  no_page: ['down'],
  no_socket: ['down', 'no_socket'],
  linking: ['linking'],
  doubtful: ['doubtful'],
  blocked: [],
  connected: [],
};

export function createPatience(limits: Limits): Patience {
  const limitOf: Readonly<Record<Count, number>> = {
    down: limits.stuckAfterMs,
    no_socket: limits.noSocketMs,
    linking: limits.qrStallMs,
    doubtful: limits.confirmLogOutMs,
  };
  const since = new Map<Count, number>();
  let lastSign = '';
  return {
    saw(state, sign, now) {
      const counts = counted[state];
      // A page that reloads says nothing for a while, which neither confirms a log-out nor contradicts it.
      const kept = (count: Count) => counts.includes(count) || (count === 'doubtful' && state === 'no_page');
      for (const count of [...since.keys()]) if (!kept(count)) since.delete(count);
      if (sign !== lastSign) {
        since.delete('down');
        since.delete('linking');
      }
      lastSign = sign;
      for (const count of counts) if (!since.has(count)) since.set(count, now);
      const over = counts.find((count) => now - (since.get(count) ?? now) >= limitOf[count]);
      if (over === undefined) return null;
      return over === 'doubtful' ? 'logged_out' : 'stuck';
    },
  };
}
