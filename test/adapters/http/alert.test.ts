/** Calls to ALERT_URL and HEARTBEAT_URL, against a real receiver that fails in every way that receivers do. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createAlert, createHeartbeat } from '../../../src/adapters/http/alert.ts';
import type { Log, LogFields } from '../../../src/core/log.ts';
import { openReceiver, type Receiver } from '../../receiver/receiver.ts';

let receiver: Receiver;
let logged: { readonly fields: LogFields; readonly message: string }[];
beforeEach(async () => {
  logged = [];
  receiver = await openReceiver();
});
afterEach(() => receiver.close());

const write = (fields: LogFields, message: string): void => void logged.push({ fields, message });
const log: Log = { debug: write, info: write, warn: write, error: write };
const never = new AbortController().signal;
const post = (url = receiver.url, limitMs = 2_000, givenUp = never) =>
  createAlert({ url, log, limitMs }).post('Sendonce: #12 in doubt', givenUp);

test('a 2xx is accepted; what arrives is one line of plain text', async () => {
  for (const status of [200, 202, 204, 299]) {
    receiver.manner = { kind: 'answer', status };
    expect(await post()).toBe('accepted');
  }
  expect(receiver.calls[0]).toMatchObject({
    method: 'POST',
    path: '/topic',
    body: 'Sendonce: #12 in doubt',
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'content-length': '22',
      'user-agent': 'Sendonce',
    },
  });
});

test('every other answer is a refusal', async () => {
  for (const status of [400, 401, 404, 429, 500, 503]) {
    receiver.manner = { kind: 'answer', status };
    expect(await post(), String(status)).toBe('refused');
  }
});

test('no redirect is followed, to nowhere', async () => {
  const elsewhere = await openReceiver();
  for (const status of [301, 302, 303, 307, 308]) {
    receiver.manner = { kind: 'answer', status, headers: { location: elsewhere.url } };
    expect(await post(), String(status)).toBe('refused');
  }
  expect(elsewhere.calls).toHaveLength(0);
  await elsewhere.close();
});

test('a receiver that is not there, breaks off or has no name is unreachable, and tells so at once', async () => {
  receiver.manner = { kind: 'reset' };
  expect(await post()).toBe('unreachable');
  const { url } = receiver;
  await receiver.close();
  expect(await post(url)).toBe('unreachable');
  expect(await post('http://no-such-name.invalid/topic')).toBe('unreachable');
  receiver = await openReceiver();
});

test('one that is plain where TLS was asked for is unreachable', async () => {
  expect(await post(receiver.url.replace('http:', 'https:'))).toBe('unreachable');
});

test('a late answer within the limit counts, and a receiver that hangs is cut off after it', async () => {
  receiver.manner = { kind: 'late', status: 200, afterMs: 300 };
  expect(await post()).toBe('accepted');
  receiver.manner = { kind: 'hang' };
  const began = performance.now();
  expect(await post(receiver.url, 400)).toBe('unreachable');
  const took = performance.now() - began;
  expect(took).toBeGreaterThan(350);
  expect(took).toBeLessThan(3_000);
});

test('whoever gives up cuts it off at once', async () => {
  receiver.manner = { kind: 'hang' };
  const giving = new AbortController();
  const posted = post(receiver.url, 60_000, giving.signal);
  while (receiver.calls.length === 0) await new Promise((turn) => setImmediate(turn));
  giving.abort();
  expect(await posted).toBe('unreachable');
  expect(await post(receiver.url, 60_000, giving.signal)).toBe('unreachable');
  expect(receiver.calls).toHaveLength(1);
});

test('a body without an end is not read', async () => {
  receiver.manner = { kind: 'endless' };
  expect(await post()).toBe('accepted');
  const taken = receiver.taken();
  for (let turn = 0; turn < 200; turn++) await new Promise((next) => setImmediate(next));
  // What fits into the buffers between two sockets on one machine, and no more.
  expect(receiver.taken()).toBeLessThan(8 * 1024 * 1024);
  expect(receiver.taken() - taken).toBeLessThan(4 * 1024 * 1024);
});

test('credentials in the address go as Basic, and no part of the address is ever logged', async () => {
  const address = receiver.url.replace('http://', 'http://bot:s%C3%A9cret%20word@');
  expect(await post(address)).toBe('accepted');
  expect(receiver.calls[0]?.headers.authorization).toBe(
    `Basic ${Buffer.from('bot:sécret word').toString('base64')}`,
  );
  receiver.manner = { kind: 'answer', status: 403 };
  await post(address);
  receiver.manner = { kind: 'reset' };
  await post(address);
  await post('http://no-such-name.invalid/secret-topic');
  await post('http://%:@127.0.0.1/secret-topic');
  expect(logged.length).toBeGreaterThanOrEqual(4);
  expect(JSON.stringify(logged)).not.toMatch(/127\.0\.0\.1|topic|invalid|bot|cret|Basic/);
  expect(logged.map(({ fields }) => fields)).toContainEqual({ what: 'alert', status: 403 });
});

test('a heartbeat is a GET of the address as it stands, with its query', async () => {
  const heartbeat = createHeartbeat({ url: `${receiver.url}?from=sendonce`, log });
  expect(await heartbeat.beat(never)).toBe('accepted');
  expect(receiver.calls[0]).toMatchObject({ method: 'GET', path: '/topic?from=sendonce', body: '' });
  receiver.manner = { kind: 'answer', status: 500 };
  expect(await heartbeat.beat(never)).toBe('refused');
});
