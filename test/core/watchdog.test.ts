/** (11, 4) The watchdog: a page that confirms nothing, or has grown too big or too old, is replaced; no message is. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PageHealth } from '../../src/core/whatsapp.ts';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
let recycled: number[];
beforeEach(async () => {
  home = await createHome();
  home.heard();
  recycled = [];
  home.whatsapp().onCall = (verb) => {
    if (verb === 'recycle') recycled.push(home.clock.now());
  };
});
afterEach(() => home.close());

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const generation = (): string => {
  const link = home.whatsapp().link();
  return link.state === 'connected' ? link.generation : '';
};

describe('a page that is connected and confirms nothing', () => {
  test('is replaced; what it held is in doubt and said, and the new page sends what is due', async () => {
    home.whatsapp().falselyConnected();
    await home.says('/schedule in 20 seconds to Mum: swallowed');
    const first = generation();
    await home.says('/schedule in 4 minutes to Anna: after it');
    await home.pass(2 * minute);
    expect(recycled).toHaveLength(1);
    expect(generation()).not.toBe(first);
    await home.pass(3 * minute);
    const heard = home.heard().join('\n');
    expect(heard).toMatch(/#1 to Mum: I can't tell if it went/);
    expect(heard).toMatch(
      /📶 I was offline [\s\S]*WhatsApp confirmed nothing any more\.\n1 is in doubt: \/attention/,
    );
    expect(home.world.timesReceived('Anna', 'after it')).toBe(1);
    expect(home.world.timesReceived('Mum', 'swallowed')).toBe(0);
    await home.pass(hour);
    expect(home.world.timesReceived('Mum', 'swallowed')).toBe(0);
    expect(home.world.taken().filter(({ text }) => text === 'swallowed')).toHaveLength(1);
  });

  test('is replaced less and less often while the next one is silent too', async () => {
    home.world.faults.acks('lost');
    const gaps: number[] = [];
    for (let passed = 0; passed < 200; passed++) {
      home.world.ownerWrites('/list');
      await home.pass(minute);
    }
    for (let place = 1; place < recycled.length; place++)
      gaps.push(((recycled[place] ?? 0) - (recycled[place - 1] ?? 0)) / minute);
    expect(gaps.slice(0, 4).map(Math.round)).toEqual([10, 20, 40, 80]);
  });

  test('is left alone where one message alone is lost: its notice is confirmed', async () => {
    await home.says('/schedule in 20 seconds to Mum: lost');
    home.world.faults.failWithoutNack(1);
    await home.pass(10 * minute);
    expect(home.message(1).status).toBe('in_doubt');
    expect(recycled).toEqual([]);
  });

  test('is left alone while it is asked for nothing', async () => {
    home.whatsapp().falselyConnected();
    await home.pass(5 * hour);
    expect(recycled).toEqual([]);
  });

  test('is not waited for longer than it takes a late ack: one that comes in time keeps it', async () => {
    await home.says('/schedule in 20 seconds to Mum: slow');
    home.world.faults.acks({ delayMs: 70 * second });
    await home.pass(3 * minute);
    expect(recycled).toEqual([]);
    expect(home.message(1).status).toBe('sent');
  });
});

describe('a page that has grown too big', () => {
  const health = (share: number): void => {
    const whatsapp = home.whatsapp();
    const own = whatsapp.health;
    const first = generation();
    whatsapp.health = (): PageHealth | null => {
      const now = own();
      if (now === null) return null;
      return { ...now, memory: { bytes: now.generation === first ? share * 1e9 : 1e8, limitBytes: 1e9 } };
    };
  };

  test('is replaced in a quiet minute, without a word', async () => {
    await home.pass(10 * minute);
    health(1.1);
    await home.pass(2 * minute);
    expect(recycled).toHaveLength(1);
    await home.pass(10 * minute);
    expect(recycled).toHaveLength(1);
    expect(home.heard()).toEqual([]);
  });

  test('waits for the owner to have finished, and for what is planned in the next three minutes', async () => {
    await home.pass(10 * minute);
    await home.says('/schedule in 7 minutes to Mum: soon');
    health(1.1);
    await home.pass(6 * minute + 50 * second);
    expect(recycled).toEqual([]);
    await home.pass(3 * minute);
    expect(home.message(1).status).toBe('sent');
    expect(recycled).toHaveLength(1);
    expect(recycled[0]).toBeGreaterThan(home.message(1).plannedAt);
  });

  test('is never replaced with a message in hand, however big it is', async () => {
    await home.says('/schedule in 20 seconds to Mum: in hand');
    home.world.faults.acks({ delayMs: 40 * second });
    await home.clock.advanceTo(home.message(1).plannedAt + second);
    expect(home.message(1).status).toBe('sending');
    health(2);
    await home.pass(35 * second);
    expect(recycled).toEqual([]);
    await home.pass(2 * minute);
    expect(home.message(1).status).toBe('sent');
    expect(recycled).toHaveLength(1);
  });

  test('far over its limit is replaced although the owner is writing', async () => {
    await home.says('/schedule in 10 minutes to Mum: later');
    health(1.5);
    await home.says('/list');
    await home.pass(minute);
    expect(recycled).toHaveLength(1);
  });

  test('is replaced once an hour where the new one is over the limit as well', async () => {
    await home.pass(10 * minute);
    const whatsapp = home.whatsapp();
    const own = whatsapp.health;
    whatsapp.health = () => {
      const now = own();
      return now === null ? null : { ...now, memory: { bytes: 2e9, limitBytes: 1e9 } };
    };
    await home.pass(3 * hour + 10 * minute);
    expect(recycled).toHaveLength(4);
  });

  test('is replaced at once under a stop, since nothing goes then', async () => {
    await home.says('/schedule in 12 minutes to Mum: frozen');
    await home.says('/stop');
    await home.pass(10 * minute);
    health(1.1);
    await home.pass(2 * minute);
    expect(recycled).toHaveLength(1);
  });
});

test('a page is replaced after a day, by a new one with all that is still to go', async () => {
  await home.says('/schedule in 25 hours to Mum: the day after');
  await home.pass(24 * hour + 5 * minute);
  expect(recycled).toHaveLength(1);
  expect(home.heard().slice(1)).toEqual([]);
  await home.pass(hour);
  expect(home.world.timesReceived('Mum', 'the day after')).toBe(1);
});
