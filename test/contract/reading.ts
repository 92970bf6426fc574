/** The port's contract on reading: what was written, by whom, and what became of it. */
import { expect, test } from 'vitest';
import type { Ground } from './ground.ts';

export function readingContract(ground: Ground): void {
  const { calm, chatNamed, connected, events, freshText } = ground;

  test('the owner’s own line is told with every id of their chat, quotation included', async () => {
    const { account } = await calm();
    const first = ground.world().ownerWrites('/list');
    const waId = ground.world().ownerWrites('cancel', { quote: first });
    const message = await ground
      .subject()
      .until(
        'the line',
        () =>
          events.flatMap((event) =>
            event.kind === 'inbound' && event.message.waId === waId ? [event.message] : [],
          )[0],
      );
    expect(message).toMatchObject({ fromMe: true, text: 'cancel', quotedWaId: first, forwarded: false });
    expect(message.chatIds).toContain(account.chatId);
    expect(message.authorIds).toContain(account.chatId);
    if (account.lid !== null) expect(message.chatIds).toContain(account.lid);
    expect(Math.abs(message.at - ground.subject().now())).toBeLessThan(60_000);
  });

  test('a line says what hangs on it, or on the one that it quotes', async () => {
    await calm();
    const file = (mimetype: string) => ({ mimetype, filename: 'x', base64: 'AAAA' });
    const picture = ground.world().ownerWrites('/schedule caption', { file: file('image/png') });
    const paper = ground.world().ownerWrites('', { file: file('application/pdf') });
    const quoting = ground.world().ownerWrites('/schedule this', { quote: paper });
    const bare = ground.world().ownerWrites(freshText('/list'));
    const fileOf = async (waId: string) =>
      (
        await ground
          .subject()
          .until(
            'the line',
            () =>
              events.flatMap((event) =>
                event.kind === 'inbound' && event.message.waId === waId ? [event.message] : [],
              )[0],
          )
      ).file;
    expect(await fileOf(picture)).toBe('picture');
    expect(await fileOf(quoting)).toBe('document');
    expect(await fileOf(bare)).toBeNull();
  });

  test('a stranger’s line is told as theirs, and a group’s with its author', async () => {
    await calm();
    const direct = ground.world().personWrites('Stranger', '/stop');
    const inGroup = ground.world().personWrites('Anna', '/schedule', { group: 'Family' });
    const heard = (waId: string) =>
      ground
        .subject()
        .until(
          'the line',
          () =>
            events.flatMap((event) =>
              event.kind === 'inbound' && event.message.waId === waId ? [event.message] : [],
            )[0],
        );
    const { account } = await connected();
    expect(await heard(direct)).toMatchObject({ fromMe: false, text: '/stop' });
    expect((await heard(direct)).chatIds).not.toContain(account.chatId);
    const fromGroup = await heard(inGroup);
    expect(fromGroup.fromMe).toBe(false);
    expect(fromGroup.chatIds).toEqual([(await chatNamed('Family')).chatId]);
    const anna = await chatNamed('Anna');
    expect([anna.lid, `${anna.phone?.slice(1)}@c.us`]).toEqual(
      expect.arrayContaining([...fromGroup.authorIds]),
    );
  });

  test('what was typed while the link was down is found by reading the chat', async () => {
    const { account } = await calm();
    ground.world().faults.cutNetwork();
    await ground.subject().until('the link to go down', () => ground.whatsapp().link().state === 'offline');
    const since = ground.subject().now() - 1_000;
    const text = freshText('/cancel while you were away');
    const waId = ground.world().ownerWrites(text);
    ground.world().faults.restoreNetwork();
    await connected();
    const ids = [account.chatId, ...(account.lid === null ? [] : [account.lid])];
    const reading = await ground.whatsapp().readChat(ids, since);
    if (reading.kind !== 'read') throw new Error('the chat could not be read');
    expect(reading.complete).toBe(true);
    expect(reading.undecrypted).toEqual([]);
    const found = reading.messages.filter((message) => message.waId === waId);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ text, fromMe: true });
    const times = reading.messages.map((message) => message.at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  test('an edit is told with the new text, and reading the message again gives it', async () => {
    const { account } = await calm();
    const waId = ground.world().ownerWrites(freshText('/schedule first'));
    await ground
      .subject()
      .until('the line', () =>
        events.some((event) => event.kind === 'inbound' && event.message.waId === waId),
      );
    const text = freshText('/schedule second');
    ground.world().ownerEdits(waId, text);
    await ground
      .subject()
      .until('the edit', () =>
        events.some(
          (event) => event.kind === 'edited' && event.message.waId === waId && event.message.text === text,
        ),
      );
    expect(await ground.whatsapp().reread([account.chatId], waId)).toEqual({ kind: 'present', text });
  });

  test('a deletion for everyone is told, and reading the message again says so', async () => {
    const { account } = await calm();
    const waId = ground.world().ownerWrites(freshText('/schedule withdrawn'));
    await ground
      .subject()
      .until('the line', () =>
        events.some((event) => event.kind === 'inbound' && event.message.waId === waId),
      );
    ground.world().ownerRevokes(waId);
    const told = await ground
      .subject()
      .until('the deletion', () => events.find((event) => event.kind === 'revoked' && event.waId === waId));
    const read = await ground.whatsapp().reread([account.chatId], waId);
    for (const deletion of [told, read]) {
      expect(deletion).toMatchObject({ kind: 'revoked', fromMe: true });
      expect(deletion).toHaveProperty('chatIds', expect.arrayContaining([account.chatId]));
      expect(deletion).toHaveProperty('byIds', expect.arrayContaining([account.chatId]));
    }
    expect(await ground.whatsapp().reread([account.chatId], ground.subject().reservedId())).toEqual({
      kind: 'absent',
    });
  });

  test('contacts are people with their numbers, groups with their size, and oneself', async () => {
    const { account } = await calm();
    expect(await chatNamed('Mum')).toMatchObject({ kind: 'person', phone: '+447700900002', size: null });
    expect(await chatNamed('Family')).toMatchObject({ kind: 'group', phone: null, size: 4 });
    expect(await chatNamed('me')).toMatchObject({ kind: 'self', phone: account.phone });
    const contacts = await ground.whatsapp().contacts();
    const names = contacts.kind === 'contacts' ? contacts.chats.map((chat) => chat.name) : [];
    expect(names.filter((one) => one === 'Mum')).toHaveLength(1);
    expect(names).toContain('李雷');
  });

  test('a group tells who is in it, ourselves among them; one that is not there says so', async () => {
    const { account } = await calm();
    const reading = await ground.whatsapp().members((await chatNamed('Family')).chatId);
    if (reading.kind !== 'members') throw new Error(`the group could not be read: ${reading.kind}`);
    for (const name of ['Mum', 'Anna', 'Łukasz'])
      expect(reading.ids).toContain(`${(await chatNamed(name)).phone?.slice(1)}@c.us`);
    expect(reading.ids).toContain(account.chatId);
    expect(reading.ids).not.toContain(`${(await chatNamed('Chris Jones')).phone?.slice(1)}@c.us`);
    expect(await ground.whatsapp().members('120363000000000099@g.us')).toEqual({ kind: 'no_such_group' });
  });

  test('a number is found with its chat, or known not to be on WhatsApp', async () => {
    await calm();
    expect(await ground.whatsapp().number('+447700900002')).toMatchObject({
      kind: 'chat',
      chat: { phone: '+447700900002', name: 'Mum', kind: 'person' },
    });
    expect(await ground.whatsapp().number('+447700900014')).toEqual({ kind: 'not_on_whatsapp' });
  });
}
