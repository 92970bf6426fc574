/**
 * One data folder under a campaign that never rests: the owner schedules, cancels, stops, resumes and answers as chance
 * has it, and the bot is killed at any instant, a thousand times. Between two lives some minutes pass.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { people } from '../../src/simulator/cast.ts';
import { broken } from './check.ts';
import { beginLife, type Life } from './life.ts';
import { createOwner, type Owner, toldIn } from './owner.ts';
import type { Plan, Standing } from './plan.ts';
import { envOf } from './play.ts';
import { rest, truthAbout, within } from './rest.ts';
import { storyOf } from './story.ts';
import { ledgerOf, type Wreck, wreckOf } from './wreck.ts';

export interface Campaign {
  /** A first life until the bot has greeted: what is written before that is no command. */
  greet(): Promise<void>;
  /** One more life, cut off at a random instant. */
  kill(): Promise<void>;
  /** A life that is left in peace until all is settled, an orderly end, and what was broken since the last one. */
  check(): Promise<readonly string[]>;
  /** What has been sent so far, and how much of it was scheduled. */
  figures(): { readonly scheduled: number; readonly delivered: number };
  story(): string;
  close(): Promise<void>;
}

/** The third fault in ten minutes would stop a bot that is killed oftener than that, and it would be right. */
const betweenLivesMs = 6 * 60_000;
/**
 * Real time. A third of the lives end while they begin, counted from their first step; a third while they take in what the
 * owner writes; a third behind their first answer, when something is due and underway.
 */
const startMs = 120;
const workMs = 400;
const answeredWithinMs = 3_000;
const howWithinMs = 100;
const connectedWithinMs = 5_000;
const speed = 40;
const noon = Date.UTC(2026, 10, 24, 12);

export function openCampaign(launcher: string, below: (limit: number) => number): Campaign {
  const folder = mkdtempSync(join(tmpdir(), 'sendonce-campaign-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const dataDir = join(folder, 'house');
  const worldFile = join(folder, 'world.jsonl');
  mkdirSync(dataDir, { mode: 0o700 });
  writeFileSync(worldFile, '');
  let time: Plan['time'] = { real: Date.now(), sim: noon, speed };
  const now = (): number => time.sim + (Date.now() - time.real) * time.speed;
  const wrecks: Wreck[] = [];
  let texts = 0;
  let isStopped = false;
  let life: Life | null = null;
  let lateAcks = true;
  const owner = createOwner(worldFile, now, (line) => life?.hear(line));
  const chats = people.filter(({ inBook, registered, name }) => inBook && registered && !/[:,]/.test(name));

  const begin = (): Life => {
    // It stands still while the program is loaded: at this speed a busy machine would let all that was ordered pass by.
    time = { real: Date.now(), sim: now() + betweenLivesMs, speed: 0 };
    lateAcks = !lateAcks;
    life = beginLife({
      launcher,
      plan: () => {
        time = { real: Date.now(), sim: time.sim, speed };
        return {
          env: { ...envOf(dataDir), LOG_LEVEL: 'error' },
          worldFile,
          time,
          faults: {},
          lateAcks,
          killAt: 0,
          pointsFile: join(folder, 'points'),
        };
      },
      onWorld: () => owner.look(),
    });
    return life;
  };

  /** A process that has not opened its ledger yet does not answer. */
  const standingOf = (living: Life): Promise<Standing | null> =>
    Promise.race([living.how(), new Promise<null>((done) => setTimeout(done, howWithinMs, null))]);

  const deeds: readonly ((owner: Owner, living: Life) => void | Promise<void>)[] = [
    (person) => person.writes(`/cancel ${1 + below(texts + 1)}`),
    (person) => {
      isStopped = true;
      person.writes('/stop');
    },
    (person) => person.writes('/list'),
    (person) => person.writes('yes'),
    async (person, living) => {
      const open = (await standingOf(living))?.needing ?? [];
      const one = open[below(Math.max(1, open.length))];
      if (one === undefined) return;
      const truth = truthAbout(person, one);
      // What is not there may be sent once more, and must not come twice for it.
      const again = one.status === 'in_doubt' ? 'again' : 'send';
      person.writes(
        `#${one.id} ${truth === 'drop' && one.status !== 'held' && below(2) === 0 ? again : truth}`,
      );
    },
  ];

  async function doSomething(living: Life): Promise<void> {
    // So many kills at work trip the breaker, and all that comes after would be frozen.
    const isLatched = isStopped || (await standingOf(living))?.latched === true;
    if (isLatched && below(2) === 0) {
      isStopped = false;
      owner.writes('/resume');
    }
    if (below(4) === 0) return deeds[below(deeds.length)]?.(owner, living);
    for (const when of [
      `in ${5 + below(15)} seconds`,
      `in ${5 + below(5)} minutes`,
      `in ${8 + below(9)} minutes`,
    ]) {
      const chat = chats[below(chats.length)]?.name;
      owner.writes(`/schedule ${when} to "${chat}": text ${++texts}`);
    }
    // What is asked about is meant.
    const last = toldIn(owner.entries()).at(-1);
    if (/yes · no/u.test(last?.text ?? '') && below(2) === 0) owner.writes('yes');
  }

  async function comesTo(living: Life, withinMs: number, isThere: () => boolean): Promise<void> {
    const until = Date.now() + withinMs;
    while (!living.isOver() && Date.now() < until && !isThere())
      await new Promise((done) => setTimeout(done, 2));
  }

  return {
    async greet() {
      const living = begin();
      await owner.hears(/linked/u);
      // In order: what it has compiled is there for all that come after.
      living.end();
      await living.ended;
    },
    async kill() {
      const living = begin();
      await Promise.race([living.begun, living.ended]);
      const stage = below(3);
      if (stage > 0) await comesTo(living, connectedWithinMs, () => /^Connected$/mu.test(living.said()));
      const left = below(stage > 0 ? workMs : startMs);
      const first = stage === 2 ? 0 : below(Math.ceil(left / 2) + 1);
      await new Promise((done) => setTimeout(done, first));
      const told = toldIn(owner.entries()).length;
      if (!living.isOver()) await doSomething(living);
      if (stage === 2) await comesTo(living, answeredWithinMs, () => toldIn(owner.entries()).length > told);
      await new Promise((done) => setTimeout(done, left - first));
      living.kill();
      await living.ended;
      owner.look();
      wrecks.push(wreckOf(dataDir, owner.entries().length));
    },
    async check() {
      const living = begin();
      try {
        await rest(owner, () => living);
        living.end();
        const { code, signal } = await within(living.ended, 'an orderly end');
        if (code !== 0) return [`it ended with ${signal ?? code} when asked to`];
      } catch (fault) {
        living.kill();
        await living.ended;
        return [fault instanceof Error ? fault.message : String(fault)];
      }
      owner.look();
      const evidence = { entries: owner.entries(), ledgerFile: ledgerOf(dataDir), wrecks, now: now() };
      return broken(evidence);
    },
    figures: () => ({
      scheduled: texts,
      delivered: owner.entries().filter((entry) => entry.kind === 'stanza' && /^text \d/.test(entry.text))
        .length,
    }),
    story: () => storyOf(owner.entries(), life?.said() ?? ''),
    async close() {
      if (life !== null && !life.isOver()) life.kill();
      await life?.ended;
      owner.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
