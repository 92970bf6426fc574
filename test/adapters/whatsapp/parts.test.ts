import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parts } from '../../../src/adapters/whatsapp/parts.ts';
import { abilities } from '../../../src/core/whatsapp.ts';

const folder = new URL('../../../src/adapters/whatsapp/page/', import.meta.url);
const named = new Set(parts.map(({ name }) => name.split('.')[0]));

test('every module that a function for the page asks for is looked for at connection', () => {
  const asked = readdirSync(folder).flatMap((file) =>
    [...readFileSync(new URL(file, folder), 'utf8').matchAll(/\brequire\('(\w+)'\)/g)].map(
      ([, module]) => module,
    ),
  );
  expect(asked.length).toBeGreaterThan(20);
  expect([...new Set(asked)].filter((module) => !named.has(module))).toEqual([]);
});

test('every module that the library wants to enter a page is among what nothing can be done without', () => {
  const path = new URL(
    '../../../node_modules/whatsapp-web.js/src/util/Injected/AuthStore/AuthStore.js',
    import.meta.url,
  );
  const wanted = [...readFileSync(path, 'utf8').matchAll(/require\(\s*'(\w+)',?\s*\)/g)].map(
    ([, module]) => module,
  );
  expect(wanted.length).toBeGreaterThan(8);
  const page = parts.filter(({ need }) => need === 'page').map(({ name }) => name.split('.')[0]);
  expect(wanted.filter((module) => !page.includes(module))).toEqual([]);
});

test('each ability needs something', () => {
  for (const ability of abilities) expect(parts.some(({ need }) => need === ability)).toBe(true);
});
