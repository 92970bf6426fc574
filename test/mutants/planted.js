// Plants one realistic wrong after the other in a private copy of the program, and lets it live through the nights of
// the simulation; what these do not find in time its own tests must. Words behind the command choose by name; `--most`
// bounds the nights of each; `--json file` keeps the result. Exits 1 when one survives.
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { copyTree } from './copy.js';
import { mutants } from './list.js';
import { buildNights, firstBadNight, plantIn, pullFrom } from './nights.js';
import { runTests } from './tests.js';

/** @typedef {import('./mutant.js').Mutant} Mutant */

const testsLimitMs = 60_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' }, most: { type: 'string' } },
});
const words = positionals.join(' ');
const waiting = mutants.filter(({ name, nights }) => nights !== undefined && name.includes(words));
const tried = waiting.length;
const root = new URL('../../', import.meta.url).pathname;
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
  process.once(signal, () => process.exit(1));
const folders = Array.from({ length: Math.min(2, availableParallelism(), tried) }, () => {
  const copy = copyTree(root);
  process.once('exit', copy.remove);
  return copy.folder;
});

const began = Date.now();
const bound = values.most === undefined ? Number.POSITIVE_INFINITY : Number(values.most);
const most = Math.min(bound, Math.max(...waiting.map(({ nights = 0 }) => nights)));
await Promise.all(folders.map(buildNights));
const [first] = folders;
const unplanted = first === undefined ? null : await firstBadNight(first, most);
if (unplanted !== null) {
  console.error(`Nothing is planted, and night ${unplanted.seed} goes wrong: ${unplanted.what}`);
  process.exit(1);
}
console.log(`${most} nights pass with nothing planted`);
let survivors = 0;
let byNights = 0;
/** @type {number[]} */
const seeds = [];
await Promise.all(
  folders.map(async (folder) => {
    for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift())
      console.log(await trial(folder, mutant));
  }),
);
const seconds = Math.round((Date.now() - began) / 1000);
console.log(`${tried - survivors} of ${tried} planted bugs caught, ${byNights} by a night, in ${seconds} s`);
if (values.json !== undefined) {
  const note = `${byNights} by a night (the slowest by night ${Math.max(0, ...seeds)}), ${tried - survivors - byNights} by a test`;
  writeFileSync(
    values.json,
    JSON.stringify({ rows: [{ what: 'planted bugs', tried, broke: survivors, seconds, note, bare: true }] }),
  );
}
process.exit(survivors === 0 ? 0 : 1);

/**
 * @param {string} folder
 * @param {Mutant} mutant
 */
async function trial(folder, { name, breaks, wrong, file, find, replace, caughtBy, nights = 0 }) {
  const path = join(folder, file);
  const sound = readFileSync(path, 'utf8');
  const head = `(${breaks}) ${name}`;
  if (sound.split(find).length !== 2) {
    survivors++;
    return `ROTTEN ${head}: its text does not stand once in ${file}`;
  }
  const planted = sound.replace(find, () => replace);
  const most = Math.min(bound, nights);
  if (most > 0) {
    plantIn(folder, file, planted);
    const bad = await firstBadNight(folder, most);
    pullFrom(folder, file);
    if (bad !== null) {
      byNights++;
      seeds.push(bad.seed);
      return `caught ${head}: night ${bad.seed}: ${bad.what}`;
    }
  }
  writeFileSync(path, planted);
  try {
    const { failed } = await runTests(folder, caughtBy, { bail: true, limitMs: testsLimitMs });
    const [first] = failed;
    if (first !== undefined) return `caught ${head}: ${first.file}: ${first.name}`;
    survivors++;
    return `ALIVE  ${head}: ${wrong}`;
  } finally {
    writeFileSync(path, sound);
  }
}
