/** The sections of the benchmark: each measures one thing, ours beside the floor and the peers. */
import { measureCosts } from './costs.ts';
import { measureCrash } from './crash.ts';
import type { Figure } from './figures.ts';
import { measureFloor } from './floor.ts';
import { measureIdle } from './idle.ts';
import { type Lateness, measureLateness } from './lateness.ts';
import { inFolder } from './measure.ts';
import { type PeerName, type Peers, peerNames } from './peers.ts';
import { measureRehearsal } from './rehearsal.ts';
import { measureBatches, measureSchedules } from './schedules.ts';
import { measureStart } from './start.ts';

export interface Sizes {
  readonly floor: number;
  readonly schedules: number;
  readonly batches: number;
  readonly peerSchedules: number;
  readonly lateness: { readonly count: number; readonly overMs: number };
  readonly startRows: number;
  readonly costRows: readonly number[];
  readonly idleMs: number;
}

export interface SectionGround {
  readonly sizes: Sizes;
  readonly peers: Peers;
  readonly progress: (text: string) => void;
}

export type Section = 'schedules' | 'lateness' | 'crash' | 'start' | 'costs' | 'idle' | 'rehearsal';

/** Those that measure the peers too. */
export const comparing: readonly Section[] = ['schedules', 'lateness', 'crash'];

/** How long our second life is watched after the kill: longer than the second message is due after it. */
const againMs = 8_000;

