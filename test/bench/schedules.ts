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

/** `count` commands in one burst, each of them one message to one of fifty people, a minute from the next. */
export async function measureSchedules(folder: string, count: number): Promise<Schedules> {
  const house = openHouse({ folder, chats: people(50) });
  const { ledger, transport, root, clock } = house;
  try {
    await house.until(() => root.bot.caughtUp() && ledger.noticesWaiting().length === 0, limitMs);
    const from = clock.now();
    const began = elapsed();
    for (let index = 0; index < count; index++) transport.write(command(index), from);
    await house.until(() => ledger.count({ statuses: ['scheduled'] }) === count, limitMs);
    const durable = elapsed() - began;
    await house.until(() => ledger.noticesWaiting().length === 0, limitMs);
    const told = elapsed() - began;
    return {
      durablePerSecond: (count / durable) * 1000,
      toldPerSecond: (count / told) * 1000,
    };
  } finally {
    await house.stop();
  }
}

function command(index: number): string {
  const minute = index % 60;
  const hour = Math.floor(index / 60) % 24;
  const day = 1 + (Math.floor(index / 1440) % 28);
  const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
  return `/schedule ${day} March ${time} to Person ${1 + (index % 50)}: Happy birthday, number ${index}!`;
}
