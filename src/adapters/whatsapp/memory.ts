/** What a browser's processes hold, and how much of it they should. Null where the system does not tell. */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { totalmem } from 'node:os';

const pageBytes = 4096;
/** The rest of the machine is Node's, the system's, and what the page needs for a moment when it syncs. */
const shareOfMachine = 0.6;
/** WhatsApp Web works in half of this; pages that had grown past it have been seen to crash. */
const mostBytes = 2 * 2 ** 30;

/** Bytes of these processes together, what they share counted once; null when none of them tells. */
export async function memoryOf(pids: readonly number[]): Promise<number | null> {
  const each = await Promise.all(pids.map(bytesOf));
  const told = each.filter((bytes) => bytes !== null);
  return told.length === 0 ? null : told.reduce((sum, bytes) => sum + bytes, 0);
}

/** A sandboxed process keeps its map to itself; its resident pages it tells to everybody. */
async function bytesOf(pid: number): Promise<number | null> {
  try {
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8');
    const kilobytes = /^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1];
    if (kilobytes !== undefined) return Number(kilobytes) * 1024;
  } catch {
    // Not ours to read, or gone; the next file tells which.
  }
  try {
    const resident = (await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ')[1];
    return resident === undefined ? null : Number(resident) * pageBytes;
  } catch {
    return null;
  }
}

/** How much a browser may hold before its page should be replaced, bytes: a share of what this container or machine has. */
export function memoryLimit(read: (path: string) => string = (path) => readFileSync(path, 'utf8')): number {
  const told = ['/sys/fs/cgroup/memory.max', '/sys/fs/cgroup/memory/memory.limit_in_bytes'].flatMap(
    (path) => {
      try {
        const bytes = Number(read(path));
        return Number.isFinite(bytes) && bytes > 0 ? [bytes] : [];
      } catch {
        return [];
      }
    },
  );
  return Math.round(Math.min(mostBytes, shareOfMachine * Math.min(totalmem(), ...told)));
}
