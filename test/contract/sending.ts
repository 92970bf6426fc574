/** The port's contract on sending: through the gate once, and what can be known of it afterwards. */
import { expect, test } from 'vitest';
import { type Ground, mostLooks } from './ground.ts';

export function sendingContract(ground: Ground): void {
  const { acked, acksOf, calm, chatNamed, connected, events, freshText, lookUp, request, sentinel } = ground;

  test('a hand-over arrives once, and its acks are told under the reserved id', async () => {
    await calm();
    const send = await request(freshText('hello'));
    expect(await ground.whatsapp().handOver(send)).toEqual({ kind: 'handed' });
    await acked(send.reservedId);
    expect(ground.world().timesReceived('Mum', send.text)).toBe(1);
    expect(await lookUp(send.reservedId)).toMatchObject({ kind: 'present', sendFailure: false });
  });

  test('a hand-over is echoed as a new message of our own in its chat, before any ack', async () => {
    await calm();
    const send = await request(freshText('echoed'));
    expect(await ground.whatsapp().handOver(send)).toEqual({ kind: 'handed' });
    const echo = await ground
      .subject()
      .until('the echo', () =>
        events.find((event) => event.kind === 'echo' && event.waId === send.reservedId),
      );
    expect(echo).toMatchObject({ ack: 0 });
    expect(echo.kind === 'echo' && echo.chatIds).toContain(send.chatId);
    expect(echo.kind === 'echo' && Math.abs(echo.at - ground.subject().now())).toBeLessThan(60_000);
  });

  test('a second hand-over under the same id is refused, and nothing more arrives', async () => {
    await calm();
    const send = await request(freshText('only once'));
    expect(await ground.whatsapp().handOver(send)).toEqual({ kind: 'handed' });
    expect(await ground.whatsapp().handOver(send)).toEqual({ kind: 'refused', because: 'known_id' });
    await acked(send.reservedId);
    await sentinel();
    expect(ground.world().timesReceived('Mum', send.text)).toBe(1);
  });

  test('what was aborted before is refused', async () => {
    await calm();
    const send = await request(freshText('aborted'));
    await ground.whatsapp().abort([send.reservedId]);
    expect(await ground.whatsapp().handOver(send)).toEqual({ kind: 'refused', because: 'aborted' });
    expect((await ground.whatsapp().abort([send.reservedId])).get(send.reservedId)).toBe('prevented');
    await sentinel();
    expect(ground.world().timesReceived('Mum', send.text)).toBe(0);
  });

  test('an abort after the hand-over says so, and one of an id that nobody knows says nothing', async () => {
    await calm();
    const send = await request(freshText('too late to abort'));
    await ground.whatsapp().handOver(send);
    const stranger = ground.subject().reservedId();
    const answers = await ground.whatsapp().abort([send.reservedId, stranger]);
    expect(answers.get(send.reservedId)).toBe('handed');
    expect(answers.get(stranger)).toBe('unknown');
  });

  test('whatever an abort in the same moment answers is what the phone shows', async () => {
    await calm();
    const sends = await Promise.all([1, 2, 3, 4, 5].map(() => request(freshText('race'))));
    const answers = await Promise.all(
      sends.map(async (send, place) => {
        const handOver = ground.whatsapp().handOver(send);
        // Each abort comes a few questions to the page later than the one before.
        for (let asked = 0; asked < place; asked += 1) await lookUp(send.reservedId);
        const answer = (await ground.whatsapp().abort([send.reservedId])).get(send.reservedId);
        return { send, answer, outcome: await handOver };
      }),
    );
    await sentinel();
    for (const { send, answer, outcome } of answers) {
      expect(['prevented', 'handed']).toContain(answer);
      expect(outcome.kind).toBe(answer === 'handed' ? 'handed' : 'refused');
      expect(ground.world().timesReceived('Mum', send.text)).toBe(answer === 'handed' ? 1 : 0);
    }
  });

  test('past its time it is refused', async () => {
    await calm();
    const send = await request(freshText('late'), { notAfter: ground.subject().now() });
    expect(await ground.whatsapp().handOver(send)).toEqual({ kind: 'refused', because: 'too_late' });
  });

  test('for another page generation it is refused', async () => {
    await calm();
    const send = await request(freshText('for an earlier page'), { generation: 'AN-EARLIER-ONE' });
    expect(await ground.whatsapp().handOver(send)).toEqual({ kind: 'refused', because: 'page_changed' });
  });

  test('a lost socket takes the link down, refuses, and makes a new connection when it is back', async () => {
    const before = await calm();
    const send = await request(freshText('offline'));
    ground.world().faults.cutNetwork();
    await ground.subject().until('the link to go down', () => ground.whatsapp().link().state === 'offline');
    expect(await ground.whatsapp().handOver(send)).toEqual({ kind: 'refused', because: 'not_connected' });
    ground.world().faults.restoreNetwork();
    const after = await connected();
    expect(after.connection).toBeGreaterThan(before.connection);
    expect(after.generation).toBe(before.generation);
    await sentinel();
    expect(ground.world().timesReceived('Mum', send.text)).toBe(0);
  });

  test('an id that was never handed over is absent', async () => {
    await calm();
    expect(await lookUp(ground.subject().reservedId())).toEqual({ kind: 'absent' });
  });

  test('when the ack is lost the look-up shows none, and both show it once it comes', async () => {
    await calm();
    ground.world().faults.acks('lost');
    const send = await request(freshText('ack lost'));
    expect(await ground.whatsapp().handOver(send)).toEqual({ kind: 'handed' });
    await ground.subject().until('the delivery', () => ground.world().timesReceived('Mum', send.text) === 1);
    expect(acksOf(send.reservedId)).toEqual([]);
    expect(await lookUp(send.reservedId)).toEqual({ kind: 'present', ack: 0, sendFailure: false });
    ground.world().faults.acks('normal');
    ground.world().faults.releaseAcks();
    await acked(send.reservedId);
    const found = await lookUp(send.reservedId);
    expect(found?.kind === 'present' && found.ack).toBeGreaterThanOrEqual(1);
    expect(ground.world().timesReceived('Mum', send.text)).toBe(1);
  });

  test('a refusal by the server is told as an ack below zero', async () => {
    await calm();
    ground.world().faults.nack(1);
    const send = await request(freshText('refused by the server'));
    expect(await ground.whatsapp().handOver(send)).toEqual({ kind: 'handed' });
    await ground.subject().until('the refusal', () => acksOf(send.reservedId).some((ack) => ack < 0));
    expect(await lookUp(send.reservedId)).toMatchObject({ kind: 'present', sendFailure: true });
    expect(ground.world().timesReceived('Mum', send.text)).toBe(0);
  });

  test('a failure that tells no ack shows in the look-up alone', async () => {
    await calm();
    ground.world().faults.failWithoutNack(1);
    const send = await request(freshText('failed by itself'));
    expect(await ground.whatsapp().handOver(send)).toEqual({ kind: 'handed' });
    let found = await lookUp(send.reservedId);
    for (let asks = 0; asks < mostLooks && !(found?.kind === 'present' && found.sendFailure); asks += 1) {
      const asked = ground.subject().now();
      await ground.subject().until('a moment to pass', () => ground.subject().now() > asked);
      found = await lookUp(send.reservedId);
    }
    expect(found).toEqual({ kind: 'present', ack: 0, sendFailure: true });
    expect(acksOf(send.reservedId)).toEqual([]);
  });

  test('what was handed over while the network swallowed everything arrives once when it is back', async () => {
    await calm();
    const send = await request(freshText('queued'));
    ground.world().faults.cutNetwork({ silently: true });
    expect(await ground.whatsapp().handOver(send)).toEqual({ kind: 'handed' });
    expect(ground.world().timesReceived('Mum', send.text)).toBe(0);
    ground.world().faults.restoreNetwork();
    await acked(send.reservedId);
    expect(ground.world().timesReceived('Mum', send.text)).toBe(1);
  });

  test('recycling destroys what the page still held: it never arrives', async () => {
    await calm();
    const send = await request(freshText('destroyed'));
    ground.world().faults.cutNetwork({ silently: true });
    expect(await ground.whatsapp().handOver(send)).toEqual({ kind: 'handed' });
    await ground.whatsapp().recycle();
    expect(events).toContainEqual({ kind: 'page_dead', generation: send.generation });
    expect(ground.whatsapp().link().state).not.toBe('connected');
    ground.world().faults.restoreNetwork();
    const after = await connected();
    expect(after.generation).not.toBe(send.generation);
    expect(events).toContainEqual({ kind: 'page_born', generation: after.generation });
    await sentinel();
    expect(ground.world().timesReceived('Mum', send.text)).toBe(0);
    const found = await lookUp(send.reservedId);
    expect(found?.kind === 'present' ? found.ack : 0).toBe(0);
  });

  test('a group gets a message as well, and its look-up finds it', async () => {
    await calm();
    const family = await chatNamed('Family');
    const send = await request(freshText('to the family'), { chatId: family.chatId });
    expect(await ground.whatsapp().handOver(send)).toEqual({ kind: 'handed' });
    await acked(send.reservedId);
    expect(ground.world().timesReceived('Mum', send.text)).toBe(1);
    const [found] = await ground.whatsapp().lookUp(family, [send.reservedId]);
    expect(found?.found).toMatchObject({ kind: 'present' });
  });

  test('oneself gets a message as well, and its look-up finds it', async () => {
    await calm();
    const me = await chatNamed('me');
    const send = await request(freshText('to myself'), { chatId: me.chatId });
    expect(await ground.whatsapp().handOver(send)).toEqual({ kind: 'handed' });
    await acked(send.reservedId);
    const [found] = await ground.whatsapp().lookUp(me, [send.reservedId]);
    expect(found?.found).toMatchObject({ kind: 'present' });
  });

  test('a chat that cannot be is refused', async () => {
    await calm();
    const send = await request(freshText('to nobody'), { chatId: '123@newsletter' });
    expect(await ground.whatsapp().handOver(send)).toEqual({ kind: 'refused', because: 'no_chat' });
  });
}
