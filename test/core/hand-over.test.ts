/** What becomes of a message between its claim and the page: each outcome of the hand-over, and its last instant. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { HandOver, HandOverOutcome } from '../../src/core/whatsapp.ts';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
beforeEach(async () => {
  home = await createHome({ settings: { graceMs: 60_000 } });
  home.heard();
});
afterEach(() => home.close());

const minute = 60_000;

type Way = (request: HandOver) => Promise<HandOverOutcome>;

/** Puts something between the bot and the page's own hand-over; returns what was asked of it. */
function between(way: (page: Way) => Way): HandOver[] {
  const asked: HandOver[] = [];
  const whatsapp = home.whatsapp();
  const through = way(whatsapp.handOver.bind(whatsapp));
  whatsapp.handOver = (request) => {
    asked.push(request);
    return through(request);
  };
  return asked;
}

test('(5, 11) one without an answer is in doubt, told, and not begun a second time', async () => {
  await home.says('/schedule in 10 seconds to Mum: hello');
  const { reservedId } = home.message(1);
  let answered = false;
  const asked = between((page) => (request) => {
    if (request.reservedId !== reservedId || answered) return page(request);
    answered = true;
    return Promise.resolve({ kind: 'unknown', because: 'timeout' });
  });
  await home.pass(60 * minute);
  expect(home.message(1).status).toBe('in_doubt');
  expect(home.heard().join('\n')).toMatch(/#1 to Mum: I can't tell if it went\.\n.*gave no clear answer/);
  expect(asked.filter((request) => request.reservedId === reservedId)).toHaveLength(1);
  expect(home.world.inbox('Mum')).toHaveLength(0);
});

test.each([
  ['with an ack', true, 'sent'],
  ['without one', false, 'in_doubt'],
] as const)(
  '(5) one refused because WhatsApp knows its id, %s, is not said to have never left',
  async (_, acked, status) => {
    await home.says('/schedule in 10 seconds to Mum: hello');
    const { reservedId, chat } = home.message(1);
    if (acked) home.whatsapp().knows(reservedId, chat.chatId);
    else
      between(
        (page) => (request) =>
          request.reservedId === reservedId
            ? Promise.resolve({ kind: 'refused', because: 'known_id' })
            : page(request),
      );
    await home.pass(20_000);
    expect(home.message(1).status).toBe(status);
    expect(home.ledger().events(1).at(-1)?.evidence).toBe(acked ? 'look_up_ack' : 'known_id');
    expect(home.heard().join('\n')).not.toContain('never left');
    expect(home.world.inbox('Mum')).toHaveLength(0);
  },
);

test('hand-overs of messages and of what the bot says are one at a time', async () => {
  let now = 0;
  let most = 0;
  const asked = between((page) => async (request) => {
    most = Math.max(most, ++now);
    await home.clock.sleepUntil(home.clock.now() + 300);
    const outcome = await page(request);
    now -= 1;
    return outcome;
  });
  await home.says('/schedule in 30 seconds to Mum: hello');
  await home.says('/schedule in 28 seconds to Anna: hello');
  await home.clock.advanceTo(home.message(1).plannedAt - 100);
  home.world.ownerWrites('/list');
  home.world.ownerWrites('/status');
  await home.pass(10_000);
  expect(home.world.inbox('Mum')).toHaveLength(1);
  expect(asked).toHaveLength(6);
  expect(most).toBe(1);
});

test('(10) one that reaches the page when its grace ends is refused there, and told', async () => {
  await home.says('/schedule in 10 seconds to Mum: hello');
  home.world.faults.cutNetwork();
  const { plannedAt, reservedId } = home.message(1);
  await home.clock.advanceTo(plannedAt + 50_000);
  between((page) => async (request) => {
    if (request.reservedId === reservedId) await home.clock.sleepUntil(plannedAt + minute);
    return page(request);
  });
  home.world.faults.restoreNetwork();
  await home.pass(60 * minute);
  expect(home.ledger().attempt(1)?.claimedAt).toBeLessThan(plannedAt + minute);
  expect(home.message(1).status).toBe('failed');
  expect(home.heard().join('\n')).toContain('#1 to Mum was not sent');
  expect(home.world.inbox('Mum')).toHaveLength(0);
});

test('(10) one that the page could not deliver is not delivered past its grace: the page is destroyed', async () => {
  await home.says('/schedule in 10 seconds to Mum: hello');
  const { plannedAt } = home.message(1);
  await home.clock.advanceTo(plannedAt - 10);
  home.world.faults.cutNetwork({ silently: true });
  await home.clock.advanceTo(plannedAt + minute);
  const page = home.ledger().attempt(1)?.pageGeneration ?? '';
  expect(home.message(1).status).toBe('in_doubt');
  expect(home.ledger().pageIsDead(page)).toBe(false);
  await home.pass(1_000);
  expect(home.ledger().pageIsDead(page)).toBe(true);
  home.world.faults.restoreNetwork();
  await home.pass(60 * minute);
  expect(home.world.inbox('Mum')).toHaveLength(0);
  expect(home.message(1).status).toBe('in_doubt');
});
