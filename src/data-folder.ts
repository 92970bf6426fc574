/**
 * The data folder holds the session that speaks as the owner and every text that is to be sent, so nobody else on the
 * machine may read it. An existing folder that others can read is refused, not repaired: they may have read it already.
 */
import { mkdirSync, statSync } from 'node:fs';

export type DataFolder =
  | { readonly kind: 'ready'; readonly path: string }
  | { readonly kind: 'refused'; readonly text: string };

function refused(text: string): DataFolder {
  return { kind: 'refused', text };
}

/** Makes `path` (0700) where it is missing. Every answer of the system but success is a refusal with its reason. */
export function openDataFolder(path: string): DataFolder {
  try {
    // The mode holds for every folder that is made on the way; an existing one keeps its own and is checked below.
    mkdirSync(path, { recursive: true, mode: 0o700 });
    const folder = statSync(path);
    const mode = folder.mode & 0o777;
    const owner = process.getuid?.();
    if (owner !== undefined && owner !== 0 && folder.uid !== owner) {
      return refused(
        `DATA_DIR=${path} belongs to user ${folder.uid}, and this process runs as user ${owner}.`,
      );
    }
    // Windows has no such bits: there the folder's access list decides.
    if (owner !== undefined && (mode & 0o077) !== 0) {
      const found = mode.toString(8).padStart(4, '0');
      return refused(
        `DATA_DIR=${path} can be read by others: expected mode 0700, found ${found}. Run: chmod 700 ${path}`,
      );
    }
    return { kind: 'ready', path };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    const why = reasons[code] ?? `the system says ${code}`;
    return refused(`DATA_DIR=${path} cannot be used as a folder: ${why}.`);
  }
}

const reasons: Readonly<Record<string, string>> = {
  EEXIST: 'a file of that name stands there',
  ENOTDIR: 'a part of the path is a file',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
};
