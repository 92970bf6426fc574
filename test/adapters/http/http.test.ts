import { connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DoctorReport, Health, Ready, Status, StopReport } from '../../../src/adapters/http/answers.ts';
import { startHttp } from '../../../src/adapters/http/http.ts';
import { CannotListen, type Server } from '../../../src/adapters/http/serve.ts';
import type { BackupOutcome } from '../../../src/core/backup.ts';
import type { Log } from '../../../src/core/log.ts';
import { sendRaw } from './raw.ts';

const token = 'a-token-of-a-good-length';
const status: Status = {
  version: '0.1.0',
  startedAt: 1_767_139_200_000,
  ready: { state: 'ready' },
  link: 'connected',
  down: null,
  latches: [],
  messages: {
    scheduled: 2,
    held: 0,
    sending: 0,
    sent: 1,
    failed: 0,
    in_doubt: 0,
    cancelled: 0,
    missed: 0,
    rehearsed: 0,
  },
  needingOwner: 0,
  nextPlannedAt: null,
  timezone: 'Europe/London',
  dryRun: false,
};
const made: BackupOutcome = {
  kind: 'made',
  name: 'sendonce-2026-12-31T225900Z.db',
  at: 1_798_757_940_000,
  bytes: 212_992,
  messages: 38,
};
const report: StopReport = { frozen: 2, left: [], onTheirWay: [], keptBack: [3] };

const doctorSays: DoctorReport = {
  findings: [{ about: 'zone', verdict: 'warning', text: 'none is set.' }],
};

let server: Server;
let health: Health;
let ready: Ready;
let stops: number;
let stop: () => Promise<StopReport>;
let backup: () => BackupOutcome;
let logged: unknown[];
const log: Log = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: (fields, message) => void logged.push([fields, message]),
};

beforeEach(async () => {
  health = { state: 'healthy', ledger: 'ok' };
  ready = { state: 'ready' };
  stops = 0;
  logged = [];
  stop = async () => report;
  backup = () => made;
  server = await startHttp({
    host: '127.0.0.1',
    port: 0,
    token,
    health: () => health,
    ready: () => ready,
    status: () => status,
    emergencyStop: () => {
      stops += 1;
      return stop();
    },
    backup: () => backup(),
    groupCode: () => ({ code: 'A2B3C4D5E6', until: 1_798_757_940_000 }),
    doctor: async () => doctorSays,
    log,
  });
});
afterEach(() => server.close());

function ask(path: string, options: RequestInit = {}): Promise<Response> {
  return fetch(`http://127.0.0.1:${server.port}${path}`, options);
}
const bearer = { authorization: `Bearer ${token}` };

/** A request as lines, with a Host of our own unless one is among them. */
function lines(first: string, ...headers: readonly string[]): string {
  const host = headers.some((line) => /^host:/i.test(line)) ? [] : [`Host: 127.0.0.1:${server.port}`];
  return [first, ...host, 'Connection: close', ...headers, '', ''].join('\r\n');
}

test('anyone who reaches the port is told whether the process and the ledger are well', async () => {
  const well = await ask('/healthz');
  expect(well.status).toBe(200);
  expect(await well.json()).toEqual({ state: 'healthy', ledger: 'ok' });
  health = { state: 'sick', ledger: 'full' };
  const sick = await ask('/healthz');
  expect(sick.status).toBe(503);
  expect(await sick.json()).toEqual({ state: 'sick', ledger: 'full' });
});

test('not being ready is a 503 that names what is in the way', async () => {
  expect((await ask('/readyz')).status).toBe(200);
  ready = { state: 'not_ready', because: 'stopped' };
  const answer = await ask('/readyz');
  expect(answer.status).toBe(503);
  expect(await answer.json()).toEqual({ state: 'not_ready', because: 'stopped' });
});

test('the status is shown to who has the token, and to nobody else', async () => {
  expect(await (await ask('/api/status', { headers: bearer })).json()).toEqual(status);
  for (const headers of [
    {},
    { authorization: 'Bearer ' },
    { authorization: `Bearer ${token}x` },
    { authorization: `Bearer ${token.slice(1)}` },
    { authorization: `Basic ${Buffer.from(`x:${token}`).toString('base64')}` },
    { cookie: `token=${token}` },
  ]) {
    const answer = await ask('/api/status', { headers: headers as Record<string, string> });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(await answer.text()).not.toContain(token);
  }
});

