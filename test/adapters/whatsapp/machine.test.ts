import { expect, test } from 'vitest';
import { limits } from '../../../src/adapters/whatsapp/limits.ts';
import { judge } from '../../../src/adapters/whatsapp/link.ts';
import {
  createPauses,
  type LifeEnd,
  moves,
  type Phase,
  phaseAfter,
  phaseAfterEnd,
  recoveries,
} from '../../../src/adapters/whatsapp/machine.ts';
import type { Probe } from '../../../src/adapters/whatsapp/page/probe.ts';

const page: Probe = {
  state: null,
  version: '2.3000.1043220887',
  afterLogOut: false,
  hasSynced: false,
  stream: 'CONNECTED',
  offlineProgress: 100,
  hasLibrary: true,
  canBeNudged: true,
  document: 'a-1',
  drops: 0,
  hasNews: false,
  chatId: '447700900001@c.us',
  lid: null,
};
const build = { version: '2.3000.1043220887', lacking: [] };
/** Everything that a page can show of itself at a look. */
const sights: readonly Probe[] = [
  { ...page, state: 'CONNECTED', hasSynced: true },
  ...[null, 'UNLAUNCHED', 'OPENING', 'PAIRING', 'UNPAIRED', 'UNPAIRED_IDLE', 'CONNECTED', 'TIMEOUT'].map(
    (state) => ({ ...page, state }),
  ),
  ...['CONFLICT', 'TOS_BLOCK', 'PROXYBLOCK', 'DEPRECATED_VERSION'].map((state) => ({ ...page, state })),
];

/** Where one link can be: what is told, and whether the page of now was ever connected, or shows itself logged out. */
interface Where {
  readonly phase: Phase;
  readonly wasConnected: boolean;
  readonly last: string;
}

function everyMove(): Map<Phase, Set<Phase>> {
  const seen = new Map<Phase, Set<Phase>>();
  const known = new Set<string>();
  const open: Where[] = [{ phase: 'starting', wasConnected: false, last: 'none' }];
  const go = (from: Where, to: Where): void => {
    if (from.phase !== to.phase) seen.set(from.phase, (seen.get(from.phase) ?? new Set()).add(to.phase));
    if (known.has(JSON.stringify(to))) return;
    known.add(JSON.stringify(to));
    open.push(to);
  };
  for (let from = open.pop(); from !== undefined; from = open.pop()) {
    const { phase, wasConnected } = from;
    for (const sight of sights) {
      const judged = judge(sight, { wasConnected, progressStandsStill: false, changed: false, build });
      go(from, {
        phase: phaseAfter(phase, judged.state),
        wasConnected: wasConnected || judged.state === 'connected',
        last: judged.state,
      });
    }
    for (const end of Object.keys(recoveries) as LifeEnd[]) {
      // These two are told of what was just seen, the others may come at any time.
      if (end === 'logged_out' && from.last !== 'doubtful') continue;
      if (end === 'blocked' && from.last !== 'blocked') continue;
      go(from, { phase: phaseAfterEnd(phase, end), wasConnected: false, last: 'none' });
    }
  }
  return seen;
}

test('the table has every move that looks and ends can make together, and no other', () => {
  const seen = everyMove();
  for (const [from, to] of Object.entries(moves))
    expect([from, [...(seen.get(from as Phase) ?? [])].sort()]).toEqual([from, [...to].sort()]);
});

test('nothing leads out of the life cycle, and every state but the first can come back', () => {
  const reached = new Set(Object.values(moves).flat());
  for (const [phase, to] of Object.entries(moves)) {
    expect(to.length).toBeGreaterThan(0);
    expect(reached.has(phase as Phase)).toBe(true);
  }
});

test('what is known to be down stays so while another page starts', () => {
  for (const phase of ['offline', 'recovering', 'blocked', 'logged_out'] as const)
    expect(phaseAfter(phase, 'starting')).toBe(phase);
});

test('each conflict makes the pause before the next page longer, up to an hour', () => {
  const pauses = createPauses(limits);
  const minutes = Array.from({ length: 6 }, () => pauses.next('conflict') / 60_000);
  expect(minutes).toEqual([5, 10, 20, 40, 60, 60]);
});

test('where WhatsApp refuses us it is asked again after ten minutes, and at last four times a day', () => {
  const pauses = createPauses(limits);
  const hours = Array.from({ length: 8 }, () => pauses.next('account') / 3_600_000);
  expect(hours[0]).toBeCloseTo(1 / 6);
  expect(hours.slice(-2)).toEqual([6, 6]);
});

test('only a peace as long as the last pause begins the pauses afresh', () => {
  const pauses = createPauses(limits);
  pauses.next('conflict');
  const second = pauses.next('conflict');
  pauses.peace(second - 1);
  expect(pauses.next('conflict')).toBe(2 * second);
  pauses.peace(2 * second);
  expect(pauses.next('conflict')).toBe(limits.conflictFromMs);
});
