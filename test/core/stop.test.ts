import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
beforeEach(async () => {
  home = await createHome({ settings: { maxPerMinute: 100 } });
  home.heard();
});
afterEach(() => home.close());

const minute = 60_000;
const outside = () => home.world.wire().filter(({ chatId }) => !home.world.selfIds.includes(chatId));

async function twentyDue(): Promise<void> {
  for (let index = 1; index <= 20; index++) await home.says(`/schedule at 13:00:00 to Mum: number ${index}`);
}

test('with twenty messages due within a second nothing leaves after its commit, nor after a restart', async () => {
  await twentyDue();
  await home.clock.advanceTo(home.message(1).plannedAt);
  await home.pass(30);
  home.world.ownerWrites('/stop');
  const committed = home.clock.now();
  await home.pass(2_000);
  const reply = home.heard().join('\n');
  expect(reply).toMatch(/^🛑 Stopped\. \d+ messages are frozen/);
  expect(home.ledger().latch('stopped')?.setAt).toBe(committed);
  for (let id = 1; id <= 20; id++) {
    const attempt = home.ledger().attempt(id);
    if (attempt !== null) expect(attempt.claimedAt).toBeLessThanOrEqual(committed);
  }
  const left = outside().length;
  expect(left).toBeLessThan(20);
  await home.pass(60 * minute);
  await home.kill();
  await home.boot();
  await home.pass(24 * 60 * minute);
  expect(outside()).toHaveLength(left);
  // While stopped nothing expires.
  expect(home.ledger().count({ statuses: ['missed'] })).toBe(0);
});

test('a resume asks about the overdue, and nothing is blasted', async () => {
  await twentyDue();
  await home.says('/stop');
  await home.pass(2 * 60 * minute);
  const reply = await home.says('/resume');
  expect(reply).toContain('20 messages overdue, nothing of it goes by itself');
  expect(reply).toContain('Answer: 1 send · 2 drop · all drop');
  await home.pass(60 * minute);
  expect(outside()).toEqual([]);
  expect(home.ledger().count({ statuses: ['held'] })).toBe(20);
  await home.says('1 send');
  await home.pass(5_000);
  expect(outside().map(({ text }) => text)).toEqual(['number 1']);
  expect(await home.says('all drop')).toContain('dropped');
  expect(home.ledger().count({ statuses: ['held'] })).toBe(0);
});

test.each(['/stop', 'stop', 'STOP!', '🛑', '!stop', '／stop', '/ Stop.'])('%s stops', async (words) => {
  await home.says(words);
  expect(home.ledger().latch('stopped')).not.toBeNull();
});

test.each(['stop it', 'nonstop', 'please stop', 'st op', '/stopp'])(
  '%s does not stop by itself',
  async (words) => {
    await home.says(words);
    expect(home.ledger().latch('stopped')).toBeNull();
  },
);

test('a stop that was read again after a resume does not stop again', async () => {
  const waId = home.world.ownerWrites('/stop');
  await home.pass(2_000);
  await home.says('/resume');
  home.world.repeats(waId);
  home.world.faults.cutNetwork();
  await home.pass(5_000);
  home.world.faults.restoreNetwork();
  await home.pass(5_000);
  expect(home.ledger().latch('stopped')).toBeNull();
});

test('a STOP file stops inside the claim itself, and resume removes it', async () => {
  await home.says('/schedule in 1 minute to Mum: hello');
  writeFileSync(join(home.folder, 'STOP'), '');
  await home.pass(10 * minute);
  expect(outside()).toEqual([]);
  expect(home.heard().join('\n')).toContain('there is a STOP file in my data folder');
  expect(await home.says('/resume')).toContain('1 message overdue');
  expect(existsSync(join(home.folder, 'STOP'))).toBe(false);
});

test('the stop from outside is committed before it answers, and the owner hears of it', async () => {
  await home.says('/schedule in 1 minute to Mum: hello');
  const report = home.root().bot.emergencyStop();
  expect(home.ledger().latch('stopped')).not.toBeNull();
  await home.pass(2_000);
  expect(await report).toMatchObject({ frozen: 1, left: [], onTheirWay: [], keptBack: [] });
  expect(home.heard().join('\n')).toContain('Stopped from the command line');
  await home.pass(10 * minute);
  expect(outside()).toEqual([]);
});

test('a stop with a message whose ack is lost destroys the page that may still hold it', async () => {
  await home.says('/schedule in 10 seconds to Mum: hello');
  await home.clock.advanceTo(home.message(1).plannedAt - 100);
  home.world.faults.cutNetwork({ silently: true });
  await home.pass(1_000);
  expect(home.message(1).status).toBe('sending');
  const report = home.root().bot.emergencyStop();
  await home.pass(10_000);
  expect((await report).onTheirWay.map(({ id }) => id)).toEqual([1]);
  expect(home.message(1).status).toBe('in_doubt');
  home.world.faults.restoreNetwork();
  await home.pass(60 * minute);
  expect(home.world.inbox('Mum')).toHaveLength(0);
});