test('a token in the address is not a token', async () => {
  expect((await ask(`/api/status?token=${token}`)).status).toBe(401);
  expect((await ask(`/api/status?access_token=${token}`)).status).toBe(401);
});

test('the emergency stop is carried out once for each request that may ask for it', async () => {
  const answer = await ask('/api/emergency-stop', { method: 'POST', headers: bearer });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual(report);
  expect(stops).toBe(1);
  expect((await ask('/api/emergency-stop', { method: 'POST' })).status).toBe(401);
  expect((await ask('/api/emergency-stop', { headers: bearer })).status).toBe(405);
  expect(stops).toBe(1);
});

test('a backup is made for who has the token, and one that failed is a sentence', async () => {
  const backUp = (headers = {}) => ask('/api/backup', { method: 'POST', headers });
  const { kind: _, ...report } = made;
  const answer = await backUp(bearer);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual(report);
  backup = () => ({ kind: 'failed', why: 'full' });
  const failed = await backUp(bearer);
  expect(failed.status).toBe(500);
  expect(await failed.json()).toEqual({ error: 'The disk is full. Nothing was changed.' });
  backup = () => {
    throw new Error('nobody without the token gets here');
  };
  expect((await backUp()).status).toBe(401);
});

test('a stop that fails inside claims nothing, and its error stays in the log', async () => {
  stop = () => Promise.reject(new Error('secret of the inside'));
  const answer = await ask('/api/emergency-stop', { method: 'POST', headers: bearer });
  expect(answer.status).toBe(500);
  expect(await answer.text()).not.toContain('secret');
  expect(logged).toHaveLength(1);
});

test('no answer may be cached or guessed at', async () => {
  for (const path of ['/healthz', '/readyz', '/api/status', '/nothing']) {
    const answer = await ask(path);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
  }
});

test('an unknown path is a 404 and an unknown method a 405 that names the right one', async () => {
  for (const path of ['/', '/healthz/', '//healthz', '/api', '/api/status/../status%2e', '/favicon.ico'])
    expect((await ask(path)).status).toBe(404);
  const wrong = await ask('/healthz', { method: 'DELETE' });
  expect(wrong.status).toBe(405);
  expect(wrong.headers.get('allow')).toBe('GET');
  expect(await wrong.json()).toEqual({ error: 'This path wants GET.' });
});

test('only loopback names are ours, under whichever port a container is published', async () => {
  for (const host of ['127.0.0.1:8420', 'localhost:9999', 'LOCALHOST', '[::1]:8420'])
    expect((await sendRaw(server.port, lines('GET /healthz HTTP/1.1', `Host: ${host}`))).status).toBe(200);
  for (const host of [
    'evil.example',
    'evil.example:8420',
    '127.0.0.1.evil.example',
    'localhost@evil',
    '0.0.0.0',
    '',
  ])
    expect((await sendRaw(server.port, lines('GET /healthz HTTP/1.1', `Host: ${host}`))).status).toBe(403);
});

test('a request with two hosts, or none, is refused', async () => {
  const two = lines('GET /healthz HTTP/1.1', 'Host: localhost', 'Host: evil.example');
  expect((await sendRaw(server.port, two)).status).toBe(403);
  expect((await sendRaw(server.port, 'GET /healthz HTTP/1.1\r\n\r\n')).status).toBe(400);
  expect((await sendRaw(server.port, 'GET /healthz HTTP/1.0\r\n\r\n')).status).toBe(403);
});

test('a page of another origin cannot stop the bot, even with the token', async () => {
  const own = `127.0.0.1:${server.port}`;
  for (const origin of [
    'http://evil.example',
    'null',
    `http://${own}.evil.example`,
    'http://127.0.0.1:1',
    '',
  ]) {
    const answer = await sendRaw(
      server.port,
      lines('POST /api/emergency-stop HTTP/1.1', `Authorization: Bearer ${token}`, `Origin: ${origin}`),
    );
    expect(answer.status).toBe(403);
  }
  expect(stops).toBe(0);
  const same = lines(
    'POST /api/emergency-stop HTTP/1.1',
    `Authorization: Bearer ${token}`,
    `Origin: http://${own}`,
  );
  expect((await sendRaw(server.port, same)).status).toBe(200);
  expect(stops).toBe(1);
});

