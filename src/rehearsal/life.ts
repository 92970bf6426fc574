/** One life in one weather: the product's own dispatcher, from now until everything that is scheduled is through. */
import { createClockWatch } from '../core/clock-watch.ts';
import { type ConnectedLink, createDispatcher } from '../core/dispatcher.ts';
import { createFileWatch } from '../core/file-watch.ts';
import type { Ground } from '../core/ground.ts';
import { createLane } from '../core/lane.ts';
import type { LedgerWrites } from '../core/ledger.ts';
import { lookUpOpenFates } from '../core/look-up.ts';
import { keepingSeries } from '../core/occurrences.ts';
import type { RehearsalGround, ScratchLedger, Weather } from '../core/rehearsal.ts';
import { settleByAck } from '../core/settle.ts';
import { createRehearsalClock } from './clock.ts';
import { createRehearsedWhatsApp } from './whatsapp.ts';

/** Some four to a message: five minutes of a bot's life at most, and ten thousand messages. */
const mostSteps = 40_000;
/** A hundredth of a second of work or two. */
const stepsPerBreath = 128;

const silent = { debug() {}, info() {}, warn() {}, error() {} };

export interface LivedThrough {
  /** Where it ended. */
  readonly until: number;
  /** Sooner than it was to. */
  readonly isCut: boolean;
}

/** Lives through `weather` in `scratch`, until `until` or its own limit. */
export async function live(
  real: RehearsalGround,
  scratch: ScratchLedger,
  weather: Weather,
  until: number,
): Promise<LivedThrough> {
  const clock = createRehearsalClock(real.now);
  const whatsapp = createRehearsedWhatsApp({
    clock,
    weather,
    had: new Set(scratch.messages({ statuses: ['sending'] }).map(({ reservedId }) => reservedId)),
    onPage: (generation) => scratch.write((tx) => tx.pageBorn(generation, clock.now())),
  });
  const ground = groundOf(real, scratch, clock, whatsapp.port);
  const caughtUp = (): ConnectedLink | null => {
    const link = whatsapp.port.link();
    return link.state === 'connected' ? link : null;
  };
  // Nobody is told anything here, least of all whoever would be rung up.
  scratch.write((tx) => {
    tx.setAlarming(false, clock.now());
    tx.pageBorn(whatsapp.generation(), clock.now());
  });
  await lookUpOpenFates(ground, whatsapp.generation());
  const files = createFileWatch(ground, { caughtUp, controlChats: () => [], onChange: () => undefined });
  const dispatcher = createDispatcher(ground, {
    lane: createLane(),
    clockWatch: createClockWatch(ground),
    caughtUp,
    isReady: files.isReady,
    livingPage: whatsapp.generation,
    outageAt: () => ({ kind: 'none' }),
    onChange: () => undefined,
  });
  // None comes to be in a rehearsal, and looking for one is half of what a message without costs.
  const hasFiles = scratch.count({ statuses: ['scheduled'], withFile: true }) > 0;
  for (let steps = 0; ; steps++) {
    for (const waId of whatsapp.confirmed()) ground.ledger.write((tx) => confirm(ground, tx, waId));
    const looked = hasFiles ? await files.step() : null;
    const wakes = [looked, await dispatcher.tick(), whatsapp.nextChange()];
    const next = Math.min(...wakes.map((wake) => wake ?? Number.POSITIVE_INFINITY));
    if (next > until) return { until, isCut: false };
    if (steps >= mostSteps) return { until: clock.now(), isCut: true };
    if (steps % stepsPerBreath === 0) await real.breathe();
    const isBefore = clock.now() < weather.from;
    clock.goTo(next);
    if (weather.trouble === 'asleep' && isBefore && clock.now() >= weather.from)
      clock.sleepThrough(weather.to - weather.from);
  }
}

function groundOf(
  real: RehearsalGround,
  scratch: ScratchLedger,
  clock: Ground['clock'],
  whatsapp: Ground['whatsapp'],
): Ground {
  const refuse = (): never => {
    throw new Error('rehearsal: expected nothing outside it to be touched');
  };
  const ground: Ground = {
    ledger: scratch,
    whatsapp,
    clock,
    chance: {
      reservedId: refuse,
      derivedId: real.chance.derivedId,
      // The dice of an occurrence that is not made yet: what they show as a rule.
      between: (from, to) => Math.round((from + to) / 2),
    },
    stopFile: { stands: real.stopFile.stands, put: refuse, remove: refuse },
    media: {
      check: real.media.check,
      // Its bytes go nowhere.
      read: (file) => (real.media.check(file) === 'whole' ? new Uint8Array(0) : null),
      keep: refuse,
      sweep: () => 0,
    },
    // Showing "typing…" sends nothing.
    settings: { ...real.settings, typing: false },
    log: silent,
    tell: () => undefined,
  };
  return { ...ground, ledger: keepingSeries(ground) };
}

function confirm({ clock, tell, settings }: Ground, tx: LedgerWrites, waId: string): void {
  const message = tx.byReservedId(waId);
  if (message === null) throw new Error('rehearsal: expected to know what was confirmed');
  settleByAck({ tx, tell, at: clock.now(), breakerAfter: settings.breakerAfter }, message, 1, 'ack');
}
