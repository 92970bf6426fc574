import { expect, test } from 'vitest';
import { createClock } from '../../src/adapters/clock.ts';
import { openRig } from '../kills/rig.ts';
import { cli } from './product-rig.ts';

test('two kills in a small campaign: each phone has each message once, and everybody tells the same story', async () => {
  const rig = openRig({
    cli,
    clock: createClock(),
    seed: 11,
    campaigns: [2],
    messages: 5,
    seconds: 6,
    only: null,
    settledMs: 0,
  });
  const { kills, evidence, faults, story } = await rig.ended;
  const broke = faults.map(({ what }) => what);
  expect(broke, story.join('\n')).toEqual([]);
  expect(kills.map(({ victim }) => victim)).toEqual(['bot', 'Chromium']);
  expect(evidence?.messages.length).toBeGreaterThanOrEqual(5);
});
