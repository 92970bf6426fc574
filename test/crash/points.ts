/**
 * Nine nights, cut off at every place where something outside the process changes: by a switch in front of the ports, and
 * at the system calls themselves, which are also made to fail. `--every n` takes each n-th place, beginning with
 * `--offset`, which otherwise changes with the day: every fourth of them, each day another, has in four days been at every
 * port, and in twelve killed and failed at every system call but the writes within a commit.
 */
import { readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleChild } from './bundle.ts';
import { injectionIn } from './felt.ts';
import { openHouse } from './house.ts';
import { toldIn } from './owner.ts';
import { type Played, type PlayOptions, playScenario } from './play.ts';
import { atOnce, conclude, numberOption, option, type ResultRow, showProgress, whenAsked } from './rows.ts';
import { type Scenario, scenarios } from './scenarios.ts';
import { type Call, countCalls, hasStrace, straceAll, straceInjecting } from './strace.ts';
import { stanzas } from './world.ts';

/** So many at a time keep the cores busy: most of a night is waiting. */
const atATime = numberOption('lanes', 4 * availableParallelism());
const every = Math.max(1, numberOption('every', 1));
const offset = numberOption('offset', Math.floor(Date.now() / 86_400_000));
const only = option('only');
/** One commit is a dozen writes of which none counts before the sync: fewer of them are taken when not all are. */
const everyWrite = every === 1 ? 1 : every * 8;

/** What is done at a system call. */
const effects = ['signal=SIGKILL', 'error=EIO', 'error=ENOSPC'];
/** Of so many at least one comes to its place, or what should cut them off does not. */
const enough = 5;

type Tally = { tried: number; broke: number; missed: number; ms: number };
const tallies = new Map<string, Tally>();
let done = 0;
let toDo = 0;
let here = '';

function count(what: string, ms: number, broke: boolean, reached: boolean): void {
  const tally = tallies.get(what) ?? { tried: 0, broke: 0, missed: 0, ms: 0 };
  tallies.set(what, {
    tried: tally.tried + 1,
    broke: tally.broke + (broke ? 1 : 0),
    missed: tally.missed + (reached ? 0 : 1),
    ms: tally.ms + ms,
  });
  done++;
}

function tell(scenario: Scenario, place: string, problems: readonly string[], story: string): void {
  console.log(`\n✗ ${scenario.name}, ${place}\n${problems.map((one) => `  ${one}`).join('\n')}`);
  console.log(`${story.replace(/^/gm, '    ')}\n`);
}

async function tryOne(
  what: string,
  scenario: Scenario,
  place: string,
  options: PlayOptions,
  judge: (played: Played) => { readonly reached: boolean; readonly problems: readonly string[] },
): Promise<void> {
  const began = performance.now();
  here = `${scenario.name}, ${place}`;
  const played = await playScenario(scenario, options);
  const { reached, problems } = judge(played);
  const all = [...played.problems, ...problems];
  if (all.length > 0)
    tell(scenario, `${place}${played.killedAt === null ? '' : ` (${played.killedAt})`}`, all, played.story);
  count(what, performance.now() - began, all.length > 0, reached);
}

/** Mostly WhatsApp tells a new page what an old one did not hear; in every fourth night nobody ever hears it. */
function heardLater(place: number): boolean {
  return Math.floor(place / every) % 4 !== 0;
}

/** 1-based. */
function chosen(total: number, step: number): readonly number[] {
  return Array.from({ length: total }, (_, index) => index + 1).filter((n) => n % step === offset % step);
}

function deliveredOf({ entries }: Played): string {
  return stanzas(entries)
    .filter(({ chatId }) => !chatId.endsWith('@lid'))
    .map(({ text }) => text)
    .sort()
    .join(', ');
}

const bundle = await bundleChild();
const { launcher } = bundle;
const house = await openHouse(launcher);
const nights = scenarios.filter(({ name }) => only === null || only === name);
const traced = hasStrace() && option('part') !== 'ports';
const ported = option('part') !== 'calls';
console.log(
  `every ${every === 1 ? 'place' : `${every}th place, beginning with ${offset % every}`}; ${traced ? 'by port and by system call' : 'by port'}`,
);

interface Attempt {
  readonly what: string;
  readonly scenario: Scenario;
  readonly run: () => Promise<void>;
}
const attempts: Attempt[] = [];
let traces = 0;
const newTrace = (): string => join(tmpdir(), `sendonce-trace-${process.pid}-${++traces}`);

/** On a machine that is busy with other things a night may run late once, and says so; not three times. */
const mostTries = 3;

