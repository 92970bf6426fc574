/** What a rehearsal says would happen, and that nothing of it does. */
import { describe, expect, test } from 'vitest';
import { createChance } from '../../src/adapters/random.ts';
import { memoryFile } from '../../src/adapters/sqlite/open.ts';
import type { Ledger } from '../../src/core/ledger.ts';
import type { Account, Fate, Rehearsal, RehearsalGround } from '../../src/core/rehearsal.ts';
import type { Settings } from '../../src/core/settings.ts';
import { rehearse } from '../../src/rehearsal/rehearse.ts';
import { armCampaign, type Campaign } from './campaign.ts';

const minute = 60_000;
const hour = 60 * minute;
const now = Date.parse('2026-12-31T21:00:00Z');
const at = (time: string): number => Date.parse(`${time < '12' ? '2027-01-01' : '2026-12-31'}T${time}:00Z`);

const settings: Settings = {
  graceMs: 15 * minute,
  minGapMs: 3_000,
  jitterMs: { from: 0, to: 4_000 },
  typing: true,
  maxPerMinute: 20,
  maxPerDay: 300,
  breakerAfter: 3,
  sendTimeoutMs: 45_000,
  dryRun: false,
  quietHours: null,
};

interface Stage {
  readonly ledger: Ledger;
  readonly ground: RehearsalGround;
}

function stage(more: Partial<RehearsalGround> = {}): Stage {
  const stopFile = { stands: () => false, put: fail, remove: fail };
  const ledger = memoryFile().ledger({ stopFile, now: () => now });
  const ground = {
    ...{ ledger, settings, stopFile, now, zone: 'Europe/London', chance: createChance() },
    media: { check: () => 'whole' as const },
    breathe: async () => undefined,
    ...more,
  };
  return { ledger, ground };
}

function fail(): never {
  throw new Error('a rehearsal touched what it may only look at');
}

function arm(ledger: Ledger, campaign: Partial<Campaign> = {}): readonly number[] {
  return armCampaign(ledger, { count: 12, from: at('23:30'), everyMs: 5 * minute, now, ...campaign });
}

async function accounts(
  ground: RehearsalGround,
  about: ReadonlySet<number> | null = null,
): Promise<Rehearsal> {
  const found = await rehearse(ground, about);
  if (found === null) throw new Error('nothing was rehearsed');
  return found;
}

function fates({ messages }: Account): readonly string[] {
  return messages.map(({ id, fate }) => `#${id} ${fate.kind}`);
}

function fateOf(account: Account | undefined, id: number): Fate {
  const found = account?.messages.find((one) => one.id === id);
  if (found === undefined) throw new Error(`nothing became of #${id}`);
  return found.fate;
}

describe('in fair weather', () => {
  test('each goes at its time', async () => {
    const { ledger, ground } = stage();
    arm(ledger);
    const { accounts: all, isCut } = await accounts(ground);
    expect(isCut).toBe(false);
    expect(all[0]?.messages).toHaveLength(12);
    for (const { plannedAt, fate } of all[0]?.messages ?? [])
      expect(fate).toEqual({ kind: 'goes', at: plannedAt, doubted: false });
  });

  test('caps and gaps are those of the bot', async () => {
    const { ledger, ground } = stage({ settings: { ...settings, maxPerMinute: 2 } });
    arm(ledger, { count: 5, everyMs: 0 });
    const { accounts: all } = await accounts(ground);
    const times = (all[0]?.messages ?? []).map(({ fate }) =>
      fate.kind === 'goes' ? fate.at - at('23:30') : null,
    );
    expect(times).toEqual([0, 3_000, 60_000, 63_000, 120_000]);
  });

  test('a file that is gone holds its message, as it will', async () => {
    const { ledger, ground } = stage({ media: { check: () => 'missing' } });
    const file = {
      hash: 'a'.repeat(64),
      bytes: 3,
      mimetype: 'image/png',
      name: 'a.png',
      form: 'picture',
      from: '3AX',
    } as const;
    arm(ledger, { count: 1, file });
    arm(ledger, { count: 1, first: 100 });
    const { accounts: all } = await accounts(ground);
    expect(fateOf(all[0], 1)).toMatchObject({ kind: 'held', reason: 'file_missing' });
    expect(fateOf(all[0], 2)).toMatchObject({ kind: 'goes' });
  });

  test('a file that is there goes with its message, and its bytes are not read', async () => {
    const { ledger, ground } = stage({
      media: { check: () => 'whole', read: fail } as RehearsalGround['media'],
    });
    const file = {
      hash: 'a'.repeat(64),
      bytes: 3,
      mimetype: 'image/png',
      name: 'a.png',
      form: 'picture',
      from: '3AX',
    } as const;
    arm(ledger, { count: 2, file });
    const { accounts: all } = await accounts(ground);
    expect(fates(all[0] as Account)).toEqual(['#1 goes', '#2 goes']);
  });

  test('what was armed dry stays dry, and what was armed live under DRY_RUN is held', async () => {
    const { ledger, ground } = stage({ settings: { ...settings, dryRun: true } });
    arm(ledger, { count: 1 });
    arm(ledger, { count: 1, first: 100, dry: true });
    const { accounts: all } = await accounts(ground);
    expect(fateOf(all[0], 1)).toMatchObject({ kind: 'held', reason: 'live_under_dry_run' });
    expect(fateOf(all[0], 2)).toMatchObject({ kind: 'dry' });
  });
});

