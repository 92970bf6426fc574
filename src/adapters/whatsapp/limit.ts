import type { Clock } from '../../core/clock.ts';

export type Limited<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'late' };

/** Waits for a promise, but no longer than `ms`. What comes later is dropped; a late rejection is not left unhandled. */
export async function within<T>(clock: Clock, ms: number, promise: Promise<T>): Promise<Limited<T>> {
  const settled = new AbortController();
  const answer = promise.then(
    (value): Limited<T> => ({ kind: 'value', value }),
    (error: unknown): Limited<T> => ({ kind: 'failed', error }),
  );
  const late = clock.sleepUntil(clock.now() + ms, settled.signal).then((): Limited<T> => ({ kind: 'late' }));
  const first = await Promise.race([answer, late]);
  settled.abort();
  return first;
}
