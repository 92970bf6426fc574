/** A table through the product as it ships: from a document on the owner's phone to the inboxes of three others. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openProduct, type Product, until } from './product-rig.ts';

let product: Product;
beforeAll(async () => {
  product = await openProduct({ keyBuild: '_serialized', selfChat: 'phone' });
  await product.start();
});
afterAll(() => product.close());

const table = (content: string | Buffer) => ({
  file: { mimetype: 'text/csv', filename: 'party.csv', base64: Buffer.from(content).toString('base64') },
});
const world = () => product.simulator.world;
const texts = (name: string): string[] =>
  world()
    .inbox(name)
    .map(({ text }) => text);

describe('a table', () => {
  test('that nobody said yes to sends nothing, and its bad row is named', async () => {
    const content = 'when,to,text\nin 2 seconds,Mum,not this\n25:00,Anna,nor this\n';
    const asked = await product.says('/import', table(content));
    expect(asked).toContain('❓ Not imported yet: 1 message.');
    expect(asked).toContain('line 3: "25:00"');
    expect(await product.says('no')).toContain('Not imported. Nothing will be sent.');
  });

  test('reaches every phone once, as Excel saved it, and is not armed twice', async () => {
    // UTF-16 with semicolons and texts of several lines: a spreadsheet's own way.
    const content = [
      'to;text;when',
      'Mum;"Dear {first},\na happy ""new"" year; 🎆";in 30 seconds',
      'Anna;Dear {first}, welcome!;in 30 seconds',
      '+447700900003;=not a formula;in 31 seconds',
      '',
    ].join('\r\n');
    const bytes = Buffer.from(`\ufeff${content}`, 'utf16le');
    const document = world().ownerWrites('', table(bytes));
    expect(await product.says('/import', { quote: document })).toContain('❓ Not imported yet: 3 messages.');
    expect(texts('Mum')).toEqual([]);
    expect(await product.says('yes')).toMatch(/⏰ #1–#3 scheduled \(B1\)/);
    expect(await product.says('/export')).toContain('Exported: 3 messages');
    for (const name of ['Mum', 'Anna', 'Chris Jones'])
      await until(`the message to ${name}`, () => texts(name).length > 0, 180_000);
    expect(texts('Mum')).toEqual(['Dear Mum,\na happy "new" year; 🎆']);
    expect(texts('Anna')).toEqual(['Dear Anna, welcome!']);
    expect(texts('Chris Jones')).toEqual(['=not a formula']);
    // What /export wrote comes back in: these have gone, and nothing goes again.
    const shelf = join(product.folder, 'exports');
    const exported = readFileSync(join(shelf, readdirSync(shelf)[0] ?? ''));
    expect(await product.says('/import', table(exported))).toMatch(
      /🚫 Nothing imported: |bad rows?, left out:/,
    );
    expect(await product.says('/schedule in 1 second to Chris Evans: behind it')).toContain('#4 scheduled');
    await until('what came behind it', () => world().timesReceived('Chris Evans', 'behind it') === 1);
    expect([texts('Mum').length, texts('Anna').length, texts('Chris Jones').length]).toEqual([1, 1, 1]);
  });
});
