/** Instants under names, and which of them lie near another one: each is compared with the two beside it alone. */
export interface Neighbours {
  add(name: string, at: number): void;
  /** Whether under this name another instant than `at`, which is among them, lies no further away than `withinMs`. */
  hasNear(name: string, at: number, withinMs: number): boolean;
}

export function createNeighbours(): Neighbours {
  const instants = new Map<string, number[]>();
  const sorted = new Set<string>();
  return {
    add(name, at) {
      sorted.delete(name);
      const known = instants.get(name);
      if (known === undefined) instants.set(name, [at]);
      else known.push(at);
    },
    hasNear(name, at, withinMs) {
      const all = instants.get(name) ?? [];
      if (!sorted.has(name)) {
        all.sort((a, b) => a - b);
        sorted.add(name);
      }
      const place = firstFrom(all, at);
      // The one at `place` is `at` itself; a second one of the same instant stands behind it.
      return [all[place - 1], all[place + 1]].some(
        (other) => other !== undefined && Math.abs(other - at) <= withinMs,
      );
    },
  };
}

/** The index of the first one at or after `instant`. */
function firstFrom(all: readonly number[], instant: number): number {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle] ?? 0) < instant) low = middle + 1;
    else high = middle;
  }
  return low;
}
