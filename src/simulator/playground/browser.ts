/** The bot's browser as an outsider sees it: a process with the bot's profile on its command line. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { sep } from 'node:path';

/** SIGKILL to every browser whose profile lies in `folder`; answers how many there were. */
export function killBrowsers(folder: string): number {
  const browsers = processes().filter(
    ({ args }) => args.includes(`--user-data-dir=${folder}${sep}`) && !args.includes('--type='),
  );
  for (const { pid } of browsers) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      // It ended between being seen and being killed.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
  return browsers.length;
}

interface Seen {
  readonly pid: number;
  readonly args: string;
}

function processes(): readonly Seen[] {
  if (existsSync('/proc/self/cmdline')) {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => ({ pid: Number(name), args: commandLine(name) }));
  }
  // macOS has no /proc; slim Linux images have no ps. One of the two is always there.
  return execFileSync('ps', ['-axww', '-o', 'pid=,args='], { encoding: 'utf8', maxBuffer: 16 * 1024 * 1024 })
    .split('\n')
    .map((line) => ({ pid: Number.parseInt(line, 10), args: line }))
    .filter(({ pid }) => Number.isInteger(pid));
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}
