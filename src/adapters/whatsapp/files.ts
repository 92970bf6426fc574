/** Files into the page and out of it, in pieces, so that nothing else that is said to it has to wait. */
import { lackOf } from '../../core/able.ts';
import type { Clock } from '../../core/clock.ts';
import type { FileReading, FileVerbs, Prepared } from '../../core/files.ts';
import type { Log } from '../../core/log.ts';
import type { Page } from './client.ts';
import type { Connection } from './connection.ts';
import { within } from './limit.ts';
import { passFile } from './page/passFile.ts';
import { prepareFile } from './page/prepareFile.ts';
import { readFile } from './page/readFile.ts';
import { takeFile } from './page/takeFile.ts';

/** Of bytes; a multiple of three, so that the pieces' base64 joins without a seam. */
const pieceBytes = 768 * 1024;
const pieceLimitMs = 15_000;
/** Shorter than what the browser's protocol allows one call. */
const readLimitMs = 40_000;
const uploadLimitMs = 180_000;
const uploadTurnMs = 20_000;

export function createFiles(connection: Connection, clock: Clock, log: Log): FileVerbs {
  let readings = 0;

  const pageOfNow = (): { readonly page: Page; readonly document: string } | null => {
    const page = connection.life()?.page();
    const document = connection.document();
    return page && document !== null ? { page, document } : null;
  };

  async function takeAll(page: Page, key: string): Promise<Uint8Array | null> {
    const pieces: Buffer[] = [];
    for (;;) {
      const answer = await within(clock, pieceLimitMs, page.evaluate(takeFile, key, (pieceBytes / 3) * 4));
      if (answer.kind !== 'value') return null;
      if (answer.value === null) return Buffer.concat(pieces);
      pieces.push(Buffer.from(answer.value, 'base64'));
    }
  }

  async function passAll(page: Page, document: string, key: string, bytes: Uint8Array): Promise<Prepared> {
    for (let from = 0; from < bytes.length; from += pieceBytes) {
      const piece = Buffer.from(bytes.subarray(from, from + pieceBytes)).toString('base64');
      const answer = await within(clock, pieceLimitMs, page.evaluate(passFile, key, piece, document));
      if (answer.kind !== 'value') return { kind: 'failed', because: 'timeout' };
      if (!answer.value) return { kind: 'failed', because: 'page_changed' };
    }
    return { kind: 'prepared' };
  }

  return {
    async readFile(chatIds, waId, mostBytes): Promise<FileReading> {
      const now = pageOfNow();
      if (now === null || lackOf(connection.link(), 'files') !== null) return { kind: 'unreachable' };
      const key = `read ${++readings}`;
      const asked = now.page.evaluate(readFile, chatIds, waId, mostBytes, key);
      const answer = await within(clock, readLimitMs, asked);
      log.info({ waId, outcome: answer.kind === 'value' ? answer.value.kind : answer.kind }, 'file read');
      if (answer.kind !== 'value') return { kind: 'unreachable' };
      if (answer.value.kind !== 'file') return answer.value;
      const bytes = await takeAll(now.page, key);
      return bytes === null ? { kind: 'unreachable' } : { ...answer.value, bytes };
    },

    async prepareFile({ reservedId, file, bytes, generation, keep }): Promise<Prepared> {
      const now = pageOfNow();
      const isTheirs = connection.life()?.generation === generation;
      if (now === null || !isTheirs) return { kind: 'failed', because: 'page_changed' };
      const { page, document } = now;
      const passed = await passAll(page, document, reservedId, bytes);
      if (passed.kind === 'failed') return passed;
      const { hash, mimetype, name, form } = file;
      const until = clock.monotonic() + uploadLimitMs;
      while (clock.monotonic() < until) {
        const request = { reservedId, hash, mimetype, name, form, keep, document, withinMs: uploadTurnMs };
        const turn = await within(clock, 2 * uploadTurnMs, page.evaluate(prepareFile, request));
        if (turn.kind !== 'value') return { kind: 'failed', because: 'timeout' };
        if (turn.value === 'going') continue;
        log.info({ reservedId, generation, outcome: turn.value }, 'file uploaded');
        return turn.value === 'prepared' ? { kind: 'prepared' } : { kind: 'failed', because: turn.value };
      }
      return { kind: 'failed', because: 'timeout' };
    },
  };
}
