// One run of vitest over chosen tests, read from its own report: exit codes cannot tell a test that failed from a file
// that could not be read.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {{ readonly file: string, readonly name: string }} Test `file` from the root, `name` with its `describe`s.
 * @typedef {object} Outcome
 * @property {readonly Test[]} passed
 * @property {readonly Test[]} failed
 * @property {readonly string[]} faults What kept tests from being read, begun or ended.
 */

const escaped = (/** @type {string} */ text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * Runs those tests in the copy at `folder`, for at most `limitMs` a project; with `bail`, until the first one fails.
 * @param {string} folder
 * @param {readonly import('./mutant.js').CaughtBy[]} chosen
 * @param {{ readonly bail: boolean, readonly limitMs: number }} how
 * @returns {Promise<Outcome>}
 */
export async function runTests(folder, chosen, { bail, limitMs }) {
  const report = join(folder, 'report.json');
  /** @type {Outcome[]} */
  const outcomes = [];
  // Browser tests go by themselves: vitest refuses to mix projects that use different numbers of processes.
  for (const project of ['unit', 'e2e']) {
    const some = chosen.filter(({ file }) => file.startsWith('test/e2e/') === (project === 'e2e'));
    if (some.length === 0) continue;
    rmSync(report, { force: true });
    const said = await run(
      folder,
      [
        ...['run', '--project', project, '--reporter', 'json', '--outputFile', report],
        // Between two mutants one file differs: what was read of the others is kept, by its content.
        '--experimental.fsModuleCache',
        ...(bail ? ['--bail', '1'] : []),
        ...['-t', [...new Set(some.map(({ named }) => escaped(named)))].join('|')],
        ...new Set(some.map(({ file }) => file)),
      ],
      limitMs,
    );
    outcomes.push(existsSync(report) ? read(folder, report) : { passed: [], failed: [], faults: [said] });
  }
  return {
    passed: outcomes.flatMap(({ passed }) => passed),
    failed: outcomes.flatMap(({ failed }) => failed),
    faults: outcomes.flatMap(({ faults }) => faults),
  };
}

/**
 * @param {string} folder
 * @param {readonly string[]} words
 * @param {number} limitMs
 * @returns {Promise<string>} The last that it said.
 */
function run(folder, words, limitMs) {
  return new Promise((resolve, reject) => {
    const vitest = join(folder, 'node_modules', 'vitest', 'vitest.mjs');
    const child = spawn(process.execPath, [vitest, ...words], {
      cwd: folder,
      // A group of its own, so that a browser or a process that a test started ends with it.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const endGroup = () => {
      try {
        process.kill(-Number(child.pid), 'SIGKILL');
      } catch {
        // Nothing of it is left.
      }
    };
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        said = (said + text).slice(-4_000);
      });
    const timer = setTimeout(() => {
      said = `the tests did not end within ${limitMs / 1000} s`;
      endGroup();
    }, limitMs);
    process.once('exit', endGroup);
    child.once('error', reject);
    child.once('close', () => {
      clearTimeout(timer);
      process.off('exit', endGroup);
      endGroup();
      resolve(said);
    });
  });
}

/**
 * @param {string} folder
 * @param {string} report
 * @returns {Outcome}
 */
function read(folder, report) {
  /** @type {{ passed: Test[], failed: Test[], faults: string[] }} */
  const outcome = { passed: [], failed: [], faults: [] };
  for (const { name: path, status, message, assertionResults } of JSON.parse(readFileSync(report, 'utf8'))
    .testResults) {
    const file = path.slice(folder.length + 1);
    if (status === 'failed' && assertionResults.length === 0) outcome.faults.push(`${file}: ${message}`);
    for (const { status: how, fullName: name } of assertionResults) {
      if (how === 'passed') outcome.passed.push({ file, name });
      else if (how === 'failed') outcome.failed.push({ file, name });
    }
  }
  return outcome;
}
