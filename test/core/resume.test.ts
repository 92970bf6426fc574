/** (3) A stop wins over a "go on" that is older than it, however late that one is read. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
beforeEach(async () => {
  home = await createHome();
  await home.says('/schedule in 10 minutes to Mum: hello');
  home.heard();
});
afterEach(() => home.close());

const minute = 60_000;
const older = /Still stopped: that \/resume is older\s+than the stop of .*\s+Write \/resume again/;

async function away(act: () => Promise<void>): Promise<void> {
  home.world.faults.cutNetwork();
  await act();
  home.world.faults.restoreNetwork();
  await home.pass(5_000);
}

test('both written while nobody listened: the later one counts', async () => {
  await away(async () => {
    home.world.ownerWrites('/resume');
    await home.pass(2_000);
    home.world.ownerWrites('/stop');
    await home.pass(2_000);
  });
  expect(home.ledger().latch('stopped')).not.toBeNull();
  expect(home.heard().join('\n')).toMatch(older);
  await away(async () => {
    home.world.ownerWrites('stop');
    await home.pass(2_000);
    home.world.ownerWrites('/resume');
    await home.pass(2_000);
  });
  expect(home.ledger().latch('stopped')).toBeNull();
});

test('a STOP file put after it, and found before or after it is read', async () => {
  await away(async () => {
    home.world.ownerWrites('/resume');
    await home.pass(minute);
    home.root().ground.stopFile.put();
    await home.pass(minute);
  });
  await home.pass(20 * minute);
  expect(home.heard().join('\n')).toMatch(older);
  expect(home.world.inbox('Mum')).toHaveLength(0);
  expect(await home.says('/resume')).toContain('Going on.');
});

test('a breaker that tripped after it', async () => {
  await away(async () => {
    home.world.ownerWrites('/resume');
    await home.pass(minute);
    home.ledger().write((tx) => tx.setLatch({ name: 'breaker', setAt: home.clock.now(), why: 'crash_loop' }));
  });
  expect(home.ledger().latch('breaker')).not.toBeNull();
  expect(await home.says('/resume')).toContain('Going on.');
});

test('a stop from outside that came after it, beside one that stood already', async () => {
  await home.says('/stop');
  await away(async () => {
    home.world.ownerWrites('/resume');
    await home.pass(minute);
    void home.root().bot.emergencyStop();
    await home.pass(minute);
  });
  expect(home.ledger().latch('stopped')).not.toBeNull();
  expect(home.heard().join('\n')).toMatch(older);
  expect(await home.says('/resume')).toContain('Going on.');
});
