/**
 * What a sceptic runs: every way in which the promise has been attacked, one after the other, and a table of what was
 * tried and what broke. `--soak` takes the long sizes and `--quick` the short ones; `--seeds` bounds the nights, `--within`
 * (seconds) each part that can tell what it has so far; `--only` names some of the parts; `--json` keeps the table. Asked
 * to end, it lets the part in hand tell its figures, and prints the table of all so far.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Row, tableOf } from './table.ts';

interface Part {
  readonly name: string;
  /** The program and its words, from the repository's root. */
  readonly words: readonly string[];
  /** It ends at its time by itself, or when asked to, with the figures that it has. */
  readonly endsEarly?: boolean;
}

const { values } = parseArgs({
  options: {
    soak: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    seeds: { type: 'string' },
    within: { type: 'string' },
    only: { type: 'string' },
    json: { type: 'string' },
  },
});
interface Sizes {
  readonly seeds: string;
  /** Seconds for the nights. */
  readonly within: string;
  /** The most nights for each planted bug. */
  readonly most: string;
  /** Each n-th place of a crash, beginning with another one each day. */
  readonly every: string;
  readonly cycles: string;
  readonly kills: string;
  /** Seconds for a million inputs. */
  readonly fuzzing: string;
}
const full: Sizes = {
  seeds: '100000',
  within: '150',
  most: '900',
  every: '4',
  cycles: '1000',
  kills: '20',
  fuzzing: '45',
};
const quick: Sizes = {
  ...full,
  within: '60',
  most: '150',
  every: '16',
  cycles: '150',
  kills: '8',
  fuzzing: '40',
};
const long: Sizes = {
  ...full,
  within: '7200',
  most: '5000',
  every: '1',
  cycles: '10000',
  kills: '200',
  fuzzing: '3600',
};
const sizes = values.soak ? long : values.quick ? quick : full;

const parts: readonly Part[] = [
  {
    name: 'nights',
    words: [
      ...['dist/test/sim/sim.js', '--seeds', values.seeds ?? sizes.seeds],
      ...['--within', values.within ?? sizes.within],
    ],
  },
  {
    name: 'fuzz',
    words: ['dist/test/fuzz/fuzz.js', '--within', values.within ?? sizes.fuzzing],
  },
  { name: 'planted', words: ['test/mutants/planted.js', '--most', sizes.most] },
  { name: 'points', words: ['dist/test/crash/points.js', '--every', sizes.every], endsEarly: true },
  { name: 'cycles', words: ['dist/test/crash/cycles.js', '--cycles', sizes.cycles], endsEarly: true },
  { name: 'order', words: ['dist/test/crash/order.js'] },
  { name: 'kills', words: ['dist/test/kills/kills.js', '--kills', sizes.kills] },
  // A day in twenty minutes is no shorter at any size.
  ...(values.soak ? [{ name: 'day', words: ['dist/test/soak/day.js'] }] : []),
];

const chosen = parts.filter(({ name }) => values.only === undefined || values.only.split(',').includes(name));
if (chosen.length === 0) {
  console.error(`No part is named so. There are: ${parts.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}
let asked: () => void = () => undefined;
let isCutOff = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    isCutOff = true;
    asked();
  });
const folder = mkdtempSync(join(tmpdir(), 'sendonce-prove-'));
const rows: Row[] = [];
const began = Date.now();
let broke = false;
for (const { name, words, endsEarly } of chosen) {
  if (isCutOff) break;
  const file = join(folder, `${name}.json`);
  console.error(`\n${name}`);
  const limitMs = endsEarly === true && values.within !== undefined ? Number(values.within) * 1_000 : null;
  const code = await run([...words, '--json', file], limitMs);
  const nothing = isCutOff
    ? { broke: 0, note: 'cut off before it had figures' }
    : { broke: 1, note: `ended with ${code} and said nothing` };
  const told: { readonly rows: readonly Row[] } = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : { rows: [{ what: name, tried: 0, seconds: 0, ...nothing }] };
  rows.push(...told.rows);
  if (code !== 0) broke = true;
}
rmSync(folder, { recursive: true, force: true });
console.log(`\n${tableOf(rows)}\n`);
console.log(
  `${isCutOff ? 'Cut off.' : broke ? 'Something broke.' : 'Nothing broke.'} ${Math.round((Date.now() - began) / 1000)} s in all.`,
);
if (values.json !== undefined) writeFileSync(values.json, JSON.stringify({ rows }));
process.exit(broke || isCutOff ? 1 : 0);

/** `limitMs`: then it is asked to end; null: it has an end of its own. */
function run(words: readonly string[], limitMs: number | null): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, words, { stdio: 'inherit' });
    asked = () => void child.kill('SIGTERM');
    const timer = limitMs === null ? undefined : setTimeout(asked, limitMs);
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve(code ?? 1);
    });
  });
}
