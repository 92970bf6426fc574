/**
 * What the browser's flags cost and save, in the simulator's page: `node dist/test/bench/browser.js [--rounds 5] [--idle
 * seconds] [--only <set>,…] [--json <file>]`, from the project's folder. Each start of each set is the product's own
 * adapter on a linked profile, with a program in front of the browser that takes flags away and adds others. The sets
 * take turns, so that what else the machine does falls on all of them alike.
 */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createClock } from '../../src/adapters/clock.ts';
import { createChance } from '../../src/adapters/random.ts';
import { findBrowser } from '../../src/adapters/whatsapp/browser.js';
import { browserFlags } from '../../src/adapters/whatsapp/flags.ts';
import { browsersOn } from '../../src/adapters/whatsapp/processes.ts';
import { openProfile } from '../../src/adapters/whatsapp/profile.ts';
import { createWhatsApp } from '../../src/adapters/whatsapp/whatsapp.ts';
import type { WhatsApp } from '../../src/core/whatsapp.ts';
import { startSimulator } from '../../src/simulator/start.ts';
import { clearAway } from '../leavings.ts';
import { elapsed, quantile } from './measure.ts';

/** Flags over those that puppeteer gives by itself. */
interface FlagSet {
  readonly name: string;
  readonly flags: readonly string[];
  /** Shared memory stays where Chromium puts it by itself. */
  readonly keepsShm?: boolean;
}

/**
 * Of one start. Memory is what the browser's processes have written, MB, what they share counted once: the pages of the
 * program itself, which the system can drop and which any other browser on the machine shares, are not in it.
 */
interface Start {
  readonly set: string;
  readonly connectedMs: number;
  readonly idleMb: number;
  readonly afterMessagesMb: number;
  readonly processes: number;
}

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    idle: { type: 'string', default: '30' },
    only: { type: 'string' },
    json: { type: 'string' },
  },
});

/** All that the product gives by itself: a set is measured without what it has not got of them. */
const ours = browserFlags({ isRoot: false, shmBytes: null });
const unseen = '--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup';
const spare = '--disable-features=SpareRendererForSitePerProcess';
const drawing = ['--disable-gpu', '--disable-software-rasterizer'];
const choice = [...drawing, unseen, spare];
const sets: readonly FlagSet[] = [
  { name: 'none', flags: [] },
  { name: 'shared memory in `/dev/shm`', flags: [], keepsShm: true },
  { name: '`--disable-gpu`', flags: ['--disable-gpu'] },
  { name: '`--disable-gpu --disable-software-rasterizer`', flags: drawing },
  { name: "without the address bar's pages", flags: [unseen] },
  { name: 'without the spare renderer', flags: [spare] },
  { name: 'these three together: chosen', flags: choice },
  { name: 'chosen, `--renderer-process-limit=1`', flags: [...choice, '--renderer-process-limit=1'] },
  {
    name: 'chosen, without site isolation',
    flags: [...choice, '--disable-features=site-per-process', '--disable-site-isolation-trials'],
  },
  { name: 'chosen, `--in-process-gpu`', flags: [...choice, '--in-process-gpu'] },
  { name: 'chosen, `--no-zygote`', flags: [...choice, '--no-zygote'] },
  { name: 'chosen, `--disk-cache-size` of 32 MB', flags: [...choice, '--disk-cache-size=33554432'] },
  { name: 'chosen, heap of at most 256 MB', flags: [...choice, '--js-flags=--max-old-space-size=256'] },
];
const messages = 500;
const connectedWithinMs = 60_000;
const lookEveryMs = 5;
const clock = createClock();
const chance = createChance();
const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
const chosen = sets.filter(({ name }) => values.only === undefined || values.only.split(',').includes(name));
const rounds = Number(values.rounds);
const idleMs = Number(values.idle) * 1_000;

