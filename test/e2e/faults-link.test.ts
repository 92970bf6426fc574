/** What a page that was connected can come to, in real Chromium: the word that it is told by, and how it ends. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openProfile } from '../../src/adapters/whatsapp/profile.ts';
import { connected, type Rig, realClock, transports, until } from './transport-rig.ts';

const open = transports();

/** A file in the profile: gone when the session was deleted. */
function mark(rig: Rig): string {
  const marker = join(openProfile(rig.sessionFolder, realClock).folder, 'marker');
  writeFileSync(marker, '');
  return marker;
}

describe.each(['_serialized', '$1'] as const)('with keys in %s', (keyBuild) => {
  test('in a conflict the page is left alone for a while, and then another one takes the session back', async () => {
    const { whatsapp, faults, rig, hand, blockedTimes, states, sendsOnce } = await open({
      options: { keyBuild },
      limits: { conflictFromMs: 2_500 },
    });
    const before = await connected(whatsapp);
    const from = realClock.now();
    faults.conflict();
    const blocked = await blockedTimes(1);
    expect(blocked.why).toBe('conflict');
    expect(blocked.againAt).toBeGreaterThanOrEqual(from + 2_500);
    // On a machine that stood still meanwhile there is another page already.
    expect(await hand('in conflict', before.generation)).toMatchObject({ kind: 'refused' });
    const after = await connected(whatsapp);
    expect(after.generation).not.toBe(before.generation);
    expect(states()).not.toContain('offline/network');

    // Whoever took it takes it again: no fight, the pause is twice as long.
    const later = realClock.now();
    faults.conflict();
    const again = await blockedTimes(2);
    expect(again.againAt).toBeGreaterThanOrEqual(later + 5_000);
    await sendsOnce('after two conflicts');
    expect(rig.simulator.world.timesReceived('Mum', 'in conflict')).toBe(0);
  });

  test('a page that shows itself unlinked for a moment is not logged out', async () => {
    const { whatsapp, faults, rig, hand, states, sendsOnce } = await open({
      options: { keyBuild },
      // Nothing here waits for it: on no machine may it pass between the two states.
      limits: { confirmLogOutMs: 60_000 },
    });
    const { generation, connection } = await connected(whatsapp);
    const marker = mark(rig);
    faults.showState('UNPAIRED');
    await until('the link to go down', () => whatsapp.link().state !== 'connected');
    expect(await hand('while unlinked', generation)).toEqual({ kind: 'refused', because: 'not_connected' });
    faults.showState(null);
    const after = await connected(whatsapp);
    expect(after.generation).toBe(generation);
    expect(after.connection).toBeGreaterThan(connection);
    expect(existsSync(marker)).toBe(true);
    expect(states()).not.toContain('logged_out');
    await sendsOnce('linked after all');
  });

  test('a frame in the page that goes to the address of a log-out logs nobody out, and doubles nothing', async () => {
    const { whatsapp, faults, rig, events, states, sendsOnce } = await open({
      options: { keyBuild },
      limits: { confirmLogOutMs: 1_000 },
    });
    const { connection } = await connected(whatsapp);
    const marker = mark(rig);
    faults.navigateFrame('/frame?post_logout=1');
    faults.navigateFrame();
    // The library enters the page once more for each, and says that it is ready again.
    await realClock.sleepUntil(realClock.now() + 3_000);
    const waId = rig.simulator.world.ownerWrites('once');
    await until('the line', () => events.some((event) => event.kind === 'inbound'));
    await sendsOnce('beside a frame');
    const lines = events.filter((event) => event.kind === 'inbound' && event.message.waId === waId);
    expect(lines).toHaveLength(1);
    expect(existsSync(marker)).toBe(true);
    expect(states()).not.toContain('logged_out');
    expect(whatsapp.link()).toMatchObject({ state: 'connected', connection });
  });
});

test('a log-out is told once it lasts, with no connection in between; then the profile is gone and a code is shown', async () => {
  const { whatsapp, faults, rig, events, links, told, sendsOnce } = await open({
    options: { autoLink: false },
    limits: { confirmLogOutMs: 2_000 },
  });
  const codes = () => events.flatMap((event) => (event.kind === 'qr' ? [event.code] : []));
  rig.simulator.world.ownerScans(await until('a code', () => codes().at(-1)));
  const { connection } = await connected(whatsapp);
  const marker = mark(rig);
  faults.logOut();
  await told('logged_out');
  expect(links().filter((link) => link.state === 'connected')).toHaveLength(connection);
  const before = codes().length;
  await until('a new code', () => codes().length > before);
  expect(existsSync(marker)).toBe(false);
  rig.simulator.world.ownerScans(codes().at(-1) ?? '');
  await sendsOnce('linked again');
});

test('a page that stays without a socket is replaced, and told as stuck, not as a dead network for ever', async () => {
  const { whatsapp, faults, told, sendsOnce } = await open({ limits: { noSocketMs: 2_000 } });
  const before = await connected(whatsapp);
  faults.showState('TIMEOUT');
  await told('offline/network');
  await told('recovering/stuck');
  faults.showState(null);
  const after = await connected(whatsapp);
  expect(after.generation).not.toBe(before.generation);
  await sendsOnce('with a socket');
});

test('a page whose program does not come back after a reload is replaced, and the word is that it was not entered', async () => {
  const { whatsapp, faults, told } = await open({ limits: { programWithinMs: 2_000 } });
  const before = await connected(whatsapp);
  faults.programLate(null);
  faults.reloadPages();
  // The library rejects with the bare words 'auth timeout', and nobody hears it.
  await told('recovering/entry_failed');
  faults.programLate(0);
  expect((await connected(whatsapp)).generation).not.toBe(before.generation);
});

test('a browser that grows is seen to, with the age of its page', async () => {
  const { whatsapp, faults } = await open({ limits: { measureEveryMs: 500 } });
  expect(whatsapp.health()).toBe(null);
  const { generation } = await connected(whatsapp);
  const first = await until('figures', () => whatsapp.health()?.memory);
  faults.swell(200);
  const grown = await until('it to have grown', () => {
    const memory = whatsapp.health()?.memory;
    return memory !== null && memory !== undefined && memory.bytes - first.bytes > 150 * 2 ** 20 && memory;
  });
  expect(grown.limitBytes).toBeGreaterThan(100 * 2 ** 20);
  const health = whatsapp.health();
  expect(health?.generation).toBe(generation);
  expect(health?.ageMs).toBeGreaterThan(500);
  await whatsapp.stop();
  expect(whatsapp.health()).toBe(null);
});
