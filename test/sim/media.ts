/** The media folder of a simulated machine: it outlives every process, and any of its files may be taken away. */
import type { FileRef, MediaFolder } from '../../src/core/files.ts';
import { hashOf } from './files.ts';

export interface SimMedia extends MediaFolder {
  lose(hash: string): void;
}

export function createSimMedia(): SimMedia {
  const kept = new Map<string, { readonly bytes: Uint8Array; at: number }>();
  const read = ({ hash }: Pick<FileRef, 'hash' | 'bytes'>): Uint8Array | null =>
    kept.get(hash)?.bytes ?? null;
  return {
    keep(bytes, at) {
      const hash = hashOf(bytes);
      kept.set(hash, { bytes, at });
      return hash;
    },
    check: (file) => (read(file) === null ? 'missing' : 'whole'),
    read,
    sweep(before, isUsed) {
      const old = [...kept].filter(([hash, { at }]) => at < before && !isUsed(hash));
      for (const [hash] of old) kept.delete(hash);
      return old.length;
    },
    lose: (hash) => void kept.delete(hash),
  };
}
