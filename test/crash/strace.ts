/** The system calls of the bot on its data folder: counted, killed at, and made to fail. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What changes something on the disk, or makes a change durable. */
export const calls = ['pwrite64', 'write', 'fsync', 'fdatasync', 'ftruncate', 'unlink', 'rename'] as const;
export type Call = (typeof calls)[number];

/** What is written by the plain `write`, which also speaks to the terminal and to the parent: by name, with `-P`. */
const plainFiles = ['ledger.db.epoch', 'http-token', 'http-token.new'];

export function hasStrace(): boolean {
  return spawnSync('strace', ['-V'], { stdio: 'ignore' }).status === 0;
}

/** The command under which everything that the bot does to its data folder is written to `traceFile`. */
export function straceAll(traceFile: string): readonly string[] {
  return ['strace', '-f', '-y', '-o', traceFile, '-e', `trace=${calls.join(',')}`];
}

/** The same for one call, with `effect` at the n-th time, as strace spells it: `signal=SIGKILL`, `error=EIO`. */
export function straceInjecting(
  traceFile: string,
  dataDir: string,
  { call, effect, n }: { readonly call: Call; readonly effect: string; readonly n: number },
): readonly string[] {
  const ofFolder = call === 'write' ? plainFiles.flatMap((name) => ['-P', join(dataDir, name)]) : [];
  const traced = call === 'pwrite64' ? call : `pwrite64,${call}`;
  const inject = `inject=${call}:${effect}:when=${n}`;
  return ['strace', '-f', '-y', '-o', traceFile, ...ofFolder, '-e', `trace=${traced}`, '-e', inject];
}

/**
 * How often each call was made on the data folder by the thread that made it most: the counts by which strace injects.
 * Of `write`, on the files that are met by name.
 */
export function countCalls(traceFile: string, dataDir: string): ReadonlyMap<Call, number> {
  const byThread = new Map<string, number>();
  for (const line of readFileSync(traceFile, 'utf8').split('\n')) {
    const found = /^(\d+) +(\w+)\(/.exec(line);
    if (found === null || !line.includes(dataDir)) continue;
    if (found[2] === 'write' && !plainFiles.some((name) => line.includes(`${join(dataDir, name)}>`)))
      continue;
    const key = `${found[1]} ${found[2]}`;
    byThread.set(key, (byThread.get(key) ?? 0) + 1);
  }
  const most = new Map<Call, number>();
  for (const [key, count] of byThread) {
    const call = calls.find((one) => one === key.split(' ')[1]);
    if (call !== undefined) most.set(call, Math.max(most.get(call) ?? 0, count));
  }
  return most;
}

/**
 * What became of the injected fault: it never came; or it met what SQLite passes over, a checkpoint of a ledger that
 * commits no more (the log beside it still has everything) or the sync of the folder in which it has just made its log
 * or journal; or it met anything else, of which somebody must hear.
 */
export function injectionIn(traceFile: string): 'none' | 'passed_over' | 'felt' {
  const lines = readFileSync(traceFile, 'utf8').split('\n');
  const at = lines.findIndex((line) => line.includes('(INJECTED)'));
  const hit = lines[at];
  if (hit === undefined) return 'none';
  const commitsLater = lines.slice(at).some((line) => /pwrite64\(\d+<[^>]*-wal>/.test(line));
  const isCheckpoint = /\(\d+<[^>]*ledger\.db(?:-wal)?>/.test(hit) && !commitsLater;
  const isOfFolder = /sync\(\d+<[^>]*>/.test(hit) && !/\.\w+(?:-wal|-journal)?>|STOP>/.test(hit);
  const madeJustNow = lines
    .slice(Math.max(0, at - 2), at)
    .some((line) => /-journal>|, 32, 0\) += 32/.test(line));
  return isCheckpoint || (isOfFolder && madeJustNow) ? 'passed_over' : 'felt';
}
