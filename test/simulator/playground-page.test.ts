import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Server, serve } from '../../src/adapters/http/serve.ts';
import type { Bot, BotState } from '../../src/simulator/playground/bot.ts';
import { type PlaygroundClock, playgroundClock } from '../../src/simulator/playground/clock.ts';
import type { FaultGround } from '../../src/simulator/playground/faults.ts';
import { bodyLimit, pageHeaders, routes } from '../../src/simulator/playground/routes.ts';
import { makeStory } from '../../src/simulator/playground/story.ts';
import type { View } from '../../src/simulator/playground/view.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { startSimulator } from '../../src/simulator/start.ts';
import { sendRaw } from '../adapters/http/raw.ts';

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

let simulator: Simulator;
let server: Server;
let faults: FaultGround;
let kills: number;
let down: BotState;
let clock: PlaygroundClock;

beforeEach(async () => {
  simulator = await startSimulator({ time: { real: 0, sim: 0, speed: 1 }, reads: 'by_hand' });
  kills = 0;
  down = { state: 'starting' };
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const bot: Bot = {
    state: () => down,
    start: () => {
      down = { state: 'starting' };
    },
    kill: () => {
      down = { state: 'down', how: 'killed', code: null };
    },
    stop: async () => {},
    tell: async () => null,
  };
  faults = {
    faults: simulator.world.faults,
    bot,
    killBrowser: () => {
      kills += 1;
    },
    state: { network: 'up', acks: 'normal' },
  };
  const { world } = simulator;
  world.onChange(changed);
  clock = playgroundClock({ simulator, bot, aheadMs: 0, keep: () => {}, changed });
  const story = makeStory({ world, clock, faults, zone: 'Europe/London', changed });
  server = await serve({
    host: '127.0.0.1',
    port: 0,
    token: null,
    bodyLimit,
    headers: pageHeaders,
    log: silent,
    routes: routes({
      up: () => ({ world: simulator.world, faults, clock, story, zone: 'Europe/London' }),
      subscribe(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      changed,
    }),
  });
});
afterEach(async () => {
  await server.close();
  await simulator.close();
});

const url = (path: string) => `http://127.0.0.1:${server.port}${path}`;
const post = (path: string, body: unknown) =>
  fetch(url(path), { method: 'POST', body: JSON.stringify(body) });

/** Reads views off the stream until one is as wanted. */
async function viewWhere(wanted: (view: View) => boolean): Promise<View> {
  const leave = new AbortController();
  const response = await fetch(url('/events'), { signal: leave.signal });
  let text = '';
  try {
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString();
      const whole = text.split('\n\n');
      text = whole.pop() ?? '';
      for (const event of whole) {
        const view = JSON.parse(event.replace(/^data: /, '')) as View;
        if (wanted(view)) return view;
      }
    }
  } finally {
    leave.abort();
  }
  throw new Error('the stream ended before the wanted view came');
}