test('a body over the limit is refused before the stop is carried out, announced or not', async () => {
  const head = ['POST /api/emergency-stop HTTP/1.1', `Authorization: Bearer ${token}`] as const;
  const announced = `${lines(...head, 'Content-Length: 5000')}${'x'.repeat(5000)}`;
  expect((await sendRaw(server.port, announced)).status).toBe(413);
  const chunked = `${lines(...head, 'Transfer-Encoding: chunked')}7d0\r\n${'x'.repeat(2000)}\r\n0\r\n\r\n`;
  expect((await sendRaw(server.port, chunked)).status).toBe(413);
  expect(stops).toBe(0);
});

test('bytes that are no request, and requests that smuggle another, get a 400', async () => {
  for (const bytes of [
    'hello\r\n\r\n',
    Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x0a]),
    lines('GET /healthz HTTP/1.1', 'X: a\0b'),
    lines('POST /api/emergency-stop HTTP/1.1', 'Content-Length: 4', 'Transfer-Encoding: chunked'),
    lines('POST /api/emergency-stop HTTP/1.1', 'Content-Length: -1'),
    lines('GET /healthz HTTP/9.9'),
  ])
    expect((await sendRaw(server.port, bytes)).status).toBe(400);
  expect(stops).toBe(0);
});

test('headers over the limit get a 431', async () => {
  const answer = await sendRaw(server.port, lines('GET /healthz HTTP/1.1', `X-Long: ${'x'.repeat(20_000)}`));
  expect(answer.status).toBe(431);
});

test('a target that is a whole address is not taken for a path', async () => {
  const answer = await sendRaw(server.port, lines('GET http://evil.example/healthz HTTP/1.1'));
  expect(answer.status).toBe(404);
});

test('a peer that sends its headers a byte at a time is cut off', async () => {
  const answer = await sendRaw(server.port, 'GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: ');
  expect(answer.status).toBe(408);
});

test('a peer that hangs up in the middle of its body stops nothing and breaks nothing', async () => {
  const head = lines(
    'POST /api/emergency-stop HTTP/1.1',
    `Authorization: Bearer ${token}`,
    'Content-Length: 100',
  );
  await new Promise<void>((done) => {
    const socket = connect(server.port, '127.0.0.1', () =>
      socket.write(`${head}half`, () => socket.destroy()),
    );
    socket.on('close', () => done());
  });
  expect((await ask('/healthz')).status).toBe(200);
  expect(stops).toBe(0);
});

test('closing lets the answer under way finish, and does not wait for idle peers', async () => {
  let release = () => {};
  stop = () =>
    new Promise((resolve) => {
      release = () => resolve(report);
    });
  const idle = connect(server.port, '127.0.0.1');
  await new Promise((connected) => idle.once('connect', connected));
  const asked = ask('/api/emergency-stop', { method: 'POST', headers: bearer });
  await expect.poll(() => stops).toBe(1);
  const closed = server.close();
  release();
  expect((await asked).status).toBe(200);
  await closed;
  await expect(ask('/healthz')).rejects.toThrow();
});

test('what the doctor finds is told to who has the token, and to nobody else', async () => {
  expect((await ask('/api/doctor')).status).toBe(401);
  expect(await (await ask('/api/doctor', { headers: bearer })).json()).toEqual(doctorSays);
});

test('a port that another program has is one clear error', async () => {
  const second = startHttp({
    host: '127.0.0.1',
    port: server.port,
    token,
    health: () => health,
    ready: () => ready,
    status: () => status,
    emergencyStop: stop,
    backup,
    groupCode: () => ({ code: 'A2B3C4D5E6', until: 1_798_757_940_000 }),
    doctor: async () => doctorSays,
    log,
  });
  const error = await second.then(() => null).catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(CannotListen);
  expect((error as CannotListen).code).toBe('in_use');
  expect((error as CannotListen).message).toBe(
    `Cannot listen on 127.0.0.1:${server.port}: another program has it.`,
  );
});
