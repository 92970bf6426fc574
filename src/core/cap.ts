/** A cap: at most so many in any window of that length, wherever it begins. Instants and lengths in ms. */
export interface Cap {
  readonly most: number;
  readonly windowMs: number;
}

/**
 * The first instant at or after `at` at which one more keeps within every cap, given those `taken`, ascending. A window
 * holds its first instant and not the one a whole length later.
 */
export function freeAt(at: number, taken: readonly number[], caps: readonly Cap[]): number {
  for (let free = at; ; ) {
    const next = caps.reduce((latest, cap) => Math.max(latest, clearOf(free, taken, cap)), free);
    if (next === free) return free;
    free = next;
  }
}

/** `at`, or the first instant at which no window that it would fill too far is left in its way. */
function clearOf(at: number, taken: readonly number[], { most, windowMs }: Cap): number {
  // Only what lies less than a window away shares one with `at`.
  const from = firstAfter(taken, at - windowMs);
  const end = firstAfter(taken, at + windowMs - 1);
  for (let first = end - most; first >= from; first--) {
    const begin = taken[first] ?? at;
    const last = taken[first + most - 1] ?? at;
    // These are as many as may share a window. With `at` among them it must be longer than one, and the latest such
    // window decides: one that begins before it is left behind sooner.
    if (Math.max(last, at) - Math.min(begin, at) < windowMs) return begin + windowMs;
  }
  return at;
}

/** The index of the first one after `instant`; the length if there is none. */
function firstAfter(taken: readonly number[], instant: number): number {
  let low = 0;
  let high = taken.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((taken[middle] ?? 0) > instant) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Puts `instant` in its place in `taken`; what is read or planned mostly comes last. */
export function insert(taken: number[], instant: number): void {
  const place = firstAfter(taken, instant);
  if (place === taken.length) taken.push(instant);
  else taken.splice(place, 0, instant);
}
