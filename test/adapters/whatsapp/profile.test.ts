import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createClock } from '../../../src/adapters/clock.ts';
import { browsersOn, startOf } from '../../../src/adapters/whatsapp/processes.ts';
import { openProfile } from '../../../src/adapters/whatsapp/profile.ts';

const realClock = createClock();

let root: string;
let session: string;
const started: ChildProcess[] = [];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sendonce-profile-'));
  session = join(root, 'session');
  mkdirSync(join(session, 'session'), { recursive: true });
});
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  rmSync(root, { recursive: true, force: true });
});

/** A process that lives until it is killed and ignores every gentler wish, with this command line. */
async function stubborn(args: readonly string[], cwd = root): Promise<number> {
  const program = 'process.on("SIGTERM", () => {}); console.log("up"); setInterval(() => {}, 1000);';
  const child = spawn(process.execPath, ['-e', program, '--', ...args], { cwd });
  started.push(child);
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return child.pid ?? -1;
}

test('a browser left over on this profile is killed and gone before the locks are removed', async () => {
  const profile = openProfile(session, realClock);
  const pid = await stubborn([`--user-data-dir=${profile.folder}`, '--headless']);
  for (const lock of ['SingletonLock', 'SingletonSocket', 'SingletonCookie']) {
    symlinkSync('host-12345', join(profile.folder, lock));
  }
  expect(await profile.clear()).toEqual({ kind: 'cleared', killed: 1 });
  expect(startOf(pid)).toBeNull();
  expect(existsSync(join(profile.folder, 'SingletonLock'))).toBe(false);
});

test('it is recognised by a relative path and through a link as well', async () => {
  const profile = openProfile(session, realClock);
  symlinkSync(session, join(root, 'linked'));
  const relative = await stubborn([`--user-data-dir=${basename(profile.folder)}`], dirname(profile.folder));
  const linked = await stubborn([`--user-data-dir=${join(root, 'linked', 'session')}`]);
  expect([...browsersOn(profile.folder)].sort()).toEqual([relative, linked].sort());
});

test('the recorded browser is killed even when its command line does not tell', async () => {
  const profile = openProfile(session, realClock);
  const pid = await stubborn([]);
  profile.record(pid);
  expect(await openProfile(session, realClock).clear()).toEqual({ kind: 'cleared', killed: 1 });
  expect(startOf(pid)).toBeNull();
});

test('a stranger who got the recorded pid is left alone', async () => {
  const profile = openProfile(session, realClock);
  const pid = await stubborn([]);
  writeFileSync(`${session}.browser`, `${pid} an-earlier-boot 42\n`);
  expect(await profile.clear()).toEqual({ kind: 'cleared', killed: 0 });
  expect(startOf(pid)).not.toBeNull();
});

test('a browser of another profile is left alone, also when its path begins the same', async () => {
  const profile = openProfile(session, realClock);
  const pid = await stubborn([`--user-data-dir=${profile.folder}-2`]);
  expect(await profile.clear()).toEqual({ kind: 'cleared', killed: 0 });
  expect(startOf(pid)).not.toBeNull();
});
