/**
 * Kills through the real browser: the built bot, the real library in a real Chromium and the simulated WhatsApp, with the
 * bot, its browser and its page killed at random moments of running campaigns. Exits 1 when anything broke.
 *
 *   node dist/test/kills/kills.js [--kills 20] [--seed n] [--rigs 2] [--messages 50] [--json file]
 *     [--victim browser|renderer|bot [--settled 62]]
 *
 * With `--victim`, that alone is killed, each time when the bot has been back for `--settled` seconds: what is printed
 * is then how long one death costs, without the backoff of many in a row.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createClock } from '../../src/adapters/clock.ts';
import { createChance } from '../../src/adapters/random.ts';
import type { Victim } from './killing.ts';
import { type Outcome, openRig, type Rig } from './rig.ts';
import { rowsOf } from './table.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '20' },
    seed: { type: 'string' },
    rigs: { type: 'string', default: '2' },
    messages: { type: 'string', default: '50' },
    json: { type: 'string' },
    victim: { type: 'string' },
    settled: { type: 'string', default: '62' },
  },
});
const victimsByWord: Readonly<Record<string, Victim>> = {
  browser: 'Chromium',
  renderer: 'renderer',
  bot: 'bot',
};
const clock = createClock();
/** A campaign is killed into about so often: each kill costs some five seconds, and more would be no campaign any more. */
const killsEach = 10;
const campaignSeconds = 60;
const killSeconds = 6;
const progressEveryMs = 2_000;

const kills = whole('kills', values.kills);
const rigs = Math.min(whole('rigs', values.rigs), kills);
const messages = whole('messages', values.messages);
const only = values.victim === undefined ? null : victimNamed(values.victim);
const settledSeconds = only === null ? 0 : whole('settled', values.settled);
const seed = values.seed === undefined ? createChance().between(1, 999_999) : whole('seed', values.seed);

const chromium = spawnSync(process.execPath, [fromRoot('scripts/chromium.js')], { stdio: 'inherit' });
if (chromium.status !== 0) process.exit(1);

const began = clock.monotonic();
const elapsed = (): number => Math.round((clock.monotonic() - began) / 1000);
console.log(`${kills} kills in ${rigs} ${rigs === 1 ? 'rig' : 'rigs'}, seed ${seed}`);
const running = Array.from({ length: rigs }, (_, index) =>
  openRig({
    cli: fromRoot('dist/src/cli.js'),
    clock,
    seed: seed + index,
    campaigns: shares(share(kills, rigs, index)),
    messages,
    seconds: Math.max(campaignSeconds, killsEach * (settledSeconds === 0 ? 0 : settledSeconds + killSeconds)),
    only,
    settledMs: settledSeconds * 1000,
  }),
);
let isCutOff = false;
// Browsers outlive a program that is cut off.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    isCutOff = true;
    void Promise.all(running.map((rig) => rig.cutOff())).then((outcomes) => conclude(outcomes, '; cut off'));
  });
try {
  const outcomes = await watched(running);
  if (!isCutOff) conclude(outcomes, '');
} catch (fault) {
  // What was closed under a rig is no fault of anybody's.
  if (!isCutOff) throw fault;
}

/** Prints what there is, and ends the program. */
function conclude(outcomes: readonly Outcome[], cutOff: string): never {
  for (const outcome of outcomes) if (outcome.faults.length > 0) tell(outcome);
  const rows = rowsOf(outcomes, elapsed()).map((row) => ({ ...row, note: `${row.note}${cutOff}` }));
  console.log('\nwhat · tried · broke · seconds');
  for (const { what, tried, broke, seconds, note } of rows)
    console.log(`${what} · ${tried} · ${broke} · ${seconds} · ${note}`);
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ rows }, null, 2)}\n`);
  process.exit(cutOff !== '' || rows.some(({ broke }) => broke > 0) ? 1 : 0);
}

async function watched(rigs: readonly Rig[]): Promise<readonly Outcome[]> {
  const over = new AbortController();
  const ended = Promise.all(rigs.map((rig) => rig.ended)).finally(() => over.abort());
  while (!over.signal.aborted && !isCutOff) {
    await clock.sleepUntil(clock.now() + progressEveryMs, over.signal);
    const lines = rigs.map((rig, index) => {
      const { kills, armed, received, stage } = rig.progress();
      return `${index + 1}) ${kills} kills, ${armed} armed, ${received} received, ${stage}`;
    });
    console.log(`${String(elapsed()).padStart(4)} s  ${lines.join('   ')}`);
  }
  return ended;
}

function tell({ seed, faults, story, kept }: Outcome): void {
  console.log(`\nseed ${seed} broke:`);
  for (const { what } of faults) console.log(`- ${what}`);
  console.log(`\n${story.join('\n')}\n\nAll of it: ${kept}/story.txt`);
}

/** Of `all`, what falls to the one of `count` at this place. */
function share(all: number, count: number, place: number): number {
  return Math.floor(all / count) + (place < all % count ? 1 : 0);
}

/** One entry for each campaign. */
function shares(all: number): readonly number[] {
  const count = Math.ceil(all / killsEach);
  return Array.from({ length: count }, (_, place) => share(all, count, place));
}

function victimNamed(word: string): Victim {
  const victim = victimsByWord[word];
  if (victim === undefined)
    throw new Error(`--victim wants ${Object.keys(victimsByWord).join(', ')}, found ${word}`);
  return victim;
}

function whole(name: string, text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Error(`--${name} wants a whole number from 1, found ${text}`);
  return Number(text);
}

/** This runs as dist/test/kills/kills.js. */
function fromRoot(path: string): string {
  return fileURLToPath(new URL(`../../../${path}`, import.meta.url));
}
