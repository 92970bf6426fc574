import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createClock } from '../../src/adapters/clock.ts';
import { browsersOf, openProduct, type Product, pass, until } from './product-rig.ts';

const clock = createClock();
let product: Product;
beforeEach(async () => {
  product = await openProduct();
});
afterEach(() => product.close());
const world = () => product.simulator.world;
const received = (text: string) => world().timesReceived('Mum', text);

/** #1 is handed over within a few seconds. */
async function inHand(text: string): Promise<void> {
  await product.says(`/schedule in 3 seconds to Mum: ${text}`);
  await until('the hand-over', () => /"id":1,.*hand-over ended/.test(product.output()));
}

describe('the product asked to end with a message on its way', () => {
  test('waits for the ack that comes, and ends with it recorded', async () => {
    await product.start();
    world().faults.acks({ delayMs: 6_000 });
    await inHand('answered');
    expect(await product.stop()).toBe(0);
    expect(browsersOf(product.folder)).toBe(0);
    product.withLedger((ledger) => expect(ledger.message(1)).toMatchObject({ status: 'sent' }));
    expect(received('answered')).toBe(1);
  });

  test('is done with its timeout: in doubt in the ledger, and told at the next start', async () => {
    await product.start({ SEND_TIMEOUT: '5s' });
    world().faults.acks('lost');
    await inHand('unanswered');
    expect(await product.stop()).toBe(0);
    product.withLedger((ledger) => {
      expect(ledger.message(1)?.status).toBe('in_doubt');
      expect(ledger.events(1).at(-1)?.evidence).toBe('no_ack_in_time');
    });
    world().faults.acks('normal');
    await product.start();
    await product.hears(/❔ #1 to Mum: I can't tell if it went\.\n.*had not confirmed it/);
    await pass(3_000);
    expect(received('unanswered')).toBe(1);
  });

  test('asked a second time, does not wait, and records the doubt all the same', async () => {
    await product.start();
    world().faults.acks('lost');
    await inHand('hurried');
    const began = clock.now();
    expect(await product.stop({ afterMs: 500 })).toBe(0);
    expect(clock.now() - began).toBeLessThan(15_000);
    product.withLedger((ledger) => expect(ledger.message(1)?.status).toBe('in_doubt'));
  });
});

describe('the product killed with kill -9', () => {
  test('between claim and hand-over: at most one arrives, and the owner is told', async () => {
    await product.start();
    await product.says('/schedule in 3 seconds to Mum: claimed');
    await until('the claim', () => /"id":1,.*"handing over"/.test(product.output()));
    await product.kill();
    await pass(1_000);
    const before = received('claimed');
    expect(before).toBeLessThanOrEqual(1);
    await product.start();
    const told = await product.hears(/#1 to Mum: I can't tell if it went|#1 to Mum: now confirmed/);
    expect(told).toMatch(/#1 to Mum/);
    await pass(3_000);
    expect(received('claimed')).toBe(before);
  });

  test('between hand-over and ack, with the network cut and back while no bot runs: nothing delivers by itself', async () => {
    await product.start();
    await product.says('/schedule in 3 seconds to Mum: orphan');
    await pass(1_000);
    world().faults.cutNetwork({ silently: true });
    await until('the hand-over', () => /"id":1,.*hand-over ended/.test(product.output()));
    await product.kill();
    await until('the browser to die with its bot', () => browsersOf(product.folder) === 0);
    world().faults.restoreNetwork();
    await pass(3_000);
    expect(received('orphan')).toBe(0);
    await product.start();
    // Whether the kill came before or after the hand-over was recorded decides which of the two it knows.
    await product.hears(/❔ #1 to Mum: I can't tell if it went\.\n.*(had not confirmed it|had been stopped)/);
    await pass(3_000);
    expect(received('orphan')).toBe(0);
    expect(await product.says('drop')).toContain('#1 to Mum dropped');
    expect(received('orphan')).toBe(0);
  });

  test('Chromium alone: the bot comes back by itself, and what was due meanwhile goes once', async () => {
    await product.start();
    await product.says('/schedule in 6 seconds to Mum: after the crash');
    const killed = product.killBrowsers();
    expect(killed).toBeGreaterThan(0);
    await until('the delivery', () => received('after the crash') > 0, 40_000);
    await pass(2_000);
    expect(received('after the crash')).toBe(1);
  });
});
