import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Linked, makeStage, readMessage, type Stage } from '../simulator/linked.ts';
import { until } from '../simulator/until.ts';

/** What the library sees of messages that end badly, and of keys that it does not expect. */

const mum = '27300000000002@lid';
const mumsNumber = '447700900002@c.us';
const me = '27300000000001@lid';
const family = '120363000000000002@g.us';

/** The keys under which the page has this bare id, with their acks, in the order of the keys. */
function keysOf(page: Linked['page'], waId: string): Promise<(readonly [key: string, ack: number])[]> {
  return page.evaluate((id) => {
    const { require } = window as unknown as {
      require(name: string): {
        Msg: { getModelsArray(): { id: { id: string; toString(): string }; ack: number }[] };
      };
    };
    const found = require('WAWebCollections')
      .Msg.getModelsArray()
      .filter((msg) => msg.id.id === id);
    return found.map((msg) => [msg.id.toString(), msg.ack] as const).sort();
  }, waId);
}

/** The ack of the stored message with this text, or null. */
function storedAck(page: Linked['page'], text: string): Promise<number | null> {
  return page.evaluate(async (body) => {
    const { require } = window as unknown as {
      require(name: string): { Msg: { search(words: string): Promise<{ messages: { ack: number }[] }> } };
    };
    const { messages } = await require('WAWebCollections').Msg.search(body);
    return messages[0]?.ack ?? null;
  }, text);
}

