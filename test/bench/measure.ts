/** Figures out of many measurements. All times in ms, as fractions. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** ms on a clock that never steps. */
export function elapsed(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/** The smallest value that `share` of all values do not exceed; 0.5 is the median. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Runs `act` with a folder of its own, on the disk that TMPDIR names, and removes it. */
export async function inFolder<T>(act: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(process.env.TMPDIR ?? tmpdir(), 'sendonce-bench-'));
  try {
    return await act(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
