/** (4) The owner is told, whatever became of a message, and in whichever connection that succeeds. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LedgerFault } from '../../src/core/ledger.ts';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
beforeEach(async () => {
  home = await createHome();
  home.heard();
});
afterEach(() => home.close());

const minute = 60_000;

test('of a message refused before its hand-over: that it never left, and why', async () => {
  await home.says('/schedule in 10 seconds to Mum: hello');
  const whatsapp = home.whatsapp();
  const page = whatsapp.handOver.bind(whatsapp);
  whatsapp.handOver = async (request) => {
    whatsapp.handOver = page;
    return request.text === 'hello' ? { kind: 'refused', because: 'not_connected' } : page(request);
  };
  await home.pass(20_000);
  expect(home.message(1).status).toBe('failed');
  expect(home.heard().join('\n')).toMatch(
    /#1 to Mum was not sent:\s+the connection was down[\s\S]*It never left\.\s+Reply: send · drop/,
  );
  await home.pass(60 * minute);
  expect(home.world.inbox('Mum')).toHaveLength(0);
});

test('of a message held because the clock jumped over its time', async () => {
  await home.says('/schedule in 2 hours to Mum: hello');
  home.clock.step(125 * minute);
  await home.pass(2 * minute);
  expect(home.heard().join('\n')).toMatch(/✋ #1 to Mum held/);
});

test('of a message held because WhatsApp knows it already', async () => {
  await home.says('/schedule in 5 minutes to Mum: hello');
  const { reservedId, chat } = home.message(1);
  home.whatsapp().knows(reservedId, chat.chatId);
  home.world.faults.cutNetwork();
  await home.pass(1_000);
  home.world.faults.restoreNetwork();
  await home.pass(5_000);
  expect(home.message(1)).toMatchObject({ status: 'held', holdReason: 'known_id' });
  expect(home.heard().join('\n')).toMatch(/✋ #1 to Mum held/);
});

test('of the one message that is past its grace, and not of the one that can still go', async () => {
  await home.says('/schedule in 1 minute to Mum: too late');
  await home.says('/schedule in 10 minutes to Anna: in time');
  home.world.faults.cutNetwork();
  await home.pass(17 * minute);
  expect(home.message(1).status).toBe('missed');
  expect(home.message(2).status).toBe('scheduled');
  home.world.faults.restoreNetwork();
  await home.pass(5_000);
  expect(home.world.timesReceived('Anna', 'in time')).toBe(1);
  expect(home.world.inbox('Mum')).toHaveLength(0);
  const heard = home.heard().join('\n');
  expect(heard).toContain('#1 to Mum missed');
  expect(heard).not.toContain('#2 to Anna missed');
});

async function nextConnection(): Promise<void> {
  home.world.faults.cutNetwork();
  await home.pass(1_000);
  home.world.faults.restoreNetwork();
  await home.pass(minute);
}

test('what was never acknowledged is told once more on the next connection, and no oftener', async () => {
  home.world.faults.acks('lost');
  home.world.ownerWrites('/list');
  const told = () =>
    home.world.control().filter(({ from, text }) => from === 'page' && /📋/.test(text)).length;
  await home.pass(80_000);
  expect(told()).toBe(1);
  await nextConnection();
  expect(told()).toBe(2);
  await nextConnection();
  await nextConnection();
  expect(told()).toBe(2);
});

test('what was refused time and again before it left is told all the same, once', async () => {
  const whatsapp = home.whatsapp();
  const page = whatsapp.handOver.bind(whatsapp);
  let refusals = 0;
  whatsapp.handOver = async (request) =>
    ++refusals <= 5 ? { kind: 'refused', because: 'not_connected' } : page(request);
  home.world.ownerWrites('/list');
  await home.pass(minute);
  expect(refusals).toBe(6);
  expect(home.heard()).toHaveLength(1);
});

test('in order, each once, of every command of a burst, though the first replies are never acknowledged', async () => {
  const replies = (): number[] =>
    home
      .heard()
      .flatMap((text) => /^⏰ #(\d+) scheduled/.exec(text)?.[1] ?? [])
      .map(Number);
  home.world.faults.acks('lost');
  for (let index = 1; index <= 3; index++)
    home.world.ownerWrites(`/schedule tomorrow 9:${10 + index} to Mum: number ${index}`);
  await home.pass(20_000);
  expect(replies()).toEqual([1, 2, 3]);
  home.world.faults.acks('normal');
  for (let index = 4; index <= 40; index++)
    home.world.ownerWrites(`/schedule tomorrow 9:${10 + index} to Mum: number ${index}`);
  await home.pass(60_000);
  const later = replies().filter((id) => id > 3);
  expect(later).toEqual(Array.from({ length: 37 }, (_, index) => 4 + index));
});

test('in a connection that lasts, although what became of the first try could not be written down', async () => {
  const { ledger } = home.root().ground;
  const write = ledger.write;
  let failed = false;
  Object.assign(ledger, {
    write: (act: Parameters<typeof write>[0]) =>
      write((tx) =>
        act({
          ...tx,
          settleTelling(...telling) {
            if (failed) return tx.settleTelling(...telling);
            failed = true;
            throw new LedgerFault('busy');
          },
        }),
      ),
  });
  home.world.faults.handOver('throws_before');
  home.world.ownerWrites('/list');
  await home.pass(3 * minute);
  expect(failed).toBe(true);
  expect(home.heard().join('\n')).toContain('Nothing scheduled');
  expect(home.ledger().noticesWaiting()).toEqual([]);
});
