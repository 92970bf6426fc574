// Lets a mutant live through nights of the simulation until one of them goes wrong.
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const limitMs = 120_000;

/**
 * Builds the copy at `folder` and runs its nights from the first seed on, at most `most` of them.
 * @param {string} folder
 * @param {number} most
 * @returns {Promise<{ readonly seed: number, readonly what: string } | null>} The first bad night; null: none was.
 */
export async function firstBadNight(folder, most) {
  // A mutant may offend against the types; it is built all the same, as one that slipped past them would be.
  await run(folder, [join('node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.prove.json']);
  const sim = join('dist', 'test', 'sim', 'sim.js');
  const { code, said } = await run(folder, [sim, '--seeds', String(most), '--until-bad']);
  if (code === 0) return null;
  const seed = Number(/^seed (\d+)/m.exec(said)?.[1] ?? 0);
  const what = /^\(\d+\) .*/m.exec(said)?.[0] ?? 'the simulation broke down, or did not come to rest';
  return { seed, what };
}

/**
 * @param {string} folder
 * @param {readonly string[]} words
 * @returns {Promise<{ readonly code: number | null, readonly said: string }>}
 */
function run(folder, words) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, words, { cwd: folder, timeout: limitMs });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      said += text;
    });
    child.stderr.resume();
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, said }));
  });
}
