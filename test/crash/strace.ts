/** The system calls of the bot on its data folder: counted, killed at, and made to fail. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filedPartial } from './filed.ts';

/** What changes something on the disk, or makes a change durable. */
export const calls = ['pwrite64', 'write', 'fsync', 'fdatasync', 'ftruncate', 'unlink', 'rename'] as const;
export type Call = (typeof calls)[number];

/** Without its filter in the kernel (`--seccomp-bpf`): strace 6.1 then forgets to inject a signal (tried). */
const common = ['-f', '-y'];

/** What is written by the plain `write`, which also speaks to the terminal and to the parent: by name, with `-P`. */
const plainFiles = ['ledger.db.epoch', 'http-token', 'http-token.new', filedPartial];

export function hasStrace(): boolean {
  return spawnSync('strace', ['-V'], { stdio: 'ignore' }).status === 0;
}

/** The command under which everything that the bot does to its data folder is written to `traceFile`. */
export function straceAll(traceFile: string): readonly string[] {
  return ['strace', ...common, '-o', traceFile, '-e', `trace=${calls.join(',')}`];
}

/**
 * The same with `effect` at the n-th of one call, as strace spells it: `signal=SIGKILL`, `error=EIO`. All calls are
 * written down around it, since what comes after a failure shows whether anything was left to say.
 */
export function straceInjecting(
  traceFile: string,
  dataDir: string,
  { call, effect, n }: { readonly call: Call; readonly effect: string; readonly n: number },
): readonly string[] {
  const inject = `inject=${call}:${effect}:when=${n}`;
  if (call !== 'write') return [...straceAll(traceFile), '-e', inject];
  const byName = plainFiles.flatMap((name) => ['-P', join(dataDir, name)]);
  return ['strace', ...common, '-o', traceFile, ...byName, '-e', `trace=pwrite64,${call}`, '-e', inject];
}

/**
 * How often each call was made by the thread that made it most: the counts by which strace injects. Of `write`, on the
 * files that are met by name; nothing else in the process makes one of the others.
 */
export function countCalls(traceFile: string, dataDir: string): ReadonlyMap<Call, number> {
  const byThread = new Map<string, number>();
  for (const line of readFileSync(traceFile, 'utf8').split('\n')) {
    const found = /^(\d+) +(\w+)\(/.exec(line);
    if (found === null) continue;
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
