/**
 * `kill -9` at random instants, again and again, on data folders with a running campaign. Every hundred lives all is let
 * come to rest and checked. `--cycles` in all, `--folders` at once, `--seed` for the same chance again.
 */
import { writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleChild } from './bundle.ts';
import { openCampaign } from './campaign.ts';
import { conclude, numberOption, type ResultRow, showProgress, whenAsked } from './rows.ts';

const cycles = numberOption('cycles', 1_000);
const folders = numberOption('folders', 2 * availableParallelism());
const checkEvery = numberOption('check-every', 100);
const seed = numberOption('seed', Date.now() % 1_000_000);

/** Mulberry32: small, and the same on every machine. */
function chanceOf(start: number): (below: number) => number {
  let state = start >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const bundle = await bundleChild();
const began = performance.now();
const done = Array.from({ length: folders }, () => 0);
const checked = done.map(() => 0);
let broke = 0;
let scheduled = 0;
let delivered = 0;
console.log(`${cycles} kills in ${folders} folders, seed ${seed}`);
const endProgress = showProgress(() => `${done.reduce((sum, one) => sum + one, 0)} of ${cycles}`);

async function lane(place: number): Promise<void> {
  const campaign = openCampaign(bundle.launcher, chanceOf(seed + place));
  const mine = Math.floor(cycles / folders) + (place < cycles % folders ? 1 : 0);
  await campaign.greet();
  for (let cycle = 1; cycle <= mine; cycle++) {
    await campaign.kill();
    done[place] = cycle;
    if (cycle % checkEvery !== 0 && cycle !== mine) continue;
    const problems = await campaign.check();
    checked[place] = cycle;
    if (problems.length === 0) continue;
    broke++;
    console.log(`\n✗ folder ${place} of seed ${seed}, after ${cycle} kills`);
    console.log(problems.map((one) => `  ${one}`).join('\n'));
    const story = campaign.story();
    const file = join(tmpdir(), `sendonce-cycles-${seed}-${place}.txt`);
    writeFileSync(file, story);
    console.log(`${story.split('\n').slice(-80).join('\n').replace(/^/gm, '    ')}\n  all of it: ${file}`);
    break;
  }
  const figures = campaign.figures();
  scheduled += figures.scheduled;
  delivered += figures.delivered;
  await campaign.close();
}

whenAsked(() => tellAll(`; cut off after ${done.reduce((sum, one) => sum + one, 0)} of ${cycles} kills`));
await Promise.all(done.map((_, place) => lane(place)));
endProgress();
bundle.remove();
tellAll('');

/** Of a folder that was cut off only what came before its last check is known to have held. */
function tellAll(cutOff: string): void {
  const row: ResultRow = {
    what: 'killed at a random instant',
    tried: checked.reduce((sum, one) => sum + one, 0),
    broke,
    seconds: (performance.now() - began) / 1_000,
    note: `${scheduled} commands to send, ${delivered} messages delivered${cutOff}`,
  };
  conclude([row]);
}
