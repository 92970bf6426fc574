/**
 * Confirmations and refusals that are not as they should be, in the product and in real Chromium: one page for all
 * of them, and each told as what it is.
 */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { AckMode } from '../../src/simulator/faults/sending.ts';
import type { WorldFaults } from '../../src/simulator/simulator.ts';
import { type Messages, messagesOf } from './product-messages.ts';
import { openProduct, type Product, until } from './product-rig.ts';

let product: Product;
let messages: Messages;
const world = () => product.simulator.world;

/** The pages know of it before anything is due. */
async function order(change: (faults: WorldFaults) => void): Promise<void> {
  change(world().faults);
  await until('the page to know', () => world().faults.known());
}

describe.each(['_serialized', '$1'] as const)('with keys in %s', (keyBuild) => {
  beforeAll(async () => {
    product = await openProduct({ keyBuild });
    await product.start({ MAX_PER_MINUTE: '60' });
    messages = messagesOf(product);
  });
  afterEach(() => order((faults) => faults.calm()));
  afterAll(() => product.close());

  test.each<[string, AckMode, RegExp]>([
    ['that skip levels', { levels: [3] }, /confirmed it \(read\)/],
    ['that go back, and past every level there is', { levels: [1, 4, 2, 5] }, /confirmed it \(played\)/],
    ['the highest first', 'out_of_order', /confirmed it \(read\)/],
    ['late', { delayMs: 1_000 }, /confirmed it \(read\)/],
  ])('acks %s make it sent, once', async (title, mode, shown) => {
    const { id, text } = await messages.schedulesUnder('Mum', `acks ${title}`, (faults) => faults.acks(mode));
    await messages.handed(id);
    await messages.shows(id, shown);
    expect(world().timesReceived('Mum', text)).toBe(1);
  });

  test('what cannot mark its chat as seen is sent all the same, once', async () => {
    await order((faults) => faults.sendSeenThrows(true));
    const id = await messages.schedules('Mum', 'unseen', 2);
    await messages.shows(id, /sent: WhatsApp confirmed it/);
    expect(world().timesReceived('Mum', 'unseen')).toBe(1);
  });

  test.each([
    ['with an error of its own', 479, -1],
    ['at the lowest level', 500, -7],
  ])(
    'a refusal %s is told as one, with its time, and nothing sends it again',
    async (title, error, level) => {
      const refused = (faults: WorldFaults) => faults.nack(1, error, level);
      const { id, text } = await messages.schedulesUnder('Mum', `refused ${title}`, refused);
      await messages.told(id, /was not delivered:\nWhatsApp refused it at [\d:]+\./);
      await messages.another();
      expect(world().timesReceived('Mum', text)).toBe(0);
    },
  );
});