/** A night without a fault: it must do what it is there for, and says how many places there are. */
async function playWhole(scenario: Scenario, tries: number): Promise<void> {
  const began = performance.now();
  const trace = newTrace();
  let counts: ReadonlyMap<Call, number> = new Map();
  const played = await playScenario(scenario, {
    launcher,
    house,
    killAt: 0,
    lateAcks: true,
    ...(traced && {
      under: () => straceAll(trace),
      onEnd: (dataDir) => {
        counts = countCalls(trace, dataDir);
      },
    }),
  });
  rmSync(trace, { force: true });
  const delivered = deliveredOf(played);
  const expected = [...scenario.delivers].sort().join(', ');
  if (delivered !== expected && played.problems.length === 0 && tries < mostTries)
    return playWhole(scenario, tries + 1);
  const problems = [
    ...played.problems,
    ...(delivered === expected ? [] : [`expected to deliver ${expected}; delivered ${delivered}`]),
  ];
  if (problems.length > 0) tell(scenario, 'uninterrupted', problems, played.story);
  count('nights without a fault', performance.now() - began, problems.length > 0, true);
  if (ported) addPorts(scenario, played.points);
  addCalls(scenario, counts);
}
whenAsked(() => tellAll(`cut off after ${done} in all`));
await atOnce(nights, 2, (scenario) => playWhole(scenario, 1));

function addPorts(scenario: Scenario, points: number): void {
  const what = `${scenario.name}: killed at a port`;
  for (const killAt of chosen(points, every))
    attempts.push({
      what,
      scenario,
      run: () =>
        tryOne(
          what,
          scenario,
          `point ${killAt}`,
          { launcher, house, killAt, lateAcks: heardLater(killAt) },
          (played) => ({
            reached: played.killedAt !== null,
            problems: [],
          }),
        ),
    });
}

/** All three at every place; where not every place is taken they take turns, and at each place from one run to the next. */
function effectsAt(index: number): readonly string[] {
  const turn = (index + Math.floor(offset / every)) % effects.length;
  return effects.filter((_, kind) => every === 1 || kind === turn);
}

function addCalls(scenario: Scenario, counts: ReadonlyMap<Call, number>): void {
  for (const [call, total] of counts)
    chosen(total, call === 'pwrite64' ? everyWrite : every).forEach((n, index) => {
      for (const effect of effectsAt(index)) addCall(scenario, call, n, effect);
    });
}

function addCall(scenario: Scenario, call: Call, n: number, effect: string): void {
  const kills = effect === 'signal=SIGKILL';
  const what = `${scenario.name}: ${kills ? 'killed at a system call' : `a system call fails (${effect.slice(6)})`}`;
  attempts.push({
    what,
    scenario,
    run: async () => {
      const trace = newTrace();
      const options: PlayOptions = {
        launcher,
        house,
        killAt: 0,
        lateAcks: heardLater(n),
        under: (dataDir) => straceInjecting(trace, dataDir, { call, effect, n }),
      };
      await tryOne(what, scenario, `${call} ${n} with ${effect}`, options, (played) => {
        const died = played.endings[0]?.signal === 'SIGKILL' || played.endings[0]?.code === 137;
        const injection = injectionIn(readFileSync(trace, 'utf8'));
        const unsaid = !kills && injection === 'felt' && !saysSo(played);
        return {
          reached: kills ? died : injection !== 'none',
          problems: unsaid ? ['a fault of the disk went unsaid'] : [],
        };
      });
      rmSync(trace, { force: true });
    },
  });
}

/** On the terminal, in the log, to the owner, or by the way it ended. */
function saysSo({ firstSaid, endings, entries }: Played): boolean {
  const ended = endings[0]?.code ?? 0;
  const told = toldIn(entries).some(({ text }) => /Still stopped|Not backed up/u.test(text));
  return told || ended !== 0 || /fault|cannot|could not|Sendonce ended/.test(firstSaid);
}

toDo = done + attempts.length;
const endProgress = showProgress(() => `${done} of ${toDo} · ${here}`);
await atOnce(attempts, atATime, ({ run }) => run());
endProgress();
house.remove();
bundle.remove();
tellAll('');

/** `cutOff`: where not all were tried. */
function tellAll(cutOff: string): void {
  const rows: ResultRow[] = [...tallies].map(([what, { tried, broke, missed, ms }]) => ({
    what,
    tried,
    broke: missed === tried && tried >= enough ? tried : broke,
    seconds: ms / 1_000,
    note: [
      ...(missed === 0 ? [] : [`${missed} ended before their place came`]),
      ...(cutOff === '' ? [] : [cutOff]),
    ].join('; '),
  }));
  const left = { what: 'system calls', tried: 0, broke: 0, seconds: 0 };
  conclude(hasStrace() ? rows : [...rows, { ...left, note: 'left out: there is no strace on this machine' }]);
}
