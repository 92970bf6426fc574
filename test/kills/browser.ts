/**
 * The browser of one data folder as the system's process list shows it, and as whoever kills it sees it. It asks nothing
 * of the bot: what it says about orphans must not depend on the program that is judged by it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { sep } from 'node:path';

export interface BrowserProcess {
  readonly pid: number;
  readonly kind: 'browser' | 'renderer' | 'other';
}

/** Living processes of every browser whose profile lies in `folder`. A zombie has no command line and is not among them. */
export function browserProcesses(folder: string): readonly BrowserProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name): BrowserProcess[] => {
      const line = commandLine(name);
      if (!line.includes(`--user-data-dir=${folder}${sep}`)) return [];
      const kind = line.includes('--type=renderer')
        ? 'renderer'
        : line.includes('--type=')
          ? 'other'
          : 'browser';
      return [{ pid: Number(name), kind }];
    });
}

/** SIGKILL; how many of them were still there to get it. */
export function killAll(processes: readonly BrowserProcess[]): number {
  return processes.filter(({ pid }) => {
    try {
      process.kill(pid, 'SIGKILL');
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
      return false;
    }
  }).length;
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    // It ended between the two looks.
    return '';
  }
}
