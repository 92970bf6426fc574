/** Nothing sends by itself when no bot runs, and a start never finds a second browser on its profile. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findBrowser } from '../../src/adapters/whatsapp/browser.js';
import { browsersOn, startOf } from '../../src/adapters/whatsapp/processes.ts';
import { openProfile } from '../../src/adapters/whatsapp/profile.ts';
import type { WhatsApp } from '../../src/core/whatsapp.ts';
import { chance, connected, listenTo, openRig, type Rig, realClock, until } from './transport-rig.ts';

const mum = '447700900002@c.us';
let rig: Rig;
let profile: string;
let bot: ChildProcessWithoutNullStreams | null = null;
let byHand: ChildProcessWithoutNullStreams | null = null;
let running: WhatsApp | null = null;

beforeEach(async () => {
  rig = await openRig({ keyBuild: '$1', selfChat: 'lid' });
  profile = openProfile(rig.sessionFolder, realClock).folder;
});
afterEach(async () => {
  bot?.kill('SIGKILL');
  byHand?.kill('SIGKILL');
  await running?.stop();
  await openProfile(rig.sessionFolder, realClock).clear();
  bot = byHand = running = null;
  await rig.close();
});

function start(): WhatsApp {
  running = rig.whatsapp();
  return running;
}

async function sentinel(whatsapp: WhatsApp): Promise<void> {
  const { generation } = await connected(whatsapp);
  const text = `sentinel ${chance.reservedId()}`;
  const send = { reservedId: chance.reservedId(), chatId: mum, text, generation };
  expect(await whatsapp.handOver({ ...send, notAfter: realClock.now() + 20_000 })).toEqual({
    kind: 'handed',
  });
  await until('the sentinel', () => rig.simulator.world.timesReceived('Mum', text) === 1);
}

test('kill -9 of the bot ends its browser, and what the page still held never arrives', async () => {
  const { world, chromiumArgs } = rig.simulator;
  const program = fileURLToPath(new URL('./transport-child.js', import.meta.url));
  const args = [program, rig.sessionFolder, JSON.stringify(chromiumArgs), mum, 'held by the page'];
  bot = spawn(process.execPath, args);
  const said: { connected?: true; reservedId?: string; outcome?: { kind: string } }[] = [];
  createInterface({ input: bot.stdout }).on('line', (line) => said.push(JSON.parse(line)));
  let errors = '';
  bot.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  await until('the bot to be connected', () => {
    if (bot?.exitCode) throw new Error(`the bot ended: ${errors}`);
    return said.some((line) => line.connected);
  });

  world.faults.cutNetwork({ silently: true });
  bot.stdin.write('send\n');
  const { reservedId, outcome } = await until('the hand-over', () => said.find((line) => line.outcome));
  expect(outcome).toEqual({ kind: 'handed' });
  expect(world.timesReceived('Mum', 'held by the page')).toBe(0);
  const [browser] = browsersOn(profile);
  expect(browser).toBeDefined();

  bot.kill('SIGKILL');
  await until('the browser to end with it', () => browsersOn(profile).length === 0);
  world.faults.restoreNetwork();
  await until('every page to be gone', () => world.pages() === 0);

  const whatsapp = start();
  listenTo(whatsapp);
  await sentinel(whatsapp);
  expect(world.timesReceived('Mum', 'held by the page')).toBe(0);
  const contacts = await whatsapp.contacts();
  const chat = contacts.kind === 'contacts' && contacts.chats.find(({ name }) => name === 'Mum');
  if (!chat || reservedId === undefined) throw new Error('no chat to look in');
  const [found] = await whatsapp.lookUp(chat, [reservedId]);
  // The page's own store kept it without an ack; nothing there says that it left.
  expect(found?.found).toEqual({ kind: 'present', ack: 0, sendFailure: false });
});

test('a browser started by hand on this profile is killed before ours is launched', async () => {
  const { world, chromiumArgs } = rig.simulator;
  const first = start();
  listenTo(first);
  await connected(first);
  await first.stop();
  expect(browsersOn(profile)).toEqual([]);

  const executable = findBrowser(null) ?? '';
  const flags = ['--headless', '--no-sandbox', `--user-data-dir=${profile}`, '--remote-debugging-port=0'];
  byHand = spawn(executable, [...flags, ...chromiumArgs, 'https://web.whatsapp.com/']);
  await until('the page by hand to be connected', () => world.pages() === 1);
  const pid = byHand.pid ?? -1;
  const startedAt = startOf(pid);
  expect(startedAt).not.toBeNull();

  const whatsapp = start();
  const events = listenTo(whatsapp);
  await sentinel(whatsapp);
  expect(startOf(pid)).toBeNull();
  // Killed before, and not because ours could not start beside it.
  expect(events.some((event) => event.kind === 'link' && event.link.state === 'offline')).toBe(false);
  expect(world.pages()).toBe(1);
});

test('a stop leaves no process behind, and a second start finds its session', async () => {
  const first = start();
  const events = listenTo(first);
  await connected(first);
  await first.stop();
  expect(browsersOn(profile)).toEqual([]);
  expect(events.at(-1)?.kind).toBe('page_dead');

  const second = start();
  const later = listenTo(second);
  await connected(second);
  expect(later.some(({ kind }) => kind === 'qr')).toBe(false);
});
