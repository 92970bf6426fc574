import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { connect as connectTcp } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { FromPage, ToPage } from '../../src/simulator/protocol.ts';
import type { Simulator, SimulatorOptions } from '../../src/simulator/simulator.ts';
import { startSimulator } from '../../src/simulator/start.ts';
import { until } from './until.ts';

/** The world seen from its sockets, without a browser. */

const simulators: Simulator[] = [];
const folders: string[] = [];

afterEach(async () => {
  await Promise.all(simulators.splice(0).map((simulator) => simulator.close()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

async function start(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator(options);
  simulators.push(simulator);
  return simulator;
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sendonce-world-'));
  folders.push(folder);
  return folder;
}

function portOf(simulator: Simulator): number {
  return Number(/127\.0\.0\.1:(\d+)/.exec(simulator.chromiumArgsText)?.[1]);
}

type Frame<T extends ToPage['type']> = Extract<ToPage, { type: T }>;

interface Page {
  readonly frames: ToPage[];
  readonly closed: Promise<number>;
  send(frame: FromPage): void;
  raw(text: string): void;
  frame<T extends ToPage['type']>(type: T): Promise<Frame<T>>;
  drop(): void;
}

interface Headers {
  readonly host?: string;
  readonly origin?: string;
}

async function openPage(simulator: Simulator, headers: Headers = {}): Promise<Page> {
  const ws = new WebSocket(`wss://127.0.0.1:${portOf(simulator)}/ws/chat`, {
    rejectUnauthorized: false,
    origin: headers.origin ?? 'https://web.whatsapp.com',
    headers: { host: headers.host ?? 'web.whatsapp.com' },
  });
  const frames: ToPage[] = [];
  ws.on('message', (raw) => frames.push(JSON.parse(String(raw))));
  const closed = new Promise<number>((resolve) => ws.on('close', resolve));
  await new Promise((resolve, reject) => {
    ws.on('open', resolve);
    ws.on('error', reject);
  });
  return {
    frames,
    closed,
    send: (frame) => ws.send(JSON.stringify(frame)),
    raw: (text) => ws.send(text),
    frame: (type) =>
      until(type, () => frames.find((frame): frame is Frame<typeof type> => frame.type === type)),
    drop: () => ws.terminate(),
  };
}

/** A page that was linked, with the items it has got but not confirmed. */
async function linkedPage(simulator: Simulator): Promise<{ page: Page; device: Frame<'pair'>['device'] }> {
  const page = await openPage(simulator);
  page.send({ type: 'hello', page: 'first', device: null, faults: 0 });
  page.send({ type: 'qr_shown', ref: (await page.frame('ref')).ref });
  const { device } = await page.frame('pair');
  page.send({ type: 'hello', page: 'first', device, faults: 0 });
  await page.frame('offline_end');
  return { page, device };
}

function itemsOf(page: Page): Frame<'item'>[] {
  return page.frames.filter((frame): frame is Frame<'item'> => frame.type === 'item');
}

function textMessage(id: string, text: string, chat = '447700900002@c.us'): FromPage {
  return { type: 'stanza', stanza: { kind: 'message', id, chat, text, quotedWaId: null, file: null } };
}

function statusOf(simulator: Simulator, host: string, path: string, method = 'GET'): Promise<number> {
  return new Promise((resolve, reject) => {
    const options = { port: portOf(simulator), host: '127.0.0.1', path, method, rejectUnauthorized: false };
    const asked = request({ ...options, headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.on('error', reject);
    asked.end();
  });
}

function bodyOf(simulator: Simulator, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { port: portOf(simulator), host: '127.0.0.1', path, rejectUnauthorized: false };
    const asked = request({ ...options, headers: { host: 'web.whatsapp.com' } }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => {
        body += piece;
      });
      response.on('end', () => resolve(body));
    });
    asked.on('error', reject);
    asked.end();
  });
}

describe('the server', () => {
  it('answers to the name of WhatsApp Web alone, and only what the page needs', async () => {
    const simulator = await start();
    expect(await statusOf(simulator, 'web.whatsapp.com', '/?post_logout=1')).toBe(200);
    expect(await statusOf(simulator, 'web.whatsapp.com', '/main.js')).toBe(200);
    expect(await statusOf(simulator, 'localhost', '/')).toBe(421);
    expect(await statusOf(simulator, 'web.whatsapp.com', '/../simulator.ts')).toBe(404);
    expect(await statusOf(simulator, 'web.whatsapp.com', '/', 'POST')).toBe(405);
  });

  it('opens no socket for another origin or name', async () => {
    const simulator = await start();
    await expect(openPage(simulator, { origin: 'https://evil.example' })).rejects.toThrow();
    await expect(openPage(simulator, { host: 'localhost' })).rejects.toThrow();
    expect(simulator.world.pages()).toBe(0);
  });

  it('closes a socket that does not speak like a page, and goes on', async () => {
    const simulator = await start();
    for (const nonsense of ['{', '[]', '{"type":"stanza"}', '{"type":"ping","more":1}']) {
      const page = await openPage(simulator);
      page.raw(nonsense);
      expect(await page.closed).toBe(1003);
    }
    const page = await openPage(simulator);
    page.raw('x'.repeat(25 * 1024 * 1024));
    expect(await page.closed).toBe(1009);
    expect(await statusOf(simulator, 'web.whatsapp.com', '/')).toBe(200);
  });

  it('survives a browser that dies while the network is silently cut', async () => {
    const simulator = await start();
    simulator.world.faults.cutNetwork({ silently: true });
    const tcp = connectTcp(portOf(simulator), '127.0.0.1');
    const socket = connect({ socket: tcp, rejectUnauthorized: false });
    await new Promise((resolve) => socket.on('secureConnect', resolve));
    socket.write(
      'GET /ws/chat HTTP/1.1\r\nhost: web.whatsapp.com\r\nconnection: upgrade\r\nupgrade: websocket\r\n',
    );
    socket.write('sec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\nsec-websocket-version: 13\r\n\r\n');
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    tcp.resetAndDestroy();
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    simulator.world.faults.restoreNetwork();
    expect(await statusOf(simulator, 'web.whatsapp.com', '/')).toBe(200);
  });
});

describe('the linked device', () => {
  it('is linked by the phone alone, when it scans the code that is shown', async () => {
    const simulator = await start({ autoLink: false });
    const page = await openPage(simulator);
    page.send({ type: 'hello', page: 'first', device: null, faults: 0 });
    const { ref } = await page.frame('ref');
    page.send({ type: 'qr_shown', ref });
    expect(() => simulator.world.ownerScans('2@nothing,a,b,c,1')).toThrow('no page shows this QR code');
    expect(simulator.world.linked()).toBe(false);
    simulator.world.ownerScans(`${ref},static,identity,secret,1`);
    expect((await page.frame('pair')).me.pn).toBe('447700900001@c.us');
    expect(simulator.world.linked()).toBe(true);
  });

  it('gets what it did not confirm again, in order, and nothing else', async () => {
    const simulator = await start();
    const { page, device } = await linkedPage(simulator);
    for (const { seq } of itemsOf(page)) page.send({ type: 'got', seq });
    simulator.world.ownerWrites('one');
    simulator.world.ownerWrites('two');
    await until('both', () => itemsOf(page).length === 3);
    page.send({ type: 'got', seq: itemsOf(page)[1]?.seq ?? 0 });
    page.send({ type: 'ping' });
    await page.frame('pong');
    page.drop();
    await until('the drop', () => simulator.world.pages() === 0);
    simulator.world.ownerWrites('three');
    const again = await openPage(simulator);
    again.send({ type: 'hello', page: 'second', device, faults: 0 });
    await again.frame('offline_end');
    const texts = itemsOf(again).map(({ item }) => item.kind === 'message' && item.line.text);
    expect(texts).toEqual(['two', 'three']);
    expect((await again.frame('success')).waiting).toBe(2);
  });

  it('speaks through the newest page: an older one is told of the conflict and not heard any more', async () => {
    const simulator = await start();
    const { page, device } = await linkedPage(simulator);
    const second = await openPage(simulator);
    second.send({ type: 'hello', page: 'second', device, faults: 0 });
    await second.frame('success');
    await page.frame('conflict');
    page.send(textMessage('3EB0AA', 'from the old one'));
    second.send(textMessage('3EB0BB', 'from the new one'));
    await second.frame('ack');
    expect(simulator.world.wire()).toMatchObject([{ text: 'from the new one', page: 'second' }]);
  });

  it('is not admitted with credentials that are no longer linked', async () => {
    const simulator = await start();
    const { page, device } = await linkedPage(simulator);
    simulator.world.faults.logOut();
    await page.frame('logged_out');
    const later = await openPage(simulator);
    later.send({ type: 'hello', page: 'second', device, faults: 0 });
    await later.frame('logged_out');
    expect(simulator.world.linked()).toBe(false);
  });
});

describe('the phones', () => {
  it('count the same id twice, and mark the copy', async () => {
    const simulator = await start();
    const { page } = await linkedPage(simulator);
    page.send(textMessage('3EB0AA', 'hello'));
    page.send(textMessage('3EB0AA', 'hello'));
    await until('two', () => simulator.world.timesReceived('Mum', 'hello') === 2);
    expect(simulator.world.inbox('Mum').map((got) => got.repeated)).toEqual([false, true]);
  });

  it('refuse to be reached under a number that nobody has', async () => {
    const simulator = await start();
    const { page } = await linkedPage(simulator);
    for (const chat of ['447700900014@c.us', '447700900999@c.us']) {
      page.frames.length = 0;
      page.send(textMessage('3EB0AA', 'hello', chat));
      expect(await page.frame('ack')).toMatchObject({ level: -1, error: 400 });
    }
    expect(simulator.world.wire()).toEqual([]);
  });

  it('are known by name', async () => {
    const { world } = await start();
    expect(() => world.inbox('Nobody')).toThrow('nobody called "Nobody" lives here');
    expect(() => world.ownerEdits('3A00', 'x')).toThrow('no message 3A00');
    expect(() => world.personWrites('Dana', 'hi', { group: 'Family' })).toThrow(
      'Dana is not in the group Family',
    );
    expect(world.groups.map((group) => group.members.length)).toEqual([31, 4]);
    expect(world.people.filter((person) => !person.registered).map((person) => person.name)).toEqual([
      'Old Phone',
    ]);
  });

  it('tell a listener of every change until it is switched off', async () => {
    const { world } = await start();
    let changes = 0;
    const off = world.onChange(() => {
      changes += 1;
    });
    world.personWrites('Mum', 'hi');
    expect(changes).toBe(1);
    off();
    world.personWrites('Mum', 'hi again');
    expect(changes).toBe(1);
  });
});

describe('a fault', () => {
  it('is known once every page with a socket has said so', async () => {
    const simulator = await start();
    const { faults } = simulator.world;
    expect(faults.known()).toBe(true);
    const page = await openPage(simulator);
    page.send({ type: 'hello', page: 'first', device: null, faults: 0 });
    await page.frame('ref');
    expect(faults.known()).toBe(true);
    faults.showState('TIMEOUT');
    expect(faults.known()).toBe(false);
    const told = await page.frame('faults');
    expect(told.faults.state).toBe('TIMEOUT');
    page.send({ type: 'faults_known', n: told.faults.n });
    await until('it is known', () => faults.known());
    // A page that comes with older ones in its document hears of it.
    const later = await openPage(simulator);
    later.send({ type: 'hello', page: 'second', device: null, faults: 0 });
    expect((await later.frame('faults')).faults.state).toBe('TIMEOUT');
    expect(faults.known()).toBe(false);
  });

  it('that aims at a moment is claimed by one page alone', async () => {
    const simulator = await start();
    simulator.world.faults.reloadAt('hand_over');
    expect(await bodyOf(simulator, '/claim?moment=synced')).toBe('no');
    const asked = await Promise.all([1, 2, 3].map(() => bodyOf(simulator, '/claim?moment=hand_over')));
    expect(asked.filter((answer) => answer === 'yes')).toHaveLength(1);
    expect(await bodyOf(simulator, '/claim?moment=hand_over')).toBe('no');
  });

  it('turns away every page, linked or not, until it is over', async () => {
    const simulator = await start();
    const { page, device } = await linkedPage(simulator);
    simulator.world.faults.block('DEPRECATED_VERSION');
    expect((await page.frame('blocked')).state).toBe('DEPRECATED_VERSION');
    for (const known of [device, null]) {
      const next = await openPage(simulator);
      next.send({ type: 'hello', page: 'next', device: known, faults: 0 });
      expect((await next.frame('blocked')).state).toBe('DEPRECATED_VERSION');
      await next.closed;
    }
    simulator.world.faults.calm();
    const last = await openPage(simulator);
    last.send({ type: 'hello', page: 'last', device, faults: 2 });
    await last.frame('success');
  });

  it('is written into the document of a page that is loaded in it, as text alone', async () => {
    const simulator = await start({ version: '2.3000.1"><script>' });
    simulator.world.faults.programLate(null);
    const document = await bodyOf(simulator, '/');
    expect(document).toContain('&quot;programLateMs&quot;:null');
    expect(document).toContain('&quot;version&quot;:&quot;2.3000.1\\&quot;>');
    expect(document.match(/data-build="[^"]*" data-faults="[^"]*">/)).not.toBeNull();
  });
});

describe('the state file', () => {
  it('carries the world over, readable by its owner alone', async () => {
    const stateFile = join(newFolder(), 'world.json');
    const first = await startSimulator({ stateFile });
    const { device } = await linkedPage(first);
    first.world.ownerWrites('typed at the end');
    await first.close();
    expect(statSync(stateFile).mode & 0o777).toBe(0o600);
    const second = await start({ stateFile });
    expect(second.world.control().map((line) => line.text)).toEqual(['typed at the end']);
    const page = await openPage(second);
    page.send({ type: 'hello', page: 'second', device, faults: 0 });
    await page.frame('offline_end');
    expect(itemsOf(page).map(({ item }) => item.kind)).toEqual(['history', 'message']);
  });

  it('is not guessed at when it is something else', async () => {
    const stateFile = join(newFolder(), 'world.json');
    writeFileSync(stateFile, '{"version":2}');
    await expect(startSimulator({ stateFile })).rejects.toThrow('is not a simulated world of version 1');
  });
});
