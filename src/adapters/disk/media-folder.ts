/**
 * `DATA_DIR/media`: each file under the hash of its bytes, in a folder of its first two digits, readable by nobody else.
 * A name that is given is whole: it is written beside, synced, renamed, and the folders are synced, before anything in
 * the ledger names it.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { FileFault, type FileRef, type MediaFolder } from '../../core/files.ts';
import { syncFolder, writeWhole } from './durable.ts';

const hashed = /^[0-9a-f]{64}$/;

export function openMediaFolder(path: string): MediaFolder {
  const folderOf = (hash: string): string => join(path, hash.slice(0, 2));
  const pathOf = (hash: string): string => {
    if (!hashed.test(hash)) throw new Error('media: expected 64 hex digits as the name of a file');
    return join(folderOf(hash), hash);
  };
  const bytesOf = (hash: string): Buffer | null => {
    try {
      return readFileSync(pathOf(hash));
    } catch {
      // Whatever stands in the way of reading it: there is nothing here that could be sent.
      return null;
    }
  };
  const state = (file: Pick<FileRef, 'hash' | 'bytes'>, bytes: Buffer | null) => {
    if (bytes === null) return 'missing';
    return bytes.length === file.bytes && hashOf(bytes) === file.hash ? 'whole' : 'altered';
  };

  return {
    keep(bytes, now) {
      const hash = hashOf(bytes);
      try {
        const known = bytesOf(hash);
        if (known === null || hashOf(known) !== hash) write(pathOf(hash), bytes);
        // Whoever sweeps must see that it was wanted just now.
        utimesSync(pathOf(hash), now / 1000, now / 1000);
      } catch (error) {
        throw new FileFault(error);
      }
      return hash;
    },
    check: (file) => state(file, bytesOf(file.hash)),
    read(file) {
      const bytes = bytesOf(file.hash);
      return state(file, bytes) === 'whole' ? bytes : null;
    },
    sweep(before, isUsed) {
      let swept = 0;
      for (const folder of namesIn(path)) {
        for (const name of namesIn(join(path, folder))) {
          const file = join(path, folder, name);
          const isOurs = hashed.test(name) ? !isUsed(name) : name.endsWith('.partial');
          if (!isOurs || statSync(file).mtimeMs >= before) continue;
          rmSync(file);
          swept++;
        }
      }
      return swept;
    },
  };

  function write(file: string, bytes: Uint8Array): void {
    const folder = join(file, '..');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const partial = `${file}.partial`;
    writeWhole(partial, bytes);
    renameSync(partial, file);
    // The name, and the names of the folders that may have been made for it.
    for (const made of [folder, path, join(path, '..')]) syncFolder(made);
  }
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
