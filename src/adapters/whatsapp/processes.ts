/** The processes of this machine, as far as finding and ending the browsers of one profile needs them. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';

export interface Process {
  readonly pid: number;
  readonly commandLine: string;
  /** For a relative path on its command line; null where the system does not tell. */
  readonly folder: string | null;
}

const linux = existsSync('/proc/self/stat');

/**
 * What tells one life of a pid from another: boot and start time. Null when there is no such process, or only its
 * zombie, which does nothing any more.
 */
export function startOf(pid: number): string | null {
  try {
    if (!linux) {
      const started = execFileSync('ps', ['-o', 'state=,lstart=', '-p', `${pid}`], {
        encoding: 'utf8',
      }).trim();
      return started === '' || started.startsWith('Z') ? null : started.replace(/^\S+\s+/, '');
    }
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in parentheses and may hold anything, so count from behind it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return null;
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot} ${fields[19]}`;
  } catch {
    return null;
  }
}

function listProcesses(): readonly Process[] {
  if (!linux) {
    let listed: string;
    try {
      listed = execFileSync('ps', ['-axww', '-o', 'pid=,command='], { encoding: 'utf8' });
    } catch {
      // A system that lists none: the recorded process is then all that is known.
      return [];
    }
    return listed.split('\n').flatMap((line) => {
      const [, pid, commandLine] = /^\s*(\d+)\s+(.*)$/.exec(line) ?? [];
      return pid === undefined ? [] : [{ pid: Number(pid), commandLine: commandLine ?? '', folder: null }];
    });
  }
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const commandLine = readFileSync(`/proc/${name}/cmdline`, 'utf8');
        let folder: string | null = null;
        try {
          folder = readlinkSync(`/proc/${name}/cwd`);
        } catch {
          // Another user's process does not tell.
        }
        return [{ pid: Number(name), commandLine, folder }];
      } catch {
        // It ended while we looked.
        return [];
      }
    });
}

/**
 * Living processes of a browser on this profile, its children included. A child's command line is one string with
 * spaces, the main process's has a zero byte behind every argument.
 */
export function browsersOn(profile: string): readonly number[] {
  return listProcesses()
    .filter(({ pid, commandLine, folder }) => {
      if (pid === process.pid) return false;
      const rest = commandLine.split('--user-data-dir=')[1];
      if (rest === undefined) return false;
      const named = rest.split('\0')[0] ?? '';
      if (named === profile || named.startsWith(`${profile} `)) return true;
      return real(folder === null ? named : resolve(folder, named)) === real(profile);
    })
    .map(({ pid }) => pid)
    .filter((pid) => startOf(pid) !== null);
}

/** The same folder can be named through a link. */
function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** SIGKILL. False when the process is not ours to end. */
export function kill(pid: number): boolean {
  try {
    process.kill(pid, 'SIGKILL');
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
