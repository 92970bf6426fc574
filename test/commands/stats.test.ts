/** /stats: counts by week, and how late messages left. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHome, type Home } from '../sim/home.ts';

let home: Home;
beforeEach(async () => {
  // The last Sunday before a clock change and a new week.
  home = await createHome({ memory: true, start: '2026-10-24T11:00:00Z' });
  home.heard();
});
afterEach(() => home.close());

const minute = 60_000;
const day = 24 * 60 * minute;

describe('/stats', () => {
  test('of nothing says so', async () => {
    expect(await home.says('/stats')).toMatchInlineSnapshot(`
      "📊 This week, since Mon 19 Oct:
      nothing was due
      Week of Mon 12 Oct:
      nothing was due
      Week of Mon 5 Oct:
      nothing was due"
    `);
    expect(await home.says('/stats please')).toMatchInlineSnapshot(`
      "🚫 /stats takes no words, found "please".
      Try: /stats · /stats picture"
    `);
  });

  test('counts by weeks of the owner’s calendar, across a change of the clocks', async () => {
    await home.says('/schedule in 5 seconds to Mum: one');
    await home.pass(minute);
    await home.says('/schedule in 5 seconds to Mum: two');
    home.world.faults.failWithoutNack(1);
    await home.pass(5 * minute);
    await home.says('/schedule sunday 23:59 to Anna: last of the week');
    await home.says('/schedule 26 oct 2026 00:01 to Anna: first of the next');
    await home.pass(2 * day);
    await home.says('/schedule in 3 hours to Anna: to come');
    await home.says('/schedule in 2 hours to Anna: not to come');
    await home.says('/cancel last');
    expect(await home.says('/stats')).toMatchInlineSnapshot(`
      "📊 This week, since Mon 26 Oct:
      1 sent · 1 scheduled · 1 cancelled
      late: 0.0 s
      Week of Mon 19 Oct:
      2 sent · 1 in doubt
      late: 0.0 s as a rule, 0.0 s at most
      Week of Mon 12 Oct:
      nothing was due
      In all: 3 sent · 1 in doubt

      ❗ 1 needs you: #2 may have gone out (/attention)"
    `);
  });

  test('says how late they left: as a rule, and at most', async () => {
    for (const seconds of [5, 20, 40]) await home.says(`/schedule in ${seconds} seconds to Mum: m${seconds}`);
    home.world.faults.cutNetwork();
    await home.pass(30_000);
    home.world.faults.restoreNetwork();
    await home.pass(2 * minute);
    expect(home.ledger().count({ statuses: ['sent'] })).toBe(3);
    const said = await home.says('/stats');
    expect(said).toMatch(/\n3 sent\nlate: \d+(?:\.\d)? s as a rule, \d+(?:\.\d)? s at most\n/);
    const { latenessMs } = home.ledger().outcomes(0, Number.MAX_SAFE_INTEGER);
    expect(latenessMs).toHaveLength(3);
    expect(latenessMs).toEqual([...latenessMs].sort((a, b) => a - b));
    expect(latenessMs.at(-1)).toBeGreaterThan(10_000);
  });

  test('leaves out what was rehearsed', async () => {
    await home.close();
    home = await createHome({ memory: true, settings: { dryRun: true } });
    await home.says('/schedule in 5 seconds to Mum: dry');
    await home.pass(minute);
    expect(home.message(1).status).toBe('rehearsed');
    expect(await home.says('/stats')).not.toMatch(/\d (?:sent|rehearsed)/);
  });
});
