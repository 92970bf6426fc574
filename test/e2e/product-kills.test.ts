import { expect, test } from 'vitest';
import { createClock } from '../../src/adapters/clock.ts';
import { openRig } from '../kills/rig.ts';
import { cli } from './product-rig.ts';

test('three kills in a small campaign: each phone has each message once, and everybody tells the same story', async () => {
  const rig = openRig({ cli, clock: createClock(), seed: 1, campaigns: [3], messages: 7, seconds: 8 });
  const { kills, evidence, faults, story } = await rig.ended;
  expect(
    faults.map(({ what }) => what),
    story.join('\n'),
  ).toEqual([]);
  expect(kills.map(({ victim }) => victim).sort()).toEqual(['Chromium', 'bot', 'renderer']);
  expect(evidence?.messages.filter(({ status }) => status === 'sent')).not.toEqual([]);
});
