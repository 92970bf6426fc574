/** The table of faults in test/e2e/README.md is true: each test that it names exists, and no fault is without one. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { outageText } from '../src/chat/outage-text.ts';
import type { OutageWhy } from '../src/core/past-outage.ts';

const root = new URL('./', import.meta.url);
const table = readFileSync(new URL('e2e/README.md', root), 'utf8');
const rows = table
  .split('\n')
  .filter((line) => /^\| \d/.test(line))
  .map((line) => {
    const [number = '', what = '', tried = '', told = ''] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    return { number, what, tried, told };
  });
/** `file › title`, each between backticks. */
const tests = rows.flatMap(({ number, tried }) =>
  [...tried.matchAll(/`([^`]+?) › ([^`]+)`/g)].map(([, file = '', title = '']) => ({ number, file, title })),
);

/** Every reason for an outage that the product has words for. */
const whys: Readonly<Record<OutageWhy, true>> = {
  network: true,
  unreachable: true,
  browser_gone: true,
  page_gone: true,
  no_browser: true,
  probe_failed: true,
  entry_failed: true,
  stuck: true,
  recycled: true,
  blocked_conflict: true,
  blocked_account: true,
  blocked_proxy: true,
  blocked_version: true,
  blocked_changed: true,
  unlinked: true,
  cannot_send: true,
  silent: true,
  bot_down: true,
};
const noon = Date.UTC(2026, 0, 1, 12);
const reasonText = (why: OutageWhy): string => {
  const none = { missed: 0, held: 0, failed: 0, inDoubt: 0, late: 0, underWay: 0, waiting: 0 };
  const outage = { from: noon, to: noon + 3_600_000, lastedMs: 3_600_000, whys: [why], ...none };
  return outageText(outage, 0, 'Europe/London', outage.to).split('\n')[1] ?? '';
};

function sourceOf(file: string): string {
  const path = file.startsWith('contract/')
    ? `${file}.ts`
    : file.startsWith('unit/')
      ? `${file.slice('unit/'.length)}.test.ts`
      : `e2e/${file}.test.ts`;
  return readFileSync(new URL(path, root), 'utf8');
}

test('its rows are there, each number once, each with a fault, a test and what the owner is told', () => {
  expect(rows.length).toBeGreaterThan(60);
  expect(rows.map(({ number }) => number)).toEqual([...new Set(rows.map(({ number }) => number))]);
  for (const row of rows) {
    expect(row.what, row.number).not.toBe('');
    expect(row.told, row.number).not.toBe('');
    expect(
      tests.some(({ number }) => number === row.number),
      row.number,
    ).toBe(true);
  }
});

test.each(tests)('$number is tried by "$title" in $file', ({ file, title }) => {
  const source = sourceOf(file);
  // As a whole title, in the quotes of the source.
  expect(
    [`'${title}'`, `"${title}"`, `\`${title}\``].filter((quoted) => source.includes(quoted)),
  ).toHaveLength(1);
});

test.each(Object.keys(whys) as OutageWhy[])('the words for an outage of %s are those of the table', (why) => {
  const text = reasonText(why).replace(/\.$/, '');
  expect(text).not.toBe('');
  expect(rows.filter(({ told }) => told.includes(`"${text}"`)).map(({ number }) => number)).not.toEqual([]);
});
