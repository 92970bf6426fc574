import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openProduct, type Product, pass, until } from './product-rig.ts';

let product: Product;
beforeEach(async () => {
  product = await openProduct();
});
afterEach(() => product.close());
const world = () => product.simulator.world;
const received = (text: string) => world().timesReceived('Mum', text);

describe('the product under acks that go wrong', () => {
  test('lost: one delivery, in doubt in plain words; late: sent, and said so', async () => {
    await product.start({ SEND_TIMEOUT: '5s' });
    await product.says('/schedule in 3 seconds to Mum: lost');
    world().faults.acks('lost');
    await until('the delivery', () => received('lost') > 0);
    await product.hears(/❔ #1 to Mum: I can't tell if it went\./);
    expect(product.heard()).toContain('Look in the chat with Mum: arrived · again · drop');
    world().faults.acks('normal');
    world().faults.releaseAcks();
    await product.hears(/✅ #1 to Mum: now confirmed\. It was sent, once\./);
    expect(received('lost')).toBe(1);
    world().faults.acks('twice');
    await product.says('/schedule in 3 seconds to Mum: twice');
    await until('the delivery', () => received('twice') > 0);
    expect(await product.says('/show 2')).toMatch(/sent: WhatsApp confirmed it/);
    expect(received('twice')).toBe(1);
  });

  test('never, though it says that it is connected: another page takes its place, and sends what is due', async () => {
    await product.start({ SEND_TIMEOUT: '5s' });
    await product.says('/schedule in 3 seconds to Mum: unanswered');
    world().faults.acks('lost');
    await product.hears(/❔ #1 to Mum: I can't tell if it went\./);
    await until('another page', () => /nothing is confirmed: a new page/.test(product.output()), 90_000);
    world().faults.acks('normal');
    await product.hears(/📶 I was offline[\s\S]*WhatsApp confirmed nothing any more\./, 60_000);
    await product.says('/schedule in 3 seconds to Mum: answered');
    await until('the delivery', () => received('answered') > 0);
    await pass(2_000);
    expect(received('unanswered')).toBe(1);
    expect(received('answered')).toBe(1);
    expect(await product.says('/show 2')).toMatch(/sent: WhatsApp confirmed it/);
  });

  test('"again" while the old page could still deliver it: one copy arrives', async () => {
    await product.start({ SEND_TIMEOUT: '5s' });
    await product.says('/schedule in 3 seconds to Mum: one copy');
    await pass(1_000);
    world().faults.cutNetwork({ silently: true });
    await until('the hand-over', () => /"id":1,.*hand-over ended/.test(product.output()));
    await pass(6_000);
    // The owner looks, sees nothing, and says so, while the page still holds the message.
    world().ownerWrites('#1 again');
    world().faults.restoreNetwork();
    await until('the delivery', () => received('one copy') > 0);
    await product.hears(/#1/);
    await pass(4_000);
    expect(received('one copy')).toBe(1);
    expect(await product.says('/show 1')).toContain('sent: WhatsApp confirmed it');
  });

  test('"again" on one that the page failed to send: one new message, once the old page is dead', async () => {
    await product.start({ SEND_TIMEOUT: '5s' });
    await product.says('/schedule in 3 seconds to Mum: second try');
    world().faults.failWithoutNack(1);
    await product.hears(/❔ #1 to Mum: I can't tell if it went\./);
    expect(await product.says('again')).toContain('Really not there? yes · no');
    expect(await product.says('yes')).toContain('#2 takes the place of #1');
    await until('the delivery', () => received('second try') > 0, 40_000);
    await pass(2_000);
    expect(received('second try')).toBe(1);
    expect(await product.stop()).toBe(0);
    product.withLedger((ledger) => {
      expect(ledger.message(2)).toMatchObject({ replaces: 1, status: 'sent' });
      expect(ledger.pageIsDead(ledger.attempt(1)?.pageGeneration ?? '')).toBe(true);
      expect(ledger.attempt(2)?.pageGeneration).not.toBe(ledger.attempt(1)?.pageGeneration);
    });
  });
});
