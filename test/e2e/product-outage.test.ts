import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openProduct, type Product, pass, until } from './product-rig.ts';

let product: Product;
beforeEach(async () => {
  product = await openProduct();
});
afterEach(() => product.close());
const world = () => product.simulator.world;
const received = (text: string) => world().timesReceived('Mum', text);

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

test('a browser killed while the network is cut is told in one sentence, and nothing of it is sent twice', async () => {
  await product.start();
  await product.says('/schedule in 12 seconds to Mum: through it all');
  world().faults.cutNetwork();
  expect(product.killBrowsers()).toBeGreaterThan(0);
  await pass(28_000);
  world().faults.restoreNetwork();
  const told = await product.hears(/📶 I was offline/, 120_000);
  expect(told).toMatch(/the browser crashed/);
  expect(told).toMatch(/Nothing was missed\.\n1 went late\.$/);
  await pass(5_000);
  expect(received('through it all')).toBe(1);
  expect(product.heard().match(/📶/g)).toHaveLength(1);
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
