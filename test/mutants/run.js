// Applies one mutant at a time to a private copy of the program and sees the tests that it names fail. Words behind the
// command choose mutants by name. Exits 1 when one survives, or when the list no longer fits the program.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { copyTree } from './copy.js';
import { mutants } from './list.js';
import { invariants } from './mutant.js';
import { runTests } from './tests.js';

/** @typedef {import('./mutant.js').Mutant} Mutant */

/** A wrong that makes a test wait for ever has been caught by nobody; it must be written in another way. */
const limitMs = 60_000;
/** Each keeps a core busy. */
const atOnce = Math.min(2, availableParallelism());

const root = new URL('../../', import.meta.url).pathname;
const words = process.argv.slice(2).join(' ');
const chosen = mutants.filter(({ name }) => name.includes(words));

const rotten = [...mutants.flatMap(rotOf), ...unbroken()];
if (rotten.length > 0) fail(`The list does not fit the program:\n${rotten.join('\n')}`);
if (chosen.length === 0) fail(`No mutant is named like "${words}".`);

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
  process.once(signal, () => process.exit(1));
const folders = Array.from({ length: Math.min(atOnce, chosen.length) }, () => {
  const copy = copyTree(root);
  process.once('exit', copy.remove);
  return copy.folder;
});

const began = Date.now();
await seeThemPass(/** @type {string} */ (folders[0]));
const waiting = [...chosen];
let survivors = 0;
await Promise.all(folders.map(tryAll));
const seconds = Math.round((Date.now() - began) / 1000);
console.log(`${chosen.length - survivors} of ${chosen.length} mutants caught, in ${seconds} s`);
process.exit(survivors === 0 ? 0 : 1);

/**
 * @param {Mutant} mutant
 * @returns {string[]}
 */
function rotOf({ name, file, find, replace, caughtBy }) {
  const path = join(root, file);
  const times = existsSync(path) ? readFileSync(path, 'utf8').split(find).length - 1 : 0;
  const faults = [];
  if (mutants.filter((other) => other.name === name).length > 1) faults.push('another has this name');
  if (times !== 1) faults.push(`expected its text once in ${file}, found it ${times} times: ${find}`);
  if (find === replace) faults.push('it changes nothing');
  if (caughtBy.length === 0) faults.push('no test is to catch it');
  for (const test of caughtBy)
    if (!existsSync(join(root, test.file))) faults.push(`there is no ${test.file}`);
  return faults.map((fault) => `- ${name}: ${fault}`);
}

/** Each invariant is broken by some mutant, or nobody would know whether a test holds it. */
function unbroken() {
  return Object.entries(invariants)
    .filter(([number]) => !mutants.some(({ breaks }) => breaks === Number(number)))
    .map(([number, says]) => `- no mutant breaks invariant ${number}, ${says}`);
}

/**
 * What fails without a mutant would catch every one of them; what is not run catches none.
 * @param {string} folder
 */
async function seeThemPass(folder) {
  const tests = chosen.flatMap(({ caughtBy }) => caughtBy);
  const { passed, failed, faults } = await runTests(folder, tests, { bail: false, limitMs: 5 * limitMs });
  const bad = [...faults, ...failed.map(({ file, name }) => `${file}: ${name}`)];
  if (bad.length > 0) fail(`Without any mutant these fail:\n${bad.join('\n')}`);
  const idle = chosen.flatMap((mutant) =>
    mutant.caughtBy
      .filter(({ file, named }) => !passed.some((one) => one.file === file && one.name.includes(named)))
      .map(({ file, named }) => `- ${mutant.name}: no test of ${file} is named "${named}"`),
  );
  if (idle.length > 0) fail(`The list does not fit the tests:\n${idle.join('\n')}`);
  console.log(`${passed.length} tests pass without a mutant`);
}

/**
 * Takes one after the other of those that wait.
 * @param {string} folder
 */
async function tryAll(folder) {
  for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
    const start = Date.now();
    const { caught, what } = await trial(folder, mutant);
    if (!caught) survivors += 1;
    console.log(row(mutant, caught, what, Date.now() - start));
  }
}

/**
 * @param {string} folder
 * @param {Mutant} mutant
 */
async function trial(folder, { file, find, replace, caughtBy }) {
  const path = join(folder, file);
  const sound = readFileSync(path, 'utf8');
  writeFileSync(
    path,
    sound.replace(find, () => replace),
  );
  try {
    const { failed, faults } = await runTests(folder, caughtBy, { bail: true, limitMs });
    const [first] = failed;
    if (first !== undefined) return { caught: true, what: `${first.file}: ${first.name}` };
    return { caught: false, what: faults[0] ?? `passed: ${caughtBy.map((test) => test.file).join(', ')}` };
  } finally {
    writeFileSync(path, sound);
  }
}

/**
 * @param {Mutant} mutant
 * @param {boolean} caught
 * @param {string} what
 * @param {number} tookMs
 */
function row({ name, breaks, wrong }, caught, what, tookMs) {
  const head = `${caught ? 'caught' : 'ALIVE '} ${(tookMs / 1000).toFixed(1).padStart(5)} s  (${breaks}) ${name}`;
  return [head, ...(caught ? [] : [wrong]), what].join('\n'.padEnd(20));
}

/**
 * @param {string} why
 * @returns {never}
 */
function fail(why) {
  console.error(why);
  process.exit(1);
}
