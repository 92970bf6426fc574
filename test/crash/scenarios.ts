/**
 * What the owner does in each life that is cut off: nine nights of a second or two, of which every step leaves something
 * behind that the next start must understand.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unsoundCopies } from './copies.ts';
import { filed, unsoundFiles } from './filed.ts';
import { migration } from './migration.ts';
import { type Owner, toldIn } from './owner.ts';
import type { TextFault } from './plan.ts';
import type { Entry } from './world.ts';

export interface Scenario {
  readonly name: string;
  /** It begins with a first start, on an empty folder. */
  readonly fromNothing?: boolean;
  readonly faults?: Readonly<Record<string, TextFault>>;
  /** Before the first start: what stands in the data folder, and what the world remembers. */
  readonly prepare?: (dataDir: string, now: number, note: (entry: Entry) => void) => void;
  /** At the end: what is wrong with what stands in the data folder beside the ledger. */
  readonly inspect?: (dataDir: string) => readonly string[];
  readonly play: (owner: Owner, dataDir: string) => Promise<void>;
  /** What the recipients have in the end when nothing was cut off, so that the scenario is known to be one. */
  readonly delivers: readonly string[];
}

const scheduled = /#\d+ scheduled/u;
const settled = /noted|dropped|You can say|no answer/u;
const took =
  (text: string) =>
  (entries: readonly Entry[]): boolean =>
    entries.some((entry) => entry.kind === 'handed' && entry.text === text);

/**
 * Schedules, and waits until the page has taken it, or the owner was told that it will not be: a start may have taken
 * longer than there was time.
 */
async function schedulesAndWaits(owner: Owner, when: string, whom: string, text: string): Promise<void> {
  const since = owner.entries().length;
  const answer = await owner.asks(`/schedule ${when} to ${whom}: ${text}`, scheduled);
  if (scheduled.test(answer)) await leaves(owner, text, since);
}

async function cancelsAll(owner: Owner, words: string): Promise<void> {
  const asked = await owner.asks(words, /yes · no|never left/u);
  if (/yes · no/u.test(asked)) await owner.asks('yes', /cancelled|too late|already/u);
}

async function leaves(owner: Owner, text: string, since: number): Promise<void> {
  await owner.sees(
    `${text} to be taken, or an explanation`,
    (entries) =>
      took(text)(entries) ||
      toldIn(entries.slice(since)).some((one) => /⌛|✋|❔|overdue|was not sent/u.test(one.text)),
  );
}

