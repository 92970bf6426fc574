/** When each message of a batch may go: gaps, jitter and both caps, on what the ledger holds already. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Chance } from '../../src/core/clock.ts';
import { planBatch } from '../../src/core/pacing.ts';
import type { Settings } from '../../src/core/settings.ts';
import { createHome, type Home } from '../sim/home.ts';

const second = 1_000;
const minute = 60 * second;
const day = 24 * 60 * minute;
const due = Date.parse('2026-12-01T10:00:00Z');

let home: Home;
beforeAll(async () => {
  home = await createHome({ memory: true });
});
afterAll(() => home.close());

const roomy: Partial<Settings> = { minGapMs: 3 * second, maxPerMinute: 1_000, maxPerDay: 10_000 };

/** `thrown`: what the dice say, in turn; the last one for good. */
function plan(count: number, settings: Partial<Settings> = {}, thrown: readonly number[] = [0], at = due) {
  let next = 0;
  const chance: Chance = {
    reservedId: () => '',
    between: (from, to) => Math.min(to, Math.max(from, thrown[Math.min(next++, thrown.length - 1)] ?? from)),
  };
  const { ledger, settings: defaults } = home.root().ground;
  return planBatch(count, at, { ledger, chance, settings: { ...defaults, ...roomy, ...settings } });
}

const gaps = (planned: readonly number[]): number[] =>
  planned.slice(1).map((at, index) => at - (planned[index] ?? 0));

describe('a plan', () => {
  test('keeps a single message on its time, whatever the gap and the dice', () => {
    const jitterMs = { from: 0, to: 4 * second };
    expect(plan(1, { jitterMs }, [4 * second])).toEqual({ plannedAt: [due], delayedByCapsMs: 0 });
  });

  test('puts the gap and the jitter between each two, and the first one on time', () => {
    const jitterMs = { from: 0, to: 4 * second };
    const { plannedAt, delayedByCapsMs } = plan(4, { jitterMs }, [0, 1_500, 4_000]);
    expect(plannedAt[0]).toBe(due);
    expect(gaps(plannedAt)).toEqual([3_000, 4_500, 7_000]);
    expect(delayedByCapsMs).toBe(0);
  });

  test('of nothing is empty', () => {
    expect(plan(0)).toEqual({ plannedAt: [], delayedByCapsMs: 0 });
  });

  test('stays within the cap of a minute, and says by how much that delays', () => {
    const { plannedAt, delayedByCapsMs } = plan(5, { maxPerMinute: 2 });
    expect(plannedAt.slice(0, 2)).toEqual([due, due + 3 * second]);
    expect((plannedAt[2] ?? 0) - due).toBeGreaterThanOrEqual(minute);
    expect(delayedByCapsMs).toBeGreaterThan(0);
  });

  test('moves to the next day what a full day cannot take', () => {
    const { plannedAt } = plan(3, { maxPerDay: 2 });
    expect(plannedAt.slice(0, 2)).toEqual([due, due + 3 * second]);
    expect((plannedAt[2] ?? 0) - due).toBe(day + 6 * second);
  });

  test('counts what others have planned already', async () => {
    for (let index = 0; index < 3; index++)
      await home.says(`/schedule 2 dec 10:00:0${index} to Mum: number ${index}`);
    const at = Date.parse('2026-12-02T10:00:05Z');
    expect(plan(1, { maxPerMinute: 4 }, [0], at).plannedAt).toEqual([at]);
    const [delayed = 0] = plan(1, { maxPerMinute: 3 }, [0], at).plannedAt;
    expect(delayed - at).toBeGreaterThanOrEqual(55 * second);
    const [tomorrow = 0] = plan(1, { maxPerDay: 3 }, [0], at).plannedAt;
    expect(tomorrow - at).toBe(day);
  });
});

test('however large the batch, no gap is shorter and no cap is exceeded', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 0, max: 20 * second }),
      fc.integer({ min: 0, max: 5 * second }),
      fc.integer({ min: 1, max: 25 }),
      fc.integer({ min: 5, max: 80 }),
      fc.array(fc.integer({ min: 0, max: 5 * second }), { minLength: 1, maxLength: 60 }),
      (count, minGapMs, jitter, maxPerMinute, maxPerDay, thrown) => {
        const jitterMs = { from: 0, to: jitter };
        const at = Date.parse('2027-01-01T00:00:00Z') + minGapMs;
        const { plannedAt } = plan(count, { minGapMs, jitterMs, maxPerMinute, maxPerDay }, thrown, at);
        expect(plannedAt).toHaveLength(count);
        expect(plannedAt[0]).toBe(at);
        for (const gap of gaps(plannedAt)) expect(gap).toBeGreaterThanOrEqual(minGapMs);
        for (const from of plannedAt) {
          // Plans are looked at in steps of a second; the claim holds to the very millisecond.
          const inWindow = plannedAt.filter((one) => one >= from && one < from + minute - second).length;
          expect(inWindow).toBeLessThanOrEqual(maxPerMinute);
          const date = Math.floor(from / day);
          expect(plannedAt.filter((one) => Math.floor(one / day) === date).length).toBeLessThanOrEqual(
            maxPerDay,
          );
        }
      },
    ),
    { numRuns: 200 },
  );
});

test('what is sent stays within the cap in any minute, to the millisecond', async () => {
  await home.close();
  home = await createHome({ memory: true, settings: { maxPerMinute: 4, minGapMs: 700, breakerAfter: 10 } });
  for (let index = 0; index < 12; index++) {
    await home.says(`/schedule at 14:00:0${index % 10} to Mum: number ${index}`);
    await home.says('yes');
  }
  await home.pass(3 * 60 * minute);
  const sent = home.world.inbox('Mum').map(({ at }) => at);
  expect(sent).toHaveLength(12);
  for (const from of sent)
    expect(sent.filter((at) => at >= from && at < from + minute).length).toBeLessThanOrEqual(4);
});
