/**
 * The benchmark: `node dist/test/bench/bench.js [--json <file>] [--quick] [--only <section>,…]`, from the project's folder.
 * Absolute values depend on the machine and on what else it does; the ratios are of the same run.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import type { Figure } from './figures.ts';
import { table } from './figures.ts';
import type { Peers } from './peers.ts';
import { nobody, openPeers } from './peers.ts';
import { comparing, type Section, type Sizes, sections } from './sections.ts';

const full: Sizes = {
  floor: 5_000,
  schedules: 2_000,
  batches: 20,
  peerSchedules: 1_000,
  lateness: { count: 1_000, overMs: 10_000 },
  startRows: 100_000,
  costRows: [1_000, 100_000, 1_000_000],
  idleMs: 60_000,
};
const quick: Sizes = {
  floor: 1_000,
  schedules: 300,
  batches: 4,
  peerSchedules: 200,
  lateness: { count: 200, overMs: 2_000 },
  startRows: 10_000,
  costRows: [1_000, 10_000],
  idleMs: 5_000,
};

const { values: options } = parseArgs({
  options: {
    json: { type: 'string' },
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
});
const root = new URL('../../../', import.meta.url).pathname;
const names = Object.keys(sections) as Section[];
const chosen =
  options.only === undefined ? names : names.filter((name) => options.only?.split(',').includes(name));
const sizes = options.quick ? quick : full;
const figures: Figure[] = [];
const began = Date.now();

const compared = chosen.some((name) => comparing.includes(name));
if (compared) progress('Installing and starting what is compared with');
const peers: Peers = compared ? openPeers(root) : nobody;
// Servers outlive a program that is cut off, so they are stopped on the way out.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    peers.stop();
    process.exit(1);
  });
try {
  for (const name of chosen) {
    const some = await sections[name]({ sizes, peers, progress: (text) => progress(`${name}: ${text}`) });
    figures.push(...some);
    console.log(`\n${table(some)}\n`);
  }
} finally {
  peers.stop();
}
const machine = {
  node: process.version,
  cpus: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
  memoryGb: Math.round(totalmem() / 1024 ** 3),
  load: Number(readFileSync('/proc/loadavg', 'utf8').split(' ')[0]),
};
if (options.json !== undefined)
  writeFileSync(
    options.json,
    `${JSON.stringify({ quick: options.quick, machine, seconds: Math.round((Date.now() - began) / 1000), figures }, null, 2)}\n`,
  );
console.log(`\n${table(figures)}\n`);
const missed = figures.filter(({ target }) => target?.met === false);
console.log(
  missed.length === 0
    ? 'Everything that it has to show is shown.'
    : `Not shown in this run: ${missed.map(({ what, who }) => `${what}, ${who}`).join(' · ')}`,
);

function progress(text: string): void {
  process.stderr.write(`[${String(Math.round((Date.now() - began) / 1000)).padStart(4)} s] ${text}\n`);
}
