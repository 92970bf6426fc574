/** What the owner attached to lines of the chat, what a page tells of it, and what becomes of files on their way. */
import type { FileKind } from '../../src/core/whatsapp.ts';
import type { SentFile } from '../../src/simulator/simulator.ts';
import type { Line } from './line.ts';

export interface Attachments {
  /** Null: nothing. */
  on(waId: string): SentFile | null;
  /** Of a new line: what it has, or the one that it quotes. */
  of(file: SentFile | undefined, quote: string | undefined): Pick<Line, 'file' | 'attached'>;
  areLost(): boolean;
  /** Whether the next upload fails. */
  failsUpload(): boolean;
  readonly faults: {
    failUploads(count: number): void;
    /** The server has no file any more that anybody attached. */
    loseFiles(on: boolean): void;
  };
}

export function createAttachments(control: readonly Line[]): Attachments {
  let failing = 0;
  let lost = false;
  const lineOf = (waId: string | undefined): Line | undefined => control.find((line) => line.waId === waId);
  return {
    on: (waId) => lineOf(waId)?.attached ?? null,
    of: (file, quote) =>
      file === undefined ? { file: lineOf(quote)?.file ?? null } : { file: kindOf(file), attached: file },
    areLost: () => lost,
    failsUpload() {
      if (failing === 0) return false;
      failing--;
      return true;
    },
    faults: {
      failUploads(count) {
        failing = count;
      },
      loseFiles(on) {
        lost = on;
      },
    },
  };
}

function kindOf({ mimetype }: SentFile): FileKind {
  const [family] = mimetype.split('/');
  if (family === 'audio') return 'sound';
  return family === 'image' ? 'picture' : family === 'video' ? 'video' : 'document';
}
