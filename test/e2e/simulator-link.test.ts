import { afterEach, describe, expect, it } from 'vitest';
import { makeStage, type Stage } from '../simulator/linked.ts';

describe('linking', () => {
  let stage: Stage;

  afterEach(() => stage.close());

  it('waits for the phone to scan the very code that the library shows', async () => {
    stage = await makeStage({ autoLink: false });
    const { world } = stage.simulator;
    const codes: string[] = [];
    const linked = await stage.start({
      onQr(code) {
        codes.push(code);
        expect(world.linked()).toBe(false);
        world.ownerScans(code);
      },
    });
    expect(codes).toHaveLength(1);
    expect(codes[0]?.split(',')).toHaveLength(5);
    expect(linked.events).toEqual(['qr', 'authenticated', 'ready']);
    expect(world.linked()).toBe(true);
  });

  it('works by a code that is typed on the phone', async () => {
    stage = await makeStage();
    const linked = await stage.start({ pairingPhone: '447700900001' });
    expect(linked.events).toEqual(['code ABCD2345', 'authenticated', 'ready']);
  });
});
