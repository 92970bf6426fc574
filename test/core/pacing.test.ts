/** When each message of a batch may go: gaps, jitter and both caps, on what the ledger holds already. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Chance } from '../../src/core/clock.ts';
import { planBatch, planEach } from '../../src/core/pacing.ts';
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
    derivedId: (words) => words,
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
    expect(plannedAt.slice(2)).toEqual([due + minute, due + minute + 3 * second, due + 2 * minute]);
    expect(delayedByCapsMs).toBe(54 * second + 54 * second);
  });

  test('moves what a full day cannot take to a whole day after the first of it', () => {
    const { plannedAt } = plan(3, { maxPerDay: 2 });
    expect(plannedAt).toEqual([due, due + 3 * second, due + day]);
  });

  test('counts what others have planned already', async () => {
    for (let index = 0; index < 3; index++)
      await home.says(`/schedule 2 dec 10:00:0${index} to Mum: number ${index}`);
    const at = Date.parse('2026-12-02T10:00:05Z');
    expect(plan(1, { maxPerMinute: 4 }, [0], at).plannedAt).toEqual([at]);
    const first = Date.parse('2026-12-02T10:00:00Z');
    expect(plan(1, { maxPerMinute: 3 }, [0], at).plannedAt).toEqual([first + minute]);
    expect(plan(1, { maxPerDay: 3 }, [0], at).plannedAt).toEqual([first + day]);
    // One before them would be the fourth of their minute, too.
    expect(plan(1, { maxPerMinute: 3 }, [0], first - 10 * second).plannedAt).toEqual([first + minute]);
    expect(plan(1, { maxPerMinute: 3 }, [0], first - minute + 2 * second).plannedAt).toEqual([
      first - minute + 2 * second,
    ]);
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
          const within = (windowMs: number): number =>
            plannedAt.filter((one) => one >= from && one < from + windowMs).length;
          expect(within(minute)).toBeLessThanOrEqual(maxPerMinute);
          expect(within(day)).toBeLessThanOrEqual(maxPerDay);
        }
      },
    ),
    { numRuns: 200 },
  );
});

describe('messages that are due at several times', () => {
  const each = (dues: readonly number[], settings: Partial<Settings> = {}) => {
    const { ledger, settings: defaults, chance } = home.root().ground;
    return planEach(dues, { ledger, chance, settings: { ...defaults, ...roomy, ...settings } });
  };

  test('keep their second where they are apart, and the gap where they are not', () => {
    const dues = [due, due, due + second, due + minute, due + minute];
    expect(each(dues).plannedAt).toEqual([
      ...[due, due + 3 * second, due + 6 * second],
      ...[due + minute, due + minute + 3 * second],
    ]);
  });

  test('at a cap go later, in their order, and the longest delay is told', () => {
    const dues = [due, due, due, due + 10 * minute];
    expect(each(dues, { maxPerMinute: 2 })).toEqual({
      plannedAt: [due, due + 3 * second, due + minute, due + 10 * minute],
      delayedByCapsMs: 54 * second,
    });
  });

  test('are never early, never closer than the gap, and never more than a cap allows', () => {
    const offsets = fc.array(fc.integer({ min: 0, max: 3 * 60 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(offsets, fc.integer({ min: 1, max: 6 }), (seconds, maxPerMinute) => {
        const dues = seconds.map((one) => due + one * second).sort((a, b) => a - b);
        const { plannedAt } = each(dues, { maxPerMinute });
        expect(plannedAt.every((at, index) => at >= (dues[index] ?? 0))).toBe(true);
        expect(gaps(plannedAt).every((gap) => gap >= 3 * second)).toBe(true);
        for (const at of plannedAt)
          expect(plannedAt.filter((one) => one >= at && one < at + minute).length).toBeLessThanOrEqual(
            maxPerMinute,
          );
      }),
      { numRuns: 100 },
    );
  });
});

test('where there is room for all of it, nothing is read one by one', () => {
  const { ledger, settings, chance } = home.root().ground;
  const counted = {
    ...ledger,
    takenBetween(): never {
      throw new Error('expected what is taken to be counted, and not read');
    },
  };
  const { plannedAt, delayedByCapsMs } = planBatch(settings.maxPerMinute, due, {
    ledger: counted,
    settings,
    chance,
  });
  expect(plannedAt).toHaveLength(settings.maxPerMinute);
  expect(delayedByCapsMs).toBe(0);
});

test('a thousand messages at the default caps are planned in a few reads of the ledger', () => {
  const { ledger, settings, chance } = home.root().ground;
  let reads = 0;
  const counted = {
    ...ledger,
    takenBetween(from: number, before: number) {
      reads++;
      return ledger.takenBetween(from, before);
    },
  };
  const { plannedAt } = planBatch(1_000, due, { ledger: counted, settings, chance });
  // 300 in each 24 hours: the last of a thousand leaves on the fourth day.
  expect(Math.floor(((plannedAt.at(-1) ?? 0) - due) / day)).toBe(3);
  expect(reads).toBeLessThanOrEqual(5);
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

test('what an outage made late keeps within the cap as well, and goes at the first instant that it leaves', async () => {
  await home.close();
  home = await createHome({
    memory: true,
    start: '2026-11-24T12:00:00Z',
    settings: { maxPerMinute: 3, minGapMs: 700, breakerAfter: 10 },
  });
  for (const at of ['14:00:00', '14:00:30', '14:01:00', '14:01:30', '14:02:00'])
    await home.says(`/schedule ${at} to Mum: at ${at}`);
  await home.pass(Date.parse('2026-11-24T13:59:00Z') - home.clock.now());
  home.world.faults.cutNetwork();
  await home.pass(5 * minute);
  home.world.faults.restoreNetwork();
  await home.pass(10 * minute);
  const sent = home.world.inbox('Mum').map(({ at }) => at);
  expect(sent).toHaveLength(5);
  const [first = 0, , , fourth = 0] = sent;
  expect(fourth - first).toBeGreaterThanOrEqual(minute);
  expect(fourth - first).toBeLessThan(minute + second);
});

test('across midnight at a full cap the owner is asked, and what was confirmed is not missed', async () => {
  await home.close();
  home = await createHome({
    memory: true,
    start: '2026-11-24T12:00:00Z',
    settings: { maxPerDay: 2, breakerAfter: 10 },
  });
  await home.says('/schedule today 23:50 to Mum: one');
  await home.says('/schedule today 23:55 to Mum: two');
  expect(await home.says('/schedule tomorrow 00:05 to Mum: three')).toContain('Too many at once');
  expect(await home.says('yes')).toContain('scheduled');
  await home.pass(2 * day);
  const sent = home.world.inbox('Mum').map(({ text, at }) => [text, new Date(at).toISOString().slice(0, 16)]);
  expect(sent).toEqual([
    ['one', '2026-11-24T23:50'],
    ['two', '2026-11-24T23:55'],
    ['three', '2026-11-25T23:50'],
  ]);
});
