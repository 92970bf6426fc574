/** (9) A group commands by the code of the bot's own machine, through the real library on both builds. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KeyBuild } from '../../src/simulator/simulator.ts';
import { cli, openProduct, type Product, pass, until } from './product-rig.ts';

const run = promisify(execFile);

describe.each<{ keyBuild: KeyBuild; selfChat: 'lid' | 'phone' }>([
  { keyBuild: '_serialized', selfChat: 'phone' },
  { keyBuild: '$1', selfChat: 'lid' },
])('the product, on the $keyBuild build with chats by $selfChat', (build) => {
  let product: Product;
  beforeAll(async () => {
    product = await openProduct(build);
    await product.start();
  });
  afterAll(() => product.close());
  const world = () => product.simulator.world;
  const inFamily = () =>
    world()
      .inbox('Łukasz')
      .filter(({ group, from }) => group === 'Family' && from === 'Alex Owner')
      .map(({ text }) => text);
  const hears = (what: RegExp) =>
    until(`the group to hear ${what}`, () => inFamily().find((text) => what.test(text)));
  const ready = async (): Promise<number> => (await product.get('/readyz')).status;

  test('the code comes from the command line, and an owner alone claims the group with it', async () => {
    const env = { ...process.env, DATA_DIR: product.folder, HTTP_PORT: String(product.port) };
    const { stdout } = await run(process.execPath, [cli, 'group-code'], { env });
    const code = /\b[2-9A-HJKMNP-Z]{10}\b/.exec(stdout)?.[0] ?? '';
    expect(product.output()).toContain(code);
    world().ownerWritesTo('Family', '/stop');
    world().personWrites('Anna', code, { group: 'Family' });
    await pass(1_500);
    expect(await ready()).toBe(200);
    world().ownerWritesTo('Family', code);
    await hears(/^✅ This group now commands me\./);
    await product.hears(/A group now commands me too/);
    expect(inFamily().filter((text) => text.startsWith('✅'))).toHaveLength(1);
  });

  test('in it the owner commands, from the same second on, and nobody else', async () => {
    world().personWrites('Anna', '/stop', { group: 'Family' });
    world().ownerWritesTo('Family', '/schedule in 4 seconds to Mum: from the group');
    await hears(/⏰ #1 scheduled/);
    expect(await ready()).toBe(200);
    await until('the delivery', () => world().timesReceived('Mum', 'from the group') === 1);
  });

  test('what the owner writes there while the bot is down is read, and wins over what came due', async () => {
    world().ownerWritesTo('Family', '/schedule in 8 seconds to Mum: beaten in the group');
    await hears(/⏰ #2 scheduled/);
    await product.kill();
    world().ownerWritesTo('Family', '/cancel 2');
    await product.start();
    await hears(/🚫 #2 to Mum cancelled/);
    await pass(8_000);
    expect(world().timesReceived('Mum', 'beaten in the group')).toBe(0);
  });

  test('once the owner has left it, answers come in the chat with oneself, which says so', async () => {
    const said = inFamily().length;
    world().faults.leaveGroup('Family');
    await product.says('/list');
    world().ownerWrites('/schedule in 2 seconds to Mum: after leaving');
    await product.hears(/scheduled/);
    await run(process.execPath, [cli, 'stop'], {
      env: { ...process.env, DATA_DIR: product.folder, HTTP_PORT: String(product.port) },
    });
    await product.hears(/are not together any more/);
    await product.hears(/🛑 Stopped/);
    expect(inFamily()).toHaveLength(said);
  });
});