describe('in a bad night', () => {
  test('the three of the incident are laid over midnight', async () => {
    const { ledger, ground } = stage();
    arm(ledger);
    const { accounts: all } = await accounts(ground);
    expect(all.map(({ weather }) => weather.trouble)).toEqual([null, 'offline', 'asleep', 'unconfirmed']);
    for (const { weather } of all.slice(1, 3))
      expect([weather.from, weather.to]).toEqual([at('23:50'), at('00:10')]);
    expect([all[3]?.weather.from, all[3]?.weather.to]).toEqual([at('22:30'), at('00:40')]);
  });

  test('without anything near midnight they are laid over the fullest twenty minutes', async () => {
    const { ledger, ground } = stage();
    arm(ledger, { count: 1, from: at('22:00') });
    arm(ledger, { count: 5, first: 100, from: at('03:00'), everyMs: minute });
    const { accounts: all } = await accounts(ground);
    expect([all[1]?.weather.from, all[1]?.weather.to]).toEqual([at('02:52'), at('03:12')]);
  });

  test('no network: within grace they go late, past it they are missed', async () => {
    const { ledger, ground } = stage();
    arm(ledger);
    const { accounts: all } = await accounts(ground);
    const [, offline] = all;
    // 23:50 is 20 minutes late at 00:10, and 23:55 fifteen and a few seconds.
    expect(fateOf(offline, 5)).toMatchObject({ kind: 'missed' });
    expect(fateOf(offline, 6)).toMatchObject({ kind: 'missed' });
    for (const id of [7, 8]) {
      const fate = fateOf(offline, id);
      expect(fate.kind).toBe('goes');
      if (fate.kind === 'goes') expect(fate.at).toBeGreaterThanOrEqual(at('00:10'));
    }
    for (const id of [1, 2, 3, 4, 10, 11, 12]) expect(fateOf(offline, id)).toEqual(fateOf(all[0], id));
  });

  test('no network into the quiet hours: what would come late is held', async () => {
    const { ledger, ground } = stage({ settings: { ...settings, quietHours: { from: 0, to: 7 * 60 } } });
    arm(ledger, { count: 2, from: at('23:56'), everyMs: minute, graceMs: hour });
    const { accounts: all } = await accounts(ground);
    for (const id of [1, 2])
      expect(fateOf(all[1], id)).toMatchObject({ kind: 'held', reason: 'quiet_hours' });
  });

  test('a machine that sleeps: what fell into it is held, and the rest is on time', async () => {
    const { ledger, ground } = stage();
    arm(ledger);
    const { accounts: all } = await accounts(ground);
    for (const id of [6, 7, 8]) expect(fateOf(all[2], id)).toMatchObject({ kind: 'held', reason: 'clock' });
    for (const id of [1, 2, 3, 4, 10, 11, 12]) expect(fateOf(all[2], id)).toEqual(fateOf(all[0], id));
  });

  test('no confirmations: three are in doubt and then confirmed, and everything behind them is frozen', async () => {
    const { ledger, ground } = stage();
    arm(ledger, { count: 12 });
    arm(ledger, { count: 1, first: 100, from: at('09:00') + 24 * hour });
    const { accounts: all } = await accounts(ground);
    const doubted = all[3]?.messages.filter(({ fate }) => fate.kind === 'goes' && fate.doubted);
    expect(doubted?.map(({ id }) => id)).toEqual([1, 2, 3]);
    for (const id of [4, 12, 13]) expect(fateOf(all[3], id)).toEqual({ kind: 'frozen' });
  });

  test('a message goes at most once in each of them', async () => {
    const { ledger, ground } = stage();
    arm(ledger, { count: 30, everyMs: 2 * minute });
    for (const account of (await accounts(ground)).accounts) {
      expect(account.messages).toHaveLength(30);
      expect(new Set(account.messages.map(({ id }) => id)).size).toBe(30);
    }
  });
});

