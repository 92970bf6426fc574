import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Everything that a module loads when it is imported, by file of ours or name of a package. */
function loadedBy(entry: string): Set<string> {
  const loaded = new Set<string>();
  const open = [resolve(root, entry)];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (loaded.has(file)) continue;
    loaded.add(file);
    const source = readFileSync(file, 'utf8');
    for (const [, clause = '', from = ''] of source.matchAll(
      /^(?:import|export)\s([^;]*?)from '([^']+)';/gm,
    )) {
      if (/^type\s/.test(clause)) continue;
      if (from.startsWith('.')) open.push(resolve(dirname(file), from));
      else loaded.add(from);
    }
  }
  return loaded;
}

test.each(['src/cli/when.ts', 'src/cli/parse.ts'])(
  '%s starts without a browser, a database or a server',
  (entry) => {
    const loaded = [...loadedBy(entry)].map((path) => path.replace(root, ''));
    expect(loaded).toContain('src/core/time/parse.ts');
    expect(loaded).toContain('chrono-node');
    const heavy =
      /^src\/(?:adapters\/(?:sqlite|whatsapp|http)|simulator|main)|^(?:better-sqlite3|puppeteer|whatsapp-web|pino|ws|zod)/;
    expect(loaded.filter((path) => heavy.test(path))).toEqual([]);
  },
);
