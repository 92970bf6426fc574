/** (5) What the page fails to send by itself is heard of, though no event tells it. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
beforeEach(async () => {
  home = await createHome();
  home.heard();
});
afterEach(() => home.close());

const second = 1_000;

test('a send that the page says has failed is in doubt, and told so, long before the wait for its ack is over', async () => {
  await home.says('/schedule in 20 seconds to Mum: failed');
  home.world.faults.failWithoutNack(1);
  await home.pass(20 * second + 5 * second);
  expect(home.message(1).status).toBe('sending');
  await home.pass(10 * second);
  expect(home.message(1).status).toBe('in_doubt');
  const [last] = home.ledger().events(1).slice(-1);
  expect(last).toMatchObject({ to: 'in_doubt', evidence: 'send_failure_without_nack' });
  expect(home.heard().join('\n')).toContain('WhatsApp Web failed to send it');
});

test('one that only waits is left to wait', async () => {
  await home.says('/schedule in 20 seconds to Mum: silent');
  home.world.faults.acks('lost');
  await home.pass(20 * second + 40 * second);
  expect(home.message(1).status).toBe('sending');
  await home.pass(10 * second);
  expect(home.ledger().events(1).slice(-1)).toMatchObject([{ evidence: 'no_ack_in_time' }]);
});
