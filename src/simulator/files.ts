import { createHash } from 'node:crypto';
import type { FileFaults } from './faults/files.ts';
import type { FileCard } from './protocol.ts';
import type { SentFile } from './simulator.ts';
import type { WorldState } from './state.ts';
import type { Time } from './time.ts';

/** The server's store of files, each under the hash of its bytes. */
export interface FileStore extends FileFaults {
  /** Answers with the path, or null where the server does not take it. */
  upload(mimetype: string, base64: string, reply: (path: string | null) => void): void;
  /** Answers with the bytes, base64, or null where there are none. */
  download(path: string, reply: (base64: string | null) => void): void;
  /** A phone attaches a file. */
  attach(file: SentFile): FileCard;
  bytes(path: string): string | null;
  calm(): void;
}

/** What whatsapp-web.js can move through a page at all. */
const largestFile = 16 * 1024 * 1024;

/** What a phone makes of a file: anything that it cannot show is a document. */
function typeOf(file: SentFile): string {
  const [family = ''] = file.mimetype.split('/');
  if (family === 'audio') return file.voice ? 'ptt' : 'audio';
  return family === 'image' || family === 'video' ? family : 'document';
}

export function makeFileStore(state: WorldState, time: Time): FileStore {
  let failing = 0;
  let slowMs = 0;
  let hanging = false;

  function keep(mimetype: string, base64: string): { path: string; bytes: Buffer; hash: Buffer } {
    const bytes = Buffer.from(base64, 'base64');
    const hash = createHash('sha256').update(bytes).digest();
    const path = `/v/t62/${hash.toString('hex')}`;
    state.files[path] = { mimetype, base64 };
    return { path, bytes, hash };
  }

  return {
    failUploads(count) {
      failing = count;
    },
    slowUploads(ms) {
      slowMs = ms;
    },
    loseFile(path) {
      delete state.files[path];
    },
    hangDownloads(on) {
      hanging = on;
    },
    upload(mimetype, base64, reply) {
      const refused = failing > 0 || Buffer.byteLength(base64, 'base64') > largestFile;
      failing = Math.max(0, failing - 1);
      time.after(slowMs, () => reply(refused ? null : keep(mimetype, base64).path));
    },
    download(path, reply) {
      if (!hanging) reply(state.files[path]?.base64 ?? null);
    },
    attach(file) {
      const { path, bytes, hash } = keep(file.mimetype, file.base64);
      return {
        path,
        mimetype: file.mimetype,
        filename: file.voice ? null : file.filename,
        bytes: bytes.length,
        filehash: hash.toString('base64'),
        type: typeOf(file),
      };
    },
    bytes: (path) => state.files[path]?.base64 ?? null,
    calm() {
      failing = 0;
      slowMs = 0;
      hanging = false;
    },
  };
}
