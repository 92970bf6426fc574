/** Alone with the file: what a second process meets, what a kill frees, and what one that was overtaken may still do. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openLedger } from '../../../src/adapters/sqlite/open.ts';
import { LedgerLocked } from '../../../src/adapters/sqlite/refusals.ts';
import { LedgerFault } from '../../../src/core/ledger.ts';
import { armingIn, newFolder, noon, openFile, stopSwitch } from './ground.ts';

const root = resolve(import.meta.dirname, '../../..');
const open = (file: string) => openLedger({ file, stopFile: stopSwitch(), now: () => noon });

/** Opens the ledger named on its command line, says on one line what came of it, and stays until it is killed. */
const other = `
import { openLedger } from './src/adapters/sqlite/open.js';
const began = performance.now();
try {
  globalThis.ledger = openLedger({ file: process.argv[2], stopFile: { stands: () => false }, now: () => 1 });
  ledger.write((tx) => tx.set('zone', 'Asia/Tokyo'));
  console.log(JSON.stringify({ opened: true }));
  setInterval(() => {}, 1000);
} catch (error) {
  console.log(JSON.stringify({ refused: error.name, afterMs: performance.now() - began }));
}
`;

let built = '';
beforeAll(() => {
  built = mkdtempSync(join(tmpdir(), 'sendonce-other-'));
  const config = {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: { noEmit: false, noCheck: true, rootDir: root, outDir: built, types: [] },
    include: [],
    files: [join(root, 'src/adapters/sqlite/open.ts')],
  };
  writeFileSync(join(built, 'tsconfig.json'), JSON.stringify(config));
  execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', join(built, 'tsconfig.json')]);
  writeFileSync(join(built, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(built, 'other.js'), other);
  symlinkSync(join(root, 'node_modules'), join(built, 'node_modules'));
});
afterAll(() => rmSync(built, { recursive: true, force: true }));

type Said = { readonly opened: true } | { readonly refused: string; readonly afterMs: number };

/** A real second process; resolves with what it said once it has said it. */
async function otherProcess(
  file: string,
): Promise<{ readonly said: Said; readonly kill: () => Promise<void> }> {
  const child = spawn(process.execPath, [join(built, 'other.js'), file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  const kill = (): Promise<void> => {
    child.kill('SIGKILL');
    return gone;
  };
  onTestFinished(kill);
  const line = await new Promise<string>((said, failed) => {
    createInterface(child.stdout).once('line', said);
    child.once('exit', () => failed(new Error('the other process ended without a word')));
  });
  return { said: JSON.parse(line) as Said, kill };
}

test('(7) a second process is refused within a third of a second, and the first goes on', async () => {
  const { file, ledger } = openFile();
  const { said } = await otherProcess(file);
  expect(said).toMatchObject({ refused: 'LedgerLocked' });
  // The wait itself is 250 ms; the bound leaves a busy machine room and still tells it from SQLite's 5 s.
  expect('afterMs' in said && said.afterMs).toBeLessThan(1000);
  expect(armingIn(ledger).arm().id).toBe(1);
});

test('a kill -9 of the process that holds the ledger frees it, and what it committed is there', async () => {
  const file = join(newFolder(), 'ledger.db');
  const { said, kill } = await otherProcess(file);
  expect(said).toEqual({ opened: true });
  expect(() => open(file)).toThrow(LedgerLocked);
  await kill();
  const next = open(file);
  expect(next.setting('zone')).toBe('Asia/Tokyo');
  next.close();
});

test('(7) one that lost its lock is told by the epoch, and writes nothing', async () => {
  const { file, ledger } = openFile();
  const { arm } = armingIn(ledger);
  arm();
  // What must never happen in this process, for this is what it does: closing any descriptor of the file drops the lock.
  readFileSync(file);
  const { said } = await otherProcess(file);
  expect(said).toEqual({ opened: true });
  expect(() => arm()).toThrow(new LedgerFault('superseded'));
  expect(ledger.count({})).toBe(1);
});

test('a second opening in the same process is refused too', () => {
  const { file } = openFile();
  expect(() => open(file)).toThrow(LedgerLocked);
});

test('a ledger whose folder was taken away under it writes no more', () => {
  const { file, ledger } = openFile();
  rmSync(`${file}.epoch`);
  const { arm } = armingIn(ledger);
  expect(() => arm()).toThrow(new LedgerFault('superseded'));
});

test('the epoch rises with every opening, and above that of an older ledger put back in its place', () => {
  const { file, ledger } = openFile();
  const epoch = () => Number(readFileSync(`${file}.epoch`, 'utf8'));
  expect(epoch()).toBe(1);
  ledger.close();
  open(file).close();
  expect(epoch()).toBe(2);
  rmSync(file);
  open(file).close();
  expect(epoch()).toBe(3);
});

test('all files of the ledger are private', () => {
  const before = process.umask(0o022);
  onTestFinished(() => {
    process.umask(before);
  });
  const { file } = openFile();
  for (const path of [file, `${file}-wal`, `${file}.epoch`])
    expect(statSync(path).mode & 0o777, path).toBe(0o600);
});
