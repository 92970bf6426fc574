/** Clearing away after a browser: its processes first, because one that is still going writes into its profile. */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { createClock } from '../src/adapters/clock.ts';

const clock = createClock();
const limitMs = 10_000;

/** Kills every browser of a profile in `folder`, waits until none is left, and removes the folder. */
export async function clearAway(folder: string): Promise<void> {
  const until = clock.now() + limitMs;
  for (let pids = browserPids(folder, true); pids.length > 0; pids = browserPids(folder, true)) {
    for (const pid of pids) kill(pid);
    if (clock.now() > until) throw new Error(`processes ${pids.join(', ')} of ${folder} do not end`);
    await clock.sleepUntil(clock.now() + 20);
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

/** Browser processes of a profile in this folder; with `all`, their children too. A zombie has no command line. */
export function browserPids(folder: string, all = false): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return line.includes(`--user-data-dir=${folder}`) && (all || !line.includes('--type='));
      } catch {
        // It ended between the two looks.
        return false;
      }
    })
    .map(Number);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
