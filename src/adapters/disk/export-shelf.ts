/** `DATA_DIR/exports`: tables of all messages, as private as the ledger that they come from. */
import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ExportOutcome, ExportShelf } from '../../core/export.ts';
import { syncFolder, writeWhole } from './durable.ts';

/** They hold every text: no more of them lie about than somebody may still be looking for. */
const kept = 10;
const finished = /^messages-\d{4}-\d\d-\d\dT\d{6}Z\.csv$/;

/** The folder is made when it is first needed. */
export function openExportShelf(folder: string): ExportShelf {
  return {
    put(name, text): ExportOutcome {
      const partial = join(folder, `${name}.partial`);
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        writeWhole(partial, text);
        renameSync(partial, join(folder, name));
        syncFolder(folder);
        for (const old of readdirSync(folder)
          .filter((one) => finished.test(one))
          .sort()
          .slice(0, -kept))
          if (old !== name) remove(join(folder, old));
        return { kind: 'made', name, bytes: Buffer.byteLength(text) };
      } catch (error) {
        const why = reasonOf(error);
        remove(partial);
        return { kind: 'failed', why };
      }
    },
  };
}

/** What a failing disk does not let go is in nobody's way. */
function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch (error) {
    reasonOf(error);
  }
}

/** Faults of the disk are answered; one of the program is thrown on. */
function reasonOf(error: unknown): 'full' | 'io' {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) throw error;
  return code === 'ENOSPC' || code === 'EDQUOT' ? 'full' : 'io';
}
