/** (3, 4) WhatsApp Web opened elsewhere: nothing goes until the owner says so, and the owner can say so. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
beforeEach(async () => {
  home = await createHome();
  home.heard();
});
afterEach(() => home.close());

const minute = 60_000;

test('a conflict is no dead end: a new page hears the owner, and /resume goes on', async () => {
  await home.says('/schedule in 3 minutes to Mum: asked about');
  await home.says('/schedule in 30 minutes to Anna: after it');
  home.heard();
  home.whatsapp().conflict();
  await home.pass(4 * minute);
  expect(home.whatsapp().link()).toMatchObject({ state: 'blocked', why: 'conflict' });
  expect(home.heard()).toEqual([]);
  await home.pass(2 * minute);
  const told = home.heard().join('\n');
  expect(told).toContain(
    'WhatsApp Web\nwas opened elsewhere with this account.\nI hear you again: /resume goes on.',
  );
  expect(told).toMatch(
    /📶 I was offline 12:00 to 12:05:\nWhatsApp Web was in use elsewhere\.\n1 due meanwhile has not gone\./,
  );
  expect(home.message(1).status).toBe('scheduled');
  expect(await home.says('/resume')).toContain('#1');
  await home.pass(30 * minute);
  expect(home.world.inbox('Mum')).toEqual([]);
  expect(home.world.timesReceived('Anna', 'after it')).toBe(1);
});

test('a /resume written while the session is elsewhere is heard when the page is back', async () => {
  await home.says('/schedule in 20 minutes to Anna: after it');
  home.whatsapp().conflict();
  await home.pass(minute);
  home.world.ownerWrites('/resume');
  await home.pass(10 * minute);
  expect(home.ledger().latch('breaker')).toBeNull();
  await home.pass(20 * minute);
  expect(home.world.timesReceived('Anna', 'after it')).toBe(1);
});

test('an account that WhatsApp refuses is tried again, and what was due within its grace goes once', async () => {
  await home.says('/schedule in 2 minutes to Mum: late');
  home.heard();
  home.whatsapp().block(7 * minute);
  await home.pass(12 * minute);
  expect(home.world.timesReceived('Mum', 'late')).toBe(1);
  expect(home.heard().join('\n')).toMatch(
    /WhatsApp refused this account\.\n(?:Nothing was missed\.\n)?1 went late\./,
  );
});
