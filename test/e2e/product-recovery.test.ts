import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { browsersOf, openProduct, type Product, pass, until } from './product-rig.ts';

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
    await product.hears(/❔ #1 to Mum: I can't tell if it went\.\n.*I had been stopped in the middle of it/);
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

describe('what the owner writes while the network is cut', () => {
  test('/cancel beats the message that came due in the outage', async () => {
    await product.start();
    await product.says('/schedule in 5 seconds to Mum: beaten');
    world().faults.cutNetwork();
    world().ownerWrites('/cancel 1');
    await pass(7_000);
    world().faults.restoreNetwork();
    await product.hears(/🚫 #1 to Mum cancelled\. It never left\./, 40_000);
    await pass(3_000);
    expect(received('beaten')).toBe(0);
  });

  test('deleting the command for everyone does too', async () => {
    await product.start();
    const waId = world().ownerWrites('/schedule in 6 seconds to Mum: withdrawn');
    await product.hears(/#1 scheduled/);
    world().faults.cutNetwork();
    world().ownerRevokes(waId);
    await pass(7_000);
    world().faults.restoreNetwork();
    await product.hears(/You deleted the command: #1 to Mum cancelled\. It never left\./, 40_000);
    await pass(2_000);
    expect(received('withdrawn')).toBe(0);
  });
});

test('/stop with twenty messages due within a second: after its commit nothing leaves, nor after a restart', async () => {
  await product.start({ MAX_PER_MINUTE: '60', TYPING: 'off' });
  const due = new Date(Math.ceil((world().control().at(-1)?.at ?? 0) / 1000) * 1000 + 20_000);
  const time = due.toLocaleTimeString('en-GB', { timeZone: 'Europe/London' });
  for (let number = 1; number <= 20; number++)
    expect(await product.says(`/schedule at ${time} to Mum: number ${number}`)).toMatch(/^⏰/);
  const outside = () =>
    world()
      .wire()
      .filter(({ text }) => /^number/.test(text)).length;
  await until('the first to leave', () => outside() > 0, 40_000);
  const answer = await product.says('/stop');
  expect(answer).toMatch(/^🛑 Stopped\. \d+ messages are frozen/);
  const left = outside();
  const frozen = Number(/(\d+) messages/.exec(answer)?.[1]);
  expect(left).toBeLessThan(20);
  await pass(5_000);
  expect(outside()).toBe(left);
  expect(frozen + left).toBeGreaterThanOrEqual(19);
  await product.kill();
  await product.start({ MAX_PER_MINUTE: '60' }, 'stopped');
  await pass(3_000);
  expect(outside()).toBe(left);
  expect(await product.says('/resume')).toContain('overdue, nothing of it goes by itself');
  await pass(2_000);
  expect(outside()).toBe(left);
});
