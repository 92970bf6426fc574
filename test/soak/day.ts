/**
 * A day in twenty minutes: the product with the real library in real Chromium, on a clock twenty times as fast, sends
 * some five hundred messages while all that is known to go wrong with WhatsApp Web goes wrong at random, each thing ten
 * times. Afterwards phones, ledger and notices must tell one story, and Node must hold as much memory as after its first
 * minutes. It ends by itself, prints its figures, and exits 1 when anything broke.
 *
 *   node dist/test/soak/day.js [--minutes 20] [--speed 20] [--messages 500] [--each 10] [--seed n] [--json file]
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createClock } from '../../src/adapters/clock.ts';
import { createChance } from '../../src/adapters/random.ts';
import { chanceFrom } from '../kills/chance.ts';
import { gather } from '../kills/evidence.ts';
import { endBot, isAtRest } from '../kills/rig.ts';
import { openScene } from '../kills/scene.ts';
import { aboutThese, tellStory, worldEntries } from '../kills/story.ts';
import { countBy } from '../kills/table.ts';
import { judge } from '../kills/verdict.ts';
import { troubles } from './faults.ts';
import { growthOf, type Held } from './memory.ts';
import { withoutRetransmissions } from './retransmissions.ts';
import { makeWeather } from './weather.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '20' },
    speed: { type: 'string', default: '20' },
    messages: { type: 'string', default: '500' },
    each: { type: 'string', default: '10' },
    seed: { type: 'string' },
    json: { type: 'string' },
  },
});
const minute = 60_000;
const clock = createClock();
const minutes = whole('minutes', values.minutes);
const speed = whole('speed', values.speed);
const messages = whole('messages', values.messages);
const each = whole('each', values.each);
const seed = values.seed === undefined ? createChance().between(1, 999_999) : whole('seed', values.seed);
const began = clock.now();
const time = { real: began, sim: began, speed };

/** Of the machine: how often this looks, and how long it waits for what ends by itself. */
const stepMs = 100;
const tellEveryMs = 30_000;
const startsWithinMs = 60_000;
const restWithinMs = 5 * minute;
/** Troubles that wait for a bot that is up may take longer than the day; no day is longer than this. */
const longestDays = 2.5;
/** What a page takes over a send on a busy machine is real work, and twenty times as long by the world's clock. */
const lagMs = 5_000 * speed;
/** A page that gives its connection up after ten seconds of the world would do so at each breath of the machine. */
const deadAfterMs = 60_000;

const env = {
  TIMEZONE: 'Europe/London',
  SOAK_TIME: JSON.stringify(time),
  // A day of five hundred messages to ten people is no slip, and no cap is to hide what goes wrong.
  DEDUPE_WINDOW: '0',
  MAX_PER_MINUTE: '1000',
  MAX_PER_DAY: '100000',
  LOG_LEVEL: 'info',
};

console.log(`a day in ${minutes} minutes: ${messages} messages, ${troubles.length} troubles, seed ${seed}`);
const held: Held[] = [];
const scene = await openScene(
  fileURLToPath(new URL('./child.js', import.meta.url)),
  clock,
  chanceFrom(seed),
  {
    env,
    time,
    simulator: { keyBuild: seed % 2 === 0 ? '_serialized' : '$1', deadAfterMs },
    onLog: ({ msg, heapUsed, rss }) => {
      if (msg === 'memory') held.push({ at: clock.now(), heapUsed: Number(heapUsed), rss: Number(rss) });
    },
  },
);
const { bot, owner, world } = scene;
const weather = makeWeather(
  troubles,
  each,
  (minutes * minute * speed) / (troubles.length * each),
  { faults: world.faults, folder: scene.folder, chance: chanceFrom(seed + 1) },
  (text) => scene.note('kill', text),
);
let isCutOff = false;
// Browsers outlive a program that is cut off.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    isCutOff = true;
    tellRow(0, `cut off and not judged: ${owner.armed()} armed, ${received()} received; seed ${seed}`);
    void scene.close(false).then(() => process.exit(1));
  });
let broken = true;
try {
  broken = await live();
} catch (fault) {
  // What was closed under the day is no fault of anybody's.
  if (!isCutOff) throw fault;
} finally {
  if (!isCutOff) await scene.close(broken);
}
if (!isCutOff) process.exit(broken ? 1 : 0);

