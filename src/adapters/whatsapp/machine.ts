/**
 * The life cycle of the link, as data. What is seen of a page leads from one state to the next by `phaseAfter`, the end of
 * a page by `phaseAfterEnd`; `moves` is what the two can do together, and `connection.ts` refuses any other.
 */
import type { BlockedWhy, Link, RecoveryWhy } from '../../core/whatsapp.ts';
import type { Limits } from './limits.ts';
import type { Judgement } from './link.ts';

export type Phase = Link['state'];

/** How one life of one browser ended. */
export type LifeEnd = RecoveryWhy | 'logged_out' | 'blocked';

/** From each state to which other ones. */
export const moves: Readonly<Record<Phase, readonly Phase[]>> = {
  starting: ['linking', 'syncing', 'connected', 'offline', 'recovering', 'blocked'],
  linking: ['starting', 'syncing', 'connected', 'offline', 'recovering', 'blocked'],
  syncing: ['starting', 'linking', 'connected', 'offline', 'recovering', 'blocked', 'logged_out'],
  connected: ['syncing', 'offline', 'recovering', 'blocked'],
  offline: ['linking', 'syncing', 'connected', 'recovering', 'blocked'],
  recovering: ['linking', 'syncing', 'connected', 'offline', 'blocked'],
  blocked: ['linking', 'syncing', 'connected', 'offline', 'recovering'],
  logged_out: ['linking', 'syncing', 'connected', 'offline', 'recovering', 'blocked'],
};

/** What follows the end of a page: another one, at once or after a pause that doubles with each failure in a row. */
export const recoveries: Readonly<Record<LifeEnd, 'at_once' | 'backoff'>> = {
  unreachable: 'backoff',
  browser_gone: 'backoff',
  page_gone: 'backoff',
  no_browser: 'backoff',
  probe_failed: 'backoff',
  entry_failed: 'backoff',
  stuck: 'backoff',
  // Somebody decided it.
  recycled: 'at_once',
  logged_out: 'at_once',
  // The pause was before the end: a blocked page is left alone until another one is worth a try.
  blocked: 'at_once',
};

const shownAs: Readonly<Record<Judgement['state'], Phase>> = {
  starting: 'starting',
  linking: 'linking',
  syncing: 'syncing',
  // Not connected any more, and not known to be logged out.
  doubtful: 'syncing',
  no_socket: 'offline',
  no_page: 'recovering',
  blocked: 'blocked',
  connected: 'connected',
};

const down: readonly Phase[] = ['offline', 'recovering', 'blocked', 'logged_out'];

/** A new try is no progress: what is known to be down stays so until the page shows otherwise. */
export function phaseAfter(from: Phase, judged: Judgement['state']): Phase {
  return judged === 'starting' && down.includes(from) ? from : shownAs[judged];
}

export function phaseAfterEnd(from: Phase, end: LifeEnd): Phase {
  if (end === 'logged_out') return 'logged_out';
  return end === 'blocked' ? from : 'recovering';
}

export interface Pauses {
  /** Of the next page after this block, ms; longer each time. */
  next(why: BlockedWhy): number;
  /** Connected for so long, ms: a peace as long as the last pause begins the pauses afresh. */
  peace(ms: number): void;
}

export function createPauses(limits: Limits): Pauses {
  let blocks = 0;
  let lastMs = 0;
  return {
    next(why) {
      const [fromMs, toMs] =
        why === 'conflict'
          ? [limits.conflictFromMs, limits.conflictToMs]
          : [limits.refusedFromMs, limits.refusedToMs];
      lastMs = Math.min(toMs, fromMs * 2 ** Math.min(blocks, 20));
      blocks += 1;
      return lastMs;
    },
    peace(ms) {
      if (ms >= lastMs) blocks = 0;
    },
  };
}
