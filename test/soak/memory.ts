/** Whether a process holds more and more. Each figure was read after it had thrown away what it could. */
export interface Held {
  readonly at: number;
  /** Bytes. */
  readonly heapUsed: number;
  readonly rss: number;
}

export interface Growth {
  readonly text: string;
  /** What is wrong with it, if anything is. */
  readonly broke: string | null;
}

/** By then everything has been used once that is kept for use: a fifth of the day, as four minutes of twenty. */
const warmUpShare = 0.2;
const windowShare = 0.1;
const mostGrowth = 0.1;
const fewest = 3;

/** Medians of a while after the warm-up and of the last while: one figure alone is an accident. `ranMs`: the whole day. */
export function growthOf(held: readonly Held[], ranMs: number): Growth {
  const [first] = held;
  const last = held.at(-1);
  if (first === undefined || last === undefined) return nothing(held.length);
  const warmAt = first.at + warmUpShare * ranMs;
  const early = held.filter(({ at }) => at >= warmAt && at < warmAt + windowShare * ranMs);
  const late = held.filter(({ at }) => at >= last.at - windowShare * ranMs);
  if (early.length < fewest || late.length < fewest) return nothing(held.length);
  const figures = (['heapUsed', 'rss'] as const).map((what) => {
    const from = median(early.map((one) => one[what]));
    const to = median(late.map((one) => one[what]));
    return { what, from, to, share: to / from - 1 };
  });
  const text = figures
    .map(
      ({ what, from, to, share }) =>
        `${what === 'rss' ? 'memory' : 'heap'} ${mb(from)} after the warm-up, ${mb(to)} at the end (${signed(share)})`,
    )
    .join(', ');
  const grown = figures.filter(({ share }) => share > mostGrowth);
  return { text, broke: grown.length === 0 ? null : `Node holds more and more: ${text}` };
}

function nothing(count: number): Growth {
  const text = `its memory was read ${count} times, too few to compare`;
  return { text, broke: text };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function mb(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MB`;
}

function signed(share: number): string {
  return `${share < 0 ? '−' : '+'}${(Math.abs(share) * 100).toFixed(1)} %`;
}
