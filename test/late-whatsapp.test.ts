import { expect, test } from 'vitest';
import type { WhatsAppEvent } from '../src/core/whatsapp.ts';
import { lateWhatsApp } from '../src/late-whatsapp.ts';
import { createVirtualClock } from './sim/clock.ts';
import { createProfile } from './sim/profile.ts';
import { createSimWhatsApp } from './sim/whatsapp.ts';
import { createWorld } from './sim/world.ts';

const request = {
  reservedId: '3EB0000000000000000001',
  chatId: '447700900002@c.us',
  text: 'hi',
  notAfter: Number.POSITIVE_INFINITY,
  generation: 'P1',
};
const noFault = (fault: unknown): never => {
  throw fault;
};

function ground() {
  const clock = createVirtualClock(Date.UTC(2026, 11, 31, 22));
  const world = createWorld(clock);
  return { clock, world, real: createSimWhatsApp(clock, world, createProfile()) };
}

test('WhatsApp that is not there yet is starting, takes nothing, and proves nothing', async () => {
  const late = lateWhatsApp(() => new Promise(() => undefined), noFault);
  late.start(() => undefined);
  expect(late.link()).toEqual({ state: 'starting' });
  expect(await late.handOver(request)).toEqual({ kind: 'refused', because: 'not_connected' });
  expect(await late.abort([request.reservedId])).toEqual(new Map([[request.reservedId, 'unknown']]));
  expect(await late.contacts()).toEqual({ kind: 'unreachable' });
});

test('once it is there, everything is its own answer', async () => {
  const { clock, world, real } = ground();
  const late = lateWhatsApp(async () => real, noFault);
  const events: WhatsAppEvent[] = [];
  late.start((event) => events.push(event));
  await clock.advance(5_000);
  expect(late.link().state).toBe('connected');
  expect(events.map(({ kind }) => kind)).toContain('page_born');
  expect(await late.handOver(request)).toEqual({ kind: 'handed' });
  await clock.advance(1_000);
  expect(world.wire()).toMatchObject([{ waId: request.reservedId }]);
});

test('nothing is loaded in the turn of the start, so that the ledger is looked at first', async () => {
  const seen: string[] = [];
  const late = lateWhatsApp(() => {
    seen.push('loaded');
    return new Promise(() => undefined);
  }, noFault);
  late.start(() => undefined);
  seen.push('first look');
  await Promise.resolve();
  expect(seen).toEqual(['first look', 'loaded']);
});

test('a process that ends while it is loading does not start it any more', async () => {
  const { clock, real } = ground();
  let give: () => void = () => undefined;
  const late = lateWhatsApp(() => new Promise((resolve) => (give = () => resolve(real))), noFault);
  late.start(() => undefined);
  await Promise.resolve();
  await late.stop();
  give();
  await clock.advance(5_000);
  expect(real.link().state).toBe('starting');
  expect(late.link().state).toBe('starting');
});

test('what cannot be loaded is a fault, and not an outage', async () => {
  const fault = await new Promise((resolve) => {
    lateWhatsApp(() => Promise.reject(new Error('no such library')), resolve).start(() => undefined);
  });
  expect(fault).toEqual(new Error('no such library'));
});
