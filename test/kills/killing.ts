/** The kills: which process, at which moment. Chance chooses both; every kind comes up equally often. */
import type { Clock } from '../../src/core/clock.ts';
import { type BrowserProcess, browserProcesses } from './browser.ts';
import type { Chance } from './chance.ts';

export const victims = ['Chromium', 'renderer', 'bot'] as const;
export type Victim = (typeof victims)[number];

/** `coming_back`: while the bot recovers from the kill before. */
export type Moment = 'any' | 'hand_over' | 'telling' | 'coming_back';

export interface Plan {
  readonly victim: Victim;
  readonly moment: Moment;
  /** After the moment, ms. */
  readonly afterMs: number;
}

export interface Kill extends Plan {
  readonly at: number;
  /** When it was connected to WhatsApp again; null where it was killed anew before that. */
  readonly connectedAt: number | null;
  /** When it had caught up as well, and could send again. */
  readonly backAt: number | null;
  /** What went wrong in the process itself from then until the next kill: an orphan, an end, no way back. */
  readonly broke: number;
}

/** Most moments of a campaign are moments of waiting; those in which something can go wrong are looked for. */
const moments: readonly { readonly moment: Moment; readonly withinMs: number }[] = [
  { moment: 'any', withinMs: 3_500 },
  { moment: 'any', withinMs: 3_500 },
  { moment: 'hand_over', withinMs: 15 },
  { moment: 'hand_over', withinMs: 60 },
  { moment: 'hand_over', withinMs: 400 },
  { moment: 'hand_over', withinMs: 1_200 },
  { moment: 'telling', withinMs: 60 },
  { moment: 'coming_back', withinMs: 3_000 },
];

/**
 * In rounds of one of each kind, so that backoff, which only a new bot begins afresh, stays that of a bad day. With `only`,
 * all are of that kind, and none comes before the bot is back from the one before: each is measured by itself.
 */
export function planKills(count: number, chance: Chance, only: Victim | null): readonly Plan[] {
  const kinds = only === null ? victims : [only];
  const rounds = Array.from({ length: Math.ceil(count / kinds.length) }, () => chance.shuffled(kinds));
  const choice = only === null ? moments : moments.filter(({ moment }) => moment !== 'coming_back');
  return rounds
    .flat()
    .slice(0, count)
    .map((victim, index) => {
      const { moment, withinMs } = chance.pick(choice);
      // There is nothing yet from which it could be coming back.
      const from = index === 0 && moment === 'coming_back' ? 'any' : moment;
      return { victim, moment: from, afterMs: chance.below(withinMs) };
    });
}

/** A browser that comes up behind a long backoff is waited for; one that does not come up in this time never will. */
const appearsWithinMs = 40_000;
const lookEveryMs = 5;

/** What is there of a kind, waiting until there is something. Empty when nothing came. */
export async function findVictims(
  folder: string,
  victim: 'Chromium' | 'renderer',
  clock: Clock,
): Promise<readonly BrowserProcess[]> {
  const kind: BrowserProcess['kind'] = victim === 'Chromium' ? 'browser' : 'renderer';
  const giveUpAt = clock.now() + appearsWithinMs;
  for (;;) {
    const found = browserProcesses(folder).filter((process) => process.kind === kind);
    if (found.length > 0 || clock.now() > giveUpAt) return found;
    await clock.sleepUntil(clock.now() + lookEveryMs);
  }
}
