/** Linking by a code that the owner types on the phone, in the product as it ships. */
import { afterEach, expect, test } from 'vitest';
import { openProduct, type Product, until } from './product-rig.ts';

let product: Product;
afterEach(() => product.close());

test('PAIRING_PHONE shows a code to type instead of a QR code, and says where WhatsApp gives none', async () => {
  product = await openProduct({ autoLink: false });
  const { world } = product.simulator;
  const shows = (text: string) => () => product.output().includes(text);
  await product.start({ PAIRING_PHONE: '+447700900077' }, 'linking', shows('WhatsApp gave no code'));
  expect(world.linked()).toBe(false);
  expect(await product.stop()).toBe(0);
  const before = product.output().length;
  await product.start({ PAIRING_PHONE: '+447700900001' }, 'linking', shows('Code: ABCD-2345'));
  expect(world.linked()).toBe(false);
  world.ownerTypes('ABCD2345');
  await until('the welcome', () => world.control().some(({ text }) => text.includes('Sendonce is linked')));
  expect(world.linked()).toBe(true);
  const shown = product.output().slice(before);
  expect(shown).toContain('Link with phone number instead');
  expect(shown).not.toMatch(/[▀▄█]{5}/);
  // Whoever reads the log links nothing, and learns no number.
  const logged = product
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'));
  expect(logged.join('\n')).not.toMatch(/ABCD-?2345|447700900001|447700900077/);
});
