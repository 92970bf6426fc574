/** What the adapter makes of pages and browsers that die, hang, reload or cannot be reached. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findBrowser } from '../../src/adapters/whatsapp/browser.js';
import type { ConnectionSetting } from '../../src/adapters/whatsapp/connection.ts';
import { browsersOn } from '../../src/adapters/whatsapp/processes.ts';
import { openProfile } from '../../src/adapters/whatsapp/profile.ts';
import { isLibraryRejection } from '../../src/adapters/whatsapp/rejection.ts';
import type { Link, WhatsApp, WhatsAppEvent } from '../../src/core/whatsapp.ts';
import type { SimulatorOptions } from '../../src/simulator/simulator.ts';
import { chance, connected, listenTo, openRig, type Rig, realClock, until } from './transport-rig.ts';

const mum = '447700900002@c.us';
let rig: Rig;
let profile: string;
let whatsapp: WhatsApp;
let events: WhatsAppEvent[];
const unhandled: unknown[] = [];
const hear = (reason: unknown) => {
  unhandled.push(reason);
};

beforeEach(() => {
  unhandled.length = 0;
  process.on('unhandledRejection', hear);
});
afterEach(async () => {
  await whatsapp.stop();
  await rig.close();
  process.off('unhandledRejection', hear);
  // What escapes the library must at least be recognised as the library's, else it would end the bot.
  expect(unhandled.filter((reason) => !isLibraryRejection(reason))).toEqual([]);
});

async function open(options: SimulatorOptions = {}, instead: Partial<ConnectionSetting> = {}): Promise<void> {
  rig = await openRig(options);
  profile = openProfile(rig.sessionFolder, realClock).folder;
  whatsapp = rig.whatsapp(instead);
  events = listenTo(whatsapp);
}
const links = (): readonly Link[] => events.flatMap((event) => (event.kind === 'link' ? [event.link] : []));
const wasRecovering = (why: string) =>
  links().some((link) => link.state === 'recovering' && link.why === why);
const send = async (text: string) => {
  const { generation } = await connected(whatsapp);
  const reservedId = chance.reservedId();
  const notAfter = realClock.now() + 20_000;
  return {
    reservedId,
    outcome: await whatsapp.handOver({ reservedId, chatId: mum, text, notAfter, generation }),
  };
};
/** Chromium's processes of one kind on this profile. */
const children = (type: string) =>
  browsersOn(profile).filter((pid) =>
    readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`--type=${type}`),
  );

test('a killed browser is noticed at once, told dead, and replaced', async () => {
  await open();
  const before = await connected(whatsapp);
  const [main] = browsersOn(profile).filter(
    (pid) => !readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type='),
  );
  process.kill(main ?? -1, 'SIGKILL');
  await until('the death to be told', () =>
    events.some((event) => event.kind === 'page_dead' && event.generation === before.generation),
  );
  expect(wasRecovering('browser_gone')).toBe(true);
  const after = await connected(whatsapp);
  expect(after.generation).not.toBe(before.generation);
  expect((await send('after the kill')).outcome).toEqual({ kind: 'handed' });
});

test('a crashed page is replaced with its browser', async () => {
  await open();
  const before = await connected(whatsapp);
  for (const pid of children('renderer')) process.kill(pid, 'SIGKILL');
  await until('the link to notice', () => wasRecovering('page_gone'));
  const after = await connected(whatsapp);
  expect(after.generation).not.toBe(before.generation);
});

test('a browser that does not come up is given up in seconds, and the next one gets its turn', async () => {
  rig = await openRig();
  const program = join(rig.folder, 'hangs-once');
  const hangs = `exec "${process.execPath}" -e 'setInterval(() => {}, 1000)' -- "$@"`;
  const lines = [
    '#!/bin/sh',
    `[ -e "$0.hung" ] && exec "${findBrowser(null)}" "$@"`,
    'touch "$0.hung"',
    hangs,
  ];
  writeFileSync(program, `${lines.join('\n')}\n`, { mode: 0o755 });
  profile = openProfile(rig.sessionFolder, realClock).folder;
  // A slow machine gets twice as long at each try.
  whatsapp = rig.whatsapp({ browserPath: program, limits: { launchFromMs: 5_000 } });
  events = listenTo(whatsapp);
  await until('the launch', () => browsersOn(profile).length > 0);
  const [hung = -1] = browsersOn(profile);
  await until('the launch to be given up', () => wasRecovering('no_browser'));
  await connected(whatsapp);
  expect(browsersOn(profile)).not.toContain(hung);
  expect(events.filter(({ kind }) => kind === 'page_born')).toHaveLength(1);
});

