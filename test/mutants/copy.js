// A private copy of what the tests read, in a temporary folder, so that nobody's checkout is ever mutated.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const copied = [
  'src',
  'commands',
  'test',
  'package.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'tsconfig.prove.json',
  'vitest.config.ts',
  '.puppeteerrc.cjs',
];

/**
 * @param {string} root The checkout; its node_modules are linked one by one, so that what the tools cache there stays in
 *   the copy.
 */
export function copyTree(root) {
  const folder = mkdtempSync(join(tmpdir(), 'sendonce-mutants-'));
  for (const name of copied)
    if (existsSync(join(root, name))) cpSync(join(root, name), join(folder, name), { recursive: true });
  mkdirSync(join(folder, 'node_modules'));
  for (const name of readdirSync(join(root, 'node_modules')))
    if (!name.startsWith('.v'))
      symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) };
}
