import { expect, test } from 'vitest';
import { startLoop } from '../../src/core/loop.ts';
import { createVirtualClock } from '../sim/clock.ts';

const log = { debug() {}, info() {}, warn() {}, error() {} };

test('a step that always asks to be called again at once does not starve the rest of the process', async () => {
  const clock = createVirtualClock(0);
  let steps = 0;
  const loop = startLoop('spinning', { clock, log }, async () => {
    steps++;
    return clock.now();
  });
  // Were it to spin, this would never come back.
  await clock.advance(1_000);
  expect(steps).toBeGreaterThan(500);
  expect(steps).toBeLessThan(2_000);
  loop.stop();
  await clock.advance(1_000);
  await loop.done;
});

test('one that is nudged for ever is slowed down as well', async () => {
  const clock = createVirtualClock(0);
  let steps = 0;
  const nudge = { act: () => {} };
  const first = startLoop('first', { clock, log }, async () => {
    steps++;
    nudge.act();
    return null;
  });
  nudge.act = first.nudge;
  first.nudge();
  await clock.advance(1_000);
  expect(steps).toBeLessThan(2_000);
  first.stop();
  await clock.advance(1_000);
  await first.done;
});
