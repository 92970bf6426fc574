import { beforeEach, expect, test } from 'vitest';
import { startHttp } from '../../src/adapters/http/http.ts';
import { tokenToServe } from '../../src/adapters/http/token.ts';
import { verb } from '../../src/cli/group-code.ts';
import { newFolder } from '../adapters/sqlite/ground.ts';
import { freePort, runVerb } from './surroundings.ts';

let port: number;
beforeEach(async () => {
  port = await freePort();
});

function run(dataDir: string, more: { readonly args?: readonly string[]; readonly token?: string } = {}) {
  const token = more.token === undefined ? {} : { HTTP_TOKEN: more.token };
  return runVerb(verb, more.args ?? [], { DATA_DIR: dataDir, HTTP_PORT: String(port), ...token });
}

async function answering(dataDir: string) {
  const refused = (): never => {
    throw new Error('asked for something else than a code');
  };
  let made = 0;
  const server = await startHttp({
    host: '127.0.0.1',
    port,
    token: tokenToServe(dataDir, null),
    log: { debug() {}, info() {}, warn() {}, error() {} },
    health: refused,
    ready: refused,
    status: refused,
    emergencyStop: refused,
    backup: refused,
    groupCode: () => {
      made += 1;
      return { code: 'A2B3C4D5E6', until: Date.now() + 10 * 60_000 };
    },
    doctor: refused,
  });
  return { server, made: () => made };
}

test('the running bot makes the code, and it is shown with what to do with it', async () => {
  const folder = newFolder();
  const bot = await answering(folder);
  const { code, printed } = await run(folder);
  await bot.server.close();
  expect(code).toBe(0);
  expect(printed).toContain('A2B3C4D5E6');
  expect(printed).toMatch(/as an owner, within 10 min/);
  expect(bot.made()).toBe(1);
});

test('without the token none is made', async () => {
  const folder = newFolder();
  const bot = await answering(folder);
  const { code, complained } = await run(folder, { token: 'a-token-of-another-bot' });
  await bot.server.close();
  expect(code).toBe(1);
  expect(complained).toContain('The bot refused');
  expect(bot.made()).toBe(0);
});

test('without a bot there is none, and words that it does not take are refused', async () => {
  expect(await run(newFolder())).toMatchObject({
    code: 1,
    complained: expect.stringContaining('no bot answers'),
  });
  expect(await run(newFolder(), { args: ['now'] })).toMatchObject({ code: 2 });
});
