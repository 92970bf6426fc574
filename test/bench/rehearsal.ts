/** What a rehearsal costs: four lives in virtual time over a copy of the ledger. */

import { createChance } from '../../src/adapters/random.ts';
import { memoryFile } from '../../src/adapters/sqlite/open.ts';
import type { Settings } from '../../src/core/settings.ts';
import { rehearse } from '../../src/rehearsal/rehearse.ts';
import { armCampaign } from '../rehearsal/campaign.ts';

const hourMs = 60 * 60_000;
const settings: Settings = {
  graceMs: 15 * 60_000,
  minGapMs: 3_000,
  jitterMs: { from: 0, to: 4_000 },
  typing: true,
  maxPerMinute: 20,
  maxPerDay: 300,
  breakerAfter: 3,
  sendTimeoutMs: 45_000,
  dryRun: false,
  quietHours: null,
};

/** CPU ms, the least of `rounds`: of `count` messages spread over a week. */
export async function measureRehearsal(count: number, rounds: number): Promise<number> {
  const now = Date.parse('2026-12-31T21:00:00Z');
  const stopFile = {
    stands: () => false,
    put: () => undefined,
    remove: () => ({ kind: 'removed' }) as const,
  };
  const memory = memoryFile();
  const ledger = memory.ledger({ stopFile, now: () => now });
  armCampaign(ledger, { count, from: now + hourMs, everyMs: (7 * 24 * hourMs) / count, now });
  const ground = {
    ...{ ledger, settings, stopFile, now, zone: 'Europe/London', chance: createChance() },
    media: { check: () => 'whole' as const },
    breathe: async () => undefined,
  };
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const before = process.cpuUsage();
    const found = await rehearse(ground, null);
    const { user, system } = process.cpuUsage(before);
    if (found?.accounts.length !== 4 || found.accounts[0]?.messages.length !== count)
      throw new Error('the rehearsal did not live through all of it');
    least = Math.min(least, (user + system) / 1_000);
  }
  memory.close();
  return least;
}
