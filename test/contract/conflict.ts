/** The contract of a session that another program has taken: this page is out of it, and only a new one is let in. */
import { expect, test } from 'vitest';
import type { Ground } from './ground.ts';

export function conflictContract({ subject, whatsapp, world, connected, request, freshText }: Ground): void {
  test('a page in conflict is given nothing and stays out of it, and a new one takes the session back', async () => {
    const before = await connected();
    const lost = freshText('in conflict');
    const early = await request(lost);
    subject().conflict();
    await subject().until('the conflict', () => whatsapp().link().state === 'blocked');
    expect(whatsapp().link()).toMatchObject({ why: 'conflict' });
    expect((await whatsapp().handOver(early)).kind).toBe('refused');
    // A network that comes and goes lets it in as little as waiting does.
    world().faults.cutNetwork();
    world().faults.restoreNetwork();
    const began = subject().now();
    await subject().until('two seconds to pass', () => subject().now() - began > 2_000);
    expect(whatsapp().link().state).toBe('blocked');
    await whatsapp().recycle();
    const after = await connected();
    expect(after.generation).not.toBe(before.generation);
    const text = freshText('after the conflict');
    expect(await whatsapp().handOver(await request(text))).toEqual({ kind: 'handed' });
    await subject().until('the delivery', () => world().timesReceived('Mum', text) > 0);
    expect(world().timesReceived('Mum', lost)).toBe(0);
  });
}
