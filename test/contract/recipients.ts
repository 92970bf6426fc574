/** The port's contract on recipients: who they are now, and that nothing goes to anybody else. */
import { expect, test } from 'vitest';
import type { Chat } from '../../src/core/message.ts';
import { type Ground, mostLooks } from './ground.ts';

export function recipientsContract(ground: Ground): void {
  const { calm, chatNamed, freshText, request, sentinel, subject } = ground;
  const faults = () => ground.world().faults;
  const read = (chat: Chat) => ground.whatsapp().recipient(chat);
  /** A change reaches the page a moment after it was made. */
  const becomes = async (chat: Chat, wanted: object): Promise<void> => {
    let found: object = await read(chat);
    for (let looks = 0; looks < mostLooks; looks += 1) {
      const hasIt = Object.entries(wanted).every(([key, value]) => Reflect.get(found, key) === value);
      if (hasIt) return;
      const asked = subject().now();
      await subject().until('a moment to pass', () => subject().now() > asked);
      found = await read(chat);
    }
    expect(found).toMatchObject(wanted);
  };
  const outcome = async (chat: Chat, text: string) => {
    const { chatId, lid, phone } = chat;
    return ground.whatsapp().handOver(await request(text, { chatId, account: { lid, phone } }));
  };

  test('a person who is there is reachable, with LID, number and name', async () => {
    await calm();
    const mum = await chatNamed('Mum');
    const found = await read(mum);
    expect(found).toMatchObject({
      kind: 'reachable',
      chat: { lid: mum.lid, phone: mum.phone, name: 'Mum', kind: 'person' },
    });
  });

  test('a group is reachable, with its title and size', async () => {
    await calm();
    const family = await chatNamed('Family');
    expect(await read(family)).toEqual({ kind: 'reachable', chat: family });
    expect(family.size).toBe(4);
  });

  test('whom the owner blocked is not reachable, and gets nothing until unblocked', async () => {
    await calm();
    const anna = await chatNamed('Anna');
    const text = freshText('to somebody blocked');
    faults().blockContact('Anna', true);
    await becomes(anna, { kind: 'blocked' });
    expect(await outcome(anna, text)).toEqual({ kind: 'refused', because: 'blocked' });
    faults().blockContact('Anna', false);
    await becomes(anna, { kind: 'reachable' });
    expect(await outcome(anna, freshText('unblocked'))).toEqual({ kind: 'handed' });
    await sentinel();
    expect(ground.world().timesReceived('Anna', text)).toBe(0);
  });

  test('a group that the owner left takes nothing until they are back', async () => {
    await calm();
    const family = await chatNamed('Family');
    const text = freshText('to a group that was left');
    faults().leaveGroup('Family');
    await becomes(family, { kind: 'left_group' });
    expect(await outcome(family, text)).toEqual({ kind: 'refused', because: 'left_group' });
    faults().joinGroup('Family');
    await becomes(family, { kind: 'reachable' });
    await sentinel();
    expect(ground.world().timesReceived('Mum', text)).toBe(0);
  });

  test('a group in which only admins write takes nothing until all may', async () => {
    await calm();
    const family = await chatNamed('Family');
    const text = freshText('to a group of admins');
    faults().readOnly('Family', true);
    await becomes(family, { kind: 'read_only' });
    expect(await outcome(family, text)).toEqual({ kind: 'refused', because: 'read_only' });
    faults().readOnly('Family', false);
    await becomes(family, { kind: 'reachable' });
    await sentinel();
    expect(ground.world().timesReceived('Mum', text)).toBe(0);
  });

  test('a changed name is told, and changes nothing else', async () => {
    await calm();
    const before = await chatNamed('Zoë Müller');
    faults().renameContact('Zoë Müller', 'Zoë Smith');
    let found = await read(before);
    for (
      let looks = 0;
      looks < mostLooks && found.kind === 'reachable' && found.chat.name !== 'Zoë Smith';
      looks += 1
    ) {
      const asked = subject().now();
      await subject().until('a moment to pass', () => subject().now() > asked);
      found = await read(before);
    }
    expect(found).toMatchObject({
      kind: 'reachable',
      chat: { lid: before.lid, phone: before.phone, name: 'Zoë Smith' },
    });
  });

  test('who left WhatsApp is not there any more', async () => {
    await calm();
    const chat = await chatNamed('李雷');
    faults().leaveWhatsApp('李雷');
    await becomes(chat, { kind: 'not_on_whatsapp' });
  });

  test('who took another number is found under it, and what was armed for the old one is refused', async () => {
    await calm();
    const chat = await chatNamed('Chris Evans');
    const text = freshText('to a number that was given up');
    faults().moveNumber('Chris Evans', '+447700900804');
    await becomes(chat, { kind: 'reachable' });
    const found = await read(chat);
    expect(found).toMatchObject({ chat: { lid: chat.lid, phone: '+447700900804' } });
    expect(await outcome(chat, text)).toEqual({ kind: 'refused', because: 'other_account' });
    await sentinel();
    expect(ground.world().timesReceived('Chris Evans', text)).toBe(0);
  });

  test('a number that belongs to somebody else now gets nothing that was armed for its former holder', async () => {
    await calm();
    const chat = await chatNamed('Łukasz');
    const text = freshText('to a number with another holder');
    faults().passNumber('Łukasz', 'Ольга');
    let found = await read(chat);
    for (
      let looks = 0;
      looks < mostLooks && found.kind === 'reachable' && found.chat.lid === chat.lid;
      looks += 1
    ) {
      const asked = subject().now();
      await subject().until('a moment to pass', () => subject().now() > asked);
      found = await read(chat);
    }
    const holder = await ground.whatsapp().number(chat.phone ?? '');
    expect(holder.kind === 'chat' && holder.chat.lid).not.toBe(chat.lid);
    expect(found).toMatchObject({ kind: 'reachable', chat: { phone: chat.phone } });
    expect(found.kind === 'reachable' && found.chat.lid).not.toBe(chat.lid);
    expect(await outcome(chat, text)).toEqual({ kind: 'refused', because: 'other_account' });
    await sentinel();
    for (const name of ['Łukasz', 'Ольга']) expect(ground.world().timesReceived(name, text)).toBe(0);
  });

  test('without a connection nothing is said of anybody', async () => {
    await calm();
    const mum = await chatNamed('Mum');
    faults().cutNetwork();
    await subject().until('the link to go down', () => ground.whatsapp().link().state === 'offline');
    const found = await read(mum);
    // The page may still be asked, and its question waits for the server in vain.
    expect(found).toEqual({ kind: 'unreachable' });
    await calm();
  });
}
