import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Linked, makeStage, readMessage, type Stage } from '../simulator/linked.ts';
import { until } from '../simulator/until.ts';

describe('the page, when WhatsApp or the network fails', () => {
  let stage: Stage;
  let linked: Linked;
  let mum = '';

  beforeAll(async () => {
    // A page that hears nothing for a while connects anew and repeats what was not acked: a busy machine must not cause that.
    stage = await makeStage({ deadAfterMs: 120_000 });
    linked = await stage.start();
    mum = (await linked.client.getNumberId('447700900002'))?._serialized ?? '';
  });
  afterEach(async () => {
    stage.simulator.world.faults.calm();
    await until('connected again', async () => (await linked.client.getState()) === 'CONNECTED');
  });
  afterAll(() => stage.close());

  const acks = (waId: string) =>
    linked.events.filter((event) => event.startsWith(`ack ${waId}`)).map((event) => event.split(' ')[2]);
  const send = async (text: string) => (await linked.client.sendMessage(mum, text)).id.id;

  it('keeps a message while the network is cut and sends it under the same id when it is back', async () => {
    const { world } = stage.simulator;
    world.faults.cutNetwork();
    await until('the drop', async () => (await linked.client.getState()) === 'OPENING');
    expect(world.pages()).toBe(0);
    const waId = await send('during the cut');
    expect((await readMessage(linked, waId))?.ack).toBe(0);
    expect(world.wire().some((line) => line.waId === waId)).toBe(false);
    world.faults.restoreNetwork();
    await until('the acks', () => acks(waId).includes('3'));
    expect(world.inbox('Mum').filter((got) => got.waId === waId)).toMatchObject([{ text: 'during the cut' }]);
    expect(world.timesReceived('Mum', 'during the cut')).toBe(1);
  });

  it('sends what was swallowed by a silent cut once it notices', async () => {
    const { world } = stage.simulator;
    world.faults.cutNetwork({ silently: true });
    expect(await linked.client.getState()).toBe('CONNECTED');
    const waId = await send('into the void');
    expect(world.wire().some((line) => line.waId === waId)).toBe(false);
    world.faults.restoreNetwork();
    await until('the acks', () => acks(waId).includes('3'));
    expect(world.timesReceived('Mum', 'into the void')).toBe(1);
  });

  it('sends again what was never acked, on the next connection, and the phone shows both', async () => {
    const { world } = stage.simulator;
    world.faults.acks('lost');
    const waId = await send('unacked');
    await until('the first copy', () => world.timesReceived('Mum', 'unacked') === 1);
    expect(acks(waId)).toEqual([]);
    world.faults.cutNetwork();
    world.faults.restoreNetwork();
    await until('the second copy', () => world.timesReceived('Mum', 'unacked') === 2);
    const copies = world.inbox('Mum').filter((got) => got.waId === waId);
    expect(copies.map((copy) => copy.repeated)).toEqual([false, true]);
  });

  it('shows an ack that was held back when it is released', async () => {
    const { world } = stage.simulator;
    world.faults.acks('lost');
    const waId = await send('late ack');
    await until('it arrives', () => world.timesReceived('Mum', 'late ack') === 1);
    expect((await readMessage(linked, waId))?.ack).toBe(0);
    world.faults.releaseAcks();
    await until('the acks', () => acks(waId).includes('3'));
    expect(acks(waId)).toEqual(['1', '2', '3']);
    expect(world.timesReceived('Mum', 'late ack')).toBe(1);
  });

  it('shows acks in the order in which they come', async () => {
    stage.simulator.world.faults.acks('out_of_order');
    const waId = await send('backwards');
    await until('three acks', () => acks(waId).length === 3);
    expect(acks(waId)).toEqual(['3', '2', '1']);
  });

  it('takes a level only once when each comes twice', async () => {
    const { world } = stage.simulator;
    world.faults.acks('twice');
    const first = await send('doubly acked');
    await until('the last', () => acks(first).includes('3'));
    expect(acks(first)).toEqual(['1', '2', '3']);
  });

  it('takes them as late as they come', async () => {
    const { world } = stage.simulator;
    world.faults.acks({ delayMs: 300 });
    const heard = new Promise<number>((resolve) =>
      linked.client.once('message_ack', () => resolve(Date.now())),
    );
    const waId = await send('slowly acked');
    await until('the last', () => acks(waId).includes('3'));
    const [received] = world.inbox('Mum').filter((got) => got.waId === waId);
    expect((await heard) - (received?.at ?? Number.NaN)).toBeGreaterThanOrEqual(290);
  });

  it('shows -1 and a send failure for a message that the server refuses', async () => {
    const { world } = stage.simulator;
    world.faults.nack(1);
    const waId = await send('refused');
    await until('the nack', () => acks(waId).includes('-1'));
    expect(await readMessage(linked, waId)).toMatchObject({ ack: -1, isSendFailure: true });
    expect(world.timesReceived('Mum', 'refused')).toBe(0);
    const next = await send('taken');
    await until('the ack', () => acks(next).includes('1'));
  });

  it('raises no event for a message that the page itself could not send', async () => {
    const { world } = stage.simulator;
    world.faults.failWithoutNack(1);
    const waId = await send('no keys');
    await until('the failure', async () => (await readMessage(linked, waId))?.isSendFailure);
    expect((await readMessage(linked, waId))?.ack).toBe(0);
    expect(acks(waId)).toEqual([]);
    expect(world.timesReceived('Mum', 'no keys')).toBe(0);
  });

  it('has everything that was typed in an outage before it says that offline delivery is over', async () => {
    const { world } = stage.simulator;
    world.faults.cutNetwork();
    await until('the drop', async () => (await linked.client.getState()) === 'OPENING');
    expect(await linked.progress()).toEqual({ progress: 0, stream: 'DISCONNECTED' });
    for (let n = 0; n < 30; n += 1) world.ownerWrites(`/note ${n}`);
    const handed = await send('after the notes');
    world.faults.restoreNetwork();
    await until('the end', async () => (await linked.progress()).progress === 100);
    expect((await linked.progress()).stream).toBe('CONNECTED');
    for (let n = 0; n < 30; n += 1) expect(linked.events).toContain(`create /note ${n}`);
    // A message handed over while disconnected waits for that end; it is none of the queue's.
    await until('the ack', () => acks(handed).includes('1'));
    expect(linked.events.indexOf('create /note 29')).toBeLessThan(linked.events.indexOf(`ack ${handed} 1`));
  });
});

it('a page gives a dead connection up by itself, and shows TIMEOUT when there is no new one', async () => {
  const stage = await makeStage({ deadAfterMs: 1_500 });
  try {
    const { world } = stage.simulator;
    const { client, events } = await stage.start();
    const shows = (state: string) => until(state, async () => (await client.getState()) === state);
    world.faults.cutNetwork({ silently: true });
    await shows('OPENING');
    await shows('TIMEOUT');
    world.faults.restoreNetwork();
    await shows('CONNECTED');
    expect(events.filter((event) => event.startsWith('disconnected'))).toEqual([]);
  } finally {
    await stage.close();
  }
});