describe('what a rehearsal looks at', () => {
  test('nothing scheduled is nothing to rehearse', async () => {
    const { ground } = stage();
    expect(await rehearse(ground, null)).toBeNull();
  });

  test('of some it tells alone, and lives through the others with them', async () => {
    const { ledger, ground } = stage({ settings: { ...settings, maxPerMinute: 1 } });
    arm(ledger, { count: 3, everyMs: 0 });
    const { accounts: all } = await accounts(ground, new Set([3]));
    expect(all[0]?.messages).toHaveLength(1);
    expect(fateOf(all[0], 3)).toMatchObject({ kind: 'goes', at: at('23:32') });
    expect(await rehearse(ground, new Set([99]))).toBeNull();
  });

  test('a stop lets nothing go, in any weather', async () => {
    const { ledger, ground } = stage();
    arm(ledger, { count: 2 });
    ledger.write((tx) => tx.setLatch({ name: 'stopped', setAt: now, why: 'owner_command' }));
    const { accounts: all } = await accounts(ground);
    expect(all.map(fates)).toEqual([['#1 frozen', '#2 frozen']]);
  });

  test('a STOP file is a stop, as it stood when the rehearsal began', async () => {
    let stood = 0;
    const { ledger, ground } = stage({ stopFile: { stands: () => stood++ === 0 } });
    arm(ledger, { count: 2 });
    const { accounts: all } = await accounts(ground);
    expect(all.map(fates)).toEqual([['#1 frozen', '#2 frozen']]);
    expect(stood).toBe(1);
  });

  test('what is on its way when it begins is taken to arrive, and is not sent again', async () => {
    const { ledger, ground } = stage();
    arm(ledger, { count: 2, from: now, everyMs: hour });
    ledger.write((tx) => {
      tx.pageBorn('real', now);
      tx.claim(1, now, 'real');
    });
    const { accounts: all } = await accounts(ground);
    expect(all[0]?.messages.map(({ id }) => id)).toEqual([2]);
    expect(ledger.message(1)?.status).toBe('sending');
  });

  test('three that are on their way do not trip its breaker, though nobody confirms them to the bot', async () => {
    const { ledger, ground } = stage();
    arm(ledger, { count: 4, from: now, everyMs: 1 });
    ledger.write((tx) => {
      tx.pageBorn('real', now);
      for (const id of [1, 2, 3]) expect(tx.claim(id, now + 2, 'real')).not.toBeNull();
    });
    arm(ledger, { count: 1, first: 100, from: now + hour });
    const { accounts: all } = await accounts(ground);
    expect(fates(all[0] as Account)).toEqual(['#4 goes', '#5 goes']);
  });

  test('the ledger is as it was, to the last event, and the tables with it', async () => {
    const { ledger, ground } = stage();
    arm(ledger);
    const before = {
      messages: ledger.messages({}),
      last: ledger.lastEvent(),
      notices: ledger.noticesWaiting(),
    };
    await accounts(ground);
    expect({
      messages: ledger.messages({}),
      last: ledger.lastEvent(),
      notices: ledger.noticesWaiting(),
    }).toEqual(before);
    expect(ledger.attempt(1)).toBeNull();
  });

  test('it can only look: every other verb of what it is given is refused', async () => {
    const { ledger, ground } = stage();
    arm(ledger, { count: 4 });
    const watched = new Set<string>();
    const only = <T extends object>(name: string, part: T): T =>
      new Proxy(part, {
        get(target, verb) {
          watched.add(`${name}.${String(verb)}`);
          return Reflect.get(target, verb);
        },
      });
    await accounts({
      ...ground,
      ledger: only('ledger', ground.ledger),
      stopFile: only('stopFile', ground.stopFile),
      media: only('media', ground.media),
      chance: only('chance', ground.chance),
    });
    expect([...watched].sort()).toEqual([
      'chance.derivedId',
      'ledger.scratch',
      'media.check',
      'stopFile.stands',
    ]);
  });

  test('the bot breathes meanwhile: never more than a few hundred steps without a pause', async () => {
    let breaths = 0;
    const { ledger, ground } = stage({
      breathe: async () => {
        breaths++;
      },
    });
    arm(ledger, { count: 200, everyMs: 2 * minute });
    await accounts(ground);
    expect(breaths).toBeGreaterThan(5);
  });

  test('twice over the same ledger it says the same', async () => {
    const { ledger, ground } = stage();
    arm(ledger);
    expect(await rehearse(ground, null)).toEqual(await rehearse(ground, null));
  });

  test('a campaign over a week is through to its last message', async () => {
    const { ledger, ground } = stage();
    arm(ledger, { count: 250, from: now + hour, everyMs: (7 * 24 * hour) / 250 });
    const { accounts: all, isCut } = await accounts(ground);
    expect(isCut).toBe(false);
    expect(all[0]?.messages.filter(({ fate }) => fate.kind === 'goes')).toHaveLength(250);
  });
});
