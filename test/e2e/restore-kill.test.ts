/**
 * `sendonce restore` as it is built, killed by the system at each change that it makes to the data folder. Whenever it
 * dies there is one whole ledger under the ledger's name: the old one, or the backup, and that one stopped.
 */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SqliteLedger } from '../../src/adapters/sqlite/ledger.ts';
import { openLedger } from '../../src/adapters/sqlite/open.ts';
import { armingIn, noon, stopSwitch } from '../adapters/sqlite/ground.ts';
import { hasStrace } from '../crash/strace.ts';

const cli = fileURLToPath(new URL('../../dist/src/cli.js', import.meta.url));
const backup = 'sendonce-2026-01-01T120000Z.db';
/** Names and sizes change at these; what is written into files that nobody reads yet is met by the last of them. */
const calls = ['mkdir', 'link', 'rename', 'unlink', 'ftruncate', 'fsync'];
/** Each fifth of the syncs: those of one file all leave the same behind. */
const every: Readonly<Record<string, number>> = { fsync: 5 };

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'sendonce-restore-'));
  const ledger = open(join(root, 'base'));
  const { arm } = armingIn(ledger);
  arm({ body: 'before' });
  expect(ledger.backup(noon)).toMatchObject({ kind: 'made', name: backup });
  arm({ body: 'since' });
  ledger.close();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function open(folder: string): SqliteLedger {
  mkdirSync(folder, { recursive: true });
  return openLedger({ file: join(folder, 'ledger.db'), stopFile: stopSwitch(), now: () => noon });
}

function copyOfBase(): string {
  const folder = mkdtempSync(join(root, 'run-'));
  cpSync(join(root, 'base'), folder, { recursive: true });
  chmodSync(folder, 0o700);
  return folder;
}

function restore(folder: string, under: readonly string[] = []) {
  const [program = process.execPath, ...args] = [...under, process.execPath, cli, 'restore', backup];
  const env = { ...process.env, DATA_DIR: folder, TIMEZONE: 'Europe/London' };
  return spawnSync(program, args, { env, encoding: 'utf8' });
}

function found(folder: string): { readonly bodies: string; readonly stopped: boolean } {
  const ledger = open(folder);
  const bodies = ledger.messages({}).map(({ body }) => body);
  const stopped = ledger.latch('stopped') !== null;
  expect(ledger.verifyEvents().kind).toBe('sound');
  ledger.close();
  return { bodies: bodies.join(', '), stopped };
}

/** How often each call is made, on the thread that makes it most. */
function countCalls(): ReadonlyMap<string, number> {
  const trace = join(root, 'trace');
  expect(restore(copyOfBase(), ['strace', '-f', '-o', trace, '-e', `trace=${calls.join(',')}`]).status).toBe(
    0,
  );
  const counts = new Map<string, number>();
  for (const [, thread, call] of readFileSync(trace, 'utf8').matchAll(/^(\d+) +(\w+)\(/gm))
    counts.set(`${call} ${thread}`, (counts.get(`${call} ${thread}`) ?? 0) + 1);
  const most = new Map<string, number>();
  for (const [key, count] of counts) {
    const call = key.split(' ')[0] ?? '';
    most.set(call, Math.max(most.get(call) ?? 0, count));
  }
  return most;
}

test('a backup made by the built program is put back by it', () => {
  const folder = copyOfBase();
  const { status, stdout } = restore(folder);
  expect(status).toBe(0);
  expect(stdout).toContain('Put back: 1 message, as of Thu 1 Jan');
  expect(found(folder)).toEqual({ bodies: 'before', stopped: true });
});

// Without strace nobody can stop a process between two system calls.
test.runIf(hasStrace())(
  'killed at any change of the folder: one whole ledger stands there, and a second restore ends it well',
  () => {
    const counts = countCalls();
    let points = 0;
    for (const [call, count] of counts)
      for (let nth = 1; nth <= count; nth += every[call] ?? 1) {
        const folder = copyOfBase();
        const inject = `inject=${call}:signal=SIGKILL:when=${nth}`;
        restore(folder, ['strace', '-f', '-o', '/dev/null', '-e', `trace=${call}`, '-e', inject]);
        const where = `killed at ${call} ${nth} of ${count}`;
        const { bodies, stopped } = found(folder);
        expect(['before, since', 'before'], where).toContain(bodies);
        if (bodies === 'before') expect(stopped && existsSync(join(folder, 'STOP')), where).toBe(true);
        expect(restore(folder).status, where).toBe(0);
        expect(found(folder), where).toEqual({ bodies: 'before', stopped: true });
        // The one that stood there is never lost.
        const kept = readdirSync(folder).filter((name) => /before-restore-\w+-\w+-\w+Z$/.test(name));
        expect(
          kept.map((name) => {
            const ledger = openLedger({ file: join(folder, name), stopFile: stopSwitch(), now: () => noon });
            const all = ledger.count({});
            ledger.close();
            return all;
          }),
          where,
        ).toContain(2);
        points++;
      }
    expect(points).toBeGreaterThan(10);
  },
  900_000,
);
