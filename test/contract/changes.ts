/** The port's contract on what can still be done to a message that has left: deleted for everyone, edited, reacted to. */
import { expect, test } from 'vitest';
import type { Ground } from './ground.ts';

export function changesContract(ground: Ground): void {
  const { acked, calm, chatNamed, connected, events, freshText, request } = ground;
  const inMumsInbox = (waId: string) =>
    ground
      .world()
      .inbox('Mum')
      .find((received) => received.waId === waId);
  const revocationsOf = (waId: string) =>
    events.filter((event) => event.kind === 'revoked' && event.waId === waId);

  /** Lets time pass for the answer: a virtual clock does not run by itself. */
  async function answered<T>(answer: Promise<T>): Promise<T> {
    let settled = false;
    void answer.then(() => {
      settled = true;
    });
    await ground.subject().until('an answer', () => settled);
    return answer;
  }
  const revoke = async (name: string, waId: string) =>
    answered(ground.whatsapp().revoke(await chatNamed(name), waId));
  const edit = async (name: string, waId: string, text: string) =>
    answered(ground.whatsapp().edit(await chatNamed(name), waId, text));
  const react = (chatIds: readonly string[], waId: string, emoji: string) =>
    answered(ground.whatsapp().react(chatIds, waId, emoji));

  /** Handed over to Mum and confirmed; its bare id. */
  async function sent(what: string, to = 'Mum'): Promise<string> {
    await calm();
    const { chatId } = await chatNamed(to);
    const send = await request(freshText(what), { chatId });
    expect(await ground.whatsapp().handOver(send)).toEqual({ kind: 'handed' });
    await acked(send.reservedId);
    return send.reservedId;
  }

  test('a deletion for everyone is done when the phone shows it, and is told with the message’s id', async () => {
    const waId = await sent('to be deleted');
    expect(await revoke('Mum', waId)).toEqual({ kind: 'done' });
    expect(inMumsInbox(waId)).toMatchObject({ deleted: true });
    await ground.subject().until('the deletion to be told', () => revocationsOf(waId).length > 0);
    expect(revocationsOf(waId)).toHaveLength(1);
  });

  test.each([
    ['optimistic', 'done', true],
    ['lost', 'unknown', false],
  ] as const)(
    'the page’s own mark is no answer: on a build where it comes first, %s',
    async (how, kind, isDeleted) => {
      const waId = await sent('marked first');
      const { faults } = ground.world();
      faults.revokes(how);
      await ground.subject().until('the page to be of that build', () => faults.known?.() ?? true);
      expect(await revoke('Mum', waId)).toEqual({ kind });
      expect(inMumsInbox(waId)).toMatchObject({ deleted: isDeleted });
      expect(revocationsOf(waId)).toHaveLength(isDeleted ? 1 : 0);
      await calm();
    },
  );

  test('a deletion that the server refuses is not told as one', async () => {
    const waId = await sent('not to be deleted');
    ground.world().faults.revokes('refused');
    expect((await revoke('Mum', waId)).kind).not.toBe('done');
    expect(inMumsInbox(waId)).toMatchObject({ deleted: false });
    expect(revocationsOf(waId)).toEqual([]);
    await calm();
  });

  test('in a group it is deleted for everyone just so', async () => {
    const waId = await sent('to be deleted in the group', 'Family');
    expect(await revoke('Family', waId)).toEqual({ kind: 'done' });
    expect(inMumsInbox(waId)).toMatchObject({ deleted: true });
  });

  test('what is deleted cannot be deleted again, nor edited', async () => {
    const waId = await sent('deleted once');
    await revoke('Mum', waId);
    expect(await revoke('Mum', waId)).toEqual({ kind: 'refused', because: 'already' });
    expect(await edit('Mum', waId, freshText('too late'))).toEqual({
      kind: 'refused',
      because: 'not_there',
    });
  });

  test('a message that is not there is neither deleted nor edited', async () => {
    await calm();
    const stranger = ground.subject().reservedId();
    expect(await revoke('Mum', stranger)).toEqual({ kind: 'refused', because: 'not_there' });
    expect(await edit('Mum', stranger, 'x')).toEqual({
      kind: 'refused',
      because: 'not_there',
    });
  });

  test('a message without an ack is not deleted: it may still be on its way', async () => {
    await calm();
    ground.world().faults.acks('lost');
    const send = await request(freshText('not confirmed'));
    await ground.whatsapp().handOver(send);
    await ground.subject().until('the delivery', () => inMumsInbox(send.reservedId));
    expect(await revoke('Mum', send.reservedId)).toEqual({
      kind: 'refused',
      because: 'no_ack_yet',
    });
    await calm();
    await acked(send.reservedId);
    expect(inMumsInbox(send.reservedId)).toMatchObject({ deleted: false });
  });

  test('an edit is done when the phone shows the new words', async () => {
    const waId = await sent('to be edited');
    const text = freshText('edited');
    expect(await edit('Mum', waId, text)).toEqual({ kind: 'done' });
    expect(inMumsInbox(waId)).toMatchObject({ editedTo: text });
    expect(await edit('Mum', waId, text)).toEqual({ kind: 'refused', because: 'already' });
  });

  test('without a connection nothing is deleted, edited or reacted to', async () => {
    const waId = await sent('out of reach');
    const mum = await chatNamed('Mum');
    ground.world().faults.cutNetwork();
    await ground.subject().until('the link to go down', () => ground.whatsapp().link().state === 'offline');
    const refused = { kind: 'refused', because: 'not_connected' };
    expect(await answered(ground.whatsapp().revoke(mum, waId))).toEqual(refused);
    expect(await answered(ground.whatsapp().edit(mum, waId, 'x'))).toEqual(refused);
    await react([mum.chatId], waId, '✅');
    await calm();
    expect(await edit('Mum', waId, freshText('back'))).toEqual({ kind: 'done' });
    expect(inMumsInbox(waId)).toMatchObject({ deleted: false, reaction: null });
  });

  test('a reaction stands on the owner’s line and is told as this account’s own', async () => {
    const { account } = await calm();
    const waId = ground.world().ownerWrites(freshText('/schedule'));
    const line = () =>
      ground
        .world()
        .control()
        .find((one) => one.waId === waId);
    await ground
      .subject()
      .until('the line', () =>
        events.some((event) => event.kind === 'inbound' && event.message.waId === waId),
      );
    await react([account.chatId], waId, '⏰');
    await ground.subject().until('the reaction', () => line()?.reaction === '⏰');
    const told = await ground
      .subject()
      .until('the telling', () => events.find((event) => event.kind === 'reaction' && event.waId === waId));
    expect(told).toMatchObject({ fromMe: true, emoji: '⏰' });
    await react([account.chatId], waId, '✅');
    await ground.subject().until('another one', () => line()?.reaction === '✅');
  });

  test('the owner’s reaction is told with the message, its chat and who it was', async () => {
    const waId = await sent('liked');
    const { account } = await connected();
    ground.world().ownerReacts(waId, '👍');
    const told = await ground
      .subject()
      .until('the reaction', () =>
        events.find((event) => event.kind === 'reaction' && event.waId === waId && event.emoji === '👍'),
      );
    if (told.kind !== 'reaction') throw new Error('it is no reaction');
    expect(told.fromMe).toBe(true);
    expect(told.byIds).toContain(account.chatId);
    expect(told.chatIds).toContain((await chatNamed('Mum')).chatId);
    expect(Math.abs(told.at - ground.subject().now())).toBeLessThan(60_000);
    ground.world().ownerReacts(waId, '');
    await ground
      .subject()
      .until('it to be taken back', () =>
        events.some((event) => event.kind === 'reaction' && event.waId === waId && event.emoji === ''),
      );
  });
}
