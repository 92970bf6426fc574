/** (5) What counts as evidence, and what does not. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { settleByAck } from '../../src/core/settle.ts';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
beforeEach(async () => {
  home = await createHome();
  home.heard();
});
afterEach(() => home.close());

async function reconnect(): Promise<void> {
  home.world.faults.cutNetwork();
  await home.pass(1_000);
  home.world.faults.restoreNetwork();
  await home.pass(5_000);
}

test('an ack of 0 is none: the message stays in sending', async () => {
  await home.says('/schedule in 10 seconds to Mum: hello');
  home.world.faults.acks('lost');
  await home.clock.advanceTo(home.message(1).plannedAt + 100);
  const { ledger, tell, clock } = home.root().ground;
  ledger.write((tx) =>
    settleByAck({ tx, tell, at: clock.now(), breakerAfter: 3 }, home.message(1), 0, 'ack'),
  );
  expect(home.message(1)).toMatchObject({ status: 'sending', ack: null });
});

test('a look-up that shows no ack leaves the message in doubt', async () => {
  await home.says('/schedule in 10 seconds to Mum: hello');
  home.world.faults.failWithoutNack(1);
  await home.pass(70_000);
  expect(home.message(1).status).toBe('in_doubt');
  await reconnect();
  expect(home.message(1).status).toBe('in_doubt');
  expect(home.heard().join('\n')).not.toContain('confirmed. It was sent');
});

test('a look-up that shows an ack settles it as sent, and the owner hears of it', async () => {
  await home.says('/schedule in 10 seconds to Mum: hello');
  home.world.faults.acks('lost');
  await home.pass(70_000);
  expect(home.message(1).status).toBe('in_doubt');
  home.world.faults.acks('normal');
  const { reservedId, chat } = home.message(1);
  home.whatsapp().knows(reservedId, chat.chatId);
  // A new page, since the old one would send it again under its id, and be told by the server itself.
  home.whatsapp().crashPage();
  await home.pass(5_000);
  expect(home.message(1)).toMatchObject({ status: 'sent', ack: 1 });
  expect(home.ledger().events(1).at(-1)).toMatchObject({ to: 'sent', evidence: 'look_up_ack' });
  expect(home.heard().join('\n')).toContain('#1 to Mum: now confirmed');
});

test('a look-up that shows a scheduled message, even without an ack, holds it: another copy of the folder has it', async () => {
  await home.says('/schedule in 5 minutes to Mum: hello');
  home.whatsapp().lookUp = async (_, ids) =>
    ids.map((reservedId) => ({ reservedId, found: { kind: 'present', ack: 0, sendFailure: false } }));
  await reconnect();
  expect(home.message(1)).toMatchObject({ status: 'held', holdReason: 'known_id' });
  await home.pass(60 * 60_000);
  expect(home.world.inbox('Mum')).toHaveLength(0);
});
