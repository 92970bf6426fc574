/** A night from its seed to its verdict. */

import { runningSelftest } from '../../src/core/selftest.ts';
import { editingDeeds } from './editing.ts';
import { type Night, openNight } from './night.ts';
import { type Deed, ownersDeeds, truthfulAnswer } from './owner.ts';
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

const second = 1_000;
const minute = 60 * second;
const mostRounds = 40;
/** Between two tries of an alarm, its chance included, ms. */
const longestAlarmPause = 15 * minute;
const mostMinutesShutOut = 60;

const deeds: readonly Deed[] = [...ownersDeeds, ...editingDeeds, ...seriesDeeds, ...weather];

function some(night: Night, from: readonly Deed[]): Deed {
  let left = night.chance.below(from.reduce((sum, { weight }) => sum + weight, 0));
  for (const deed of from) {
    left -= deed.weight;
    if (left < 0) return deed;
  }
  return from[0] as Deed;
}

/** What happens in a night: most have a plot, with a few deeds before or after it that may spoil it. */
function* deedsOf(night: Night): Generator<Deed> {
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

export async function runNight(seed: number): Promise<NightReport> {
  const night = openNight(seed);
  try {
    await night.pass(2 * second);
    for (const deed of deedsOf(night)) {
      await deed.act(night);
      await night.pass(
        night.chance.pick([0, 50, 400, 2_000, 5_000, 20_000, 40_000]) + night.chance.below(200),
      );
      // Docker starts it again, after a while.
      if (!night.life().alive() && night.chance.happens(60)) await night.boot();
    }
    await morning(night);
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

/** All faults end, the clock is right again, and the owner answers everything truthfully until nothing is open. */
async function morning(night: Night): Promise<void> {
  night.note('morning');
  night.world.faults.calm();
  night.receiver?.become('accepts');
  night.clock.step(night.clock.trueNow() - night.clock.now());
  night.life().killIn(Number.POSITIVE_INFINITY);
  night.life().failWrites(0, 'full');
  if (!night.life().alive()) await night.boot();
  await night.pass(70 * second);
  await connected(night);
  for (let round = 0; round < mostRounds; round++) {
    const ledger = night.ledger();
    if (ledger.latch('stopped') !== null || ledger.latch('breaker') !== null || waitsForItsClock(night))
      night.says('/resume');
    else {
      const [open] = ledger.needingOwner();
      if (open !== undefined) {
        const answer = truthfulAnswer(night, open);
        if (answer === 'again' || answer === 'send') night.rash.add(open.body);
        night.says(`#${open.id} ${answer}`);
        if (answer === 'again') {
          await night.pass(5 * second);
          night.says('yes');
        }
      } else if (
        ledger.count({ statuses: ['scheduled', 'sending'] }) === 0 &&
        ledger.noticesWaiting().length === 0 &&
        runningSelftest(ledger) === null
      ) {
        // The next minute may still bring an ack, and the reply to it.
        await night.pass(minute);
        if (ledger.needingOwner().length > 0 || ledger.noticesWaiting().length > 0) continue;
        // A line that was read only now has armed something.
        if (ledger.count({ statuses: ['scheduled', 'sending'] }) > 0) continue;
        if (ledger.alarmsWaiting().length === 0) return;
        // Of a receiver that failed for long the next try is some minutes away.
        await night.pass(longestAlarmPause);
      } else {
        const next = ledger.nextPlanned(night.clock.now());
        await night.pass(Math.max(0, (next ?? 0) - night.clock.now()) + minute);
        continue;
      }
    }
    await night.pass(8 * second);
  }
}

/** A page that is shut out, or swallows what it is given, the bot has to notice and replace by itself. */
async function connected(night: Night): Promise<void> {
  if (night.whatsapp().isOfUse()) return;
  // Whoever is asked for nothing need not notice anything.
  night.says('/status');
  for (let minutes = 0; minutes < mostMinutesShutOut && !night.whatsapp().isOfUse(); minutes++)
    await night.pass(minute);
  if (!night.whatsapp().isOfUse()) night.wrong(4, 'a page of no use was never replaced');
}

/** Something is due, and the bot has said that its clock is behind: the owner tells it to go on by the present one. */
function waitsForItsClock(night: Night): boolean {
  const due = night
    .ledger()
    .count({ statuses: ['scheduled'], plannedBefore: night.clock.now() - 5 * second });
  return due > 0 && night.world.control().some(({ from, text }) => from === 'page' && /behind/.test(text));
}
