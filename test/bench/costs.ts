/** What the questions of every tick cost, and the claim itself, in ledgers of very different sizes. */
import { join } from 'node:path';
import { createChance } from '../../src/adapters/random.ts';
import { openLedger } from '../../src/adapters/sqlite/open.ts';
import { openStopFile } from '../../src/adapters/stop-file.ts';
import type { Chat } from '../../src/core/message.ts';
import { fillLedger } from './fill.ts';
import { costOf } from './measure.ts';
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

const minuteMs = 60_000;
/** So many are due at once in every size, one in each second before now. */
const due = 400;

export function measureCosts(folder: string, rows: number, now: number): Costs {
  fillLedger(folder, rows, now);
  const stopFile = openStopFile(join(folder, 'STOP'));
  const ledger = openLedger({ file: join(folder, 'ledger.db'), stopFile, now: () => now });
  try {
    const chance = createChance();
    const [chat] = people(1) as readonly [Chat];
    const ids = ledger.write((tx) => {
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
          graceMs: 15 * minuteMs,
          zone: 'Europe/London',
          dry: false,
          reservedId: chance.reservedId(),
          replaces: null,
          commandWaId: '3ACOSTS',
          at: now,
        }).id;
      });
    });
    const many = 400;
    return {
      rows,
      claimable: costOf(many, () => ledger.claimable(now, 64)),
      nextDue: costOf(many, () => ledger.nextPlanned(now)),
      nextExpiry: costOf(many, () => ledger.nextExpiry()),
      list: costOf(many, () => ledger.messages({ statuses: ['scheduled'], order: 'planned', limit: 10 })),
      needingOwner: costOf(many, () => ledger.needingOwner()),
      claim: costOf(ids.length - 20, (index) => {
        const claim = ledger.write((tx) => tx.claim(ids[index] ?? 0, now, 'costs'));
        if (claim === null) throw new Error('a due message could not be claimed');
      }),
    };
  } finally {
    ledger.close();
  }
}
