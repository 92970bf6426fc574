/** What can become of a hand-over in the page, in the product and in real Chromium: told as it is, and never a second copy. */
import { afterEach, describe, expect, test } from 'vitest';
import { openProduct, type Product, pass, until } from './product-rig.ts';

let product: Product;
afterEach(() => product.close());
const world = () => product.simulator.world;
const received = (text: string) => world().timesReceived('Mum', text);
const env = { SEND_TIMEOUT: '45s' };

describe.each(['_serialized', '$1'] as const)('with keys in %s', (keyBuild) => {
  test('a send that the page fails is told long before the wait for its ack is over, and as what it is', async () => {
    product = await openProduct({ keyBuild });
    await product.start(env);
    await product.says('/schedule in 3 seconds to Mum: blocked');
    world().faults.sendEnds('ERROR_NETWORK', 1);
    await product.hears(
      /❔ #1 to Mum: I can't tell if it went\.\n[\d:]+ WhatsApp Web failed to send it\./,
      35_000,
    );
    expect(received('blocked')).toBe(0);
    expect(await product.says('/show 1')).not.toContain('sent:');
  });

  test.each(['before_hand_over', 'hand_over'] as const)(
    'a page that reloads at %s leaves no copy, and the owner is asked and not told that it went',
    async (moment) => {
      product = await openProduct({ keyBuild });
      await product.start(env);
      await product.says(`/schedule in 4 seconds to Mum: ${moment}`);
      world().faults.reloadAt(moment);
      await product.hears(/^(?:❔|⚠️) #1 /mu, 60_000);
      expect(await product.says('/show 1')).not.toContain('sent:');
      await pass(5_000);
      expect(received(moment)).toBe(0);
    },
  );

  test('a page that reloads in flight leaves one copy, and nothing sends it again', async () => {
    product = await openProduct({ keyBuild });
    await product.start(env);
    await product.says('/schedule in 4 seconds to Mum: in flight');
    world().faults.reloadAt('in_flight');
    await until('the delivery', () => received('in flight') > 0);
    await pass(10_000);
    expect(received('in flight')).toBe(1);
    expect(await product.says('/show 1')).toMatch(/sent: WhatsApp confirmed it|in doubt/);
  });
});

test('a build that lacks a part of sending claims nothing; the next whole one within grace sends it, once', async () => {
  product = await openProduct();
  await product.start(env);
  await product.says('/schedule in 12 seconds to Mum: not now');
  world().faults.deploy({ lacking: ['WAWebSendMsgChatAction.addAndSendMsgToChat'] });
  world().faults.reloadPages();
  const status = async () => JSON.stringify(await (await product.get('/readyz')).json());
  let last = '';
  await until('the bot to say that it cannot send', async () => {
    last = await status();
    return last.includes('cannot_send');
  });
  await pass(16_000);
  expect(await status()).toContain('cannot_send');
  expect(
    world()
      .wire()
      .some(({ text }) => text === 'not now'),
  ).toBe(false);
  world().faults.deploy({ lacking: [] });
  world().faults.reloadPages();
  await until('the delivery', () => received('not now') === 1, 40_000);
  await product.stop();
  product.withLedger((ledger) =>
    expect(ledger.events(1).filter(({ to }) => to === 'sending')).toHaveLength(1),
  );
});
