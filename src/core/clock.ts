/** Time and chance as ports: the only places where a program under test would otherwise cheat. */

export interface Clock {
  /** Wall clock, ms since the Unix epoch. It may step. */
  now(): number;
  /** Monotonic clock, ms since some fixed moment. It never steps. */
  monotonic(): number;
  /**
   * Calls `ring` once: when the wall clock is at or past `instant`, or when it has been set back by more than a second
   * meanwhile, since "in a minute" would last a day where it was set back by one. Never before it has returned what
   * calls it off. `ring` may not throw. `roughly`: no message waits for it, so that a clock that was set forward may be
   * noticed some seconds late, and the machine is woken less.
   */
  wakeAt(instant: number, ring: () => void, roughly?: 'roughly'): () => void;
  /** The same as a promise: it resolves then, or when `signal` aborts. Never rejects. */
  sleepUntil(instant: number, signal?: AbortSignal): Promise<void>;
}

export interface Chance {
  /** `3EB0` and 18 upper-case hex digits from the system's CSPRNG. */
  reservedId(): string;
  /** One of the same form that follows from these words alone: whoever has them makes the same one. */
  derivedId(words: string): string;
  /** A whole number, `from` and `to` included. */
  between(from: number, to: number): number;
}
