/**
 * Durable schedules per second through the real command path: the words of a command come in as WhatsApp reports them, are
 * stored, read, armed and answered, and the answer is handed over and acknowledged, on a ledger in a file.
 */
import { openHouse } from './house.ts';
import { elapsed } from './measure.ts';
import { people } from './transport.ts';

export interface Schedules {
  /** Until the last message is armed and its reply stands in the ledger. */
  readonly durablePerSecond: number;
  /** Until the last reply is told and acknowledged too. */
  readonly toldPerSecond: number;
}

const limitMs = 10 * 60_000;

/** `count` commands in one burst, each of them one message to one of fifty people, five minutes apart. */
export async function measureSchedules(folder: string, count: number): Promise<Schedules> {
  const house = openHouse({ folder, chats: people(50) });
  const { ledger, transport, root, clock } = house;
  try {
    await house.until(() => root.bot.caughtUp() && ledger.noticesWaiting(0, 1).length === 0, limitMs);
    const from = clock.now();
    const began = elapsed();
    for (let index = 0; index < count; index++) transport.write(command(index), from);
    await house.until(
      // Asked in every turn, so asked by what costs the same however much there is.
      () => ledger.message(count) !== null && ledger.commandsReceived().length === 0,
      limitMs,
    );
    const durable = elapsed() - began;
    await house.until(() => ledger.noticesWaiting(0, 1).length === 0, limitMs);
    const told = elapsed() - began;
    return {
      durablePerSecond: (count / durable) * 1000,
      toldPerSecond: (count / told) * 1000,
    };
  } finally {
    await house.stop();
  }
}

/** Messages a second where each of `count` commands is to 250 people at once: asked about, and confirmed. */
export async function measureBatches(folder: string, count: number): Promise<number> {
  const chats = people(250);
  const names = chats.map(({ name }) => name).join(', ');
  const house = openHouse({ folder, chats, settings: { minGapMs: 0, jitterMs: { from: 0, to: 0 } } });
  const { ledger, transport, root, clock } = house;
  try {
    await house.until(() => root.bot.caughtUp() && ledger.noticesWaiting(0, 1).length === 0, limitMs);
    const began = elapsed();
    for (let index = 0; index < count; index++) {
      transport.write(
        `/schedule ${dayOf(index)} March 09:00 to ${names}: Hello, number ${index}!`,
        clock.now(),
      );
      await house.until(() => ledger.openQuestions().length === 1, limitMs);
      transport.write('yes', clock.now());
      await house.until(() => ledger.openQuestions().length === 0, limitMs);
    }
    const armed = ledger.count({ statuses: ['scheduled'] });
    if (armed !== count * chats.length)
      throw new Error(`expected ${count * chats.length} armed, found ${armed}`);
    return (armed / (elapsed() - began)) * 1000;
  } finally {
    await house.stop();
  }
}

function dayOf(index: number): number {
  return 1 + (index % 28);
}

/** Five minutes from one to the next, as the default cap of a day allows, over seven days again and again. */
function command(index: number): string {
  const slot = index % (7 * 288);
  const time = [Math.floor((slot % 288) / 12), (slot % 12) * 5]
    .map((n) => String(n).padStart(2, '0'))
    .join(':');
  return `/schedule ${dayOf(Math.floor(slot / 288))} March ${time} to Person ${1 + (index % 50)}: Happy birthday, number ${index}!`;
}
