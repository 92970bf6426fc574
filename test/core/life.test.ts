import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
beforeEach(async () => {
  home = await createHome();
  home.heard();
});
afterEach(() => home.close());

const minute = 60_000;

describe('a scheduled message', () => {
  test('goes once, at its second, and the ledger says sent on the ack', async () => {
    await home.says('/schedule in 2 minutes to Mum: hello');
    const due = home.message(1).dueAt;
    await home.clock.advanceTo(due - 1);
    expect(home.world.timesReceived('Mum', 'hello')).toBe(0);
    await home.pass(500);
    expect(home.world.timesReceived('Mum', 'hello')).toBe(1);
    expect(home.message(1)).toMatchObject({ status: 'sent' });
    expect(home.ledger().attempt(1)).toMatchObject({
      claimedAt: due,
      reservedId: home.message(1).reservedId,
    });
    await home.pass(60 * minute);
    expect(home.world.inbox('Mum')).toHaveLength(1);
  });

  test('is shown as typing three seconds before, and not to oneself', async () => {
    await home.says('/schedule in 2 minutes to Mum: hello');
    await home.says('/schedule in 2 minutes to me: hello');
    await home.clock.advanceTo(home.message(1).plannedAt - 2_900);
    expect(home.whatsapp().typed).toEqual(['447700900002@c.us']);
    await home.pass(minute);
    expect(home.whatsapp().typed).toEqual(['447700900002@c.us']);
  });

  test('that is armed after the loop went to sleep for a later one is not forgotten', async () => {
    await home.says('/schedule in 3 hours to Mum: later');
    await home.says('/schedule in 5 seconds to Anna: sooner');
    await home.pass(10_000);
    expect(home.world.timesReceived('Anna', 'sooner')).toBe(1);
  });

  test('is answered for at once, while all else sleeps', async () => {
    await home.pass(30 * minute);
    expect(await home.says('/schedule in 2 minutes to Mum: hello')).toMatch(/#1 scheduled/);
  });

  test('of two parts to a group and to two people arrives in order, once each', async () => {
    await home.says('/schedule in 2 minutes to 7B parents, Mum, Zoe Muller: one\n---\ntwo');
    await home.says('yes');
    await home.pass(3 * minute);
    for (const name of ['Parent 1', 'Mum', 'Zoë Müller'])
      expect(home.world.inbox(name).map(({ text }) => text)).toEqual(['one', 'two']);
    const planned = [1, 2, 3, 4, 5, 6].map((id) => home.message(id).plannedAt);
    expect(planned.slice(1).map((at, index) => at - (planned[index] ?? 0))).toEqual([
      3000, 3000, 3000, 3000, 3000,
    ]);
  });

  test('whose part 1 is in doubt holds part 2 back, and the owner decides', async () => {
    await home.says('/schedule in 1 minute to Mum: one\n---\ntwo');
    await home.says('yes');
    home.world.faults.acks('lost');
    await home.pass(3 * minute);
    expect(home.message(1).status).toBe('in_doubt');
    expect(home.message(2).status).toBe('scheduled');
    home.world.faults.acks('normal');
    await home.says('#1 arrived');
    await home.pass(5_000);
    expect(home.world.inbox('Mum').map(({ text }) => text)).toEqual(['one', 'two']);
  });

  test('under DRY_RUN is rehearsed, and one armed live is held', async () => {
    await home.says('/schedule in 1 hour to Mum: live');
    await home.stop();
    await home.boot({ dryRun: true });
    expect(await home.says('/schedule in 1 minute to Anna: dry')).toContain('dry: nothing will be sent');
    await home.pass(2 * 60 * minute);
    expect(home.message(1)).toMatchObject({ status: 'held', holdReason: 'live_under_dry_run' });
    expect(home.message(2).status).toBe('rehearsed');
    expect(home.world.wire().filter(({ chatId }) => !home.world.selfIds.includes(chatId))).toEqual([]);
  });
});

describe('a late message', () => {
  test('goes within its grace when the network is back', async () => {
    await home.says('/schedule in 2 minutes to Mum: hello');
    home.world.faults.cutNetwork();
    await home.pass(10 * minute);
    expect(home.world.inbox('Mum')).toHaveLength(0);
    home.world.faults.restoreNetwork();
    await home.pass(5_000);
    expect(home.world.timesReceived('Mum', 'hello')).toBe(1);
  });

  test('past its grace is missed, told, and never goes by itself', async () => {
    await home.says('/schedule in 2 minutes to Mum: hello');
    home.world.faults.cutNetwork();
    await home.pass(18 * minute);
    expect(home.message(1).status).toBe('missed');
    home.world.faults.restoreNetwork();
    await home.pass(5_000);
    expect(home.heard().join('\n')).toContain('#1 to Mum missed the time');
    await home.pass(60 * minute);
    expect(home.world.inbox('Mum')).toHaveLength(0);
    await home.says('send');
    await home.pass(5_000);
    expect(home.world.timesReceived('Mum', 'hello')).toBe(1);
    expect(home.message(2)).toMatchObject({ replaces: 1, status: 'sent' });
  });
});

describe('clocks', () => {
  test('a jump forward holds what it made overdue, and tells the owner', async () => {
    await home.says('/schedule in 2 hours to Mum: hello');
    home.clock.step(2 * 60 * minute + 5 * minute);
    await home.pass(2 * minute);
    expect(home.message(1)).toMatchObject({ status: 'held', holdReason: 'clock' });
    expect(home.heard().join('\n')).toContain('clock jumped');
    expect(home.world.inbox('Mum')).toHaveLength(0);
  });

  test('a jump back sends nothing twice, and nothing while it is behind what was seen', async () => {
    await home.says('/schedule in 10 seconds to Mum: first');
    await home.pass(20_000);
    await home.says('/schedule in 30 seconds to Mum: second');
    home.clock.step(-60 * minute);
    await home.pass(5 * minute);
    expect(home.world.timesReceived('Mum', 'first')).toBe(1);
    expect(home.world.timesReceived('Mum', 'second')).toBe(0);
    await home.pass(60 * minute);
    expect(home.world.timesReceived('Mum', 'first')).toBe(1);
    expect(home.world.timesReceived('Mum', 'second')).toBe(1);
  });

  test('a correction of seconds changes nothing', async () => {
    await home.says('/schedule in 1 minute to Mum: hello');
    home.clock.step(5_000);
    await home.pass(2 * minute);
    expect(home.message(1).status).toBe('sent');
  });
});

describe('quiet hours', () => {
  const quietHours = { from: 23 * 60, to: 7 * 60 };

  test('are asked about, and hold what comes into them by being late', async () => {
    await home.close();
    home = await createHome({ start: '2026-11-24T22:40:00Z', settings: { quietHours } });
    expect(await home.says('/schedule at 23:30 to Mum: in the quiet')).toContain('In your quiet hours.');
    await home.says('yes');
    await home.says('/schedule at 22:55 to Anna: before it');
    home.world.faults.cutNetwork();
    await home.pass(25 * minute);
    home.world.faults.restoreNetwork();
    await home.pass(60 * minute);
    expect(home.message(2)).toMatchObject({ status: 'held', holdReason: 'quiet_hours' });
    expect(home.world.inbox('Anna')).toHaveLength(0);
    expect(home.world.timesReceived('Mum', 'in the quiet')).toBe(1);
  });
});
