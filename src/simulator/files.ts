import { createHash } from 'node:crypto';
import type { FileCard } from './protocol.ts';
import type { SentFile } from './simulator.ts';
import type { WorldState } from './state.ts';

/** What whatsapp-web.js can move through a page at all. */
export const largestFile = 16 * 1024 * 1024;

/** The server keeps a file under the hash of its bytes. */
export function storeFile(
  state: WorldState,
  mimetype: string,
  base64: string,
): { readonly path: string; readonly bytes: Buffer; readonly hash: Buffer } {
  const bytes = Buffer.from(base64, 'base64');
  const hash = createHash('sha256').update(bytes).digest();
  const path = `/v/t62/${hash.toString('hex')}`;
  state.files[path] = { mimetype, base64 };
  return { path, bytes, hash };
}

/** A phone sends anything but a picture as a document. */
export function keepFile(state: WorldState, file: SentFile): FileCard {
  const { path, bytes, hash } = storeFile(state, file.mimetype, file.base64);
  return {
    path,
    mimetype: file.mimetype,
    filename: file.filename,
    bytes: bytes.length,
    filehash: hash.toString('base64'),
    type: file.mimetype.startsWith('image/') ? 'image' : 'document',
  };
}
