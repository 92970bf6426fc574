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

test('(10) a clock that was ahead and is put back waits for what it saw then, whatever was written since, or for the owner', async () => {
  home.clock.step(120 * minute);
  await home.pass(minute);
  await home.says('/schedule in 3 hours to Anna: seen by the wrong clock');
  home.clock.step(-120 * minute);
  await home.pass(minute);
  home.heard();
  // The last event bears a time that is right; the latest one does not.
  await home.says('/schedule in 30 seconds to Mum: hello');
  await home.pass(5 * minute);
  expect(home.message(2).status).toBe('scheduled');
  expect(home.world.inbox('Mum')).toHaveLength(0);
  expect(await home.says('/resume')).toMatchInlineSnapshot(`
    "▶️ I was not stopped.
    I go by my clock as it is now:
    Tue 24 Nov, 12:07:10.
    ⌛ 1 message overdue, nothing of it goes by itself:
    1) #2 Mum 12:02:38
    Answer: send · drop · move 18:00"
  `);
  await home.says('/schedule in 30 seconds to Mum: hello again');
  await home.pass(minute);
  expect(home.world.timesReceived('Mum', 'hello again')).toBe(1);
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
