/** What can go wrong while a page comes up, in real Chromium: which word it is told by, and how it comes up in the end. */
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Limits } from '../../src/adapters/whatsapp/limits.ts';
import { openProfile } from '../../src/adapters/whatsapp/profile.ts';
import { isLibraryRejection } from '../../src/adapters/whatsapp/rejection.ts';
import type { WhatsApp, WhatsAppEvent } from '../../src/core/whatsapp.ts';
import type { SimulatorOptions, WorldFaults } from '../../src/simulator/simulator.ts';
import { connected, listenTo, openRig, type Rig, realClock, until } from './transport-rig.ts';

let rig: Rig;
let whatsapp: WhatsApp;
let events: WhatsAppEvent[];
const unhandled: unknown[] = [];
const hear = (reason: unknown) => void unhandled.push(reason);

beforeEach(() => {
  unhandled.length = 0;
  process.on('unhandledRejection', hear);
});
afterEach(async () => {
  await whatsapp.stop();
  await rig.close();
  process.off('unhandledRejection', hear);
  expect(unhandled.filter((reason) => !isLibraryRejection(reason))).toEqual([]);
});

async function open(
  prepare: (faults: WorldFaults) => void,
  limits: Partial<Limits> = {},
  options: SimulatorOptions = {},
): Promise<WorldFaults> {
  rig = await openRig(options);
  const { faults } = rig.simulator.world;
  prepare(faults);
  whatsapp = rig.whatsapp({ limits });
  events = listenTo(whatsapp);
  return faults;
}
const states = (): readonly string[] =>
  events.flatMap((event) =>
    event.kind !== 'link'
      ? []
      : ['why' in event.link ? `${event.link.state}/${event.link.why}` : event.link.state],
  );
const told = (word: string): Promise<boolean> =>
  until(`the link to be ${word}`, () => states().includes(word));
const pages = (): number => events.filter(({ kind }) => kind === 'page_born').length;

test('a page that synchronises before anybody can listen for it is connected all the same', async () => {
  await open((faults) => faults.syncedAtLoad(true));
  await connected(whatsapp);
  expect(pages()).toBe(1);
});

test.each(['before_synced', 'stream'] as const)(
  'a page that stops at %s is given up as stuck, and never told as connected',
  async (where) => {
    const faults = await open((to) => to.syncStops(where), { stuckAfterMs: 4_000 });
    await told('recovering/stuck');
    expect(states()).not.toContain('connected');
    faults.syncStops(null);
    await connected(whatsapp);
  },
);

test('a page whose delivery stands at 99 % is connected once that is no delivery any more', async () => {
  await open((faults) => faults.syncStops('at_99'), { deliveryStandsStillMs: 3_000, stuckAfterMs: 20_000 });
  await until('the page to synchronise', () => states().includes('syncing'));
  const from = realClock.now();
  await connected(whatsapp);
  expect(realClock.now() - from).toBeGreaterThan(1_500);
  expect(pages()).toBe(1);
});

test('a program that is late is waited for', async () => {
  await open((faults) => faults.programLate(3_000));
  await connected(whatsapp);
  expect(pages()).toBe(1);
});

test('a program that never comes is told as one that did not come up, and not as a network that is down', async () => {
  const faults = await open((to) => to.programLate(null), { programWithinMs: 2_000 });
  await told('recovering/entry_failed');
  expect(states()).not.toContain('recovering/unreachable');
  faults.programLate(0);
  await connected(whatsapp);
});

test.each(['program', 'synced'] as const)(
  'a page that reloads at %s is entered once more, in the same browser',
  async (moment) => {
    await open((faults) => faults.reloadAt(moment));
    await connected(whatsapp);
    expect(pages()).toBe(1);
    expect(
      states().filter((state) => state.startsWith('recovering/') && state !== 'recovering/page_gone'),
    ).toEqual([]);
  },
);

test('a page that gave up its QR codes is asked for one, and replaced when it is deaf', async () => {
  const faults = await open((to) => to.idleQr('on'), { qrStallMs: 6_000 }, { autoLink: false });
  const codes = () => events.flatMap((event) => (event.kind === 'qr' ? [event.code] : []));
  await until('a code', () => codes().length > 0);
  expect(pages()).toBe(1);
  faults.idleQr('deaf');
  await told('recovering/stuck');
  faults.idleQr('off');
  const last = codes().length;
  await until('a code of another page', () => pages() > 1 && codes().length > last);
  rig.simulator.world.ownerScans(codes().at(-1) ?? '');
  await connected(whatsapp);
});

test('locks that a browser on another machine left on the profile keep nobody out', async () => {
  await open(() => {
    const { folder } = openProfile(rig.sessionFolder, realClock);
    mkdirSync(folder, { recursive: true });
    symlinkSync('another-host-4711', join(folder, 'SingletonLock'));
    symlinkSync('1234567890', join(folder, 'SingletonCookie'));
  });
  await connected(whatsapp);
  expect(states().filter((state) => state.startsWith('recovering/'))).toEqual([]);
});
