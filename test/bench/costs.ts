/** What the questions of every tick cost, and the claim itself, in ledgers of very different sizes. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openStopFile } from '../../src/adapters/disk/stop-file.ts';
import { createChance } from '../../src/adapters/random.ts';
import { openLedger } from '../../src/adapters/sqlite/open.ts';
import type { Ledger } from '../../src/core/ledger.ts';
import type { Chat } from '../../src/core/message.ts';
import { fillLedger } from './fill.ts';
import { elapsed, inFolder, quantile } from './measure.ts';
import { people } from './transport.ts';

/** Median ms of one call each. */
export interface Costs {
  readonly rows: number;
  /** The transaction of a claim, fsynced. */
  readonly claim: number;
  /** What may go now, as the dispatcher asks. */
  readonly claimable: number;
  readonly nextDue: number;
  readonly nextExpiry: number;
  /** A page of what stands open, and how many there are. */
  readonly list: number;
  readonly needingOwner: number;
}

/** So many are due at once in every size. */
const due = 400;
const warm = 20;

/** A ledger of each size, asked in turns, so that whatever else the machine does meets all of them alike. */
export async function measureCosts(
  sizes: readonly number[],
  now: number,
  progress: (text: string) => void,
): Promise<readonly Costs[]> {
  return inFolder(async (folder) => {
    const ledgers = sizes.map((rows) => {
      progress(`filling ${rows.toLocaleString('en-GB')} rows`);
      const own = join(folder, String(rows));
      mkdirSync(own);
      fillLedger(own, rows, now);
      const stopFile = openStopFile(join(own, 'STOP'));
      const ledger = openLedger({ file: join(own, 'ledger.db'), stopFile, now: () => now });
      return { ledger, ids: armDue(ledger, now) };
    });
    progress('asking in turns');
    const costs = (call: (ledger: Ledger, id: number) => unknown): readonly number[] => {
      const all = ledgers.map((): number[] => []);
      for (let turn = 0; turn < due; turn++)
        for (const [place, { ledger, ids }] of ledgers.entries()) {
          const began = elapsed();
          call(ledger, ids[turn] ?? 0);
          // The first ones find caches empty and code uncompiled.
          if (turn >= warm) all[place]?.push(elapsed() - began);
        }
      return all.map((some) => quantile(some, 0.5));
    };
    const measured = {
      claimable: costs((ledger) => ledger.claimable(now, 64)),
      nextDue: costs((ledger) => ledger.nextPlanned(now)),
      nextExpiry: costs((ledger) => ledger.nextExpiry()),
      list: costs((ledger) => ledger.messages({ statuses: ['scheduled'], order: 'planned', limit: 10 })),
      needingOwner: costs((ledger) => ledger.needingOwner()),
      claim: costs((ledger, id) => {
        if (ledger.write((tx) => tx.claim(id, now, 'costs')) === null)
          throw new Error('a due message could not be claimed');
      }),
    };
    for (const { ledger } of ledgers) ledger.close();
    const of = (kind: keyof typeof measured, place: number): number => measured[kind][place] ?? Number.NaN;
    return sizes.map((rows, place) => ({
      rows,
      claim: of('claim', place),
      claimable: of('claimable', place),
      nextDue: of('nextDue', place),
      nextExpiry: of('nextExpiry', place),
      list: of('list', place),
      needingOwner: of('needingOwner', place),
    }));
  });
}

/** Ids of messages due one in each second before `now`. */
function armDue(ledger: Ledger, now: number): readonly number[] {
  const chance = createChance();
  const [chat] = people(1) as readonly [Chat];
  return ledger.write((tx) => {
    tx.pageBorn('costs', now);
    return Array.from({ length: due }, (_, index) => {
      const at = now - (due - index) * 1000;
      return tx.arm({
        batchId: tx.newBatch('3ACOSTS', now),
        part: 1,
        parts: 1,
        chat,
        body: `Due, number ${index}`,
        dueAt: at,
        plannedAt: at,
        graceMs: 15 * 60_000,
        zone: 'Europe/London',
        dry: false,
        reservedId: chance.reservedId(),
        replaces: null,
        commandWaId: '3ACOSTS',
        file: null,
        at: now,
      }).id;
    });
  });
}
