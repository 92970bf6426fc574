/** What WhatsApp may say to a page instead of admitting it, in real Chromium. None of it is a network that is down. */
import { afterEach, expect, test } from 'vitest';
import type { Link, WhatsApp, WhatsAppEvent } from '../../src/core/whatsapp.ts';
import { chance, connected, listenTo, openRig, type Rig, realClock, until } from './transport-rig.ts';

let rig: Rig;
let whatsapp: WhatsApp;
let events: WhatsAppEvent[];

afterEach(async () => {
  await whatsapp.stop();
  await rig.close();
});

const links = (): readonly Link[] => events.flatMap((event) => (event.kind === 'link' ? [event.link] : []));

async function blockedBy(state: 'TOS_BLOCK' | 'SMB_TOS_BLOCK' | 'PROXYBLOCK' | 'DEPRECATED_VERSION') {
  rig.simulator.world.faults.block(state);
  return until('the link to be blocked', () => {
    const link = whatsapp.link();
    return link.state === 'blocked' && link;
  });
}

test.each([
  ['TOS_BLOCK', 'account'],
  ['SMB_TOS_BLOCK', 'account'],
  ['PROXYBLOCK', 'proxy'],
  ['DEPRECATED_VERSION', 'version'],
] as const)(
  '%s blocks the link, and nothing is handed over until another page is let in',
  async (state, why) => {
    rig = await openRig({ keyBuild: why === 'account' ? '$1' : '_serialized' });
    whatsapp = rig.whatsapp({ limits: { refusedFromMs: 4_000 } });
    events = listenTo(whatsapp);
    const before = await connected(whatsapp);
    const blocked = await blockedBy(state);
    expect(blocked.why).toBe(why);
    const request = {
      reservedId: chance.reservedId(),
      chatId: '447700900002@c.us',
      text: 'while blocked',
      notAfter: realClock.now() + 10_000,
      generation: before.generation,
    };
    expect(await whatsapp.handOver(request)).toEqual({ kind: 'refused', because: 'not_connected' });
    rig.simulator.world.faults.block(null);
    const after = await connected(whatsapp);
    // It was left alone for as long as it was said.
    expect(realClock.now()).toBeGreaterThanOrEqual(blocked.againAt);
    expect(after.generation).not.toBe(before.generation);
    const again = {
      ...request,
      reservedId: chance.reservedId(),
      text: 'let in',
      generation: after.generation,
    };
    expect(await whatsapp.handOver({ ...again, notAfter: realClock.now() + 10_000 })).toEqual({
      kind: 'handed',
    });
    await until('it to arrive', () => rig.simulator.world.timesReceived('Mum', 'let in') === 1);
    expect(rig.simulator.world.timesReceived('Mum', 'while blocked')).toBe(0);
  },
);

test('as long as it goes on, each page is left alone for longer', async () => {
  rig = await openRig();
  whatsapp = rig.whatsapp({ limits: { refusedFromMs: 1_000 } });
  events = listenTo(whatsapp);
  await connected(whatsapp);
  await blockedBy('TOS_BLOCK');
  const untilWhen = await until('a third block', () => {
    const times = links().flatMap((link) => (link.state === 'blocked' ? [link.againAt] : []));
    return times.length >= 3 && times;
  });
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
