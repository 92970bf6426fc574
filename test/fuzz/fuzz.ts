/**
 * Fuzzing as a program: `--inputs` lines through all readers, and conversations with a tenth as many through the whole
 * bot, by as many processes as there are cores. `SEED=n` and the path that a failure names replay it. `--within` (seconds)
 * ends it early with what it has.
 */
import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { line, onceSlow } from './lines.ts';
import { type Reference, references } from './reading.ts';
import { limitMs, timeOf } from './slowest.ts';
import { hold, talk } from './talk.ts';

interface Tally {
  readonly read: number;
  readonly said: number;
  readonly slowestMs: number;
  readonly slowest: string;
  readonly bad: readonly string[];
}

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '1000000' },
    within: { type: 'string', default: '86400' },
    json: { type: 'string' },
    share: { type: 'string' },
  },
});
/** One in so many is said to the whole bot. */
const saidShare = 10;
const perTalk = 40;
const unjudged = 2_000;
const inRound = 400;
const processes = availableParallelism();
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000_000);
const until = Date.now() + Number(values.within) * 1_000;

if (values.share === undefined) process.exit(await all());
else await share(Number(values.share));

/** Rounds, each from a seed of its own, so that one that fails is found again quickly. */
async function share(index: number): Promise<void> {
  const reading = fc.tuple(line, fc.constantFrom(...references));
  const wanted = Number(values.inputs) / processes;
  const bad: string[] = [];
  let [read, said, slowestMs, slowest] = [0, 0, 0, ''];
  for (let round = 0; read < wanted && Date.now() < until && bad.length === 0; round++) {
    const own = seed + round * processes + index;
    const runs = Math.min(inRound, Math.ceil(wanted - read));
    const one = (text: string, reference: Reference): void => {
      read++;
      const took = timeOf(text, reference);
      // The first ones wait for their code to be compiled.
      if (read < unjudged) return;
      if (took > slowestMs) [slowestMs, slowest] = [took, `${text.length} characters: ${text.slice(0, 80)}`];
      if (took > limitMs)
        bad.push(`it took ${Math.round(took)} ms in ${reference.locale}: ${JSON.stringify(text)}`);
    };
    const [reference] = references;
    if (round > 0 && reference !== undefined) for (const text of onceSlow) one(text, reference);
    const lines = fc.check(
      fc.property(reading, ([text, reference]) => one(text, reference)),
      {
        ...{ seed: own, numRuns: runs },
      },
    );
    if (lines.failed) bad.push(fc.defaultReportMessage(lines) ?? 'a reading failed');
    const talks = await fc.check(
      fc.asyncProperty(talk, async (whole) => {
        said += await hold(whole);
      }),
      { seed: own, numRuns: Math.ceil(runs / saidShare / perTalk) },
    );
    if (talks.failed) bad.push(fc.defaultReportMessage(talks) ?? 'a conversation failed');
    process.send?.({ read, said, slowestMs, slowest, bad } satisfies Tally);
  }
  process.disconnect();
}

async function all(): Promise<number> {
  const began = Date.now();
  const tallies = new Map<number, Tally>();
  let fell = 0;
  const children = Array.from({ length: processes }, (_, index) => {
    const words = ['--share', String(index), '--inputs', values.inputs, '--within', values.within];
    return fork(fileURLToPath(import.meta.url), words, { env: { ...process.env, SEED: String(seed) } });
  });
  let isCutOff = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      isCutOff = true;
      for (const child of children) child.kill('SIGKILL');
    });
  await Promise.all(
    children.map(
      (child, index) =>
        new Promise<void>((ended) => {
          child.on('message', (message) => tallies.set(index, message as Tally));
          child.on('exit', (code) => {
            if (code !== 0 && !isCutOff) fell++;
            ended();
          });
        }),
    ),
  );
  const told = [...tallies.values()];
  const sum = (of: (tally: Tally) => number): number => told.reduce((whole, tally) => whole + of(tally), 0);
  const bad = told.flatMap((tally) => tally.bad);
  for (const report of bad) console.log(report);
  const [slowest] = told.toSorted((one, other) => other.slowestMs - one.slowestMs);
  const seconds = Math.round((Date.now() - began) / 1000);
  const note = `${sum(({ said }) => said)} of them said to the whole bot; the slowest took ${Math.round(slowest?.slowestMs ?? 0)} ms; seed ${seed}`;
  const broke = bad.length + fell;
  console.log(`${sum(({ read, said }) => read + said)} inputs, ${note}: ${broke} bad, in ${seconds} s`);
  console.log(`the slowest: ${JSON.stringify(slowest?.slowest ?? '')}`);
  if (values.json !== undefined) {
    const tried = sum(({ read, said }) => read + said);
    const row = {
      what: 'anything said or typed',
      tried,
      broke,
      seconds,
      note: `${note}${isCutOff ? '; cut off' : ''}`,
    };
    writeFileSync(values.json, JSON.stringify({ rows: [row] }));
  }
  return broke === 0 ? 0 : 1;
}
