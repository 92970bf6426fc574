/** A command whose effects break the program is answered, and changes nothing: it must not break every later start. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CommandContext } from '../../src/chat/command.ts';
import { createConversation } from '../../src/chat/conversation.ts';
import type { Dispatcher } from '../../src/core/dispatcher.ts';
import { LedgerFault } from '../../src/core/ledger.ts';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
beforeEach(async () => {
  home = await createHome({ memory: true });
  await home.kill();
  await home.boot();
});
afterEach(() => home.close());

const dispatcher: Dispatcher = {
  paused: (act) => act(),
  tick: async () => null,
  destroyPageOf: async () => undefined,
};

function converse(carryOut: () => void) {
  const { ground } = home.root();
  const conversation = createConversation(
    { ...ground, log: { ...ground.log, error: () => undefined } },
    dispatcher,
    {
      startedAt: 0,
      context: (command) => ({ command, ground, zone: 'Europe/London' }) as CommandContext,
      route: async () => ({
        carryOut: (record) =>
          ground.ledger.write((tx) => {
            tx.set('half', 'done');
            carryOut();
            record(tx, { text: 'done' });
          }),
      }),
    },
  );
  conversation.receive(
    {
      waId: '3A00000000000000F1',
      chatIds: ['447700900001@c.us'],
      fromMe: true,
      authorIds: ['447700900001@c.us'],
      text: '/list',
      at: home.clock.now(),
      forwarded: false,
      quotedWaId: null,
      file: null,
    },
    true,
  );
  return conversation;
}

const replies = (): string[] =>
  home
    .ledger()
    .noticesWaiting()
    .map(({ body }) => body);

test('a command whose effects throw is answered once, undone, and not carried out again', async () => {
  let times = 0;
  const conversation = converse(() => {
    times++;
    throw new TypeError('a bug');
  });
  await conversation.drain();
  await conversation.drain();
  expect(times).toBe(1);
  expect(replies()).toEqual(['⚠️ I failed at this command.\nNothing was changed. /help']);
  expect(home.ledger().setting('half')).toBeNull();
  expect(home.ledger().commandsReceived()).toEqual([]);
});

test('a fault of the ledger is not the command’s: it is carried out when the ledger is well again', async () => {
  let full = true;
  const conversation = converse(() => {
    if (full) throw new LedgerFault('full');
  });
  await expect(conversation.drain()).rejects.toThrow('full');
  expect(replies()).toEqual([]);
  full = false;
  await conversation.drain();
  expect(replies()).toEqual(['done']);
});
