/** Alarms, heartbeats and the breaker of the product as it ships, with a real receiver and a real browser. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openReceiver, type Receiver } from '../receiver/receiver.ts';
import { openProduct, type Product, pass, until } from './product-rig.ts';

let product: Product;
let receiver: Receiver;
const world = () => product.simulator.world;
const env = () => ({
  ALERT_URL: receiver.url.replace('http://', 'http://bot:hidden-word@'),
  HEARTBEAT_URL: receiver.url.replace('topic', 'beat'),
  GRACE: '3s',
  DEDUPE_WINDOW: '24h',
});
const posts = (): string[] =>
  receiver.calls.filter(({ method }) => method === 'POST').map(({ body }) => body);

beforeAll(async () => {
  receiver = await openReceiver();
  product = await openProduct();
  await product.start(env());
});
afterAll(async () => {
  await product.close();
  await receiver.close();
});

test('the heartbeat comes as soon as the bot is ready, and nothing of the addresses is in the log', async () => {
  await until('a heartbeat', () =>
    receiver.calls.some(({ method, path }) => method === 'GET' && path === '/beat'),
  );
  expect(posts()).toEqual([]);
  expect(product.output()).not.toMatch(/hidden-word|\/topic|\/beat/);
});

test('a message missed while the connection is down is posted, refused, kept over a kill, and then told', async () => {
  receiver.manner = { kind: 'answer', status: 500 };
  expect(await product.says('/schedule in 4 seconds to Mum: nobody else may read this')).toMatch(/^⏰ #1/);
  world().faults.cutNetwork();
  await until('the first try', () => posts().includes('Sendonce: #1 missed'));
  await until('a second one', () => posts().length >= 2);
  await product.kill();
  receiver.manner = { kind: 'answer', status: 200 };
  const before = posts().length;
  world().faults.restoreNetwork();
  await product.start(env());
  await until('the alarm again', () => posts().length > before);
  await product.hears(/#1 to Mum missed/);
  expect(posts().every((line) => /^Sendonce: #1 missed(?: \(since .* UTC\))?$/.test(line))).toBe(true);
  const [post] = receiver.calls.filter(({ method }) => method === 'POST');
  expect(post?.headers.authorization).toBe(`Basic ${Buffer.from('bot:hidden-word').toString('base64')}`);
  expect(receiver.mostAtOnce()).toBeLessThanOrEqual(2);
  expect(await product.says('/status')).toContain('🔔 alarms on, all told');
  expect(await product.says('/why 1')).toMatch(/You were told: here [\d:]+, by alarm [\d:]+\./);
  expect(world().timesReceived('Mum', 'nobody else may read this')).toBe(0);
});

test('two commands for one chat within five minutes are asked about', async () => {
  await product.says('/schedule in 2 hours to Anna: one');
  expect(await product.says('/schedule in 122 minutes to Anna: two')).toContain('Close to another message');
  expect(await product.says('no')).toContain('Not scheduled');
});

test('an id of ours that stands in a second chat trips the breaker; shown again in its own it does not', async () => {
  await product.says('/schedule in 3 seconds to Zoë Müller: only for you');
  await until('the delivery', () => world().timesReceived('Zoë Müller', 'only for you') === 1);
  const waId = world().inbox('Zoë Müller').at(-1)?.waId ?? '';
  await until('the ack', async () => /sent: WhatsApp/.test(await product.says('/show 3')));
  // The same key, from another device, and the page read anew: nothing of it is a second delivery.
  world().ownerWritesTo('Zoë Müller', 'only for you', { waId });
  world().faults.reloadPages();
  await pass(1_000);
  await until('the bot to be ready', async () => (await product.get('/readyz')).status === 200, 60_000);
  world().faults.acks('twice');
  await product.says('/list');
  world().faults.acks('normal');
  expect((await product.get('/readyz')).status).toBe(200);

  world().ownerWritesTo('Chris Jones', 'only for you', { waId });
  await product.hears(/WhatsApp shows #3 a second time/);
  await until('the alarm', () => posts().at(-1) === 'Sendonce: breaker: second delivery');
  expect((await product.get('/readyz')).status).toBe(503);
  expect(await product.says('/resume')).toContain('WhatsApp had shown #3 twice');
});
