/** Reading what was written, in the builds that the contract run leaves out. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WhatsApp, WhatsAppEvent } from '../../src/core/whatsapp.ts';
import type { SimulatorOptions, World } from '../../src/simulator/simulator.ts';
import { chance, connected, listenTo, openRig, type Rig, realClock, until } from './transport-rig.ts';

const builds: readonly SimulatorOptions[] = [
  { keyBuild: '_serialized', selfChat: 'lid' },
  { keyBuild: '$1', selfChat: 'phone' },
];

for (const build of builds) {
  describe(`reading, keys in ${build.keyBuild}, own chat under the ${build.selfChat} id`, () => {
    let rig: Rig;
    let world: World;
    let whatsapp: WhatsApp;
    let events: WhatsAppEvent[];

    beforeAll(async () => {
      rig = await openRig(build);
      world = rig.simulator.world;
      whatsapp = rig.whatsapp();
      events = listenTo(whatsapp);
      await connected(whatsapp);
    });
    afterAll(async () => {
      await whatsapp.stop();
      await rig.close();
    });

    const ownIds = async (): Promise<readonly string[]> => {
      const { account } = await connected(whatsapp);
      return [account.chatId, ...(account.lid === null ? [] : [account.lid])];
    };
    const read = async (chatIds: readonly string[], since: number) => {
      const reading = await whatsapp.readChat(chatIds, since);
      if (reading.kind !== 'read') throw new Error('the chat could not be read');
      return reading;
    };
    const inbound = (waId: string) =>
      events.flatMap((event) =>
        event.kind === 'inbound' && event.message.waId === waId ? [event.message] : [],
      );

    test('either own id alone finds the chat with oneself', async () => {
      const since = realClock.now() - 1_000;
      const waId = world.ownerWrites('/status');
      await until('the line', () => inbound(waId).length > 0);
      for (const id of await ownIds()) {
        const { messages } = await read([id], since);
        expect(messages.map((message) => message.waId)).toContain(waId);
        expect(await whatsapp.reread([id], waId)).toEqual({ kind: 'present', text: '/status' });
      }
    });

    test('a message told twice by WhatsApp is read once', async () => {
      const since = realClock.now() - 1_000;
      world.faults.repeatNextInbound();
      const waId = world.ownerWrites('/list twice');
      await until('the line', () => inbound(waId).length > 0);
      const { messages } = await read(await ownIds(), since);
      expect(messages.filter((message) => message.waId === waId)).toHaveLength(1);
    });

    test('a message not yet decrypted is reported as such, then told as new, never as edited', async () => {
      const since = realClock.now() - 1_000;
      let waId = '';
      let reading = await read(await ownIds(), since);
      // A machine that stands still for as long has read it too late: then one that takes longer.
      for (const ms of [1_500, 5_000, 15_000]) {
        world.faults.decryptLate(ms);
        waId = world.ownerWrites('/cancel decrypted late');
        do reading = await read(await ownIds(), since);
        while (reading.undecrypted.length === 0 && inbound(waId).length === 0);
        if (reading.undecrypted.length > 0) break;
      }
      expect(reading.undecrypted).toHaveLength(1);
      expect(reading.messages.some((message) => message.waId === waId)).toBe(false);
      const message = await until('its decryption', () => inbound(waId)[0]);
      expect(message.text).toBe('/cancel decrypted late');
      expect(events.some((event) => event.kind === 'edited' && event.message.waId === waId)).toBe(false);
      expect((await read(await ownIds(), since)).undecrypted).toEqual([]);
    });

    test('a long absence is read back to its beginning, and nothing before it', async () => {
      const older = world.ownerWrites('written before');
      await until('the line', () => inbound(older).length > 0);
      await realClock.sleepUntil(Math.ceil((realClock.now() + 1) / 1_000) * 1_000);
      const since = realClock.now();
      await whatsapp.stop();
      const ids = Array.from({ length: 130 }, (_, n) => world.ownerWrites(`line ${n}`));
      whatsapp = rig.whatsapp();
      events = listenTo(whatsapp);
      await connected(whatsapp);
      const reading = await read(await ownIds(), since);
      expect(reading.complete).toBe(true);
      expect(reading.messages.map((message) => message.waId)).toEqual(ids);
    });

    test('what was withdrawn while the page was away is not read as a message, and known as revoked', async () => {
      const since = realClock.now() - 1_000;
      const waId = world.ownerWrites('/schedule withdrawn while away');
      await until('the line', () => inbound(waId).length > 0);
      world.faults.cutNetwork();
      await until('the link to go down', () => whatsapp.link().state === 'offline');
      world.ownerRevokes(waId);
      world.faults.restoreNetwork();
      await connected(whatsapp);
      expect((await read(await ownIds(), since)).messages.some((message) => message.waId === waId)).toBe(
        false,
      );
      expect(await whatsapp.reread(await ownIds(), waId)).toMatchObject({ kind: 'revoked', fromMe: true });
    });

    test('a chat that nobody ever wrote in is read, and empty', async () => {
      expect(await whatsapp.readChat(['447700900077@c.us'], 0)).toEqual({
        kind: 'read',
        messages: [],
        undecrypted: [],
        complete: true,
      });
    });

    test('a look-up finds a message under the phone id and under the LID of its chat', async () => {
      const { generation } = await connected(whatsapp);
      const contacts = await whatsapp.contacts();
      const mum = contacts.kind === 'contacts' && contacts.chats.find(({ name }) => name === 'Mum');
      if (!mum || mum.lid === null) throw new Error('Mum must be known under both ids');
      for (const chatId of [`${mum.phone?.slice(1)}@c.us`, mum.lid]) {
        const reservedId = chance.reservedId();
        const notAfter = realClock.now() + 20_000;
        const send = { reservedId, chatId, text: `to ${reservedId}`, notAfter, generation };
        expect(await whatsapp.handOver(send)).toEqual({ kind: 'handed' });
        await until('the delivery', () => world.timesReceived('Mum', send.text) === 1);
        for (const only of [
          { ...mum, lid: null, chatId: `${mum.phone?.slice(1)}@c.us` },
          { ...mum, phone: null, chatId: mum.lid },
        ]) {
          expect(await whatsapp.lookUp(only, [reservedId])).toMatchObject([{ found: { kind: 'present' } }]);
        }
      }
    });
  });
}
