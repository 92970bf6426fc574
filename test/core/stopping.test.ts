/** (4) The end of the process with a message in hand: its ack is waited for, or it is in doubt before the end. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AckLevel } from '../../src/core/message.ts';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
beforeEach(async () => {
  home = await createHome();
  home.heard();
});
afterEach(() => home.close());

const second = 1_000;

/** #1 is handed over, and its ack is `how`. */
async function inHand(how: 'lost' | { readonly delayMs: number }): Promise<void> {
  await home.says('/schedule in 10 seconds to Mum: hello');
  home.world.faults.acks(how);
  await home.clock.advanceTo(home.message(1).plannedAt + second);
  expect(home.message(1).status).toBe('sending');
}

/** Asks the process to end, at the latest when `withinMs` have passed; how long it took, ms. */
async function ends(withinMs: number, hurry?: AbortSignal): Promise<number> {
  const began = home.clock.now();
  let took = Number.POSITIVE_INFINITY;
  void home
    .root()
    .bot.stop(hurry)
    .then(() => {
      took = home.clock.now() - began;
    });
  await home.pass(withinMs);
  return took;
}

const evidences = () =>
  home
    .ledger()
    .events(1)
    .map(({ evidence }) => evidence);

describe('asked to end with a message on its way', () => {
  test('waits for an ack that comes within the send timeout: sent, and no doubt about it', async () => {
    await inHand({ delayMs: 20 * second });
    const took = await ends(50 * second);
    expect(took).toBeGreaterThan(15 * second);
    expect(took).toBeLessThan(22 * second);
    expect(home.message(1)).toMatchObject({ status: 'sent', ack: 1 satisfies AckLevel });
  });

  test('without one is done within the send timeout, with the doubt in the ledger before the page is closed', async () => {
    await inHand('lost');
    let statusAtClose = '';
    home.whatsapp().onCall = (verb) => {
      if (verb === 'stop') statusAtClose = home.message(1).status;
    };
    const took = await ends(60 * second);
    // The send timeout, counted from its claim a second before.
    expect(took).toBeGreaterThanOrEqual(44 * second);
    expect(took).toBeLessThan(50 * second);
    expect(statusAtClose).toBe('in_doubt');
    expect(evidences().at(-1)).toBe('no_ack_in_time');
    await home.kill();
    await home.boot();
    await home.pass(5 * second);
    expect(home.heard().join('\n')).toMatch(/#1 to Mum: I can't tell[\s\S]*had not confirmed it/);
    expect(home.world.timesReceived('Mum', 'hello')).toBe(1);
  });

  test('and asked once more does not wait, and records the doubt all the same', async () => {
    await inHand('lost');
    const hurry = new AbortController();
    const ended = ends(30 * second, hurry.signal);
    hurry.abort();
    expect(await ended).toBeLessThan(5 * second);
    expect(home.message(1).status).toBe('in_doubt');
  });

  test('waits for nothing when the connection is gone: the page that holds it is closed', async () => {
    await inHand('lost');
    home.world.faults.cutNetwork();
    expect(await ends(30 * second)).toBeLessThan(5 * second);
    expect(home.message(1).status).toBe('in_doubt');
  });

  test('ends although a hand-over does not answer', async () => {
    await home.says('/schedule in 10 seconds to Mum: hello');
    home.world.faults.handOver('hangs_before');
    await home.clock.advanceTo(home.message(1).plannedAt + second);
    const hurry = new AbortController();
    const ended = ends(30 * second, hurry.signal);
    hurry.abort();
    expect(await ended).toBeLessThan(5 * second);
    expect(home.message(1).status).toBe('in_doubt');
  });
});

test('asked to end with nothing in hand, does so at once', async () => {
  await home.says('/schedule in 1 hour to Mum: hello');
  expect(await ends(10 * second)).toBeLessThan(second);
  expect(home.message(1).status).toBe('scheduled');
});

test('claims nothing that falls due while it waits for the ack of another', async () => {
  await home.says('/schedule in 30 seconds to Anna: not any more');
  await home.says('/schedule in 10 seconds to Mum: hello');
  home.world.faults.acks('lost');
  await home.clock.advanceTo(home.message(2).plannedAt + second);
  await ends(60 * second);
  expect(home.message(1).status).toBe('scheduled');
  expect(home.world.inbox('Anna')).toEqual([]);
});