const starts: Start[] = [];
for (let round = 0; round < rounds; round += 1) {
  for (const set of chosen) {
    const start = await measure(set);
    starts.push(start);
    console.error(
      `${round + 1}/${rounds} ${set.name}: ${Math.round(start.connectedMs)} ms, ${start.idleMb.toFixed(0)} MB, ` +
        `${start.afterMessagesMb.toFixed(0)} MB after ${messages} messages, ${start.processes} processes`,
    );
  }
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(starts, null, 2)}\n`);
console.log(tableOf(starts));

/** Links a new profile, ends the browser, and measures the next start on it: the one that a bot makes every day. */
async function measure(set: FlagSet): Promise<Start> {
  const folder = mkdtempSync(join(tmpdir(), 'sendonce-browser-'));
  const simulator = await startSimulator();
  const sessionFolder = join(folder, 'session');
  const { folder: profile } = openProfile(sessionFolder, clock);
  let heard = 0;
  const open = (): WhatsApp => {
    const whatsapp = createWhatsApp({
      sessionFolder,
      clock,
      chance,
      log: silent,
      browserPath: wrapped(join(folder, 'browser'), set),
      // Through puppeteer, which puts lists of features together.
      chromiumArgs: [...simulator.chromiumArgs, ...set.flags],
    });
    whatsapp.start((event) => {
      if (event.kind === 'inbound') heard += 1;
    });
    return whatsapp;
  };
  let whatsapp = open();
  try {
    await until('the first link', () => whatsapp.link().state === 'connected');
    await whatsapp.stop();
    const from = elapsed();
    whatsapp = open();
    await until('the connection', () => whatsapp.link().state === 'connected');
    const connectedMs = elapsed() - from;
    await clock.sleepUntil(clock.now() + idleMs);
    const pids = browsersOn(profile);
    const idleMb = megabytes(pids);
    heard = 0;
    for (let n = 0; n < messages; n += 1) simulator.world.ownerWrites(`message ${n} of a long day`);
    await until('the messages', () => heard >= messages);
    return {
      set: set.name,
      connectedMs,
      idleMb,
      afterMessagesMb: megabytes(browsersOn(profile)),
      processes: pids.length,
    };
  } finally {
    await whatsapp.stop();
    await simulator.close();
    await clearAway(folder);
  }
}

/** A program that starts the browser without what the set has not got; the process is the browser's own. */
function wrapped(file: string, { flags, keepsShm = false }: FlagSet): string {
  const browser = findBrowser(null);
  if (browser === null) throw new Error('expected a Chromium, found none: npm run playground gets one');
  const features = (words: readonly string[]): readonly string[] =>
    words.flatMap((word) => /^--disable-features=(.+)/.exec(word)?.[1]?.split(',') ?? []);
  const kept = [...flags, ...features(flags), ...(keepsShm ? [] : ['--disable-dev-shm-usage'])];
  const isDropped = (word: string): boolean => !kept.includes(word);
  const words = ours.filter((word) => !word.startsWith('--disable-features=')).filter(isDropped);
  const named = features(ours).filter(isDropped);
  const lines = [
    '#!/bin/sh',
    'for word do',
    '  shift',
    '  case "$word" in',
    `    ${words.join('|')}) continue ;;`,
    // Puppeteer puts its own first, so that none of ours stands behind the sign.
    `    --disable-features=*) word=$(printf %s "$word" | sed -E 's/,(${named.join('|') || 'none'})\\b//g') ;;`,
    '  esac',
    '  set -- "$@" "$word"',
    'done',
    `exec '${browser}' "$@"${keepsShm ? '' : ' --disable-dev-shm-usage'}`,
  ];
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o755 });
  return file;
}

function megabytes(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + kilobytes(pid), 0) / 1024;
}

function kilobytes(pid: number): number {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return [...rollup.matchAll(/^Pss_(?:Anon|Shmem):\s+(\d+) kB$/gm)].reduce(
      (sum, [, kb]) => sum + Number(kb),
      0,
    );
  } catch {
    // A helper of the browser ended between the two looks.
    return 0;
  }
}

async function until(what: string, isSo: () => boolean): Promise<void> {
  const giveUpAt = clock.now() + connectedWithinMs;
  while (!isSo()) {
    if (clock.now() > giveUpAt) throw new Error(`waited ${connectedWithinMs} ms in vain for ${what}`);
    await clock.sleepUntil(clock.now() + lookEveryMs);
  }
}

/** Medians, as they stand in ARCHITECTURE.md. */
function tableOf(all: readonly Start[]): string {
  const rows = chosen.map(({ name }) => {
    const these = all.filter(({ set }) => set === name);
    const median = (read: (start: Start) => number): number => quantile(these.map(read), 0.5);
    const cells = [
      name,
      `${(median(({ connectedMs }) => connectedMs) / 1000).toFixed(2)} s`,
      `${median(({ idleMb }) => idleMb).toFixed(0)} MB`,
      `${median(({ afterMessagesMb }) => afterMessagesMb).toFixed(0)} MB`,
      `${median(({ processes }) => processes)}`,
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    `| flags | start to connected | memory, idle | after ${messages} messages | processes |`,
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}
