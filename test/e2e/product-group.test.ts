/** (9) A group commands by the code of the bot's own machine, through the real library on both builds. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { builds, cli, now, reached, startedProduct, until } from './product-rig.ts';

const run = promisify(execFile);

describe.each(builds)('the product, on the $keyBuild build with chats by $selfChat', (build) => {
  const product = startedProduct(build);
  const world = () => product().simulator.world;
  const inFamily = () =>
    world()
      .inbox('Łukasz')
      .filter(({ group, from }) => group === 'Family' && from === 'Alex Owner')
      .map(({ text }) => text);
  const hears = (what: RegExp) =>
    until(`the group to hear ${what}`, () => inFamily().find((text) => what.test(text)));

  test('the code comes from the command line, and an owner alone claims the group with it', async () => {
    const env = { ...process.env, DATA_DIR: product().folder, HTTP_PORT: String(product().port) };
    const { stdout } = await run(process.execPath, [cli, 'group-code'], { env });
    const code = /\b[2-9A-HJKMNP-Z]{10}\b/.exec(stdout)?.[0] ?? '';
    expect(product().output()).toContain(code);
    const before = now();
    world().ownerWritesTo('Family', '/stop');
    world().personWrites('Anna', code, { group: 'Family' });
    // Behind both: what is answered here was heard after them.
    await product().says('/list');
    expect(await product().stands()).not.toBe('stopped');
    // WhatsApp tells times in whole seconds, and the group commands from the second of its code on.
    await reached(before + 2_000);
    world().ownerWritesTo('Family', code);
    await hears(/^✅ This group now commands me\./);
    await product().hears(/A group now commands me too/);
    expect(inFamily().filter((text) => text.startsWith('✅'))).toHaveLength(1);
  });

  test('in it the owner commands, from the same second on, and nobody else', async () => {
    world().personWrites('Anna', '/stop', { group: 'Family' });
    world().ownerWritesTo('Family', '/schedule in 4 seconds to Mum: from the group');
    await hears(/⏰ #1 scheduled/);
    expect(await product().stands()).not.toBe('stopped');
    await until('the delivery', () => world().timesReceived('Mum', 'from the group') === 1);
  });

  test('what the owner writes there while the bot is down is read, and wins over what came due', async () => {
    const due = now() + 15_000;
    world().ownerWritesTo('Family', '/schedule in 15 seconds to Mum: beaten in the group');
    await hears(/⏰ #2 scheduled/);
    await product().kill();
    world().ownerWritesTo('Family', '/cancel 2');
    await product().start();
    await hears(/🚫 #2 to Mum cancelled/);
    await reached(due);
    world().ownerWritesTo('Family', '/schedule in 1 second to Mum: behind it');
    await until('what is due behind it', () => world().timesReceived('Mum', 'behind it') === 1);
    expect(world().timesReceived('Mum', 'beaten in the group')).toBe(0);
  });

  test('once the owner has left it, answers come in the chat with oneself, which says so', async () => {
    world().faults.leaveGroup('Family');
    const said = inFamily().length;
    await product().says('/list');
    world().ownerWrites('/schedule in 2 seconds to Mum: after leaving');
    await product().hears(/scheduled/);
    await run(process.execPath, [cli, 'stop'], {
      env: { ...process.env, DATA_DIR: product().folder, HTTP_PORT: String(product().port) },
    });
    await product().hears(/are not together any more/);
    await product().hears(/🛑 Stopped/);
    expect(inFamily()).toHaveLength(said);
  });
});