test('the page is given with everything it asks for, and may load nothing else', async () => {
  const html = await (await fetch(url('/'))).text();
  const asked = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
  const script = await (await fetch(url('/playground.js'))).text();
  asked.push(...[...script.matchAll(/from '\.(\/[^']+)'/g)].map((match) => match[1] ?? ''));
  expect(asked.length).toBeGreaterThanOrEqual(5);
  for (const path of asked) expect([path, (await fetch(url(path))).status]).toEqual([path, 200]);
  expect((await fetch(url('/'))).headers.get('content-security-policy')).toContain("default-src 'none'");
});

test('the page types as the owner, several lines at once, and shows what was typed', async () => {
  const text = '/schedule tomorrow 9am to Mum: one\n---\ntwo <b>&amp;';
  expect((await post('/owner', { act: 'write', text })).status).toBe(200);
  const view = await viewWhere((seen) => seen.chat.length === 1);
  expect(view.chat[0]).toMatchObject({ from: 'owner', text, deleted: false });
});

test('the page replies to a line, edits its own and deletes it for everyone', async () => {
  await post('/owner', { act: 'write', text: 'first' });
  const first = (await viewWhere((seen) => seen.chat.length === 1)).chat[0];
  await post('/owner', { act: 'write', text: 'second', waId: first?.waId });
  await post('/owner', { act: 'edit', text: 'second thoughts', waId: first?.waId });
  const edited = await viewWhere((seen) => seen.chat[0]?.edited === true);
  expect(edited.chat[0]?.text).toBe('second thoughts');
  expect(edited.chat[1]).toMatchObject({ text: 'second', quoted: 'second thoughts' });
  await post('/owner', { act: 'revoke', waId: first?.waId });
  expect((await viewWhere((seen) => seen.chat[0]?.deleted === true)).chat).toHaveLength(2);
});

test('the page refuses what is no text, no line and no act, and types nothing then', async () => {
  for (const body of [
    null,
    {},
    { act: 'write' },
    { act: 'write', text: '  \n ' },
    { act: 'write', text: 7 },
    { act: 'write', text: 'x'.repeat(65_537) },
    { act: 'edit', text: 'x', waId: 'nobody knows it' },
    { act: 'revoke' },
    { act: 'react', emoji: '👍' },
    { act: 'write', text: '', file: { mimetype: 'text/html\r\nx', filename: 'a', base64: 'QQ==' } },
    { act: 'toString', text: 'x' },
  ])
    expect([body, (await post('/owner', body)).status]).toEqual([body, 400]);
  expect((await fetch(url('/owner'), { method: 'POST', body: '{not json' })).status).toBe(400);
  expect(simulator.world.control()).toEqual([]);
});

test('the page sends a file, and gives a picture back as one and anything else only to be saved', async () => {
  const png =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  const page = Buffer.from('<script>alert(1)</script>').toString('base64');
  // It says that it is a picture, and is not.
  for (const [filename, base64] of [
    ['dot.png', png],
    ['<img src=x>.png', page],
  ])
    await post('/owner', { act: 'write', text: '', file: { mimetype: 'image/png', filename, base64 } });
  const { chat } = await viewWhere((seen) => seen.chat.length === 2);
  const got = await Promise.all(
    chat.map(({ file }) => fetch(url(`/file?path=${encodeURIComponent(file?.path ?? '')}`))),
  );
  expect(got.map((one) => one.headers.get('content-type'))).toEqual([
    'image/png',
    'application/octet-stream',
  ]);
  expect(Buffer.from((await got[0]?.arrayBuffer()) ?? new ArrayBuffer(0)).toString('base64')).toBe(png);
  expect((await fetch(url('/file?path=__proto__'))).status).toBe(404);
});

test('somebody who got a message reads it, reacts to it and replies to it, on their own phone', async () => {
  const waId = simulator.world.ownerWritesTo('Mum', 'Dinner?');
  await post('/phone', { act: 'react', name: 'Mum', waId, emoji: '❤️' });
  await post('/phone', { act: 'reply', name: 'Mum', waId, text: 'Yes <b>' });
  const { phones } = await viewWhere((seen) => seen.phones[0]?.lines.length === 3);
  expect(phones[0]?.unread).toBe(0);
  expect(phones[0]?.lines.slice(1)).toMatchObject([
    { from: 'owner', text: 'Dinner?', read: true, reacted: '❤️', times: 1 },
    { from: 'here', text: 'Yes <b>', quoted: 'Dinner?' },
  ]);
  for (const wrong of [
    { act: 'read', name: 'Nobody' },
    { act: 'react', name: 'Anna', waId, emoji: '❤️' },
    { act: 'reply', name: 'Mum', waId, text: ' ' },
    { act: 'call', name: 'Mum' },
  ])
    expect([wrong, (await post('/phone', wrong)).status]).toEqual([wrong, 400]);
});

test('the page sets the clock forward, never back, and all that is written later bears its time', async () => {
  await post('/fault', { name: 'kill_bot' });
  await post('/clock', { act: 'move', byMs: 3_600_000 });
  await viewWhere((view) => view.clock.aheadMs >= 3_500_000 && view.clock.target === null);
  await post('/owner', { act: 'write', text: 'an hour later' });
  const { chat } = await viewWhere((view) => view.chat.length === 1);
  expect((chat[0]?.at ?? 0) - Date.now()).toBeGreaterThan(3_500_000);
  for (const byMs of [-1, 0, Number.NaN, '1', 1e12])
    expect((await post('/clock', { act: 'move', byMs })).status).toBe(400);
});

test('the page offers the faults that make sense, and undoes them', async () => {
  const names = (view: View) => view.buttons.map((button) => button.name);
  const calm = ['cut_network', 'lose_acks', 'slow_acks', 'kill_browser', 'kill_bot'];
  expect(names(await viewWhere(() => true))).toEqual(calm);
  await post('/fault', { name: 'cut_network' });
  await post('/fault', { name: 'lose_acks' });
  const broken = await viewWhere((view) => view.network === 'cut' && view.acks === 'lost');
  expect(names(broken)).toEqual(['restore_network', 'slow_acks', 'normal_acks', 'kill_browser', 'kill_bot']);
  await post('/fault', { name: 'restore_network' });
  await post('/fault', { name: 'normal_acks' });
  expect(names(await viewWhere((view) => view.network === 'up' && view.acks === 'normal'))).toEqual(calm);
});

test('the page kills the bot once, however often the button is pressed, and then offers to start it', async () => {
  await post('/fault', { name: 'kill_browser' });
  await post('/fault', { name: 'kill_bot' });
  await post('/fault', { name: 'kill_browser' });
  const view = await viewWhere((seen) => seen.status.mood === 'bad');
  expect(view.status.sentence).toBe('The bot is not running: it was killed.');
  expect(view.buttons.map((button) => button.name)).toEqual([
    'cut_network',
    'lose_acks',
    'slow_acks',
    'start_bot',
  ]);
  expect(kills).toBe(1);
  await post('/fault', { name: 'start_bot' });
  expect(down).toEqual({ state: 'starting' });
  expect((await post('/fault', { name: 'set_fire' })).status).toBe(400);
});

test('the page is not given to a foreign name, and obeys no foreign page', async () => {
  const rebound = `GET /events HTTP/1.1\r\nHost: evil.example\r\n\r\n`;
  expect((await sendRaw(server.port, rebound)).status).toBe(403);
  const body = JSON.stringify({ act: 'write', text: '/stop' });
  const forged = `POST /owner HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nOrigin: http://evil.example\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  expect((await sendRaw(server.port, forged)).status).toBe(403);
  expect(simulator.world.control()).toEqual([]);
});

test('the page closes with the server though pages are open', async () => {
  const pages = await Promise.all([fetch(url('/events')), fetch(url('/events'))]);
  await server.close();
  for (const page of pages) await page.text();
});
