// The tests in real Chromium many times in a row, on one build of WhatsApp Web's keys after the other, with a line for
// each run. Ends at the first one that fails, with what failed and exit code 1.
//
//   npm run build && node test/e2e/ten.js [times, default 10] [files that vitest is to run, default all]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [wish = '10', ...files] = process.argv.slice(2);
if (!/^[1-9]\d{0,2}$/.test(wish)) {
  console.error(`expected how many times, a whole number from 1, found ${wish}`);
  process.exit(2);
}
const times = Number(wish);
const root = new URL('../../', import.meta.url).pathname;
const vitest = new URL('../../node_modules/vitest/vitest.mjs', import.meta.url).pathname;
const builds = /** @type {const} */ (['_serialized', '$1']);
const folder = mkdtempSync(join(tmpdir(), 'sendonce-ten-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

/** @typedef {{ readonly status: string, readonly fullName: string, readonly failureMessages?: readonly string[] }} One */
/**
 * @typedef {{
 *   readonly numTotalTests: number, readonly numPassedTests: number, readonly numPendingTests: number,
 *   readonly testResults: readonly { readonly name: string, readonly message?: string, readonly assertionResults: readonly One[] }[],
 * }} Report
 */

for (let run = 1; run <= times; run += 1) {
  const build = builds[run % builds.length] ?? '_serialized';
  const file = join(folder, `${run}.json`);
  const words = [vitest, 'run', '--project', 'e2e', '--reporter=json', `--outputFile=${file}`, ...files];
  const began = Date.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, words, {
    cwd: root,
    env: { ...process.env, SENDONCE_KEY_BUILD: build },
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const seconds = Math.round((Date.now() - began) / 1000);
  const told = reportOf(file);
  if (told === null) {
    console.error(
      `run ${run} of ${times}: vitest told nothing and ended with ${status}\n${stdout}\n${stderr}`,
    );
    process.exit(1);
  }
  const skipped = told.numPendingTests === 0 ? '' : `, ${told.numPendingTests} skipped`;
  console.log(
    `run ${run} of ${times}, keys ${build}: ${told.numPassedTests} of ${told.numTotalTests} tests in ` +
      `${told.testResults.length} files passed${skipped}, ${seconds} s`,
  );
  if (status !== 0) {
    for (const { name, message = '', assertionResults } of told.testResults) {
      if (assertionResults.length === 0) console.error(`\n${name}\n${message}`);
      for (const { status: outcome, fullName, failureMessages = [] } of assertionResults)
        if (outcome === 'failed') console.error(`\n${name}\n${fullName}\n${failureMessages.join('\n')}`);
    }
    console.error(stderr);
    process.exit(1);
  }
}

/**
 * @param {string} file
 * @returns {Report | null}
 */
function reportOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // It ended before it could write one.
    return null;
  }
}
