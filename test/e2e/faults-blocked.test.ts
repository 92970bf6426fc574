/** What WhatsApp may say to a page instead of admitting it, in real Chromium. None of it is a network that is down. */
import { expect, test } from 'vitest';
import type { Block } from '../../src/simulator/faults/link.ts';
import { connected, realClock, type Transport, transports } from './transport-rig.ts';

const open = transports();

function blockedBy(state: Block, { faults, blockedTimes }: Transport) {
  faults.block(state);
  return blockedTimes(1);
}

test.each([
  ['TOS_BLOCK', 'account'],
  ['SMB_TOS_BLOCK', 'account'],
  ['PROXYBLOCK', 'proxy'],
  ['DEPRECATED_VERSION', 'version'],
] as const)(
  '%s blocks the link, and nothing is handed over until another page is let in',
  async (state, why) => {
    const transport = await open({
      options: { keyBuild: why === 'account' ? '$1' : '_serialized' },
      limits: { refusedFromMs: 4_000 },
    });
    const { whatsapp, faults, rig, hand, sendsOnce } = transport;
    const before = await connected(whatsapp);
    const blocked = await blockedBy(state, transport);
    expect(blocked.why).toBe(why);
    // On a machine that stood still meanwhile there is another page already.
    expect(await hand('while blocked', before.generation)).toMatchObject({ kind: 'refused' });
    faults.block(null);
    const after = await connected(whatsapp);
    // It was left alone for as long as it was said.
    expect(realClock.now()).toBeGreaterThanOrEqual(blocked.againAt);
    expect(after.generation).not.toBe(before.generation);
    await sendsOnce('let in');
    expect(rig.simulator.world.timesReceived('Mum', 'while blocked')).toBe(0);
  },
);

test('as long as it goes on, each page is left alone for longer', async () => {
  const transport = await open({ limits: { refusedFromMs: 1_000 } });
  const { links } = transport;
  await connected(transport.whatsapp);
  await blockedBy('TOS_BLOCK', transport);
  await transport.blockedTimes(3);
  const untilWhen = links().flatMap((link) => (link.state === 'blocked' ? [link.againAt] : []));
  const pauses = untilWhen.slice(1).map((at, place) => at - (untilWhen[place] ?? 0));
  expect(pauses[0]).toBeGreaterThanOrEqual(2_000);
  expect(pauses[1]).toBeGreaterThanOrEqual(4_000);
  // A try that comes to the same is no progress, and no other news.
  const from = links().findIndex((link) => link.state === 'blocked');
  expect(
    new Set(
      links()
        .slice(from)
        .map((link) => link.state),
    ),
  ).toEqual(new Set(['blocked']));
});