test('a page that hangs takes the link down, leaves a hand-over unknown, and is replaced', async () => {
  await open({}, { limits: { lookMs: 3_000, hungAfterMs: 8_000 } });
  const before = await connected(whatsapp);
  for (const pid of children('renderer')) process.kill(pid, 'SIGSTOP');
  const request = { reservedId: chance.reservedId(), chatId: mum, text: 'into a hanging page' };
  const asked = whatsapp.handOver({
    ...request,
    notAfter: realClock.now() + 2_000,
    generation: before.generation,
  });
  expect(await asked).toEqual({ kind: 'unknown', because: 'timeout' });
  await until('the link to go down', () => whatsapp.link().state !== 'connected');
  expect((await whatsapp.abort([request.reservedId])).get(request.reservedId)).toBe('unknown');
  await until('the page to be given up', () => wasRecovering('probe_failed'));
  const after = await connected(whatsapp);
  expect(after.generation).not.toBe(before.generation);
  expect(rig.simulator.world.timesReceived('Mum', request.text)).toBe(0);
});

test('a page that reloads by itself is a new connection of the same generation', async () => {
  await open({ keyBuild: '$1' });
  const before = await connected(whatsapp);
  const early = await send('before the reload');
  expect(early.outcome).toEqual({ kind: 'handed' });
  rig.simulator.world.faults.reloadPages();
  const after = await until('a later connection', () => {
    const link = whatsapp.link();
    return link.state === 'connected' && link.connection > before.connection ? link : null;
  });
  expect(after.generation).toBe(before.generation);
  expect((await whatsapp.abort([early.reservedId])).get(early.reservedId)).toBe('handed');
  expect((await send('after the reload')).outcome).toEqual({ kind: 'handed' });
  await until('both to arrive', () => rig.simulator.world.inbox('Mum').length === 2);
});

test('without the network it says so, and goes on trying', async () => {
  await open({}, { chromiumArgs: ['--host-resolver-rules=MAP * ~NOTFOUND'] });
  await until('a second try', () => events.filter((event) => event.kind === 'page_born').length >= 2);
  expect(whatsapp.link()).toMatchObject({ state: 'recovering', why: 'unreachable' });
  const born = events.flatMap((event) => (event.kind === 'page_born' ? [event.generation] : []));
  expect(events).toContainEqual({ kind: 'page_dead', generation: born[0] });
});

test('without a browser it says so, and so does one that cannot start', async () => {
  await open({}, { browserPath: '/nowhere/chromium' });
  await until('the link to say it', () => wasRecovering('no_browser'));
  await whatsapp.stop();
  const broken = join(rig.folder, 'broken');
  writeFileSync(broken, '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  whatsapp = rig.whatsapp({ browserPath: broken });
  events = listenTo(whatsapp);
  await until('the link to say it', () => wasRecovering('no_browser'));
  expect(events.some((event) => event.kind === 'page_born')).toBe(false);
});

test('a browser that is being launched holds nothing: to recycle it, however often, changes nothing', async () => {
  await open();
  const isBorn = (): boolean => events.some(({ kind }) => kind === 'page_born');
  await until('a page', () => {
    if (!isBorn()) void whatsapp.recycle();
    return isBorn();
  });
  await connected(whatsapp);
  expect(events.filter(({ kind }) => kind === 'page_born')).toHaveLength(1);
  expect(wasRecovering('recycled')).toBe(false);
});

test('typing is shown to the chat, and to nobody when there is no page', async () => {
  await open();
  await whatsapp.typing(mum);
  await connected(whatsapp);
  await whatsapp.typing(mum);
  const states = await until('the typing', () => {
    const seen = rig.simulator.world.chatStates();
    return seen.length > 0 ? seen : null;
  });
  expect(states.map(({ chat, state }) => ({ chat, state }))).toEqual([{ chat: 'Mum', state: 'composing' }]);
});

test('the log has bare ids, and no text, number, name or address', async () => {
  await open();
  const { reservedId, outcome } = await send('a secret word');
  expect(outcome).toEqual({ kind: 'handed' });
  rig.simulator.world.ownerWrites('another secret word');
  await until('the line', () =>
    events.some((event) => event.kind === 'inbound' && event.message.text.includes('another')),
  );
  await whatsapp.contacts();
  // An error would mean that the page lacks modules, or that a browser could not be ended.
  expect(rig.lines.filter(({ level }) => level === 'error')).toEqual([]);
  const written = JSON.stringify(rig.lines);
  expect(written).toContain(reservedId);
  expect(written).not.toMatch(/secret|447700|@c\.us|@lid|@g\.us|Mum|true_|2@/);
});
