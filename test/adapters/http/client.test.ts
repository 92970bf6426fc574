import { createServer, type Server } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { askBot } from '../../../src/adapters/http/client.ts';
import { type Answer, type Server as Served, serve } from '../../../src/adapters/http/serve.ts';
import type { Log } from '../../../src/core/log.ts';

const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function bot(answer: Answer): Promise<Served> {
  const served = await serve({
    host: '127.0.0.1',
    port: 0,
    token: 'the-right-token',
    routes: [{ method: 'GET', path: '/x', access: 'token', answer: () => answer }],
    bodyLimit: 0,
    headers: {},
    log: silent,
  });
  open.push(() => served.close());
  return served;
}

/** Somebody who is no bot: says `bytes` to whoever connects. */
async function stranger(bytes: string | null): Promise<number> {
  const server: Server = createServer((socket) => {
    socket.on('error', () => {});
    socket.resume();
    if (bytes !== null) socket.end(bytes);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  open.push(() => new Promise((closed) => server.close(closed)));
  return (server.address() as { port: number }).port;
}

test('the answer of a bot comes back as it was given, also when it says that it is not ready', async () => {
  const ready = await bot({ status: 200, body: { state: 'ready' } });
  const address = { host: '127.0.0.1', port: ready.port, token: 'the-right-token' };
  expect(await askBot(address, 'GET', '/x')).toEqual({
    kind: 'answer',
    status: 200,
    body: { state: 'ready' },
  });
  const not = await bot({ status: 503, body: { state: 'not_ready' } });
  expect(await askBot({ ...address, port: not.port }, 'GET', '/x')).toEqual({
    kind: 'answer',
    status: 503,
    body: { state: 'not_ready' },
  });
});

test('a bot bound to every address is asked on loopback', async () => {
  const { port } = await bot({ status: 200, body: {} });
  expect((await askBot({ host: '0.0.0.0', port, token: 'the-right-token' }, 'GET', '/x')).kind).toBe(
    'answer',
  );
});

test('a wrong token is refused with the sentence of the bot', async () => {
  const { port } = await bot({ status: 200, body: {} });
  expect(await askBot({ host: '127.0.0.1', port, token: 'wrong' }, 'GET', '/x')).toEqual({
    kind: 'refused',
    status: 401,
    error: 'This wants the header "Authorization: Bearer <token>".',
  });
});

test('where nobody listens, the answer says so', async () => {
  const { port, close } = await bot({ status: 200, body: {} });
  await close();
  expect(await askBot({ host: '127.0.0.1', port, token: null }, 'GET', '/x')).toEqual({
    kind: 'unreachable',
    why: 'nobody_listens',
  });
});

test('another program on the port is not taken for the bot', async () => {
  for (const bytes of [
    'SSH-2.0-something\r\n',
    'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok',
    'HTTP/1.1 404 Not Found\r\ncontent-length: 2\r\n\r\n{}',
    'HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n',
  ])
    expect(
      await askBot({ host: '127.0.0.1', port: await stranger(bytes), token: null }, 'GET', '/x'),
    ).toEqual({
      kind: 'unreachable',
      why: 'not_the_bot',
    });
});

test('a bot that hangs is given up after three seconds', async () => {
  const began = performance.now();
  const answer = await askBot({ host: '127.0.0.1', port: await stranger(null), token: null }, 'GET', '/x');
  expect(answer).toEqual({ kind: 'unreachable', why: 'no_answer_in_time' });
  expect(performance.now() - began).toBeLessThan(6_000);
});
