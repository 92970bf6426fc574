import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import wwebjs from 'whatsapp-web.js';
import { type Linked, makeStage, type Stage } from '../simulator/linked.ts';
import { until } from '../simulator/until.ts';

/** What the library puts into the page. */
declare const WWebJS: { sendChatstate(state: string, chatId: string): Promise<boolean> };

const builds = [
  { keyBuild: '_serialized', selfChat: 'phone' },
  { keyBuild: '$1', selfChat: 'lid' },
] as const;

describe.each(builds)('the page of the $keyBuild build, chats by $selfChat', (build) => {
  let stage: Stage;
  let linked: Linked;

  beforeAll(async () => {
    stage = await makeStage(build);
    linked = await stage.start();
  });
  afterAll(() => stage.close());

  async function chatIdOf(phone: string): Promise<string> {
    const id = await linked.client.getNumberId(phone);
    if (!id) throw new Error(`${phone} is not registered`);
    return id._serialized;
  }

  async function acksOf(waId: string, last: number): Promise<string[]> {
    const mine = () => linked.events.filter((event) => event.startsWith(`ack ${waId}`));
    await until(`ack ${last} of ${waId}`, () => mine().includes(`ack ${waId} ${last}`));
    return mine().map((event) => event.split(' ')[2] ?? '');
  }

  it('shows a QR code, is linked by the phone and gets ready', async () => {
    expect(linked.events.slice(0, 3)).toEqual(['qr', 'authenticated', 'ready']);
    expect(linked.client.info.wid.user).toBe('447700900001');
    expect(linked.client.info.pushname).toBe('Alex Owner');
    expect(await linked.client.getState()).toBe('CONNECTED');
    expect(stage.simulator.world.linked()).toBe(true);
  });

  it('delivers a text once and acks it 1, 2, 3 in separate events', async () => {
    const { world } = stage.simulator;
    const returned = await linked.client.sendMessage(await chatIdOf('447700900002'), 'hello Mum');
    await until('the text', () => world.timesReceived('Mum', 'hello Mum') > 0);
    const waId = world.inbox('Mum')[0]?.waId ?? '';
    expect(await acksOf(waId, 3)).toEqual(['1', '2', '3']);
    expect(world.inbox('Mum')).toMatchObject([{ text: 'hello Mum', from: 'Alex Owner', repeated: false }]);
    expect(world.wire()).toMatchObject([{ kind: 'message', waId, text: 'hello Mum' }]);
    // The key's text is where the library looks for it in one build alone; the message left in both.
    expect(returned === undefined).toBe(build.keyBuild === '$1');
  });

  it('jumps to ack 3 in the chat with oneself, whichever id it is asked for by', async () => {
    const { world } = stage.simulator;
    const lid = (await linked.client.getContactLidAndPhone(['447700900001@c.us']))[0]?.lid ?? '';
    for (const [id, text] of [
      ['447700900001@c.us', 'to my number'],
      [lid, 'to my LID'],
    ] as const) {
      await linked.client.sendMessage(id, text);
      const line = await until(text, () => world.control().find((shown) => shown.text === text));
      expect(line.from).toBe('page');
      expect(await acksOf(line.waId, 3)).toEqual(['3']);
    }
  });

  it('reaches every member of a group once', async () => {
    const { world } = stage.simulator;
    await linked.client.sendMessage('120363000000000001@g.us', 'hello parents');
    const others = world.groups[0]?.members.filter((name) => name !== world.owner.name) ?? [];
    expect(others).toHaveLength(30);
    await until('the last parent', () => world.timesReceived('Parent 28', 'hello parents') > 0);
    expect(others.map((name) => world.timesReceived(name, 'hello parents'))).toEqual(others.map(() => 1));
    expect(world.inbox('Anna')).toMatchObject([{ group: '7B parents' }]);
    expect(await acksOf(world.inbox('Anna')[0]?.waId ?? '', 3)).toEqual(['1', '2', '3']);
  });

  it('knows which numbers are on WhatsApp', async () => {
    expect(await linked.client.getNumberId('447700900014')).toBeNull();
    expect(await linked.client.getNumberId('447700900999')).toBeNull();
    const stranger = '447700900015@c.us';
    if (build.selfChat === 'lid') {
      await expect(linked.client.sendMessage(stranger, 'too early')).rejects.toThrow('No LID for user');
    }
    await linked.client.sendMessage(await chatIdOf('447700900015'), 'hello stranger');
    await until('it', () => stage.simulator.world.timesReceived('Stranger', 'hello stranger') === 1);
    expect(stage.simulator.world.timesReceived('Stranger', 'too early')).toBe(0);
  });

  it('lists the address book, with both ids of everybody', async () => {
    const contacts = await linked.client.getContacts();
    const book = contacts.filter((contact) => contact.isMyContact).map((contact) => contact.name);
    expect(book).toEqual(
      expect.arrayContaining([
        'Mum',
        'Chris Jones',
        'Chris Evans',
        'Zoë Müller',
        '李雷',
        'محمد',
        'Smith, John',
      ]),
    );
    expect(book).not.toContain('Stranger');
    const mum = contacts.find((contact) => contact.name === 'Mum');
    expect(mum?.id._serialized).toBe('447700900002@c.us');
    expect(mum?.isWAContact).toBe(true);
    expect(contacts.find((contact) => contact.name === 'Old Phone')?.isWAContact).toBe(false);
    const [ids] = await linked.client.getContactLidAndPhone(['447700900002@c.us']);
    expect(ids).toEqual({ lid: '27300000000002@lid', pn: '447700900002@c.us' });
  });

  it('lists chats as the build can', async () => {
    if (build.keyBuild === '$1') {
      await expect(linked.client.getChats()).rejects.toThrow(/No key or key range specified/);
      return;
    }
    const chats = await linked.client.getChats();
    expect(chats.map((chat) => chat.name)).toEqual(expect.arrayContaining(['Mum', '7B parents', 'Family']));
    const family = chats.find((chat) => chat.name === 'Family');
    expect((family as wwebjs.GroupChat).participants).toHaveLength(4);
  });

  it('shows typing and sends a file with its caption', async () => {
    const { world } = stage.simulator;
    const id = await chatIdOf('447700900005');
    await linked.page.evaluate(() => WWebJS.sendChatstate('typing', '120363000000000002@g.us'));
    await until('typing', () => world.chatStates().some((shown) => shown.chat === 'Family'));
    const base64 = Buffer.from('a small picture').toString('base64');
    const media = new wwebjs.MessageMedia('image/png', base64, 'picture.png');
    await linked.client.sendMessage(id, media, { caption: 'look' });
    const received = await until('the picture', () => world.inbox('Anna').find((got) => got.text === 'look'));
    expect(received.file).toMatchObject({ mimetype: 'image/png', bytes: 15 });
    expect(world.file(received.file?.path ?? '')).toBe(base64);
    expect(await acksOf(received.waId, 3)).toEqual(['1', '2', '3']);
  });
});
