import { expect, test } from 'vitest';
import type { BotState, Standing } from '../../src/simulator/playground/bot.ts';
import { playgroundClock } from '../../src/simulator/playground/clock.ts';
import { nextNewYear } from '../../src/simulator/playground/zone-time.ts';

const idle: Standing = { linked: true, next: null, due: 0, sending: 0 };

/** A bot whose messages go as soon as their instant has come, on a world that starts at 0. */
function ground(messages: readonly number[], state: BotState = { state: 'ready' }) {
  let leapt = 0;
  const began = Date.now();
  const now = () => leapt + Date.now() - began;
  const went: { readonly planned: number; readonly at: number }[] = [];
  const clock = playgroundClock({
    simulator: {
      now,
      leap: (ms) => {
        leapt += ms;
      },
    },
    bot: {
      state: () => state,
      tell: async () => {
        for (const planned of messages)
          if (planned <= now() && !went.some((one) => one.planned === planned))
            went.push({ planned, at: now() });
        return { ...idle, next: messages.find((planned) => planned > now()) ?? null };
      },
    },
    aheadMs: 0,
    keep: () => {},
    changed: () => {},
  });
  return { clock, went, now };
}

const hour = 3_600_000;

test('the clock stops before every message on its way, so that each goes at its time', async () => {
  const { clock, went, now } = ground([hour, 2 * hour]);
  await clock.moveTo(3 * hour);
  expect(now()).toBeGreaterThanOrEqual(3 * hour);
  expect(went.map(({ planned }) => planned)).toEqual([hour, 2 * hour]);
  for (const { planned, at } of went) expect(at - planned).toBeLessThan(5_000);
  expect(clock.target()).toBeNull();
});

test('the clock of a bot that is down leaps all the way', async () => {
  const { clock, now } = ground([hour], { state: 'down', how: 'killed', code: null });
  await clock.moveTo(10 * hour);
  expect(now()).toBeGreaterThanOrEqual(10 * hour);
});

test('the clock that is halted goes no further', async () => {
  const { clock, now } = ground([], { state: 'starting' });
  const moved = clock.moveTo(hour);
  expect(clock.target()).toBe(hour);
  clock.halt();
  await moved;
  expect(now()).toBeLessThan(hour);
  expect(clock.target()).toBeNull();
});

test.each([
  ['Europe/London', '2027-01-01T00:00:00Z'],
  ['Pacific/Kiritimati', '2026-12-31T10:00:00Z'],
  ['Pacific/Niue', '2027-01-01T11:00:00Z'],
  ['Asia/Kathmandu', '2026-12-31T18:15:00Z'],
])('a new year begins in %s at %s', (zone, instant) => {
  expect(new Date(nextNewYear(Date.UTC(2026, 5, 1), zone)).toISOString()).toBe(instant.replace('Z', '.000Z'));
  // On its very stroke it is this one, and a moment later the next.
  expect(nextNewYear(Date.parse(instant), zone)).toBe(Date.parse(instant));
  expect(nextNewYear(Date.parse(instant) + 1, zone)).toBeGreaterThan(Date.parse(instant));
});