async function live(): Promise<boolean> {
  bot.start();
  if (!(await scene.until(() => scene.heard.up, startsWithinMs))) scene.broke('it did not become ready');
  scene.attend(true);
  const from = clock.now();
  let wanted = 0;
  let toldAt = from;
  for (let left = Number.POSITIVE_INFINITY; left > 0 && scene.faults.length === 0; ) {
    const now = clock.now();
    const ran = now - from;
    // So many are asked for each minute that the last are written as the day ends.
    const due = Math.min(messages, Math.ceil(((Math.floor(ran / minute) + 1) * messages) / minutes));
    if (due > wanted) {
      owner.begin(now, due - owner.armed(), 60);
      wanted = due;
    }
    weather.step(scene.now(), scene.glance()?.ready.state === 'ready');
    if (now - toldAt >= tellEveryMs) {
      toldAt = now;
      progress(ran);
    }
    left = ran < minutes * minute ? Number.POSITIVE_INFINITY : weather.left() + (owner.isDone(now) ? 0 : 1);
    if (ran > longestDays * minutes * minute) scene.broke('the day did not come to its end');
    await clock.sleepUntil(now + stepMs);
  }
  weather.calm();
  world.faults.calm();
  await rest();
  scene.attend(false);
  await endBot(scene);
  return conclude();
}

/** Everything is answered, and nobody says anything any more. */
async function rest(): Promise<void> {
  let restedAt = 0;
  const rested = await scene.until(() => {
    if (!isAtRest(scene) || !owner.isDone(clock.now())) restedAt = clock.now();
    return clock.now() - restedAt > 3_000;
  }, restWithinMs);
  if (!rested) scene.broke(`it did not come to rest: ${JSON.stringify(scene.glance())}`);
}

function progress(ran: number): void {
  const status = scene.glance();
  const link =
    status === null ? 'no answer' : `${status.link}${status.down === null ? '' : ` (${status.down})`}`;
  console.log(
    `${String(Math.round(ran / 1000)).padStart(5)} s  ${owner.armed()} armed, ${received()} received, ` +
      `${weather.left()} troubles left, ${link}, ${status?.needingOwner ?? '?'} to be answered`,
  );
}

/** Prints what there is to say; whether anything broke. */
function conclude(): boolean {
  const all = gather(scene.folder, world, owner.written(), () => scene.now());
  const { evidence, repeated } = withoutRetransmissions(all);
  scene.faults.push(...judge(evidence, lagMs));
  const growth = growthOf(held, clock.now() - began);
  if (growth.broke !== null) scene.faults.push({ what: growth.broke, names: [] });
  const rare = [...weather.counts].filter(([, count]) => count < each);
  for (const [name, count] of rare) scene.faults.push({ what: `"${name}" came ${count} times`, names: [] });
  const ends = Object.entries(countBy(evidence.messages.map(({ status }) => status)))
    .map(([status, count]) => `${count} ${status}`)
    .join(', ');
  const happened = [...weather.counts.values()].reduce((sum, count) => sum + count, 0);
  for (const [name, count] of weather.counts) console.log(`${String(count).padStart(4)} × ${name}`);
  for (const { what } of scene.faults) console.log(`BROKEN: ${what}`);
  if (scene.faults.length > 0) tell();
  tellRow(
    evidence.messages.length,
    `${ends}; ${happened} troubles of ${troubles.length} kinds; ${evidence.notices.length} notices; ` +
      `${repeated} repeated by the page itself; ${growth.text}; seed ${seed}`,
  );
  return scene.faults.length > 0;
}

function tellRow(tried: number, note: string): void {
  const seconds = Math.round((clock.now() - began) / 1000);
  const row = { what: 'a day of WhatsApp Web failing', tried, broke: scene.faults.length, seconds, note };
  console.log(`${row.what} · ${tried} · ${row.broke} · ${seconds} · ${note}`);
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ rows: [row] }, null, 2)}\n`);
}

function tell(): void {
  const whole = [...scene.entries, ...worldEntries(world)];
  const file = join(scene.folder, 'story.txt');
  writeFileSync(file, `${tellStory(whole).join('\n')}\n`);
  const names = scene.faults.flatMap((fault) => fault.names);
  const some = aboutThese(whole, names).filter(({ who }) => who !== 'kill');
  console.log(`\n${tellStory(some).join('\n')}\n\nAll of it: ${file}`);
}

function received(): number {
  return world.people.reduce((sum, { name }) => sum + world.inbox(name).length, 0);
}

function whole(name: string, text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Error(`--${name} wants a whole number from 1, found ${text}`);
  return Number(text);
}
