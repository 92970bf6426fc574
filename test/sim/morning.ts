/** The morning after: all faults end, and the owner answers everything truthfully until nothing is open. */
import { outageKey } from '../../src/core/outages.ts';
import { runningSelftest } from '../../src/core/selftest.ts';
import type { Night } from './night.ts';
import { truthfulAnswer } from './owner.ts';

const second = 1_000;
const minute = 60 * second;
const mostRounds = 40;
/** Between two tries of an alarm, its chance included, ms. */
const longestAlarmPause = 15 * minute;
const mostMinutesShutOut = 60;

/** How long it waits for what may still come, at most. */
type Waits = (night: Night, mostMs: number) => Promise<void>;

/** Every wait lasts its whole time: what comes of itself, and late, comes. */
export const wholeMorning = (night: Night): Promise<void> => morning(night, (_, ms) => night.pass(ms));

/** A wait ends as soon as nothing is under way that could end it. */
export const shortMorning = (night: Night): Promise<void> =>
  morning(night, (_, ms) => night.clock.advanceUntil(() => isAtRest(night), ms));

async function morning(night: Night, waits: Waits): Promise<void> {
  night.note('morning');
  night.world.faults.calm();
  night.receiver?.become('accepts');
  night.clock.step(night.clock.trueNow() - night.clock.now());
  night.life().killIn(Number.POSITIVE_INFINITY);
  night.life().failWrites(0, 'full');
  if (!night.life().alive()) await night.boot();
  await waits(night, 70 * second);
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
          await waits(night, 5 * second);
          night.says('yes');
        }
      } else if (isSettled(night)) {
        // The next minute may still bring an ack, and the reply to it.
        await waits(night, minute);
        if (ledger.needingOwner().length > 0 || ledger.noticesWaiting().length > 0) continue;
        // A line that was read only now has armed something.
        if (ledger.count({ statuses: ['scheduled', 'sending'] }) > 0) continue;
        if (ledger.alarmsWaiting().length === 0) return;
        // Of a receiver that failed for long the next try is some minutes away.
        await waits(night, longestAlarmPause);
      } else {
        const next = ledger.nextPlanned(night.clock.now());
        await waits(night, Math.max(0, (next ?? 0) - night.clock.now()) + minute);
        continue;
      }
    }
    await waits(night, 8 * second);
  }
}

/** Nothing is on its way or to be told, by the ledger. */
function isSettled(night: Night): boolean {
  const ledger = night.ledger();
  return (
    ledger.count({ statuses: ['scheduled', 'sending'] }) === 0 &&
    ledger.noticesWaiting().length === 0 &&
    runningSelftest(ledger) === null
  );
}

/** Settled, and neither the bot nor the world has anything in hand. */
function isAtRest(night: Night): boolean {
  if (!night.life().caughtUp() || !night.whatsapp().isOfUse() || night.clock.isUnderWay()) return false;
  const ledger = night.ledger();
  return (
    isSettled(night) &&
    ledger.commandsReceived().length === 0 &&
    ledger.openUnsends().length === 0 &&
    ledger.setting(outageKey) === null &&
    (night.receiver === null || ledger.alarmsWaiting().length === 0)
  );
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
