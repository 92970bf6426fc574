// Lets a mutant live through nights of the simulation until one of them goes wrong.
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'rolldown/utils';

const limitMs = 120_000;

/**
 * Builds the simulation in the copy at `folder`, once for all that is planted there.
 * @param {string} folder
 */
export async function buildNights(folder) {
  await run(folder, [join('node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.prove.json']);
}

/**
 * Puts `text` in the place of what was built of that one file: a tenth of a second where the compiler takes three. A
 * mutant may offend against the types; it lives all the same, as one that slipped past them would.
 * @param {string} folder
 * @param {string} file From the repository's root.
 * @param {string} text
 */
export function plantIn(folder, file, text) {
  const { code, errors } = transformSync(file, text, {
    lang: 'ts',
    typescript: { rewriteImportExtensions: 'rewrite', onlyRemoveTypeImports: true },
  });
  const [first] = errors;
  if (first !== undefined) throw new Error(`${file} cannot be read any more: ${first.message}`);
  writeFileSync(join(folder, 'dist', file.replace(/\.ts$/, '.js')), code);
}

/**
 * Takes it out again.
 * @param {string} folder
 * @param {string} file
 */
export function pullFrom(folder, file) {
  plantIn(folder, file, readFileSync(join(folder, file), 'utf8'));
}

/**
 * Runs the nights that are built in `folder` from the first seed on, at most `most` of them.
 * @param {string} folder
 * @param {number} most
 * @returns {Promise<{ readonly seed: number, readonly what: string } | null>} The first bad night; null: none was.
 */
export async function firstBadNight(folder, most) {
  const sim = join('dist', 'test', 'sim', 'sim.js');
  const { code, said, began } = await run(folder, [sim, '--seeds', String(most), '--until-bad']);
  if (code === 0) return null;
  const seed = Number(/^seed (\d+)/m.exec(said)?.[1] ?? began);
  const what = /^\(\d+\) .*/m.exec(said)?.[0] ?? 'the simulation broke down, or did not come to rest';
  return { seed, what };
}

/**
 * @param {string} folder
 * @param {readonly string[]} words
 * @returns {Promise<{ readonly code: number | null, readonly said: string, readonly began: number }>} `began`: the last
 *   night that did; 0: none.
 */
function run(folder, words) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, words, { cwd: folder, timeout: limitMs });
    let said = '';
    let began = 0;
    child.stdout.setEncoding('utf8').on('data', (text) => {
      said += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      began = Number(
        text
          .match(/^night (\d+)$/gm)
          ?.at(-1)
          ?.slice('night '.length) ?? began,
      );
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, said, began }));
  });
}
