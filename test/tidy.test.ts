/** Style that matters is held here: see each rule in test/tidy/rules.ts for why it does. */
import { describe, expect, test } from 'vitest';
import { judgesNothing, rules } from './tidy/rules.ts';
import { type Offence, read, sourcesIn } from './tidy/source.ts';

const documents = ['README.md', 'ARCHITECTURE.md', 'CHANGELOG.md'].map(read);
const sources = [...sourcesIn('src', 'commands', 'test', 'scripts'), ...documents];

/** As an editor finds it: `file:line`, and what was found there. */
function listed(offences: readonly Offence[]): readonly string[] {
  return offences.map(({ path, line, what }) => `${path}:${line}: ${what}`);
}

describe.each(rules)('$name', (rule) => {
  test('in every file that it applies to', () => {
    const read = sources.filter(({ path }) => rule.applies.test(path));
    expect(read.length).toBeGreaterThan(0);
    expect(listed(read.flatMap((source) => rule.offences(source)))).toEqual([]);
  });

  test('and a file that breaks it is found', () => {
    expect(rule.applies.test(rule.example.path)).toBe(true);
    expect(rule.offences(rule.example)).not.toEqual([]);
  });
});

test('every test expects something of the product', () => {
  const tests = sources.filter(
    ({ path }) => /^test\/.*\.test\.ts$/.test(path) && path !== 'test/tidy.test.ts',
  );
  expect(listed(tests.flatMap(judgesNothing))).toEqual([]);
  expect(judgesNothing({ path: 'test/x.test.ts', text: "test('x', () => {});" })).not.toEqual([]);
});

test('the lockfile leaves the registry to whoever installs', () => {
  // An address in it would be asked for on a machine that cannot reach it, whatever registry is configured there.
  expect(read('package-lock.json').text).not.toMatch(/"resolved": "http/);
});

test('every dependency is one version, not a range', () => {
  // A minor release of a library that types into WhatsApp is a change of our program.
  const frame = JSON.parse(read('package.json').text) as Record<string, Record<string, string>>;
  const versions = Object.entries({ ...frame.dependencies, ...frame.devDependencies });
  expect(versions.length).toBeGreaterThan(0);
  expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});

test('the README begins with the two commands that show everything', () => {
  expect(read('README.md').text.slice(0, 2_500)).toMatch(/npm ci && npm run playground[\s\S]*npm cit/);
});
