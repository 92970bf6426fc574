/** A night from its seed to its verdict. */

import { editingDeeds } from './editing.ts';
import { shortMorning, wholeMorning } from './morning.ts';
import { type Night, openNight } from './night.ts';
import { type Deed, ownersDeeds } from './owner.ts';
import { plots } from './plots.ts';
import { seriesDeeds } from './series.ts';
import { judge } from './verdict.ts';
import { weather } from './weather.ts';

export interface NightReport {
  readonly seed: number;
  readonly wrongs: readonly string[];
  readonly story: readonly string[];
  readonly messages: number;
  readonly kills: number;
}

/** `short`: one plot, or two or three deeds, of a bot that has known its owner for a day. `long`: from its first link on. */
export type NightLength = 'short' | 'long';

const second = 1_000;

const deeds: readonly Deed[] = [...ownersDeeds, ...editingDeeds, ...seriesDeeds, ...weather];

function some(night: Night, from: readonly Deed[]): Deed {
  let left = night.chance.below(from.reduce((sum, { weight }) => sum + weight, 0));
  for (const deed of from) {
    left -= deed.weight;
    if (left < 0) return deed;
  }
  return from[0] as Deed;
}

/** One of ten is long, and of those with a file too. */
export const lengthOf = (seed: number): NightLength =>
  seed % 10 === Math.floor(seed / 100) % 10 ? 'long' : 'short';

function* shortNight(night: Night): Generator<Deed> {
  if (night.chance.happens(75)) {
    if (night.chance.happens(20)) yield some(night, deeds);
    yield some(night, plots);
    return;
  }
  const length = 2 + night.chance.below(2);
  for (let deed = 0; deed < length; deed++) yield some(night, deeds);
}

/** What happens in a long night: most have a plot, with a few deeds before or after it that may spoil it. */
function* longNight(night: Night): Generator<Deed> {
  if (night.chance.happens(65)) {
    const before = night.chance.happens(40) ? 1 + night.chance.below(2) : 0;
    for (let deed = 0; deed < before; deed++) yield some(night, deeds);
    yield some(night, plots);
    const after = night.chance.below(3);
    for (let deed = 0; deed < after; deed++) yield some(night, deeds);
    return;
  }
  // Most faults need a few deeds, and some need many.
  const length = night.chance.happens(8) ? 12 + night.chance.below(14) : 2 + night.chance.below(8);
  for (let deed = 0; deed < length; deed++) yield some(night, deeds);
}

export async function runNight(seed: number, length: NightLength = lengthOf(seed)): Promise<NightReport> {
  const night = await openNight(seed, length === 'long');
  try {
    await night.pass(2 * second);
    for (const deed of (length === 'long' ? longNight : shortNight)(night)) {
      await deed.act(night);
      await night.pass(
        night.chance.pick([0, 50, 400, 2_000, 5_000, 20_000, 40_000]) + night.chance.below(200),
      );
      // Docker starts it again, after a while.
      if (!night.life().alive() && night.chance.happens(60)) await night.boot();
    }
    await (length === 'long' ? wholeMorning : shortMorning)(night);
    if (night.wrongs.length === 0) judge(night);
    return {
      seed,
      wrongs: night.wrongs,
      story: night.story,
      messages: night.ledger().count({}),
      kills: night.story.filter((line) => line.includes('the bot is gone')).length,
    };
  } finally {
    night.close();
  }
}
