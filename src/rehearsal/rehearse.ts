/**
 * A rehearsal: one copy of the ledger, lived through once in fair weather. Where the bad nights begin the copy is marked,
 * and each of them is lived through from there and taken back; behind it things are as in fair weather again, or the
 * breaker has stopped them.
 */
import type { Message } from '../core/message.ts';
import {
  type Account,
  momentOf,
  type Rehearsal,
  type RehearsalGround,
  type Rehearsed,
  type ScratchLedger,
  type Weather,
} from '../core/rehearsal.ts';
import { fatesOf, type Told } from './account.ts';
import { live } from './life.ts';
import { badNights, fair } from './weather.ts';

const minuteMs = 60_000;
/** A series has no end: so much of it is shown. */
const weekMs = 7 * 24 * 60 * minuteMs;
/** What is planned so much later has nothing to make up for any more. */
const aftermathMs = 30 * minuteMs;

/**
 * Null where nothing of `about` (null: nothing at all) is scheduled. Reads the ledger once and touches nothing else of
 * what it is given.
 */
export async function rehearse(
  real: RehearsalGround,
  about: ReadonlySet<number> | null,
): Promise<Rehearsal | null> {
  const scratch = real.ledger.scratch(real.now);
  // Neither changes any more, whatever happens outside meanwhile.
  const stood = real.stopFile.stands();
  const ground: RehearsalGround = { ...real, ledger: scratch, stopFile: { stands: () => stood } };
  try {
    const scheduled = scratch.messages({ statuses: ['scheduled'], order: 'planned' });
    const own = scheduled.filter(({ id }) => about === null || about.has(id));
    if (own.length === 0) return null;
    const lastId = scratch.messages({ order: 'id_last_first', limit: 1 })[0]?.id ?? 0;
    // Occurrences that are yet to be made belong to all, and to no batch that there is.
    const told: Told = { ids: own.map(({ id }) => id), lastId: about === null ? lastId : null };
    const goOn = about === null && scratch.seriesIn(['active']).length > 0;
    const until = Math.max(goOn ? real.now + weekMs : 0, endOf(real, own));

    const isStopped = stood || (['stopped', 'breaker'] as const).some((name) => scratch.latch(name) !== null);
    const going = own.filter(({ dry }) => !dry && !isStopped).map(({ plannedAt }) => plannedAt);
    const nights = badNights(going, real.zone, real.now);
    const parting = Math.min(until, ...nights.map(({ from }) => from));

    await live(ground, scratch, fair, parting);
    scratch.mark();
    const from: RehearsalGround = { ...ground, now: parting };
    const struck: Struck[] = [];
    for (const weather of nights) {
      struck.push(await strike(from, scratch, weather, scheduled, told));
      scratch.rewind();
    }
    const lived = await live(from, scratch, fair, until);
    const best: Account = { weather: fair, messages: fatesOf(scratch, told, lived.until) };
    return { accounts: [best, ...struck.map((night) => wholeOf(night, best))], ...lived };
  } finally {
    scratch.close();
  }
}

/** A bad night as far as it was lived through. */
interface Struck extends Account {
  /** Of what is planned until then it tells all. */
  readonly tells: number;
  /** The breaker stands at its end, and only the owner resumes. */
  readonly isStopped: boolean;
}

async function strike(
  ground: RehearsalGround,
  scratch: ScratchLedger,
  weather: Weather,
  scheduled: readonly Message[],
  told: Told,
): Promise<Struck> {
  const tells = weather.to + aftermathMs;
  const touched = scheduled.filter(({ plannedAt }) => plannedAt <= tells);
  const { until } = await live(ground, scratch, weather, Math.max(tells, endOf(ground, touched)));
  const messages = fatesOf(scratch, told, until).filter(({ plannedAt }) => plannedAt <= tells);
  return { weather, messages, tells, isStopped: scratch.latch('breaker') !== null };
}

/** With what comes behind it. */
function wholeOf({ weather, messages, tells, isStopped }: Struck, best: Account): Account {
  const behind = best.messages
    .filter(({ plannedAt }) => plannedAt > tells)
    .map((one): Rehearsed => (isStopped ? { ...one, fate: { kind: 'frozen' } } : one));
  return {
    weather,
    messages: [...messages, ...behind].sort((a, b) => momentOf(a) - momentOf(b) || a.id - b.id),
  };
}

/** When the owner will have heard what became of the last of them. */
function endOf({ settings, now }: RehearsalGround, messages: readonly Message[]): number {
  const ends = messages.map(({ plannedAt, graceMs }) => plannedAt + graceMs);
  return ends.reduce((last, end) => Math.max(last, end), now) + settings.sendTimeoutMs + minuteMs;
}
