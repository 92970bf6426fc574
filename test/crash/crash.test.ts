/** The machinery of the crash trials, on a few points of one night; `npm run prove` goes through all of them. */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bundle, bundleChild } from './bundle.ts';
import { broken } from './check.ts';
import { type House, openHouse } from './house.ts';
import { isControl } from './owner.ts';
import { type Played, playScenario } from './play.ts';
import { scenarios } from './scenarios.ts';
import type { Entry } from './world.ts';
import { ledgerOf } from './wreck.ts';

const send = scenarios.find(({ name }) => name === 'send');
if (send === undefined) throw new Error('the night of sends is gone');
const folder = mkdtempSync(join(tmpdir(), 'sendonce-crash-test-'));
const ledgerFile = join(folder, 'ledger.db');
let bundle: Bundle;
let house: House;
let whole: Played;

beforeAll(async () => {
  bundle = await bundleChild();
  house = await openHouse(bundle.launcher);
  whole = await playScenario(send, {
    launcher: bundle.launcher,
    house,
    killAt: 0,
    lateAcks: true,
    onEnd: (dataDir) => copyFileSync(ledgerOf(dataDir), ledgerFile),
  });
}, 60_000);
afterAll(() => {
  house.remove();
  bundle.remove();
  rmSync(folder, { recursive: true, force: true });
});

test('a night without a fault delivers what was asked for, and tells the truth about it', () => {
  expect(whole.problems).toEqual([]);
  const delivered = whole.entries.filter((entry) => entry.kind === 'stanza' && !isControl(entry));
  expect(delivered).toHaveLength(send.delivers.length);
});

test('killed at a few points, it tells one story after the next start', async () => {
  const places = [0.3, 0.5, 0.7, 0.8, 0.9].map((share) => Math.floor(whole.points * share));
  const nights = await Promise.all(
    places.map((killAt) =>
      playScenario(send, { launcher: bundle.launcher, house, killAt, lateAcks: killAt % 2 === 0 }),
    ),
  );
  for (const { problems, story } of nights) expect(problems, story).toEqual([]);
  expect(nights.filter(({ killedAt }) => killedAt !== null).length).toBeGreaterThan(2);
}, 60_000);

/** The same night with one thing made otherwise: what the checks must not let pass. */
const told = (entry: Entry): boolean => entry.kind === 'stanza' && isControl(entry);
const sent = (entry: Entry): boolean => entry.kind === 'stanza' && !isControl(entry);
const lies: readonly (readonly [string, (entries: readonly Entry[]) => readonly Entry[], RegExp])[] = [
  ['a message that left twice', (entries) => [...entries, ...entries.filter(sent)], /left twice/],
  [
    'a second hand-over',
    (entries) => [...entries, ...entries.filter(({ kind }) => kind === 'handed')],
    /handed over twice/,
  ],
  [
    'a file that was never armed with it',
    (entries) => entries.map((entry) => (sent(entry) ? { ...entry, file: 'a'.repeat(64) } : entry)),
    /left with another file/,
  ],
  [
    'a message called sent that nobody got',
    (entries) => entries.filter((entry) => !sent(entry)),
    /nobody got it/,
  ],
  [
    'a reply that it never left',
    (entries) =>
      entries.map((entry) =>
        entry.kind === 'stanza' && told(entry)
          ? { ...entry, text: '🚫 #1 to Mum cancelled. It never left.' }
          : entry,
      ),
    /told that #1 never left/,
  ],
  [
    'a message of which the owner never heard',
    (entries) => entries.filter((entry) => !(entry.kind === 'stanza' && /#1 scheduled/.test(entry.text))),
    /never heard of #1/,
  ],
  [
    'a command that was not taken in',
    (entries) => [...entries, { kind: 'line', waId: '3A9', text: '/cancel 1', at: 0 }],
    /was taken in 0 times/,
  ],
];

test.each(lies)('%s is seen', (_what, doctored, why) => {
  const evidence = { ledgerFile, wrecks: [], now: Number.MAX_SAFE_INTEGER };
  expect(broken({ ...evidence, entries: whole.entries })).toEqual([]);
  expect(broken({ ...evidence, entries: doctored(whole.entries) }).join('; ')).toMatch(why);
});

test('so is a hand-over of what a crash had found ended, or under a stop', () => {
  const { entries } = whole;
  const [first] = entries.flatMap((entry) => (entry.kind === 'handed' && !isControl(entry) ? [entry] : []));
  if (first === undefined) throw new Error('nothing was handed over');
  const over = [{ reservedId: first.waId, id: 1, status: 'cancelled' }];
  const evidence = { entries, ledgerFile, now: Number.MAX_SAFE_INTEGER };
  expect(broken({ ...evidence, wrecks: [{ entries: 0, stopped: false, resumes: 0, over }] })).toContain(
    '#1 was handed over after the crash that found it cancelled',
  );
  expect(broken({ ...evidence, wrecks: [{ entries: 0, stopped: true, resumes: 0, over: [] }] })).toContain(
    'something was handed over after the crash that found the bot stopped',
  );
});
