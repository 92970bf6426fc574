/** How long the adapter waits for what, ms. In one place, so that a test can make an hour a second. */
export interface Limits {
  /** A launch takes a second or two; what takes longer hangs. A slow machine gets longer at each try, up to `launchToMs`. */
  readonly launchFromMs: number;
  readonly launchToMs: number;
  /** Opening the page takes a second or two; behind a slow line, tens of them. */
  readonly openWithinMs: number;
  /** How long WhatsApp Web's program may take to appear after the page was opened. */
  readonly programWithinMs: number;
  /** A page is closed without its unload handlers, then its browser; what is not done by then is killed. */
  readonly closeWithinMs: number;
  /** The pause before another page is tried doubles from one to the other with each life in a row that failed. */
  readonly backoffFromMs: number;
  readonly backoffToMs: number;
  /** A life that was connected, or could be linked, for this long begins the pauses afresh. */
  readonly goodLifeMs: number;
  /** How long one look at the page may take. */
  readonly lookMs: number;
  /** A first sync keeps a small machine's page busy for tens of seconds; beyond this it hangs. */
  readonly hungAfterMs: number;
  /** No start or sync goes on for this long without any progress; another page may do better. */
  readonly stuckAfterMs: number;
  /** A figure of the offline delivery that stands still this long is a leftover, not a delivery. */
  readonly deliveryStandsStillMs: number;
  /** WhatsApp Web reconnects within seconds of a network that is back; a page that does not is a dead one. */
  readonly noSocketMs: number;
  /** A code is replaced every twenty seconds, and one that nobody replaces cannot be scanned. */
  readonly qrStallMs: number;
  /** A program that loads all its modules tells the state of its socket within seconds. */
  readonly unreadableMs: number;
  /** Two looks this far apart must agree before a session is deleted: nothing brings it back but the owner's phone. */
  readonly confirmLogOutMs: number;
  /**
   * The pause before another page takes the session back doubles with each conflict, so that two programs that take it
   * from each other come to rest. The same, longer, where WhatsApp refuses us.
   */
  readonly conflictFromMs: number;
  readonly conflictToMs: number;
  readonly refusedFromMs: number;
  readonly refusedToMs: number;
  /** Reading the memory of a browser's processes costs milliseconds. */
  readonly measureEveryMs: number;
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

export const limits: Limits = {
  launchFromMs: 15 * second,
  launchToMs: 2 * minute,
  openWithinMs: 2 * minute,
  programWithinMs: minute,
  closeWithinMs: 5 * second,
  backoffFromMs: second,
  backoffToMs: minute,
  goodLifeMs: minute,
  lookMs: 10 * second,
  hungAfterMs: minute,
  stuckAfterMs: 10 * minute,
  deliveryStandsStillMs: 30 * second,
  noSocketMs: 5 * minute,
  qrStallMs: 3 * minute,
  unreadableMs: minute,
  confirmLogOutMs: 10 * second,
  conflictFromMs: 5 * minute,
  conflictToMs: hour,
  refusedFromMs: 10 * minute,
  refusedToMs: 6 * hour,
  measureEveryMs: 30 * second,
};
