/** The browser on a small machine: its walls, the locks of a dead machine, and what a killed one leaves behind. */
import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, readlinkSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findBrowser } from '../../src/adapters/whatsapp/browser.js';
import { browsersOn } from '../../src/adapters/whatsapp/processes.ts';
import { openProfile } from '../../src/adapters/whatsapp/profile.ts';
import type { WhatsApp } from '../../src/core/whatsapp.ts';
import { chance, connected, listenTo, openRig, type Rig, realClock, until } from './transport-rig.ts';

let rig: Rig;
let profile: string;
let running: WhatsApp | null = null;
let child: ChildProcessWithoutNullStreams | null = null;

beforeEach(async () => {
  rig = await openRig();
  profile = openProfile(rig.sessionFolder, realClock).folder;
});
afterEach(async () => {
  child?.kill('SIGKILL');
  await running?.stop();
  await openProfile(rig.sessionFolder, realClock).clear();
  running = child = null;
  await rig.close();
});

const isRoot = process.getuid?.() === 0;
/** `nobody`: no file here is theirs. */
const stranger = { uid: 65_534, gid: 65_534 };
/** Some systems let nobody but root make a namespace: no browser has a sandbox there. */
const mayBuildSandbox =
  spawnSync('unshare', ['--user', 'true'], { ...(isRoot ? stranger : {}), cwd: '/' }).status === 0;
const commandLine = (pid: number): string =>
  readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
const ofType = (type: string | null): readonly number[] =>
  browsersOn(profile).filter((pid) =>
    type === null ? !commandLine(pid).includes('--type=') : commandLine(pid).includes(`--type=${type}`),
  );

test.skipIf(!mayBuildSandbox)(
  'whoever is not root gets a browser within its sandbox, and a connection',
  async () => {
    const home = join(rig.folder, 'home');
    mkdirSync(home);
    chmodSync(rig.folder, 0o755);
    chmodSync(home, 0o777);
    const sessionFolder = join(home, 'session');
    profile = openProfile(sessionFolder, realClock).folder;
    const program = fileURLToPath(new URL('./transport-child.js', import.meta.url));
    const args = [program, sessionFolder, JSON.stringify(rig.simulator.chromiumArgs), '', ''];
    child = spawn(process.execPath, args, {
      ...(isRoot ? stranger : {}),
      env: { ...process.env, HOME: home, TMPDIR: home },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        said += chunk;
      });
    await until('the bot to be connected', () => {
      if (child?.exitCode !== null) throw new Error(`the bot ended: ${said}`);
      return said.includes('"connected":true');
    });
    expect(ofType(null).map(commandLine).join()).not.toContain('--no-sandbox');
    const [page = -1] = ofType('renderer');
    // Its system calls are filtered, and it lives among other users than ours.
    expect(readFileSync(`/proc/${page}/status`, 'utf8')).toMatch(/^Seccomp:\s+2$/m);
    expect(readlinkSync(`/proc/${page}/ns/user`)).not.toBe(readlinkSync('/proc/self/ns/user'));
    const over = until('the browser to be gone', () => browsersOn(profile).length === 0);
    child.kill('SIGKILL');
    await over;
  },
);

test('a profile that another machine has locked and left is opened, with its session', async () => {
  running = rig.whatsapp();
  listenTo(running);
  await connected(running);
  await running.stop();
  symlinkSync('another-container-4242', join(profile, 'SingletonLock'));
  symlinkSync('/tmp/of-another-container/SingletonSocket', join(profile, 'SingletonSocket'));
  symlinkSync('1234567890', join(profile, 'SingletonCookie'));
  // Such a lock is no mere file: the browser by itself will not have the profile.
  const flags = ['--headless=new', '--no-sandbox', `--user-data-dir=${profile}`, '--dump-dom', 'about:blank'];
  const alone = spawnSync(findBrowser(null) ?? '', flags, { encoding: 'utf8', timeout: 20_000 });
  expect(alone.stderr).toMatch(/in use by another Chromium process .* on another computer/);
  expect(alone.status).toBe(21);

  running = rig.whatsapp();
  const events = listenTo(running);
  await connected(running);
  expect(events.some(({ kind }) => kind === 'qr')).toBe(false);
});

test('a killed browser leaves no process and no zombie, and the next one has only the flags that were chosen', async () => {
  running = rig.whatsapp();
  const events = listenTo(running);
  const { generation } = await connected(running);
  const all = browsersOn(profile);
  const [main = -1] = ofType(null);
  process.kill(main, 'SIGKILL');
  await until('its end to be told', () =>
    events.some((event) => event.kind === 'page_dead' && event.generation === generation),
  );
  await until('each to be reaped', () => all.every((pid) => !readdirSync('/proc').includes(`${pid}`)));
  await connected(running);
  const [next = -1] = ofType(null);
  expect(next).not.toBe(main);
  const line = commandLine(next);
  expect(line).toMatch(
    /--disable-features=\S*WebUIOmniboxPopup,WebUIOmniboxAimPopup,SpareRendererForSitePerProcess/,
  );
  expect(line).toContain('--disable-gpu --disable-software-rasterizer');
  expect(line).not.toMatch(/--remote-debugging-port/);
  // The page alone: neither the address bar nor a page that might be opened has a renderer.
  expect(ofType('renderer')).toHaveLength(1);
});

test('a browser whose shared memory is in files connects and sends', async () => {
  // As on a machine with a small /dev/shm.
  running = rig.whatsapp({ chromiumArgs: [...rig.simulator.chromiumArgs, '--disable-dev-shm-usage'] });
  listenTo(running);
  const { generation } = await connected(running);
  const maps = ofType('renderer').map((pid) => readFileSync(`/proc/${pid}/maps`, 'utf8'));
  expect(maps.length).toBeGreaterThan(0);
  expect(maps.join()).not.toContain('/dev/shm/');
  const sent = {
    ...{ reservedId: chance.reservedId(), chatId: '447700900002@c.us', text: 'in files', generation },
    notAfter: realClock.now() + 20_000,
  };
  expect(await running.handOver(sent)).toEqual({ kind: 'handed' });
  await until('it to arrive', () => rig.simulator.world.timesReceived('Mum', 'in files') === 1);
});
