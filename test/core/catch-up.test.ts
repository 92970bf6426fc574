/** Nothing is sent while what the owner wrote is not known, and the owner hears of it when that lasts. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCatchUp } from '../../src/core/catch-up.ts';
import { LedgerFault } from '../../src/core/ledger.ts';
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

test('(2) a command deleted while the bot was down takes back what it armed, however far ahead that is', async () => {
  await home.says('/schedule in 5 minutes to Mum: soon');
  await home.says('/schedule tomorrow 9:00 to Anna: later');
  const [soon, later] = home.world.control().filter((line) => line.text.startsWith('/schedule'));
  await home.kill();
  home.world.ownerRevokes(soon?.waId ?? '');
  home.world.ownerRevokes(later?.waId ?? '');
  await home.boot();
  expect(home.message(1).status).toBe('cancelled');
  expect(home.message(2).status).toBe('cancelled');
  expect(home.heard().join('\n')).toMatch(
    /You deleted the command: #1 to Mum cancelled[\s\S]*#2 to Anna cancelled/,
  );
});

test('(2) nor does a deletion get lost that could not be written down when it was reported', async () => {
  await home.says('/schedule tomorrow 9:00 to Anna: later');
  const command = home.world.control().find((line) => line.text.startsWith('/schedule'));
  const { ledger } = home.root().ground;
  const write = ledger.write;
  let full = true;
  Object.assign(ledger, {
    write: (act: Parameters<typeof write>[0]) => {
      if (full) throw new LedgerFault('full');
      return write(act);
    },
  });
  home.world.ownerRevokes(command?.waId ?? '');
  await home.pass(5_000);
  expect(home.message(1).status).toBe('scheduled');
  full = false;
  await home.pass(minute);
  expect(home.message(1).status).toBe('cancelled');
});

test('a page whose birth could not be written down is written down before anything is given to it', async () => {
  const { ledger } = home.root().ground;
  const write = ledger.write;
  let full = true;
  Object.assign(ledger, {
    write: (act: Parameters<typeof write>[0]) => {
      if (full) throw new LedgerFault('full');
      return write(act);
    },
  });
  home.whatsapp().crashPage();
  await home.pass(2_000);
  full = false;
  await home.says('/schedule in 10 seconds to Mum: hello');
  await home.pass(minute);
  expect(home.world.timesReceived('Mum', 'hello')).toBe(1);
});
