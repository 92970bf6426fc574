/**
 * The simulation as a program. `SEED=n` replays one night and tells its story; otherwise `--seeds` nights are run, by as
 * many processes as there are cores, and those that broke something are named, the first with its story. `--length long`
 * or `short`: of this length, each of them; else one of ten is long.
 */
import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type NightLength, type NightReport, runNight } from './run-night.ts';

/** What a process that runs nights says of some of them. */
interface Tally {
  readonly nights: number;
  readonly messages: number;
  readonly kills: number;
  readonly bad: readonly NightReport[];
}

const sayEveryMs = 2_000;
/** So many bad nights are enough to look at. */
const mostBad = 40;

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '2000' },
    from: { type: 'string', default: '1' },
    within: { type: 'string', default: '86400' },
    json: { type: 'string' },
    share: { type: 'string' },
    length: { type: 'string' },
    'until-bad': { type: 'boolean', default: false },
  },
});
const from = Number(values.from);
const seeds = Number(values.seeds);
const until = Date.now() + Number(values.within) * 1_000;
const length = lengthOf(values.length);

if (process.env.SEED !== undefined) {
  const report = await runNight(Number(process.env.SEED), length);
  console.log(storyOf(report));
  process.exit(report.wrongs.length === 0 ? 0 : 1);
} else if (values['until-bad']) process.exit(await untilBad());
else if (values.share === undefined) process.exit(await all());
else await share(values.share);

function lengthOf(word: string | undefined): NightLength | undefined {
  if (word === undefined || word === 'short' || word === 'long') return word;
  throw new Error(`expected --length short or --length long, found ${word}`);
}

function storyOf({ seed, story, wrongs }: NightReport): string {
  return [`seed ${seed}`, ...story, ...(wrongs.length === 0 ? ['nothing broke'] : wrongs)].join('\n');
}

/** One night after the other, in order of their seeds, to the first bad one. */
async function untilBad(): Promise<number> {
  for (let seed = from; seed < from + seeds; seed++) {
    // Whoever waits knows in which one the process fell or hung.
    console.error(`night ${seed}`);
    const report = await runNight(seed, length);
    if (report.wrongs.length === 0) continue;
    console.log(storyOf(report));
    return 1;
  }
  return 0;
}

/** Every `of`th seed, told to the parent now and then. */
async function share(words: string): Promise<void> {
  const [index = 0, of = 1] = words.split('/').map(Number);
  let tally: Tally = { nights: 0, messages: 0, kills: 0, bad: [] };
  let said = Date.now();
  const say = (): void => {
    process.send?.(tally);
    tally = { nights: 0, messages: 0, kills: 0, bad: [] };
    said = Date.now();
  };
  let here = from;
  process.once('uncaughtException', (fault) => {
    const wrongs = [`(0) the simulation fell: ${fault.stack ?? String(fault)}`];
    const report: NightReport = { seed: here, wrongs, story: [], messages: 0, kills: 0 };
    process.send?.({ ...tally, bad: [...tally.bad, report] }, () => process.exit(1));
  });
  for (let seed = from + index; seed < from + seeds && Date.now() < until; seed += of) {
    here = seed;
    const report = await runNight(seed, length);
    const bad = report.wrongs.length === 0 ? tally.bad : [...tally.bad, report];
    tally = {
      nights: tally.nights + 1,
      messages: tally.messages + report.messages,
      kills: tally.kills + report.kills,
      bad,
    };
    if (report.wrongs.length > 0 || Date.now() - said > sayEveryMs) say();
  }
  say();
  process.disconnect();
}

async function all(): Promise<number> {
  const began = Date.now();
  const processes = availableParallelism();
  const bad: NightReport[] = [];
  let [nights, messages, kills] = [0, 0, 0];
  let said = began;
  const children = Array.from({ length: processes }, (_, index) =>
    fork(
      fileURLToPath(import.meta.url),
      [
        ...['--share', `${index}/${processes}`, '--from', String(from), '--seeds', String(seeds)],
        ...['--within', String(values.within)],
        ...(length === undefined ? [] : ['--length', length]),
      ],
      // Whatever a night makes goes with it: where it all fits in, little is ever moved.
      { execArgv: ['--max-semi-space-size=32'] },
    ),
  );
  const fell: number[] = [];
  let isCutOff = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      isCutOff = true;
      for (const one of children) one.kill('SIGKILL');
    });
  await Promise.all(
    children.map(
      (child) =>
        new Promise<void>((ended) => {
          child.on('message', (message) => {
            const tally = message as Tally;
            nights += tally.nights;
            messages += tally.messages;
            kills += tally.kills;
            bad.push(...tally.bad);
            if (bad.length >= mostBad) for (const one of children) one.kill('SIGKILL');
            if (Date.now() - said < sayEveryMs) return;
            said = Date.now();
            const seconds = Math.round((said - began) / 1000);
            console.error(
              `${nights} of ${seeds} nights, ${messages} messages, ${bad.length} bad, ${seconds} s`,
            );
          });
          child.on('exit', (code) => {
            if (code !== 0 && bad.length === 0 && !isCutOff) fell.push(code ?? -1);
            ended();
          });
        }),
    ),
  );
  const seconds = (Date.now() - began) / 1000;
  bad.sort((one, other) => one.seed - other.seed);
  const [first] = bad;
  if (first !== undefined) console.log(storyOf(first));
  for (const report of bad.slice(1)) console.log(`seed ${report.seed}: ${report.wrongs[0]}`);
  if (fell.length > 0) console.log(`a process of the simulation fell: exit ${fell.join(', ')}`);
  console.log(
    `${nights} nights, ${messages} messages, ${kills} kills: ${bad.length} bad, in ${Math.round(seconds)} s (${((seconds * 1000) / nights).toFixed(1)} ms a night)`,
  );
  if (values.json !== undefined)
    writeFileSync(
      values.json,
      JSON.stringify({
        rows: [
          {
            what: 'nights from a seed',
            tried: nights,
            broke: bad.length + fell.length,
            seconds: Math.round(seconds),
            note: `${messages} messages, ${kills} kills${first === undefined ? '' : `; first bad seed ${first.seed}`}${isCutOff ? '; cut off' : ''}`,
          },
        ],
      }),
    );
  return bad.length + fell.length === 0 ? 0 : 1;
}
