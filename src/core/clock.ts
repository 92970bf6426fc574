/** Time and chance as ports: the only places where a program under test would otherwise cheat. */

export interface Clock {
  /** Wall clock, ms since the Unix epoch. It may step. */
  now(): number;
  /** Monotonic clock, ms since some fixed moment. It never steps. */
  monotonic(): number;
  /** Resolves when the wall clock is at or past `instant`, or when `signal` aborts; never earlier, never rejects. */
  sleepUntil(instant: number, signal?: AbortSignal): Promise<void>;
}

export interface Chance {
  /** `3EB0` and 18 upper-case hex digits from the system's CSPRNG. */
  reservedId(): string;
  /** A whole number, `from` and `to` included. */
  between(from: number, to: number): number;
}
