import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Linked, makeStage, type Stage, until } from '../simulator/linked.ts';

describe.each(['_serialized', '$1'] as const)('the page of the %s build', (keyBuild) => {
  let stage: Stage;
  let linked: Linked;

  beforeAll(async () => {
    stage = await makeStage({ keyBuild, selfChat: keyBuild === '$1' ? 'lid' : 'phone' });
    linked = await stage.start();
  });
  afterAll(() => stage.close());

  it('shows a QR code, is linked by the phone and gets ready', () => {
    expect(linked.events.slice(0, 3)).toEqual(['qr', 'authenticated', 'ready']);
    expect(linked.client.info.wid.user).toBe('447700900001');
    expect(linked.client.info.pushname).toBe('Alex Owner');
  });

  it('delivers a text once and acks it 1, 2, 3 in separate events', async () => {
    const { world } = stage.simulator;
    const number = await linked.client.getNumberId('447700900002');
    await linked.client.sendMessage(number?._serialized ?? '', 'hello Mum');
    await until('read', () => linked.events.some((event) => /^ack .* 3$/.test(event)));
    expect(world.inbox('Mum').map((received) => received.text)).toEqual(['hello Mum']);
    const [received] = world.inbox('Mum');
    expect(linked.events.filter((event) => event.startsWith('ack'))).toEqual(
      [1, 2, 3].map((ack) => `ack ${received?.waId} ${ack}`),
    );
    expect(world.wire().map((line) => line.text)).toEqual(['hello Mum']);
  });
});
