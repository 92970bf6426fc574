/** Nothing is sent while what the owner wrote is not known, and the owner hears of it when that lasts. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCatchUp } from '../../src/core/catch-up.ts';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
beforeEach(async () => {
  home = await createHome();
  home.heard();
});
afterEach(() => home.close());

const minute = 60_000;

test('(2) while a message that came in live cannot be read yet, for twenty seconds, the link counts as not caught up', async () => {
  const catchUp = createCatchUp(home.root().ground, {
    conversation: { receive() {}, revoked: async () => {}, drain: async () => null },
    takeIn() {},
    controlChats: () => [home.world.selfIds],
    onChange() {},
  });
  expect(catchUp.link()).toBeNull();
  await catchUp.step();
  expect(catchUp.link()).not.toBeNull();
  catchUp.undecrypted(home.clock.now());
  expect(catchUp.link()).toBeNull();
  await home.pass(19_999);
  expect(catchUp.link()).toBeNull();
  await home.pass(1);
  expect(catchUp.link()).not.toBeNull();
});

test('(4) when the control chat cannot be read for two minutes, what is overdue is held and told', async () => {
  await home.says('/schedule in 2 minutes to Mum: hello');
  home.world.faults.cutNetwork();
  await home.pass(3 * minute);
  const whatsapp = home.whatsapp();
  const readable = whatsapp.readChat;
  whatsapp.readChat = async () => ({ kind: 'unreachable' });
  home.world.faults.restoreNetwork();
  await home.pass(minute);
  expect(home.message(1).status).toBe('scheduled');
  await home.pass(2 * minute);
  expect(home.message(1)).toMatchObject({ status: 'held', holdReason: 'not_caught_up' });
  whatsapp.readChat = readable;
  await home.pass(60 * minute);
  expect(home.heard().join('\n')).toMatch(/✋ #1 to Mum held/);
  expect(home.world.inbox('Mum')).toHaveLength(0);
});
