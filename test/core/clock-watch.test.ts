import { afterEach, beforeEach, expect, test } from 'vitest';
import { createClockWatch } from '../../src/core/clock-watch.ts';
import { createHome, type Home } from '../sim/home.ts';
import type { Ear } from '../sim/world.ts';

let home: Home;
let ear: Ear;
beforeEach(async () => {
  home = await createHome();
  await home.kill();
  const { listen } = home.world;
  home.world.listen = (heard) => {
    ear = heard;
    return listen(heard);
  };
  await home.boot();
  home.heard();
});
afterEach(() => home.close());

const minute = 60_000;

/** The owner writes just now, and WhatsApp's own time of it is ahead of ours. */
function writesAhead(byMs: number): void {
  ear.line({
    waId: `3A${byMs.toString(16).toUpperCase().padStart(18, '0')}`,
    text: '/status',
    at: home.clock.now() + byMs,
    from: 'phone',
    quotedWaId: null,
    readableAt: 0,
    revoked: false,
  });
}

test('(10) by a clock over a minute behind WhatsApp’s own nothing goes, the owner is told, and then it goes', async () => {
  await home.says('/schedule in 30 seconds to Mum: hello');
  writesAhead(5 * minute);
  await home.pass(2 * minute);
  expect(home.message(1).status).toBe('scheduled');
  expect(home.heard().join('\n')).toMatch(/My clock is [\s\S]* behind/);
  writesAhead(0);
  await home.pass(5_000);
  expect(home.world.timesReceived('Mum', 'hello')).toBe(1);
});

test('a minute of difference holds nothing up: WhatsApp’s times are whole seconds, and its servers differ', async () => {
  await home.says('/schedule in 30 seconds to Mum: hello');
  writesAhead(50_000);
  await home.pass(minute);
  expect(home.world.timesReceived('Mum', 'hello')).toBe(1);
});

test('(10) a start by a clock over a minute behind what stands in the ledger trusts it only when it has caught up', async () => {
  await home.says('/schedule in 1 hour to Mum: hello');
  const last = home.ledger().lastEventAt() ?? 0;
  home.clock.step(-5 * minute);
  const watch = createClockWatch(home.root().ground);
  const trustedNow = () => watch.trusts(home.clock.now());
  expect(trustedNow()).toBe(false);
  await home.clock.advanceTo(last - minute - 1);
  expect(trustedNow()).toBe(false);
  await home.pass(1);
  expect(trustedNow()).toBe(true);
  await home.pass(5 * minute);
  expect(home.heard().join('\n')).toMatch(/My clock is [\s\S]* behind/);
});
