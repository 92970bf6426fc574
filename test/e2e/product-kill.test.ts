import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createClock } from '../../src/adapters/clock.ts';
import { type Messages, messagesOf } from './product-messages.ts';
import { browsersOf, openProduct, type Product, until } from './product-rig.ts';

const clock = createClock();
let product: Product;
let messages: Messages;
beforeEach(async () => {
  product = await openProduct();
  messages = messagesOf(product);
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
    await messages.another();
    expect(received('unanswered')).toBe(1);
  });

  test('asked a second time, does not wait, and records the doubt all the same', async () => {
    await product.start();
    world().faults.acks('lost');
    await inHand('hurried');
    const began = clock.now();
    expect(await product.stop('twice')).toBe(0);
    // Its answer would have been waited for as long as SEND_TIMEOUT says, 45 seconds.
    expect(clock.now() - began).toBeLessThan(40_000);
    product.withLedger((ledger) => expect(ledger.message(1)?.status).toBe('in_doubt'));
  });
});

describe('the product killed with kill -9', () => {
  test('between claim and hand-over: at most one arrives, and the owner is told', async () => {
    await product.start();
    // However late the kill comes, nothing has been confirmed by then.
    world().faults.acks('lost');
    const id = await messages.schedules('Mum', 'claimed');
    await until('the claim', () => new RegExp(`"id":${id},.*"handing over"`).test(product.output()));
    await product.kill();
    await until('the browser to die with its bot', () => browsersOf(product.folder) === 0);
    await until('its page to be gone', () => world().pages() === 0);
    const before = received('claimed');
    expect(before).toBeLessThanOrEqual(1);
    world().faults.acks('normal');
    await product.start();
    await messages.told(id, /to Mum: I can't tell if it went/);
    await messages.another();
    expect(received('claimed')).toBe(before);
  });

  test('between hand-over and ack, with the network cut and back while no bot runs: nothing delivers by itself', async () => {
    await product.start();
    const { id, text } = await messages.schedulesUnder('Mum', 'orphan', (faults) =>
      faults.cutNetwork({ silently: true }),
    );
    await messages.handed(id);
    await product.kill();
    await until('the browser to die with its bot', () => browsersOf(product.folder) === 0);
    world().faults.restoreNetwork();
    await until('its page to be gone', () => world().pages() === 0);
    expect(received(text)).toBe(0);
    await product.start();
    // Whether the kill came before or after the hand-over was recorded decides which of the two it knows.
    await messages.told(id, /❔ .*I can't tell if it went\.\n.*(had not confirmed it|had been stopped)/);
    await messages.another();
    expect(received(text)).toBe(0);
    expect(await product.says(`#${id} drop`)).toContain(`#${id} to Mum dropped`);
    await messages.another();
    expect(received(text)).toBe(0);
  });

  test('Chromium alone: the bot comes back by itself, and what was due meanwhile goes once', async () => {
    await product.start();
    await product.says('/schedule in 6 seconds to Mum: after the crash');
    const killed = product.killBrowsers();
    expect(killed).toBeGreaterThan(0);
    await messages.arrives('Mum', 'after the crash', 90_000);
    await messages.another();
    expect(received('after the crash')).toBe(1);
  });
});
