/**
 * From opening a large ledger to the first message that is handed over, in a process of its own, and what it takes of
 * memory. Without a folder: the benchmark's side, which fills the ledger and starts that process.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { openStopFile } from '../../src/adapters/disk/stop-file.ts';
import { createChance } from '../../src/adapters/random.ts';
import { openLedger } from '../../src/adapters/sqlite/open.ts';
import { people } from './transport.ts';

export interface Start {
  readonly rows: number;
  /** From before the ledger is opened to the first hand-over. */
  readonly toFirstDispatchMs: number;
  /** From the start of the process to the same moment: Node itself and the program's modules too. */
  readonly fromProcessStartMs: number;
  /** Resident, after the first hand-over, without Chromium. */
  readonly rssMb: number;
}

/** Arms `rows` as the product does, events and all: the first of them due already, the others over years. */
export function armMany(folder: string, rows: number): void {
  const now = Date.now();
  const stopFile = openStopFile(join(folder, 'STOP'));
  const ledger = openLedger({ file: join(folder, 'ledger.db'), stopFile, now: () => now });
  const chance = createChance();
  const chats = people(500);
  // In portions: one transaction of a hundred thousand would keep all of it in the write-ahead log.
  for (let from = 0; from < rows; from += 5_000) {
    ledger.write((tx) => {
      for (let index = from; index < Math.min(rows, from + 5_000); index++) {
        const chat = chats[index % chats.length];
        if (chat === undefined) continue;
        const at = index === 0 ? now : now + 3_600_000 + index * 60_000;
        tx.arm({
          batchId: tx.newBatch(`3AS${index}`, now),
          part: 1,
          parts: 1,
          chat,
          body: `Happy birthday, number ${index}!`,
          dueAt: at,
          plannedAt: at,
          graceMs: 15 * 60_000,
          zone: 'Europe/London',
          dry: false,
          reservedId: chance.reservedId(),
          replaces: null,
          commandWaId: `3AS${index}`,
          file: null,
          at: now,
        });
      }
    });
  }
  ledger.close();
}

export function measureStart(folder: string, rows: number): Start {
  armMany(folder, rows);
  const child = new URL('./start-child.js', import.meta.url).pathname;
  const said = execFileSync(process.execPath, [child, folder], { encoding: 'utf8', timeout: 60_000 });
  return { rows, ...(JSON.parse(said) as Omit<Start, 'rows'>) };
}
