/** What stands on the disk after a power cut: bytes once their file is synced, a name once its folder is. */
import { closeSync, fsyncSync, openSync, writeFileSync } from 'node:fs';

/** Makes the file, or writes it anew, whole and readable by nobody else. Throws what the disk says. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const file = openSync(path, 'w', 0o600);
  try {
    writeFileSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** A name made, changed or removed in a folder is durable only when the folder is. */
export function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
