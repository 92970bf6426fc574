/** How late messages leave: planned evenly over some seconds, each claimed, handed over and settled by the real core. */
import { openHouse } from './house.ts';
import { quantile } from './measure.ts';
import { people } from './transport.ts';

export interface Lateness {
  readonly count: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** Handed over before their instant: none may be. */
  readonly early: number;
}

/** Before the first one, so that arming is over. */
const leadMs = 1_500;

export async function measureLateness(folder: string, count: number, overMs: number): Promise<Lateness> {
  const late: number[] = [];
  const planned = new Map<string, number>();
  const wall = preciseWall();
  const chats = people(50);
  const house = openHouse({
    folder,
    chats,
    onHandOver({ reservedId }) {
      const at = planned.get(reservedId);
      if (at === undefined) return;
      // Early or not is said by the clock that everybody reads; how late, by the finer one.
      late.push(Date.now() < at ? -1 : Math.max(0, wall() - at));
    },
  });
  const { ledger, clock, root } = house;
  try {
    await house.until(() => root.bot.caughtUp() && ledger.noticesWaiting().length === 0, 10_000);
    const from = clock.now() + leadMs;
    ledger.write((tx) => {
      for (let index = 0; index < count; index++) {
        const chat = chats[index % chats.length];
        if (chat === undefined) continue;
        const at = from + Math.round((index * overMs) / count);
        const { reservedId } = tx.arm({
          batchId: tx.newBatch(`3AL${index}`, clock.now()),
          part: 1,
          parts: 1,
          chat,
          body: `On time, number ${index}`,
          dueAt: at,
          plannedAt: at,
          graceMs: 15 * 60_000,
          zone: 'Europe/London',
          dry: false,
          reservedId: root.ground.chance.reservedId(),
          replaces: null,
          commandWaId: `3AL${index}`,
          file: null,
          at: clock.now(),
        });
        planned.set(reservedId, at);
      }
    });
    house.transport.nudge();
    await clock.sleepUntil(from + overMs);
    await house.until(() => ledger.count({ statuses: ['sent'] }) === count, 30_000);
  } finally {
    await house.stop();
  }
  return latenessOf(late);
}

export function latenessOf(late: readonly number[]): Lateness {
  return {
    count: late.length,
    p50Ms: quantile(late, 0.5),
    p99Ms: quantile(late, 0.99),
    maxMs: Math.max(...late),
    early: late.filter((ms) => ms < 0).length,
  };
}

/** The wall clock with fractions of a millisecond: the system's, whose ticks are met some times and counted on from there. */
export function preciseWall(): () => number {
  let offset = Number.NEGATIVE_INFINITY;
  for (let times = 0; times < 20; times++) {
    const first = Date.now();
    let tick = first;
    while (tick === first) tick = Date.now();
    // A tick may be seen late, and never early: the greatest offset is the nearest.
    offset = Math.max(offset, tick - performance.now());
  }
  return () => performance.now() + offset;
}