const schedule: Scenario = {
  name: 'schedule',
  fromNothing: true,
  async play(owner) {
    await owner.asks('/schedule in 20 seconds to Mum: schedule A', scheduled);
    await owner.asks('/schedule tomorrow 9:00 to Anna: schedule B', scheduled);
    const asked = await owner.asks('/schedule in 20 seconds to Anna, Łukasz: schedule C', /yes/u);
    if (/yes · no/u.test(asked)) await owner.asks('yes', /scheduled/u);
    await owner.asks('/list', /#\d/u);
  },
  delivers: ['schedule A', 'schedule C', 'schedule C'],
};

const send: Scenario = {
  name: 'send',
  async play(owner) {
    await owner.asks('/schedule in 12 seconds to Mum: send A', scheduled);
    await schedulesAndWaits(owner, 'in 12 seconds', 'Anna', 'send B');
  },
  delivers: ['send A', 'send B'],
};

const cancel: Scenario = {
  name: 'cancel',
  async play(owner) {
    await owner.asks('/schedule in 10 minutes to Mum: cancel A', scheduled);
    await owner.asks('/cancel 1', /never left|too late|already|no #1/u);
    await schedulesAndWaits(owner, 'in 12 seconds', 'Anna', 'cancel B');
    await owner.asks('/cancel 2', /never left|too late|already|no #2/u);
    const asked = await owner.asks('/schedule in 10 minutes to Łukasz, Mum: cancel C', /yes · no/u);
    if (/yes · no/u.test(asked)) await owner.asks('yes', /scheduled/u);
    await cancelsAll(owner, '/cancel all');
  },
  delivers: ['cancel B'],
};

const stop: Scenario = {
  name: 'stop',
  async play(owner, dataDir) {
    const due = owner.now() + 40_000;
    await owner.asks('/schedule in 40 seconds to Anna: stop B', scheduled);
    await schedulesAndWaits(owner, 'in 12 seconds', 'Mum', 'stop A');
    await owner.asks('/stop', /Stopped\./u);
    // What came due under the stop is asked about, and not sent.
    await owner.until(due + 2_000);
    await owner.asks('/resume', /Going on|not stopped/u);
    const since = owner.entries().length;
    writeFileSync(join(dataDir, 'STOP'), '');
    await owner.asks('/schedule in 2 minutes to Łukasz: stop C', scheduled);
    await owner.hears(/STOP file/u, since);
    // Where the file could not be removed the bot says so, and stays stopped.
    do await owner.asks('/resume', /Going on|not stopped|Still stopped/u);
    while (existsSync(join(dataDir, 'STOP')));
    await cancelsAll(owner, '/cancel Łukasz');
  },
  delivers: ['stop A'],
};

const parts: Scenario = {
  name: 'multi-part',
  async play(owner) {
    const since = owner.entries().length;
    const words = '/schedule in 20 seconds to Mum:\nparts 1\n---\nparts 2\n---\nparts 3';
    const asked = await owner.asks(words, /yes · no/u);
    const answer = /yes · no/u.test(asked) ? await owner.asks('yes', /scheduled/u) : '';
    if (/scheduled/u.test(answer)) await leaves(owner, 'parts 2', since);
  },
  delivers: ['parts 1', 'parts 2', 'parts 3'],
};

const resolve: Scenario = {
  name: 'resolve',
  faults: { 'resolve A': 'no_ack', 'resolve B': 'lost', 'resolve C': 'lost' },
  async play(owner) {
    await owner.asks('/schedule in 12 seconds to Mum: resolve A', scheduled);
    await owner.asks('/schedule in 12 seconds to Anna: resolve B', scheduled);
    const answer = await owner.asks('/schedule in 12 seconds to Łukasz: resolve C', scheduled);
    if (scheduled.test(answer)) await owner.hears(/to Łukasz(?:: I can't tell| was not sent)|⌛|✋/u);
    await owner.asks(`#1 ${owner.received('resolve A') ? 'arrived' : 'drop'}`, settled);
    const isThere = owner.received('resolve B');
    const asked = await owner.asks(`#2 ${isThere ? 'arrived' : 'again'}`, /yes · no|noted/u);
    if (/yes · no/u.test(asked)) await owner.asks('yes', /takes the place/u);
    await owner.asks(`#3 ${owner.received('resolve C') ? 'arrived' : 'drop'}`, settled);
  },
  delivers: ['resolve A', 'resolve B'],
};

const backup: Scenario = {
  name: 'backup',
  async play(owner) {
    await owner.asks('/schedule in 30 seconds to Mum: backup A', scheduled);
    await owner.asks('/backup', /Backed up|Not backed up/u);
    await schedulesAndWaits(owner, 'in 20 seconds', 'Anna', 'backup B');
    await owner.asks('/backup', /Backed up|Not backed up/u);
  },
  inspect: (dataDir) => unsoundCopies(join(dataDir, 'backups'), /\.db$/),
  delivers: ['backup A', 'backup B'],
};

const file: Scenario = {
  name: 'file',
  async play(owner) {
    const since = owner.entries().length;
    const answer = await owner.asks('/schedule in 20 seconds to Mum: file A', scheduled, filed);
    // The same bytes once more, which are kept once and go with the first alone.
    await owner.asks('/schedule in 10 minutes to Anna: file B', scheduled, filed);
    if (scheduled.test(answer)) await leaves(owner, 'file A', since);
    await cancelsAll(owner, '/cancel all');
  },
  inspect: (dataDir) => unsoundFiles(join(dataDir, 'media')),
  delivers: ['file A'],
};

export const scenarios: readonly Scenario[] = [
  schedule,
  send,
  cancel,
  stop,
  parts,
  resolve,
  migration,
  backup,
  file,
];
