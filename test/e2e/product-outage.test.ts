import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Messages, messagesOf } from './product-messages.ts';
import { now, openProduct, type Product, reached, until } from './product-rig.ts';

let product: Product;
let messages: Messages;
beforeEach(async () => {
  product = await openProduct();
  messages = messagesOf(product);
});
afterEach(() => product.close());
const world = () => product.simulator.world;
const received = (text: string) => world().timesReceived('Mum', text);

describe('what the owner writes while the network is cut', () => {
  test('/cancel beats the message that came due in the outage', async () => {
    await product.start();
    const { id, text, due } = await messages.schedulesUnder(
      'Mum',
      'beaten',
      (faults) => faults.cutNetwork(),
      {
        noticed: messages.isDown,
      },
    );
    world().ownerWrites(`/cancel ${id}`);
    await reached(due + 2_000);
    world().faults.restoreNetwork();
    await messages.told(id, /🚫 #\d+ to Mum cancelled\. It never left\./);
    await messages.another();
    expect(received(text)).toBe(0);
  });

  test('deleting the command for everyone does too', async () => {
    await product.start();
    const { id, text, due } = await messages.schedulesUnder(
      'Mum',
      'withdrawn',
      (faults) => faults.cutNetwork(),
      {
        noticed: messages.isDown,
      },
    );
    const command = world()
      .control()
      .findLast((line) => line.from === 'phone' && line.text.endsWith(`: ${text}`));
    world().ownerRevokes(command?.waId ?? '');
    await reached(due + 2_000);
    world().faults.restoreNetwork();
    await messages.told(id, /You deleted the command: #\d+ to Mum cancelled\. It never left\./);
    await messages.another();
    expect(received(text)).toBe(0);
  });
});

test('a browser killed while the network is cut is told in one sentence, and nothing of it is sent twice', async () => {
  await product.start();
  const { text } = await messages.schedulesUnder('Mum', 'through it all', (faults) => faults.cutNetwork(), {
    noticed: messages.isDown,
  });
  expect(product.killBrowsers()).toBeGreaterThan(0);
  // A shorter one that cost nothing would not be told.
  await reached(now() + 22_000);
  world().faults.restoreNetwork();
  const told = await product.hears(/📶 I was offline/, 120_000);
  expect(told).toMatch(/the browser crashed/);
  expect(told).toMatch(/Nothing was missed\.\n1 went late\.$/);
  await messages.another();
  expect(received(text)).toBe(1);
  expect(product.heard().match(/📶/g)).toHaveLength(1);
});

test('/stop with twenty messages due within a second: after its commit nothing leaves, nor after a restart', async () => {
  await product.start({ MAX_PER_MINUTE: '60', TYPING: 'off' });
  const count = 20;
  const said = (what: RegExp) =>
    world()
      .control()
      .filter(({ from, text }) => from === 'page' && what.test(text)).length;
  // As long as it takes to arm so many on this machine, twice, and some seconds.
  const began = now();
  await messages.schedules('Anna', 'far ahead', 3_600);
  const lead = 10_000 + 2 * count * (now() - began);
  const due = Math.ceil((now() + lead) / 1000) * 1000;
  const time = new Date(due).toLocaleTimeString('en-GB', { timeZone: 'Europe/London' });
  for (let number = 1; number <= count; number++)
    world().ownerWrites(`/schedule at ${time} to Mum: number ${number}`);
  await until('all of them to be armed', () => said(/^⏰ [\s\S]*\nnumber \d+\n/) === count);
  // Three at most are without an ack: with a late one they leave so slowly that the stop comes in time on any machine.
  world().faults.acks({ delayMs: 1_000 });
  const outside = () =>
    world()
      .wire()
      .filter(({ text }) => /^number/.test(text)).length;
  await until('the first to leave', () => outside() > 0);
  world().ownerWrites('/stop');
  const answer = await until('the answer', () =>
    world()
      .control()
      .find(({ from, text }) => from === 'page' && /^🛑 Stopped\. \d+ messages are frozen/.test(text)),
  );
  const left = outside();
  const frozen = Number(/(\d+) messages/.exec(answer.text)?.[1]);
  expect(left).toBeLessThan(count);
  world().faults.acks('normal');
  await product.asks('/status', /🛑 Stopped/);
  // One that the gate turned back in its hand-over is neither out nor frozen.
  expect(frozen + left).toBeGreaterThanOrEqual(count - 1);
  await product.asks('/status', /🛑 Stopped/);
  expect(outside()).toBe(left);
  await product.kill();
  await product.start({ MAX_PER_MINUTE: '60' }, 'stopped');
  await product.asks('/status', /🛑 Stopped/);
  expect(outside()).toBe(left);
  await product.asks('/resume', /overdue, nothing of it goes by itself/);
  await messages.another();
  expect(outside()).toBe(left);
});
