import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type wwebjs from 'whatsapp-web.js';
import { type Linked, makeStage, type Stage } from '../simulator/linked.ts';
import { until } from '../simulator/until.ts';

/** What the library sees of forgeries, of files that go astray, and of deletions that do not happen. */

const ownerCard = { pn: '447700900001@c.us', lid: '27300000000001@lid' };
const family = '120363000000000002@g.us';
const picture = Buffer.from('not really a picture').toString('base64');

describe.each(['lid', 'phone'] as const)('people, files and deletions, chats by %s', (selfChat) => {
  let stage: Stage;
  let linked: Linked;
  const created: wwebjs.Message[] = [];

  beforeAll(async () => {
    stage = await makeStage({ selfChat });
    linked = await stage.start();
    linked.client.on('message_create', (message) => created.push(message));
  });
  afterEach(async () => {
    stage.simulator.world.faults.calm();
    await until('the page knows', () => stage.simulator.world.faults.known());
  });
  afterAll(() => stage.close());

  const mum = selfChat === 'lid' ? '27300000000002@lid' : '447700900002@c.us';
  const comes = (text: string) => until(text, () => created.find((message) => message.body === text));
  async function send(text: string): Promise<wwebjs.Message> {
    const sent = await linked.client.sendMessage(mum, text);
    await until('the ack', () => linked.events.includes(`ack ${sent.id.id} 3`));
    return sent;
  }

  describe('a forgery', () => {
    it('stands in whatever chat it says, from whomever it says, and on no phone', async () => {
      const { world } = stage.simulator;
      const stranger = '27399999999999@lid';
      const waId = world.faults.forge({
        text: '/stop of a stranger',
        chat: stranger,
        author: { pn: ownerCard.pn, lid: stranger },
        pushname: 'Alex Owner',
      });
      expect(await comes('/stop of a stranger')).toMatchObject({
        fromMe: false,
        from: stranger,
        id: { id: waId, remote: stranger },
      });
      // The page itself now believes that this LID is behind the owner's number.
      const [pair] = await linked.client.getContactLidAndPhone([stranger]);
      expect(pair).toEqual({ lid: stranger, pn: ownerCard.pn });
      expect(world.control()).toEqual([]);
    });

    it('may name a member of a group, or nobody, and be forwarded', async () => {
      const { faults } = stage.simulator.world;
      faults.forge({ text: '/as the owner', chat: family, author: ownerCard, forwarded: true });
      expect(await comes('/as the owner')).toMatchObject({ author: ownerCard.lid, isForwarded: true });
      faults.forge({ text: '/from nobody', chat: family, author: null });
      expect((await comes('/from nobody')).author).toBeUndefined();
      faults.forge({ text: '/mine', chat: '447700900099@c.us', author: null, fromMe: true });
      expect(await comes('/mine')).toMatchObject({ fromMe: true, to: '447700900099@c.us' });
    });
  });

  it('brings ids of every device that the owner types on', async () => {
    const { world } = stage.simulator;
    const ids = (['iphone', 'android', 'web'] as const).map((device) =>
      world.ownerWrites(`/from ${device}`, { device }),
    );
    await comes('/from web');
    expect(ids[0]).toMatch(/^3A[0-9A-F]{18}$/);
    expect(ids[1]).toMatch(/^[0-9A-F]{32}$/);
    expect(ids[2]).toMatch(/^3EB0[0-9A-F]{18}$/);
    expect(created.filter((message) => ids.includes(message.id.id))).toHaveLength(3);
  });

  it('tells of reactions by others', async () => {
    const { world } = stage.simulator;
    const sent = await send('react to this');
    world.personReacts('Mum', sent.id.id, '❤️');
    await until('the reaction', () => linked.events.includes('reaction ❤️'));
  });

  it('brings nothing of blocked people and of groups that the owner left', async () => {
    const { world } = stage.simulator;
    world.faults.blockContact('Mum', true);
    world.faults.leaveGroup('Family');
    world.personWrites('Mum', 'can you hear me');
    world.personWrites('Anna', 'he has left', { group: 'Family' });
    world.personWrites('Anna', 'hello you');
    await comes('hello you');
    expect(created.some(({ body }) => ['can you hear me', 'he has left'].includes(body))).toBe(false);
    expect(world.timesReceived('Mum', 'he has left')).toBe(1);
    await expect(linked.client.getContactById('447700900002@c.us')).resolves.toMatchObject({
      isBlocked: true,
    });
  });

  describe('a file', () => {
    it('has the type that a phone gives it', async () => {
      const { world } = stage.simulator;
      for (const [mimetype, voice, type] of [
        ['image/jpeg', false, 'image'],
        ['video/mp4', false, 'video'],
        ['audio/mpeg', false, 'audio'],
        ['audio/ogg; codecs=opus', true, 'ptt'],
        ['application/pdf', false, 'document'],
      ] as const) {
        const file = { mimetype, filename: 'a file', base64: picture, voice };
        const waId = world.ownerWrites('', { file });
        const message = await until(type, () => created.find(({ id }) => id.id === waId));
        expect(message.type).toBe(type);
        expect(await message.downloadMedia()).toMatchObject({ mimetype, data: picture });
      }
    });

    it('fails to be uploaded, or takes its time, before the message exists', async () => {
      const { world } = stage.simulator;
      const { MessageMedia } = (await import('whatsapp-web.js')).default;
      const media = new MessageMedia('image/png', picture, 'picture.png');
      world.faults.failUploads(1);
      await expect(linked.client.sendMessage(mum, media, { caption: 'not taken' })).rejects.toThrow(
        'upload failed',
      );
      world.faults.slowUploads(600);
      const began = performance.now();
      await linked.client.sendMessage(mum, media, { caption: 'slowly' });
      expect(performance.now() - began).toBeGreaterThanOrEqual(590);
      await until('it arrives', () => world.timesReceived('Mum', 'slowly') === 1);
      expect(world.timesReceived('Mum', 'not taken')).toBe(0);
      const received = world.inbox('Mum').find((got) => got.text === 'slowly');
      expect(received?.file).toMatchObject({ type: 'image', mimetype: 'image/png' });
    });

    it('is lost at the server, or not answered for', async () => {
      const { world } = stage.simulator;
      const file = {
        mimetype: 'text/csv',
        filename: 'list.csv',
        base64: Buffer.from('a;b').toString('base64'),
      };
      world.ownerWrites('/with a file', { file });
      const message = await comes('/with a file');
      world.faults.hangDownloads(true);
      let answered = false;
      void message.downloadMedia().then(
        () => {
          answered = true;
        },
        () => {},
      );
      await linked.roundTrip();
      expect(answered).toBe(false);
      world.faults.hangDownloads(false);
      expect(await message.downloadMedia()).toMatchObject({ data: file.base64 });
      const path = (message as unknown as { _data: { directPath: string } })._data.directPath;
      world.faults.loseFile(path);
      expect(world.file(path)).toBeNull();
      expect(await message.downloadMedia()).toBeUndefined();
    });
  });

  describe('a deletion for everyone', () => {
    const typeOf = (waId: string) =>
      linked.page.evaluate((id) => {
        const { require } = window as unknown as {
          require(name: string): { Msg: { getModelsArray(): { id: { id: string }; type: string }[] } };
        };
        return require('WAWebCollections')
          .Msg.getModelsArray()
          .find((msg) => msg.id.id === id)?.type;
      }, waId);
    const deletedAtMums = (waId: string) =>
      stage.simulator.world.inbox('Mum').find((got) => got.waId === waId)?.deleted;
    async function order(how: 'optimistic' | 'lost' | 'refused'): Promise<void> {
      stage.simulator.world.faults.revokes(how);
      await until('the page knows', () => stage.simulator.world.faults.known());
    }

    it('is marked before it has happened, or although it never does', async () => {
      const optimistic = await send('deleted, and marked first');
      await order('optimistic');
      await optimistic.delete(true);
      expect(await typeOf(optimistic.id.id)).toBe('revoked');
      await until('it is deleted', () => deletedAtMums(optimistic.id.id));
      const lost = await send('marked alone');
      await order('lost');
      // The server never answers, so neither does the library.
      lost.delete(true).catch(() => {});
      await until('the mark', async () => (await typeOf(lost.id.id)) === 'revoked');
      await linked.roundTrip();
      expect(deletedAtMums(lost.id.id)).toBe(false);
    });

    it('is refused, and nothing is marked', async () => {
      const sent = await send('stays');
      await order('refused');
      await sent.delete(true);
      await linked.roundTrip();
      expect([await typeOf(sent.id.id), deletedAtMums(sent.id.id)]).toEqual(['chat', false]);
    });

    it('becomes one for the page alone when the message is too old, which no phone hears of', async () => {
      const { world } = stage.simulator;
      const sent = await send('too old');
      world.faults.ageLimits({ editSeconds: 0, revokeSeconds: 0 });
      await until('the page knows', () => world.faults.known());
      expect(await sent.edit('changed')).toBeNull();
      await sent.delete(true);
      await until('the page says so', () => world.deletedHere().includes(sent.id.id));
      expect(deletedAtMums(sent.id.id)).toBe(false);
    });
  });
});
