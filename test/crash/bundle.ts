/**
 * The child program as one file with its compiled form beside it. Node needs a second to find and compile the product's
 * five hundred modules, and a tenth of that for one: with a thousand starts to make, that is most of the time.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

/**
 * Takes what an earlier life had compiled of the bundle, and runs it. The first that ends in order leaves what it has
 * compiled, with every function that it came to: one compiled at the start alone would lack the inner ones.
 */
const launcher = `
const { existsSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { Script } = require('node:vm');
const file = __dirname + '/child.cjs';
const cache = __dirname + '/child.compiled';
const code = '(function (exports, require, module, __filename, __dirname) {' + readFileSync(file, 'utf8') + '})';
const cachedData = existsSync(cache) ? readFileSync(cache) : undefined;
const script = new Script(code, { filename: file, cachedData });
const made = { exports: {} };
script.runInThisContext()(made.exports, createRequire(file), made, file, __dirname);
if (cachedData === undefined)
  process.once('exit', () => {
    writeFileSync(cache + process.pid, script.createCachedData());
    renameSync(cache + process.pid, cache);
  });
`;

export interface Bundle {
  /** What Node is to be started with. */
  readonly launcher: string;
  remove(): void;
}

/** Beside the modules, since SQLite's own stays where it was installed, and the version stands in package.json. */
export async function bundleChild(): Promise<Bundle> {
  const here = fileURLToPath(import.meta.url);
  const root = here.slice(0, here.lastIndexOf(join('test', 'crash'))).replace(/dist[\\/]$/, '');
  mkdirSync(join(root, 'dist'), { recursive: true });
  const folder = mkdtempSync(join(root, 'dist', 'crash-'));
  const bundle = await rolldown({
    input: join(dirname(here), here.endsWith('.ts') ? 'child.ts' : 'child.js'),
    platform: 'node',
    external: ['better-sqlite3'],
    logLevel: 'silent',
  });
  // What the product loads late is in the one file all the same.
  await bundle.write({ file: join(folder, 'child.cjs'), format: 'cjs', codeSplitting: false });
  await bundle.close();
  const start = join(folder, 'launch.cjs');
  writeFileSync(start, launcher);
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  return { launcher: start, remove };
}
