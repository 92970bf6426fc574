/** Where a cancel comes in between: what it may say there, and what it must take away. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
beforeEach(async () => {
  home = await createHome();
  home.heard();
});
afterEach(() => home.close());

const minute = 60_000;

describe('(2) a cancel', () => {
  test('between the hand-over and its ack is too late, and says so', async () => {
    await home.says('/schedule in 10 seconds to Mum: hello');
    home.world.faults.acks({ delayMs: 500 });
    await home.clock.advanceTo(home.message(1).plannedAt + 20);
    expect(home.message(1).status).toBe('sending');
    home.world.ownerWrites('/cancel 1');
    await home.pass(5_000);
    expect(home.heard().join('\n')).toContain('#1 to Mum: too late, WhatsApp took it at');
    expect(home.world.timesReceived('Mum', 'hello')).toBe(1);
    expect(home.message(1).status).toBe('sent');
  });

  test('when the gate cannot tell promises nothing, and destroys the page', async () => {
    await home.says('/schedule in 10 seconds to Mum: hello');
    home.world.faults.acks('lost');
    home.whatsapp().abort = async () => new Map();
    await home.clock.advanceTo(home.message(1).plannedAt + 20);
    home.world.ownerWrites('/cancel 1');
    await home.pass(3_000);
    expect(home.ledger().pageIsDead(home.ledger().attempt(1)?.pageGeneration ?? '')).toBe(true);
    home.world.faults.acks('normal');
    await home.pass(minute);
    const heard = home.heard().join('\n');
    expect(heard).toContain('#1 to Mum: too late to stop it and not yet confirmed');
    expect(heard).not.toContain('never left');
    expect(home.message(1).status).toBe('in_doubt');
  });

  test('of one in doubt leaves it in doubt, and destroys the page that may hold it', async () => {
    await home.says('/schedule in 10 seconds to Mum: hello');
    home.world.faults.acks('lost');
    await home.pass(minute);
    home.world.faults.acks('normal');
    const page = home.ledger().attempt(1)?.pageGeneration ?? '';
    expect(home.ledger().pageIsDead(page)).toBe(false);
    home.heard();
    home.world.ownerWrites('/cancel 1');
    await home.pass(10_000);
    const heard = home.heard().join('\n');
    expect(heard).toContain('#1 to Mum: too late to stop it and not yet confirmed');
    expect(heard).not.toContain('never left');
    expect(home.message(1).status).toBe('in_doubt');
    expect(home.ledger().pageIsDead(page)).toBe(true);
  });

  test('by editing the command takes the old words back and arms the new ones', async () => {
    const waId = home.world.ownerWrites('/schedule in 10 minutes to Mum: old');
    await home.pass(2_000);
    home.world.ownerEdits(waId, '/schedule in 10 minutes to Mum: new');
    await home.pass(60 * minute);
    expect(home.message(1).status).toBe('cancelled');
    expect(home.world.inbox('Mum').map(({ text }) => text)).toEqual(['new']);
  });
});
