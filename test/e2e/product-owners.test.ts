/** (9) Whoever seems to be the owner, through the real library: messages as WhatsApp might report them, true or not. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Forgery } from '../../src/simulator/faults/owners.ts';
import { messagesOf } from './product-messages.ts';
import { builds, openProduct, type Product, until } from './product-rig.ts';

const owner = { pn: '447700900001@c.us', lid: '27300000000001@lid' };
const mum = { pn: '447700900002@c.us', lid: '27300000000002@lid' };
const stranger = { pn: '447700900015@c.us', lid: '27300000000015@lid' };
const family = '120363000000000002@g.us';
type Forged = readonly [what: string, forgery: Omit<Forgery, 'text'>];

let product: Product;
const world = () => product.simulator.world;

/** Each is given to the page; a line of the owner's own behind them all shows that they have been heard. */
async function stopsNothing(forged: readonly Forged[], last: () => Promise<unknown>): Promise<void> {
  for (const [, forgery] of forged) world().faults.forge({ text: '/stop', ...forgery });
  await last();
  expect(await product.stands()).not.toBe('stopped');
}

describe.each(builds)('on the owner’s own account, $keyBuild, chats by $selfChat', (build) => {
  beforeAll(async () => {
    product = await openProduct(build);
    await product.start();
  });
  afterAll(() => product.close());

  test('no forged sender commands', async () => {
    await stopsNothing(
      [
        ['a stranger called like the owner', { chat: stranger.pn, author: stranger, pushname: 'Alex Owner' }],
        ['a stranger, by LID', { chat: stranger.lid, author: stranger, pushname: 'owner' }],
        ['into the own chat, not from me', { chat: owner.pn, author: stranger }],
        ['a longer number', { chat: '1447700900001@c.us', author: null, fromMe: true }],
        ['a longer LID', { chat: '273000000000019@lid', author: null, fromMe: true }],
        ['our digits as a LID', { chat: '447700900001@lid', author: null, fromMe: true }],
        ['a group without an author', { chat: family, author: null }],
        ['the owner in a group', { chat: family, author: owner, fromMe: true }],
        ['the account in a chat with somebody', { chat: mum.pn, author: owner, fromMe: true }],
        ['forwarded by the owner', { chat: owner.pn, author: owner, fromMe: true, forwarded: true }],
      ],
      () => product.says('/list'),
    );
  });

  test('a command that is decrypted later counts when it can be read, and before what is due meanwhile', async () => {
    const messages = messagesOf(product);
    const { id, text } = await messages.schedulesUnder('Mum', 'beaten by a late key', (faults) => {
      faults.decryptLate(8_000);
      world().ownerWrites('/cancel last');
    });
    await messages.told(id, /cancelled\. It never left\./);
    await messages.another();
    expect(world().timesReceived('Mum', text)).toBe(0);
  });

  test('edited and deleted commands are the owner’s too', async () => {
    const waId = world().ownerWrites('/schedule in 1 hour to Mum: first words');
    await product.hears(/first words/);
    world().ownerEdits(waId, '/schedule in 1 hour to Mum: second words');
    await product.hears(/second words/);
    world().ownerRevokes(waId);
    await product.hears(/You deleted the command/);
  });
});

describe.each(builds)('with a number of its own, $keyBuild, chats by $selfChat', (build) => {
  const toMum = () =>
    world()
      .inbox('Mum')
      .map(({ text }) => text);
  beforeAll(async () => {
    product = await openProduct(build);
    await product.start({ OWNERS: '+447700900002' }, 'ready', () => toMum().length > 0);
  });
  afterAll(() => product.close());

  test('no forged sender commands, and another account behind the owner’s number is told once', async () => {
    const impostor = { pn: mum.pn, lid: '27399999999999@lid' };
    await stopsNothing(
      [
        ['a stranger called like the owner', { chat: stranger.pn, author: stranger, pushname: 'Mum' }],
        ['the account itself in the owner’s chat', { chat: mum.pn, author: owner, fromMe: true }],
        ['the owner in a group', { chat: family, author: mum }],
        ['a longer number', { chat: '1447700900002@c.us', author: null }],
        ['a longer LID', { chat: '273000000000021@lid', author: null }],
        ['forwarded by the owner', { chat: mum.lid, author: mum, forwarded: true }],
        ['the owner’s number with another LID', { chat: impostor.lid, author: impostor }],
        ['and once more', { chat: impostor.lid, author: impostor }],
      ],
      async () => {
        await until('the notice', () =>
          toMum().some((text) => text.includes('Another account wrote as …0002')),
        );
        const before = toMum().length;
        world().personWrites('Mum', '/list');
        await until('an answer behind it', () => toMum().length > before);
      },
    );
    expect(toMum().filter((text) => text.includes('Another account'))).toHaveLength(1);
  });
});
