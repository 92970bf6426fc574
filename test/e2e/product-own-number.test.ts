import { expect, test } from 'vitest';
import { startedProduct, until } from './product-rig.ts';

/** The bot has the simulated account as a number of its own; Mum is the owner who writes to it. */
const product = startedProduct({ selfChat: 'lid' }, ({ start, simulator }) =>
  start({ OWNERS: '+447700900002' }, 'ready', () => simulator.world.inbox('Mum').length > 0),
);
const world = () => product().simulator.world;
const toMum = () =>
  world()
    .inbox('Mum')
    .map(({ text }) => text);
/** Mum writes; what she gets next. */
const answered = (text: string) => {
  const before = toMum().length;
  world().personWrites('Mum', text);
  return until(`an answer to ${text}`, () => toMum()[before]);
};

test('the owner is welcomed in their direct chat, and commands from there', async () => {
  expect(toMum()[0]).toContain('Sendonce is linked');
  world().personWrites('Mum', '/schedule in 3 seconds to Anna: from a number of its own');
  await until('the confirmation', () => toMum().some((text) => text.includes('#1 scheduled')));
  await until('the delivery', () => world().timesReceived('Anna', 'from a number of its own') === 1);
  await until('the ack', async () => (await answered('/show 1')).includes('sent: WhatsApp confirmed it'));
});

test('nobody else does: not the account itself, not a stranger, not an owner in a group, not a forwarded command', async () => {
  world().ownerWrites('/stop');
  world().ownerWritesTo('Mum', '/stop');
  world().personWrites('Anna', '/stop');
  world().personWrites('Stranger', '/stop');
  world().personWrites('Mum', '/stop', { group: 'Family' });
  world().personWrites('Mum', '/stop', { forwarded: true });
  // Behind all of them: what is answered was heard after them.
  expect(await answered('/list')).not.toContain('Stopped');
  expect(await product().stands()).not.toBe('stopped');
  world().personWrites('Mum', '/stop');
  await until('the stop', async () => (await product().stands()) === 'stopped');
});
