/**
 * One browser per profile (invariant 7). An orphaned browser goes on delivering what its page still held, also beside
 * a second one on the same profile, so none may live when ours is launched, and ours is known dead only when all of
 * its processes are gone.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Clock } from '../../core/clock.ts';
import { browsersOn, kill, startOf } from './processes.ts';

export interface Profile {
  /** The folder that Chromium gets as its --user-data-dir. */
  readonly folder: string;
  /** Kills every browser of this profile and waits until it is gone; only then removes its locks. */
  clear(): Promise<ClearOutcome>;
  /** Remembers which process the browser is, for a later start that finds it alive. */
  record(pid: number): void;
  /** Removes the session itself, after the device was unlinked. Only ever after `clear`. */
  wipe(): void;
}

export type ClearOutcome =
  | { readonly kind: 'cleared'; readonly killed: number }
  | { readonly kind: 'still_alive'; readonly pids: readonly number[] };

/** A killed process is gone within milliseconds; one in an unfinished disk write may take seconds. */
const goneWithinMs = 15_000;
const lookEveryMs = 20;

/** How LocalAuth calls the browser's folder inside its own. */
const sessionName = 'session';

/** `sessionFolder` is LocalAuth's folder; the record of the process lies beside it, since the folder may be wiped. */
export function openProfile(sessionFolder: string, clock: Clock): Profile {
  const folder = resolve(sessionFolder, sessionName);
  const recordFile = `${sessionFolder}.browser`;

  const recorded = (): number | null => {
    try {
      const [pid, ...start] = readFileSync(recordFile, 'utf8').trim().split(' ');
      const found = Number(pid);
      // The same pid with another start is a stranger's.
      return Number.isInteger(found) && startOf(found) === start.join(' ') ? found : null;
    } catch {
      return null;
    }
  };
  const alive = (): readonly number[] => {
    const known = recorded();
    return [...new Set([...(known === null ? [] : [known]), ...browsersOn(folder)])];
  };

  return {
    folder,
    async clear() {
      const killed = new Set<number>();
      const giveUpAt = clock.monotonic() + goneWithinMs;
      for (let pids = alive(); pids.length > 0; pids = alive()) {
        for (const pid of pids) if (kill(pid)) killed.add(pid);
        if (clock.monotonic() >= giveUpAt) return { kind: 'still_alive', pids };
        await clock.sleepUntil(clock.now() + lookEveryMs);
      }
      rmSync(recordFile, { force: true });
      for (const lock of ['SingletonLock', 'SingletonSocket', 'SingletonCookie']) {
        rmSync(join(folder, lock), { force: true });
      }
      return { kind: 'cleared', killed: killed.size };
    },
    record(pid) {
      mkdirSync(sessionFolder, { recursive: true, mode: 0o700 });
      writeFileSync(recordFile, `${pid} ${startOf(pid) ?? ''}\n`, { mode: 0o600 });
    },
    wipe() {
      rmSync(folder, { recursive: true, force: true, maxRetries: 4 });
    },
  };
}
