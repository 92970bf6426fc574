/** What can go wrong while a page comes up, in real Chromium: which word it is told by, and how it comes up in the end. */
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openProfile } from '../../src/adapters/whatsapp/profile.ts';
import type { WorldFaults } from '../../src/simulator/simulator.ts';
import { connected, type Opening, realClock, transports, until } from './transport-rig.ts';

const transport = transports();
const open = (prepare: (faults: WorldFaults) => void, more: Opening = {}) =>
  transport({ ...more, prepare: (rig) => prepare(rig.simulator.world.faults) });

test('a page that synchronises before anybody can listen for it is connected all the same', async () => {
  const { whatsapp, faults, pages } = await open((to) => to.syncedAtLoad(true));
  // As soon each time that it does so: a help that one document got is not held against the next one.
  for (const time of ['first', 'second']) {
    const before = await connected(whatsapp);
    faults.reloadPages();
    const isNext = () => {
      const link = whatsapp.link();
      return link.state === 'connected' && link.connection > before.connection;
    };
    await until(`the connection after the ${time} reload`, isNext);
  }
  expect(pages()).toBe(1);
});

test.each(['before_synced', 'stream'] as const)(
  'a page that stops at %s is given up as stuck, and never told as connected',
  async (where) => {
    const { whatsapp, faults, told, states } = await open((to) => to.syncStops(where), {
      limits: { stuckAfterMs: 4_000 },
    });
    await told('recovering/stuck');
    expect(states()).not.toContain('connected');
    faults.syncStops(null);
    await connected(whatsapp);
  },
);

test('a page whose delivery stands at 99 % is connected once that is no delivery any more', async () => {
  const { whatsapp, toldAt, pages } = await open((faults) => faults.syncStops('at_99'), {
    limits: { deliveryStandsStillMs: 3_000, stuckAfterMs: 60_000 },
  });
  await connected(whatsapp);
  expect(toldAt('connected') - toldAt('syncing')).toBeGreaterThan(1_500);
  expect(pages()).toBe(1);
});

test('a program that is late is waited for', async () => {
  const { whatsapp, pages } = await open((faults) => faults.programLate(3_000));
  await connected(whatsapp);
  expect(pages()).toBe(1);
});

test('a program that never comes is told as one that did not come up, and not as a network that is down', async () => {
  const { whatsapp, faults, told, states } = await open((to) => to.programLate(null), {
    limits: { programWithinMs: 2_000 },
  });
  await told('recovering/entry_failed');
  expect(states()).not.toContain('recovering/unreachable');
  faults.programLate(0);
  await connected(whatsapp);
});

test.each(['program', 'synced'] as const)(
  'a page that reloads at %s is entered once more, in the same browser',
  async (moment) => {
    const { whatsapp, pages, states } = await open((faults) => faults.reloadAt(moment));
    await connected(whatsapp);
    expect(pages()).toBe(1);
    expect(
      states().filter((state) => state.startsWith('recovering/') && state !== 'recovering/page_gone'),
    ).toEqual([]);
  },
);

test('a page that gave up its QR codes is asked for one, and replaced when it is deaf', async () => {
  const { whatsapp, faults, rig, events, told, pages } = await open((to) => to.idleQr('on'), {
    options: { autoLink: false },
    limits: { qrStallMs: 6_000 },
  });
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
  const { whatsapp, states } = await transport({
    prepare({ sessionFolder }) {
      const { folder } = openProfile(sessionFolder, realClock);
      mkdirSync(folder, { recursive: true });
      symlinkSync('another-host-4711', join(folder, 'SingletonLock'));
      symlinkSync('1234567890', join(folder, 'SingletonCookie'));
    },
  });
  await connected(whatsapp);
  expect(states().filter((state) => state.startsWith('recovering/'))).toEqual([]);
});
