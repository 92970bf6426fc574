import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Linked, makeStage, type Stage } from '../simulator/linked.ts';
import { until } from '../simulator/until.ts';

/** What the library sees of people and groups that are no longer what they were. */

const lidOf = (n: number) => `${27_300_000_000_000 + n}@lid`;
const pnOf = (n: number) => `447700900${String(n).padStart(3, '0')}@c.us`;

describe.each(['lid', 'phone'] as const)('recipients that change, chats by %s', (selfChat) => {
  let stage: Stage;
  let linked: Linked;
  const pageFaults: string[] = [];

  beforeAll(async () => {
    stage = await makeStage({ selfChat });
    linked = await stage.start();
    linked.page.on('pageerror', (fault) =>
      pageFaults.push(fault instanceof Error ? fault.message : String(fault)),
    );
  });
  afterAll(() => stage.close());

  const chatOf = (n: number) => (selfChat === 'lid' ? lidOf(n) : pnOf(n));
  const acks = (waId: string) =>
    linked.events.filter((event) => event.startsWith(`ack ${waId}`)).map((event) => event.split(' ')[2]);
  const send = async (chat: string, text: string) => (await linked.client.sendMessage(chat, text)).id.id;

  it('refuse what is written to a group that one has left, until one is in it again', async () => {
    const { world } = stage.simulator;
    const family = '120363000000000002@g.us';
    world.faults.leaveGroup('Family');
    const waId = await send(family, 'still there?');
    await until('the refusal', () => acks(waId).includes('-1'));
    const chat = (await linked.client.getChatById(family)) as unknown as {
      groupMetadata: { participants: readonly unknown[] };
    };
    expect(chat.groupMetadata.participants).toHaveLength(3);
    world.faults.joinGroup('Family');
    const next = await send(family, 'back again');
    await until('the ack', () => acks(next).includes('3'));
    expect([world.timesReceived('Mum', 'still there?'), world.timesReceived('Mum', 'back again')]).toEqual([
      0, 1,
    ]);
  });

  it('refuse what is written to a group where only admins may write, and the page says so', async () => {
    const { world } = stage.simulator;
    const parents = '120363000000000001@g.us';
    world.faults.readOnly('7B parents', true);
    await until('the page knows', async () => (await linked.client.getChatById(parents)).isReadOnly);
    const waId = await send(parents, 'may I?');
    await until('the refusal', () => acks(waId).includes('-1'));
    expect(world.timesReceived('Anna', 'may I?')).toBe(0);
    world.faults.readOnly('7B parents', false);
    await until('the page knows', async () => !(await linked.client.getChatById(parents)).isReadOnly);
  });

  it('are blocked, so that the page itself refuses', async () => {
    const { world } = stage.simulator;
    world.faults.blockContact('Łukasz', true);
    await until('the page knows', async () => (await linked.client.getContactById(pnOf(7))).isBlocked);
    const waId = await send(chatOf(7), 'to a blocked one');
    await until('the rejection', () => pageFaults.some((fault) => fault.includes('contact is blocked')));
    expect(acks(waId)).toEqual([]);
    world.faults.blockContact('Łukasz', false);
    const next = await send(chatOf(7), 'to a friend again');
    await until('the ack', () => acks(next).includes('3'));
    expect(world.timesReceived('Łukasz', 'to a blocked one')).toBe(0);
  });

  it('are called something else, take another number, and leave', async () => {
    const { world } = stage.simulator;
    world.faults.renameContact('Anna', 'Anna from work');
    await until(
      'the name',
      async () => (await linked.client.getContactById(pnOf(5))).name === 'Anna from work',
    );
    world.faults.moveNumber('Anna', '+447700900777');
    expect((await linked.client.getNumberId('447700900777'))?._serialized).toBe(
      selfChat === 'lid' ? lidOf(5) : '447700900777@c.us',
    );
    expect(await linked.client.getNumberId('447700900005')).toBeNull();
    const waId = await send(selfChat === 'lid' ? lidOf(5) : '447700900777@c.us', 'to the new number');
    await until('the ack', () => acks(waId).includes('3'));
    expect(world.timesReceived('Anna', 'to the new number')).toBe(1);
    world.faults.leaveWhatsApp('Anna');
    expect(await linked.client.getNumberId('447700900777')).toBeNull();
  });

  it('lose their number to somebody else, who gets what is sent to it', async () => {
    const { world } = stage.simulator;
    world.faults.passNumber('Chris Jones', 'Stranger');
    const asked = await linked.client.getNumberId('447700900003');
    expect(asked?._serialized).toBe(selfChat === 'lid' ? lidOf(15) : pnOf(3));
    const waId = await send(asked?._serialized ?? '', 'to the number');
    await until('the ack', () => acks(waId).includes('1'));
    expect([
      world.timesReceived('Stranger', 'to the number'),
      world.timesReceived('Chris Jones', 'to the number'),
    ]).toEqual([1, 0]);
    if (selfChat === 'lid') {
      await send(lidOf(3), 'to the account');
      await until('it arrives', () => world.timesReceived('Chris Jones', 'to the account') === 1);
    }
  });

  // Where chats go by number, nobody misses a LID.
  if (selfChat === 'phone') return;

  it('have no LID that the page knows, until it asks or whatever it does', async () => {
    const { world } = stage.simulator;
    world.faults.noLid('Ольга', 'always');
    await until('the page has forgotten', async () => {
      const [pair] = await linked.client.getContactLidAndPhone([lidOf(8)]);
      return pair?.pn === undefined;
    });
    await expect(linked.client.sendMessage(pnOf(8), 'without a LID')).rejects.toThrow('No LID for user');
    await linked.client.getNumberId('447700900008');
    await expect(linked.client.sendMessage(pnOf(8), 'without a LID')).rejects.toThrow('No LID for user');
    world.faults.noLid('Ольга', 'until_asked');
    await linked.client.getNumberId('447700900008');
    await linked.client.sendMessage(pnOf(8), 'asked first');
    await until('it arrives', () => world.timesReceived('Ольга', 'asked first') === 1);
    expect(world.timesReceived('Ольга', 'without a LID')).toBe(0);
  });
});
