/** Files in memory: what the owner attached, and what a page has uploaded for a hand-over. */
import { createHash } from 'node:crypto';
import type { FileSeen, FileVerbs } from '../../src/core/files.ts';
import type { HandOver, WhatsApp } from '../../src/core/whatsapp.ts';
import type { SentFile } from '../../src/simulator/simulator.ts';
import type { Page } from './profile.ts';
import type { SimWorld } from './world.ts';

interface SimFilesGround {
  readonly world: SimWorld;
  readonly page: () => Page | null;
  readonly connected: () => boolean;
  readonly begins: (verb: keyof WhatsApp) => void;
  readonly takesTime: () => Promise<void>;
}

export interface SimFiles extends FileVerbs {
  /** Takes what was prepared for this hand-over out of the page, for this one time; false where it is not there. */
  takes(from: Page, request: HandOver): boolean;
  /** The page loses what was uploaded into it. */
  forgetFiles(): void;
}

/** As a phone makes of what its owner attaches. */
function formOf({ mimetype, voice }: SentFile): FileSeen['form'] {
  const [family] = mimetype.split('/');
  if (family === 'audio') return voice === true ? 'voice' : 'sound';
  return family === 'image' ? 'picture' : family === 'video' ? 'video' : 'document';
}

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export function createSimFiles({ world, page, connected, begins, takesTime }: SimFilesGround): SimFiles {
  return {
    async readFile(_chatIds, waId, mostBytes) {
      begins('readFile');
      await takesTime();
      if (!connected()) return { kind: 'unreachable' };
      const file = world.attachments.on(waId);
      if (file === null) return { kind: 'none' };
      const bytes = Buffer.from(file.base64, 'base64');
      if (bytes.length > mostBytes) return { kind: 'too_large', bytes: bytes.length };
      if (world.attachments.areLost()) return { kind: 'gone' };
      const form = formOf(file);
      const name = form === 'document' ? file.filename : null;
      return { kind: 'file', seen: { form, mimetype: file.mimetype, name }, bytes };
    },
    async prepareFile({ reservedId, file, bytes, generation, keep }) {
      begins('prepareFile');
      const before = page();
      if (before === null || before.generation !== generation)
        return { kind: 'failed', because: 'page_changed' };
      for (const id of before.prepared.keys()) if (!keep.includes(id)) before.prepared.delete(id);
      await takesTime();
      if (page() !== before) return { kind: 'failed', because: 'page_changed' };
      if (!connected() || world.attachments.failsUpload())
        return { kind: 'failed', because: 'upload_failed' };
      before.prepared.set(reservedId, { hash: file.hash, bytes: hashOf(bytes) });
      return { kind: 'prepared' };
    },
    forgetFiles() {
      page()?.prepared.clear();
    },
    takes(from, { reservedId, file }) {
      const prepared = from.prepared.get(reservedId);
      from.prepared.delete(reservedId);
      return file == null || prepared?.hash === file.hash;
    },
  };
}
