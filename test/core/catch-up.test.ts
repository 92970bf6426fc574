/** Nothing is sent while what the owner wrote is not known, and the owner hears of it when that lasts. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createCatchUp } from '../../src/core/catch-up.ts';
import { LedgerFault } from '../../src/core/ledger.ts';
import type { Inbound } from '../../src/core/whatsapp.ts';
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
    mayTakeBack: () => true,
    mayBecomeOwners: () => true,
    controlChats: () => [home.world.selfIds],
    recipients: { soon: async () => {} },
    onChange() {},
  });
  expect(catchUp.link()).toBeNull();
  await catchUp.step();
  expect(catchUp.link()).not.toBeNull();
  catchUp.undecrypted(home.world.selfIds, home.clock.now());
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

describe('(2) a cancel written while nobody listened is carried out, also when', () => {
  const hour = 60 * minute;

  test('something was heard live before the chat could be read', async () => {
    await home.says('/schedule tomorrow 9:00 to Mum: hello');
    home.world.faults.cutNetwork();
    await home.pass(minute);
    home.world.ownerWrites('/cancel 1');
    await home.pass(hour);
    const whatsapp = home.whatsapp();
    const readable = whatsapp.readChat;
    whatsapp.readChat = async () => ({ kind: 'unreachable' });
    home.world.faults.restoreNetwork();
    await home.pass(10_000);
    home.world.ownerWrites('/list');
    await home.pass(10_000);
    whatsapp.readChat = readable;
    await home.pass(10_000);
    expect(home.message(1).status).toBe('cancelled');
  });

  test('it came encrypted, and its keys while the bot was down again', async () => {
    await home.says('/schedule in 23 hours to Mum: hello');
    home.world.ownerWrites('/cancel 1', { keysAfterMs: 3 * hour });
    await home.pass(hour);
    await home.says('/list');
    await home.pass(hour);
    await home.kill();
    await home.pass(2 * hour);
    await home.boot();
    expect(home.message(1).status).toBe('cancelled');
  });

  test('it was read encrypted, and decrypted by a later page', async () => {
    await home.says('/schedule in 23 hours to Mum: hello');
    await home.kill();
    home.world.ownerWrites('/cancel 1', { keysAfterMs: 3 * hour });
    await home.pass(minute);
    await home.boot();
    await home.pass(hour);
    await home.says('/list');
    await home.kill();
    await home.pass(3 * hour);
    await home.boot();
    expect(home.message(1).status).toBe('cancelled');
  });

  test('it was sent first and came in last', async () => {
    await home.says('/schedule in 23 hours to Mum: hello');
    const at = home.clock.now();
    await home.pass(hour);
    await home.says('/list');
    // A phone that was offline: its message bears the time of its writing.
    home.whatsapp().reports({
      ...{ kind: 'undecrypted', chatIds: home.world.selfIds, at },
      ...{ fromMe: true, authorIds: home.world.selfIds },
    });
    await home.pass(minute);
    const reads: number[] = [];
    const whatsapp = home.whatsapp();
    const { readChat } = whatsapp;
    whatsapp.readChat = (chatIds, since) => {
      reads.push(since);
      return readChat(chatIds, since);
    };
    home.world.faults.cutNetwork();
    await home.pass(minute);
    home.world.faults.restoreNetwork();
    await home.pass(minute);
    expect(Math.max(...reads)).toBeLessThanOrEqual(at);
  });

  test('the phone gives that part of the chat only after a while', async () => {
    await home.says('/schedule in 2 hours to Mum: hello');
    home.world.faults.cutNetwork();
    await home.pass(minute);
    home.world.ownerWrites('/cancel 1');
    await home.pass(2 * hour);
    home.world.ownerWrites('/list');
    home.world.faults.readBackOnly(10 * minute);
    home.world.faults.restoreNetwork();
    await home.pass(minute);
    expect(home.message(1).status).toBe('scheduled');
    home.world.faults.calm();
    await home.pass(5_000);
    expect(home.message(1).status).toBe('cancelled');
    expect(home.world.inbox('Mum')).toHaveLength(0);
  });

  test('it stands in a second owner’s chat, and the first one’s is read before', async () => {
    const [first, second] = [['1@c.us'], ['2@lid', '2@c.us']];
    const taken: string[] = [];
    const chats = createCatchUp(home.root().ground, {
      conversation: { receive() {}, revoked: async () => {}, drain: async () => null },
      takeIn: ({ text }) => void taken.push(text),
      mayTakeBack: () => true,
      mayBecomeOwners: () => true,
      controlChats: () => [first, second],
      recipients: { soon: async () => {} },
      onChange() {},
    });
    await chats.step();
    taken.length = 0;
    await home.pass(2 * hour);
    const line = (text: string, at: number): Inbound => ({
      ...{ waId: text, text, at, chatIds: [], authorIds: [] },
      ...{ fromMe: false, forwarded: false, quotedWaId: null, file: null },
    });
    const now = home.clock.now();
    home.whatsapp().readChat = async (ids, since) => {
      const messages = [ids === first ? line('/list', now) : line('/cancel 1', now - hour)];
      return {
        kind: 'read',
        messages: messages.filter(({ at }) => at >= since),
        undecrypted: [],
        complete: true,
      };
    };
    home.world.faults.cutNetwork();
    await home.pass(1);
    home.world.faults.restoreNetwork();
    await home.pass(1_000);
    await chats.step();
    expect(taken).toEqual(['/list', '/cancel 1']);
  });
});

test('(2, 4) what cannot be read back within two minutes holds all that was armed, once, and the owner is told', async () => {
  await home.says('/schedule in 2 hours to Mum: hello');
  await home.says('/schedule tomorrow 9:00 to Anna: later');
  home.world.faults.cutNetwork();
  await home.pass(minute);
  home.world.ownerWrites('/cancel 2');
  await home.pass(120 * minute);
  home.world.faults.readBackOnly(30 * minute);
  home.world.faults.restoreNetwork();
  await home.pass(3 * minute);
  for (const id of [1, 2])
    expect(home.message(id)).toMatchObject({ status: 'held', holdReason: 'not_caught_up' });
  expect(home.heard().join('\n')).toMatch(/I cannot read what you wrote to me\nbetween 11:50\nand 14:\d\d\./);
  expect(await home.says('/schedule in 5 seconds to Mum: on we go')).toMatch(/#3 scheduled/);
  await home.pass(minute);
  home.world.faults.cutNetwork();
  await home.pass(minute);
  home.world.faults.restoreNetwork();
  await home.pass(5 * minute);
  expect(home.heard().join('\n')).not.toMatch(/cannot read/);
  expect(home.world.inbox('Mum').map(({ text }) => text)).toEqual(['on we go']);
});