describe.each(['_serialized', '$1'] as const)('a hand-over to a page of the %s build', (keyBuild) => {
  let stage: Stage;
  let linked: Linked;
  const pageFaults: string[] = [];

  beforeAll(async () => {
    stage = await makeStage({ keyBuild });
    linked = await stage.start();
    linked.page.on('pageerror', (fault) =>
      pageFaults.push(fault instanceof Error ? fault.message : String(fault)),
    );
  });
  afterEach(async () => {
    stage.simulator.world.faults.calm();
    await until('the page knows', () => stage.simulator.world.faults.known());
  });
  afterAll(() => stage.close());

  const acks = (waId: string) =>
    linked.events.filter((event) => event.startsWith(`ack ${waId}`)).map((event) => event.split(' ')[2]);

  /** Sends without the library's answer, which one build does not give; the id is the page's newest. */
  async function send(text: string, to = mum): Promise<string> {
    await linked.client.sendMessage(to, text, { sendSeen: false });
    const found = await linked.page.evaluate((body) => {
      const { require } = window as unknown as {
        require(name: string): { Msg: { getModelsArray(): { id: { id: string }; body?: string }[] } };
      };
      return require('WAWebCollections')
        .Msg.getModelsArray()
        .find((msg) => msg.body === body)?.id.id;
    }, text);
    return found ?? '';
  }

  async function order(change: (faults: Stage['simulator']['world']['faults']) => void): Promise<void> {
    const { faults } = stage.simulator.world;
    change(faults);
    await until('the page knows', () => faults.known());
  }

  it('is refused with any error and level that WhatsApp has', async () => {
    const { world } = stage.simulator;
    world.faults.nack(1, 479, -5);
    const waId = await send('expired');
    await until('the refusal', () => acks(waId).includes('-5'));
    expect(await readMessage(linked, waId)).toEqual({ ack: -5, isSendFailure: true });
    expect(world.timesReceived('Mum', 'expired')).toBe(0);
  });

  it('fails by itself with a result and no event', async () => {
    const { world } = stage.simulator;
    world.faults.sendEnds('ERROR_EXPIRED', 1);
    const waId = await send('out of date');
    await until('the failure', async () => (await readMessage(linked, waId))?.isSendFailure);
    expect(acks(waId)).toEqual([]);
    const next = await send('in date');
    await until('the ack', () => acks(next).includes('3'));
    expect(world.timesReceived('Mum', 'out of date')).toBe(0);
  });

  it('is rejected for a blocked contact where nobody listens, and shows nothing', async () => {
    const { world } = stage.simulator;
    world.faults.sendEnds('blocked_contact', 1);
    const waId = await send('to a blocked one');
    await until('the rejection', () => pageFaults.some((fault) => fault.includes('contact is blocked')));
    expect(await readMessage(linked, waId)).toEqual({ ack: 0, isSendFailure: false });
    world.faults.sendEnds('rejects', 1);
    await send('not now');
    await until('the rejection', () => pageFaults.some((fault) => fault.includes('not possible now')));
    await linked.roundTrip();
    expect(world.timesReceived('Mum', 'to a blocked one') + world.timesReceived('Mum', 'not now')).toBe(0);
  });

  it('gets acks that skip levels, reach past "read", or stay away', async () => {
    const { world } = stage.simulator;
    world.faults.acks({ levels: [3] });
    const skipping = await send('read at once');
    await until('read', () => acks(skipping).includes('3'));
    world.faults.acks({ levels: [1, 4, 2, 5] });
    const played = await send('played');
    await until('the last', () => acks(played).includes('5'));
    world.faults.acks({ levels: [] });
    const silent = await send('no ack at all');
    await until('it arrives', () => world.timesReceived('Mum', 'no ack at all') === 1);
    await linked.roundTrip();
    expect([acks(skipping), acks(played), acks(silent)]).toEqual([['3'], ['1', '4', '2', '5'], []]);
    world.faults.acks('normal');
    // The page sends what was not acked again on its next connection; this one settles it.
    world.faults.cutNetwork();
    await until('the drop', () => world.pages() === 0);
    world.faults.restoreNetwork();
    await until('the ack', () => acks(silent).includes('3'));
  });

  it('throws before anything is kept, or although the message goes out', async () => {
    const { world } = stage.simulator;
    await order((faults) => faults.handOverThrows('before'));
    await expect(linked.client.sendMessage(mum, 'thrown away')).rejects.toThrow('No LID for user');
    await order((faults) => faults.handOverThrows('after'));
    await expect(linked.client.sendMessage(mum, 'thrown and sent')).rejects.toThrow('No LID for user');
    await until('it arrives', () => world.timesReceived('Mum', 'thrown and sent') === 1);
    expect(world.timesReceived('Mum', 'thrown away')).toBe(0);
  });

  it('does not begin where the chat cannot be marked as seen, unless that is left out', async () => {
    const { world } = stage.simulator;
    await order((faults) => faults.sendSeenThrows(true));
    await expect(linked.client.sendMessage(mum, 'unseen')).rejects.toThrow('markedUnread');
    const waId = await send('without seeing');
    await until('the ack', () => acks(waId).includes('3'));
    expect(world.timesReceived('Mum', 'unseen')).toBe(0);
  });

  it('waits while the offline delivery is held', async () => {
    const { world } = stage.simulator;
    world.faults.holdDelivery(true);
    world.faults.cutNetwork();
    await until('the drop', () => world.pages() === 0);
    world.faults.restoreNetwork();
    await until('another socket', async () => (await linked.progress()).stream === 'RESUMING');
    const waId = await send('held');
    await linked.roundTrip();
    expect(world.timesReceived('Mum', 'held')).toBe(0);
    expect((await linked.progress()).progress).toBeLessThan(100);
    world.faults.holdDelivery(false);
    await until('the ack', () => acks(waId).includes('1'));
    expect(await linked.progress()).toEqual({ progress: 100, stream: 'CONNECTED' });
  });

  it('is kept under the other id of its chat, or under both with the acks on the other', async () => {
    const { world } = stage.simulator;
    await order((faults) => faults.sibling('other'));
    const moved = await send('moved');
    await until('the ack', () => acks(moved).includes('3'));
    expect(await keysOf(linked.page, moved)).toEqual([[`true_${mumsNumber}_${moved}`, 3]]);
    await order((faults) => faults.sibling('both'));
    const both = await send('both');
    await until('the ack', () => acks(both).includes('3'));
    expect(await keysOf(linked.page, both)).toEqual([
      [`true_${mum}_${both}`, 0],
      [`true_${mumsNumber}_${both}`, 3],
    ]);
    expect([world.timesReceived('Mum', 'moved'), world.timesReceived('Mum', 'both')]).toEqual([1, 1]);
  });

  it('is kept under keys of other shapes, and found under them after a reload', async () => {
    await order((faults) => faults.keyShape('in'));
    const inward = await send('inward', me);
    await order((faults) => faults.keyShape('short'));
    const short = await send('short', me);
    const group = await send('short in a group', family);
    for (const waId of [inward, short, group]) await until('the ack', () => acks(waId).includes('3'));
    const expected = [`true_${me}_${inward}_in`, `true_${me}_${short}`, `true_${family}_${group}`];
    const seen = await Promise.all([inward, short, group].map((waId) => keysOf(linked.page, waId)));
    expect(seen.map(([first]) => first?.[0])).toEqual(expected);
    stage.simulator.world.faults.reloadPages();
    await until('ready again', () => linked.events.filter((event) => event === 'ready').length === 2);
    for (const key of expected) expect(await linked.stored(key)).toEqual({ ack: 3 });
  });

  it('is lost without a sign, on every connection of that page, until another page is there', async () => {
    const { world } = stage.simulator;
    world.faults.silentLoss();
    const waId = await send('into silence');
    await linked.roundTrip();
    world.faults.cutNetwork();
    await until('the drop', () => world.pages() === 0);
    world.faults.restoreNetwork();
    await until('caught up', async () => (await linked.progress()).progress === 100);
    await linked.roundTrip();
    expect(await linked.client.getState()).toBe('CONNECTED');
    expect(acks(waId)).toEqual([]);
    world.faults.reloadPages();
    const readies = () => linked.events.filter((event) => event === 'ready').length;
    const before = readies();
    await until('ready again', () => readies() > before);
    const next = await send('heard again');
    await until('the ack', () => acks(next).includes('3'));
    expect(world.timesReceived('Mum', 'into silence')).toBe(0);
  });

  it.each([
    ['before_hand_over', 0, null],
    ['hand_over', 0, 0],
    ['in_flight', 1, 3],
  ] as const)(
    'is cut off by a reload %s: it arrives %i times and is kept at ack %s',
    async (moment, copies, ack) => {
      const { world } = stage.simulator;
      await order((faults) => faults.reloadAt(moment));
      const readies = () => linked.events.filter((event) => event === 'ready').length;
      const before = readies();
      const text = `cut off ${moment}`;
      await expect(linked.client.sendMessage(mum, text, { waitUntilMsgSent: true })).rejects.toThrow(
        /Execution context was destroyed|detached/,
      );
      await until('ready again', () => readies() > before);
      await until('caught up', async () => (await linked.progress()).progress === 100);
      expect(await storedAck(linked.page, text)).toBe(ack);
      expect(world.timesReceived('Mum', text)).toBe(copies);
    },
  );
});

describe('what the owner writes', () => {
  it('may stay a placeholder for ever', async () => {
    const stage = await makeStage();
    const linked = await stage.start();
    stage.simulator.world.faults.neverDecrypt(1);
    stage.simulator.world.ownerWrites('/unreadable');
    stage.simulator.world.ownerWrites('/readable');
    await until('the next one', () => linked.events.includes('create /readable'));
    expect(linked.events.indexOf('ciphertext')).toBeLessThan(linked.events.indexOf('create /readable'));
    expect(linked.events).not.toContain('create /unreadable');
    await stage.close();
  });
});