export const sections: Readonly<Record<Section, (ground: SectionGround) => Promise<readonly Figure[]>>> = {
  async schedules({ sizes, peers, progress }) {
    const what = 'durable schedules';
    progress('the floor, before');
    const before = await inFolder(async (folder) => measureFloor(folder, sizes.floor));
    progress(`${sizes.schedules} commands`);
    const single = await inFolder((folder) => measureSchedules(folder, sizes.schedules));
    progress(`${sizes.batches} commands to 250 people each`);
    const batch = await inFolder((folder) => measureBatches(folder, sizes.batches));
    progress('the floor, after');
    const after = await inFolder(async (folder) => measureFloor(folder, sizes.floor));
    // The disk is not alike at all times: the floor is what it gave around our own measurements.
    const floor = (before + after) / 2;
    const ours = (who: string, value: number, target = false): Figure => ({
      what,
      who,
      value,
      unit: '/s',
      ratio: { of: 'the floor', value: value / floor },
      ...(target ? { target: { text: '≥ 0.5 of the floor', met: value / floor >= 0.5 } } : {}),
    });
    return [
      { what, who: 'floor: one INSERT a transaction', value: floor, unit: '/s' },
      ours('Sendonce, a command for each', single.durablePerSecond, true),
      ours('  … and every reply told', single.toldPerSecond),
      ours('Sendonce, commands to 250 people', batch, true),
      ...(await eachPeer(peers, what, '/s', async (peer) => {
        progress(peer);
        const value = await peers.schedulesPerSecond(peer, sizes.peerSchedules);
        return [
          {
            what,
            who: peer,
            value,
            unit: '/s',
            ratio: { of: 'the floor', value: value / floor },
            ...(peer === 'node-schedule' ? { note: 'in memory only: gone with the process' } : {}),
          },
        ];
      })),
    ];
  },

  async lateness({ sizes, peers, progress }) {
    const { count, overMs } = sizes.lateness;
    const what = `lateness, ${count} over ${overMs / 1000} s`;
    progress('Sendonce');
    const ours = await inFolder((folder) => measureLateness(folder, count, overMs));
    const rows = (who: string, late: Lateness, targets: boolean): readonly Figure[] => [
      {
        what,
        who: `${who}, p50`,
        value: late.p50Ms,
        unit: 'ms',
        ...target(targets, '≤ 1 ms', late.p50Ms <= 1),
      },
      {
        what,
        who: `${who}, p99`,
        value: late.p99Ms,
        unit: 'ms',
        ...target(targets, '≤ 5 ms', late.p99Ms <= 5),
      },
      { what, who: `${who}, max`, value: late.maxMs, unit: 'ms' },
      {
        what,
        who: `${who}, early`,
        value: late.early,
        unit: 'messages',
        ...target(targets, 'none', late.early === 0),
      },
      ...(late.count === count
        ? []
        : [{ what, who: `${who}, not in time`, value: count - late.count, unit: 'messages' } as const]),
    ];
    return [
      ...rows('Sendonce', ours, true),
      ...(await eachPeer(peers, what, 'ms', async (peer) => {
        progress(peer);
        return rows(peer, await peers.lateness(peer, count, overMs), false);
      })),
    ];
  },

  async crash({ peers, progress }) {
    const what = 'kill -9 in mid-send';
    const child = new URL('./crash-child.js', import.meta.url).pathname;
    const rows = (
      who: string,
      crash: Awaited<ReturnType<typeof measureCrash>>,
      targets: boolean,
    ): readonly Figure[] => [
      {
        what,
        who: `${who}, the one in hand`,
        value: crash.interruptedSent,
        unit: 'times',
        ...target(targets, 'once, and told', crash.interruptedSent === 1 && crash.told !== null),
        ...(crash.told === null ? {} : { note: crash.told }),
      },
      {
        what,
        who: `${who}, the one due after`,
        value: crash.nextSent,
        unit: 'times',
        ...target(targets, 'once', crash.nextSent === 1),
      },
    ];
    progress('Sendonce');
    const ours = await inFolder((folder) =>
      measureCrash(folder, {
        first: [child, folder, 'first'],
        again: [child, folder, 'again', String(againMs)],
      }),
    );
    return [
      ...rows('Sendonce', ours, true),
      ...(await eachPeer(peers, what, 'times', async (peer) => {
        progress(peer);
        return rows(peer, await peers.crash(peer), false);
      })),
    ];
  },

  async start({ sizes, progress }) {
    const what = `start with ${sizes.startRows.toLocaleString('en-GB')} scheduled`;
    progress('arming them, then starting');
    const start = await inFolder(async (folder) => measureStart(folder, sizes.startRows));
    return [
      {
        what,
        who: 'opening to first dispatch',
        value: start.toFirstDispatchMs,
        unit: 'ms',
        target: { text: '≤ 250 ms', met: start.toFirstDispatchMs <= 250 },
      },
      { what, who: 'with the start of Node', value: start.fromProcessStartMs, unit: 'ms' },
      {
        what,
        who: 'memory, without Chromium',
        value: start.rssMb,
        unit: 'MB',
        target: { text: '≤ 100 MB', met: start.rssMb <= 100 },
      },
    ];
  },

  async costs({ sizes, progress }) {
    const all = await measureCosts(sizes.costRows, Date.now(), progress);
    const [least] = all;
    const kinds = {
      claim: 'claim',
      claimable: 'what may go now',
      nextDue: 'next due',
      nextExpiry: 'next expiry',
      list: 'a page of the list',
      needingOwner: 'what needs the owner',
    } as const;
    return (Object.keys(kinds) as (keyof typeof kinds)[]).flatMap((kind) =>
      all.map((costs): Figure => {
        const ratio = costs[kind] / (least?.[kind] ?? Number.NaN);
        const promised = (kind === 'claim' || kind === 'nextDue') && costs !== least;
        return {
          what: `cost of ${kinds[kind]}`,
          who: `${costs.rows.toLocaleString('en-GB')} rows`,
          value: costs[kind],
          unit: 'ms',
          ...(costs === least ? {} : { ratio: { of: 'the least', value: ratio } }),
          ...target(promised, '≤ 1.5 of the least', ratio <= 1.5),
        };
      }),
    );
  },

  async rehearsal({ progress }) {
    progress('100 messages, and 1,000 over a week, each in four weathers');
    const few = await measureRehearsal(100, 5);
    const many = await measureRehearsal(1_000, 5);
    const what = 'rehearsal, CPU';
    return [
      { what, who: '100 messages over a week', value: few, unit: 'ms' },
      {
        what,
        who: '1,000 messages over a week',
        value: many,
        unit: 'ms',
        ratio: { of: 'the least', value: many / few },
        target: { text: '≤ 2 s', met: many <= 2_000 },
      },
    ];
  },

  async idle({ sizes, progress }) {
    progress(`idling for ${sizes.idleMs / 1000} s`);
    const idle = await inFolder((folder) => measureIdle(folder, sizes.idleMs));
    return [
      {
        what: 'idle, without Chromium',
        who: 'CPU a minute',
        value: idle.cpuMsPerMinute,
        unit: 'ms',
        target: { text: '≤ 20 ms', met: idle.cpuMsPerMinute <= 20 },
      },
      { what: 'idle, without Chromium', who: 'memory', value: idle.rssMb, unit: 'MB' },
    ];
  },
};

function target(promised: boolean, text: string, met: boolean): Pick<Figure, 'target'> {
  return promised ? { target: { text, met } } : {};
}

/** The figures of each peer, or why it has none. */
async function eachPeer(
  peers: Peers,
  what: string,
  unit: Figure['unit'],
  measure: (peer: PeerName) => Promise<readonly Figure[]>,
): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const who of peerNames) {
    const note = peers.leftOut[who];
    if (note !== undefined) figures.push({ what, who, value: null, unit, note: `left out: ${note}` });
    else figures.push(...(await measure(who)));
  }
  return figures;
}
