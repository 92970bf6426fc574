/** Alarms, heartbeats and the breaker of the product as it ships, with a real receiver and a real browser. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openReceiver, type Receiver } from '../receiver/receiver.ts';
import { type Messages, messagesOf } from './product-messages.ts';
import { openProduct, type Product, until } from './product-rig.ts';

let product: Product;
let messages: Messages;
let receiver: Receiver;
const world = () => product.simulator.world;
const env = () => ({
  ALERT_URL: receiver.url.replace('http://', 'http://bot:hidden-word@'),
  HEARTBEAT_URL: receiver.url.replace('topic', 'beat'),
  GRACE: '6s',
  DEDUPE_WINDOW: '24h',
});
const posts = (): string[] =>
  receiver.calls.filter(({ method }) => method === 'POST').map(({ body }) => body);

beforeAll(async () => {
  receiver = await openReceiver();
  product = await openProduct();
  messages = messagesOf(product);
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
  const secret = 'nobody else may read this';
  // A second one for this chat would be asked about: the first has time enough.
  const { id, text } = await messages.schedulesUnder('Mum', secret, (faults) => faults.cutNetwork(), {
    first: 8,
    noticed: messages.isDown,
  });
  await until('the first try', () => posts().includes(`Sendonce: #${id} missed`));
  await until('a second one', () => posts().length >= 2);
  await product.kill();
  receiver.manner = { kind: 'answer', status: 200 };
  const before = posts().length;
  world().faults.restoreNetwork();
  await product.start(env());
  await until('the alarm again', () => posts().length > before);
  await messages.told(id, /to Mum missed/);
  const line = new RegExp(`^Sendonce: #${id} missed(?: \\(since .* UTC\\))?$`);
  expect(posts().filter((post) => !line.test(post))).toEqual([]);
  const [post] = receiver.calls.filter(({ method }) => method === 'POST');
  expect(post?.headers.authorization).toBe(`Basic ${Buffer.from('bot:hidden-word').toString('base64')}`);
  expect(receiver.mostAtOnce()).toBeLessThanOrEqual(2);
  await product.asks('/status', /🔔 alarms on, all told/);
  await product.asks(`/why ${id}`, /You were told: here [\d:]+, by alarm [\d:]+\./);
  expect(world().timesReceived('Mum', text)).toBe(0);
});

test('two commands for one chat within five minutes are asked about', async () => {
  await product.says('/schedule in 2 hours to Anna: one');
  expect(await product.says('/schedule in 122 minutes to Anna: two')).toContain('Close to another message');
  expect(await product.says('no')).toContain('Not scheduled');
});

test('an id of ours that stands in a second chat trips the breaker; shown again in its own it does not', async () => {
  const id = await messages.schedules('Zoë Müller', 'only for you');
  await messages.arrives('Zoë Müller', 'only for you');
  const waId = world().inbox('Zoë Müller').at(-1)?.waId ?? '';
  await messages.shows(id, /sent: WhatsApp/);
  // The same key, from another device, and the page read anew: nothing of it is a second delivery.
  world().ownerWritesTo('Zoë Müller', 'only for you', { waId });
  world().faults.reloadPages();
  await until('the page to go', () => world().pages() === 0);
  world().faults.acks('twice');
  await product.says('/list');
  world().faults.acks('normal');
  await messages.another();
  expect(await product.stands()).not.toBe('breaker');

  world().ownerWritesTo('Chris Jones', 'only for you', { waId });
  await messages.told(id, /WhatsApp shows #\d+ a second time/);
  await until('the alarm', () => posts().at(-1) === 'Sendonce: breaker: second delivery');
  expect(await product.stands()).toBe('breaker');
  await product.asks('/resume', new RegExp(`WhatsApp had shown #${id} twice`));
});
