/** `DATA_DIR/STOP`: a stop that anybody with a shell can pull, and that stands whatever else is broken. */
import { closeSync, lstatSync, openSync, readFileSync, unlinkSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';
import type { StopFile } from '../../core/ledger.ts';
import { syncFolder } from './durable.ts';

function errorCode(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

/** The login name of a user id as far as this machine knows it, with the id: `root (uid 0)`, `uid 4711`. */
function userNamed(uid: number): string {
  const own = userInfo();
  if (own.uid === uid) return `${own.username} (uid ${uid})`;
  try {
    const line = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((entry) => entry.split(':'))
      .find(([, , id]) => id === String(uid));
    return line?.[0] === undefined ? `uid ${uid}` : `${line[0]} (uid ${uid})`;
  } catch {
    return `uid ${uid}`;
  }
}

function ownerOf(path: string): string {
  try {
    return userNamed(lstatSync(path).uid);
  } catch {
    return 'somebody else';
  }
}

/** The folder must exist. `put` throws if the file cannot be made and does not stand; the others never throw. */
export function openStopFile(path: string): StopFile {
  // Anything but "there is none" stands: a folder, a broken link, a disk that does not answer.
  const stands = (): boolean => {
    try {
      lstatSync(path);
      return true;
    } catch (error) {
      return errorCode(error) !== 'ENOENT';
    }
  };
  return {
    stands,
    put: () => {
      try {
        closeSync(openSync(path, 'wx', 0o600));
      } catch (error) {
        if (!stands()) throw error;
      }
      syncFolder(dirname(path));
    },
    remove: () => {
      const owner = ownerOf(path);
      try {
        unlinkSync(path);
      } catch (error) {
        if (errorCode(error) !== 'ENOENT') return { kind: 'refused', owner };
      }
      try {
        syncFolder(dirname(path));
      } catch {
        // Gone by name, but a power cut could bring it back: not removed until the folder says so.
        return { kind: 'refused', owner: ownerOf(dirname(path)) };
      }
      return { kind: 'removed' };
    },
  };
}
