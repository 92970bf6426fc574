import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type wwebjs from 'whatsapp-web.js';
import { type Linked, makeStage, type Stage } from '../simulator/linked.ts';
import { until } from '../simulator/until.ts';

describe.each(['lid', 'phone'] as const)(
  'what the phones do, with the self chat under its %s id',
  (selfChat) => {
    let stage: Stage;
    let linked: Linked;
    const created: wwebjs.Message[] = [];

    beforeAll(async () => {
      stage = await makeStage({ selfChat });
      linked = await stage.start();
      linked.client.on('message_create', (message) => created.push(message));
    });
    afterEach(() => stage.simulator.world.faults.calm());
    afterAll(() => stage.close());

    const comes = (text: string) => until(text, () => created.find((message) => message.body === text));

    it('brings what the owner types into the chat with themselves', async () => {
      const waId = stage.simulator.world.ownerWrites('/list');
      const message = await comes('/list');
      const self = selfChat === 'lid' ? '27300000000001@lid' : '447700900001@c.us';
      expect(message).toMatchObject({
        fromMe: true,
        from: self,
        to: self,
        id: { id: waId, remote: self, self: 'out' },
      });
      expect(message.id._serialized).toBe(`true_${self}_${waId}_out`);
    });

    it('brings what others write, in chats, groups and forwarded', async () => {
      const { world } = stage.simulator;
      world.personWrites('Mum', 'hi there');
      world.personWrites('Anna', 'hi all', { group: 'Family' });
      world.personWrites('Stranger', '/stop', { forwarded: true });
      expect(await comes('hi there')).toMatchObject({ fromMe: false, isForwarded: undefined });
      const inGroup = await comes('hi all');
      expect(inGroup.from).toBe('120363000000000002@g.us');
      expect(inGroup.author).toBe(selfChat === 'lid' ? '27300000000005@lid' : '447700900005@c.us');
      expect(await comes('/stop')).toMatchObject({ fromMe: false, isForwarded: true });
      expect(world.timesReceived('Mum', 'hi all')).toBe(1);
    });

    it('reports a message twice when it is told to', async () => {
      const { world } = stage.simulator;
      world.faults.repeatNextInbound();
      world.ownerWrites('/status');
      await until('both', () => created.filter((message) => message.body === '/status').length === 2);
      world.ownerWrites('/status once');
      await comes('/status once');
      expect(created.filter((message) => message.body === '/status once')).toHaveLength(1);
    });

    it('shows a placeholder first when a message is decrypted late', async () => {
      const { world } = stage.simulator;
      world.faults.decryptLate(200);
      world.ownerWrites('/cancel 1');
      await comes('/cancel 1');
      expect(linked.events.indexOf('ciphertext')).toBeGreaterThan(-1);
      expect(linked.events.indexOf('ciphertext')).toBeLessThan(linked.events.indexOf('create /cancel 1'));
    });

    it('tells of edits, deletions and reactions by the owner', async () => {
      const { world } = stage.simulator;
      const waId = world.ownerWrites('/schedule one');
      await comes('/schedule one');
      world.ownerEdits(waId, '/schedule two');
      await until('the edit', () => linked.events.includes('edit /schedule two'));
      world.ownerReacts(waId, '👍');
      await until('the reaction', () => linked.events.includes('reaction 👍'));
      world.ownerRevokes(waId);
      await until('the deletion', () => linked.events.includes(`revoke ${waId}`));
      expect(world.control().find((line) => line.waId === waId)).toMatchObject({
        deleted: true,
        edited: true,
      });
    });

    it('edits, reacts, quotes and deletes for everyone from the page', async () => {
      const { world } = stage.simulator;
      const number = await linked.client.getNumberId('447700900003');
      const sent = await linked.client.sendMessage(number?._serialized ?? '', 'helo');
      const waId = sent.id.id;
      const received = () => world.inbox('Chris Jones').find((got) => got.waId === waId);
      await until('the ack', () => linked.events.includes(`ack ${waId} 3`));
      expect((await sent.edit('hello'))?.body).toBe('hello');
      expect(received()).toMatchObject({ text: 'helo', editedTo: 'hello' });
      await sent.react('✅');
      expect(received()).toMatchObject({ reaction: '✅' });
      const reply = await sent.reply('and again');
      await until('the reply', () => world.timesReceived('Chris Jones', 'and again') === 1);
      expect(world.inbox('Chris Jones').at(-1)).toMatchObject({ quotedWaId: waId });
      expect((await reply.getQuotedMessage()).id.id).toBe(waId);
      await sent.delete(true);
      await until('the deletion', () => received()?.deleted);
      expect(world.wire().map((line) => line.kind)).toEqual([
        'message',
        'edit',
        'reaction',
        'message',
        'revoke',
      ]);
    });

    it('carries a file that the owner attaches', async () => {
      const base64 = Buffer.from('name;phone\n').toString('base64');
      stage.simulator.world.ownerWrites('/import', {
        file: { mimetype: 'text/csv', filename: 'list.csv', base64 },
      });
      const message = await comes('/import');
      expect(message.hasMedia).toBe(true);
      expect(await message.downloadMedia()).toMatchObject({
        data: base64,
        filename: 'list.csv',
        mimetype: 'text/csv',
      });
    });
  },
);
