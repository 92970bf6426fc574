import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { openLedger } from '../../../src/adapters/sqlite/open.ts';
import { armingIn, noon, openFile, raw, stopSwitch } from './ground.ts';

const day = 24 * 60 * 60_000;

/** How long a file of this process may get, bytes. */
function limitFiles(size: string): void {
  execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${size}:`]);
}

function backups(file: string): string {
  return join(dirname(file), 'backups');
}

/** A ledger in a file with `count` messages, still open. */
function written(count = 3) {
  const { file, ledger } = openFile();
  const { arm } = armingIn(ledger);
  for (let n = 0; n < count; n++) arm();
  return { file, ledger, arm };
}

describe('a backup', () => {
  test('is a whole ledger under the name of its time, private, and alone in its folder', () => {
    const { file, ledger } = written();
    const made = ledger.backup(Date.UTC(2026, 11, 31, 22, 59, 0, 500));
    const folder = backups(file);
    expect(made).toMatchObject({
      kind: 'made',
      name: 'sendonce-2026-12-31T225900Z.db',
      at: Date.UTC(2026, 11, 31, 22, 59, 0, 500),
      messages: 3,
    });
    expect(readdirSync(folder)).toEqual(['sendonce-2026-12-31T225900Z.db']);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const copy = join(folder, 'sendonce-2026-12-31T225900Z.db');
    expect(statSync(copy)).toMatchObject({ size: (made as { bytes: number }).bytes });
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    const back = openLedger({ file: copy, stopFile: stopSwitch(), now: () => noon });
    expect(back.messages({}).map(({ reservedId }) => reservedId)).toEqual(
      ledger.messages({}).map(({ reservedId }) => reservedId),
    );
    expect(back.verifyEvents()).toEqual({ kind: 'sound', checked: 3 });
    back.close();
  });

  test('has what was committed a moment ago and still stands in the write-ahead log alone', () => {
    const { file, ledger } = written(1);
    ledger.write((tx) => tx.set('zone', 'Asia/Tokyo'));
    expect(statSync(`${file}-wal`).size).toBeGreaterThan(0);
    ledger.backup(noon);
    const copy = raw(join(backups(file), 'sendonce-2026-01-01T120000Z.db'));
    expect(copy.prepare(`SELECT value FROM settings WHERE key = 'zone'`).pluck().get()).toBe('Asia/Tokyo');
  });

  test('leaves the ledger locked, open and writable: it is never opened a second time', () => {
    const { file, ledger, arm } = written(1);
    const descriptors = (): string[] =>
      readdirSync('/proc/self/fd').flatMap((fd) => {
        try {
          return [`${fd} ${statSync(`/proc/self/fd/${fd}`).ino}`];
        } catch {
          return [];
        }
      });
    const of = statSync(file).ino;
    const before = descriptors().filter((line) => line.endsWith(` ${of}`));
    expect(before).toHaveLength(1);
    ledger.backup(noon);
    expect(descriptors().filter((line) => line.endsWith(` ${of}`))).toEqual(before);
    expect(() => openLedger({ file, stopFile: stopSwitch(), now: () => noon })).toThrow('another process');
    expect(arm().id).toBe(2);
  });

  test('keeps thirty, lets the oldest go, and touches nothing else in the folder', () => {
    const { file, ledger } = written(1);
    mkdirSync(backups(file), { mode: 0o700 });
    writeFileSync(join(backups(file), 'a note of mine.txt'), 'keep');
    for (let n = 0; n < 33; n++) ledger.backup(noon + n * day);
    const names = readdirSync(backups(file)).sort();
    expect(names).toHaveLength(31);
    expect(names[0]).toBe('a note of mine.txt');
    expect(names[1]).toBe('sendonce-2026-01-04T120000Z.db');
    expect(names.at(-1)).toBe('sendonce-2026-02-02T120000Z.db');
  });

  test('is kept though a clock that was set back gives it the oldest name', () => {
    const { file, ledger } = written(1);
    for (let n = 0; n < 30; n++) ledger.backup(noon + n * day);
    expect(ledger.backup(noon - 400 * day)).toMatchObject({ kind: 'made' });
    expect(existsSync(join(backups(file), 'sendonce-2024-11-27T120000Z.db'))).toBe(true);
  });

  test('clears away what an earlier one left when it was killed', () => {
    const { file, ledger } = written(1);
    mkdirSync(backups(file), { mode: 0o700 });
    for (const name of [
      'sendonce-2025-12-31T120000Z.db.partial',
      'sendonce-2025-12-31T120000Z.db.partial-journal',
    ])
      writeFileSync(join(backups(file), name), 'half');
    ledger.backup(noon);
    expect(readdirSync(backups(file))).toEqual(['sendonce-2026-01-01T120000Z.db']);
  });

  test('of a process whose folder another one has taken over is refused', () => {
    const { file, ledger } = written(1);
    writeFileSync(`${file}.epoch`, '99\n');
    expect(ledger.backup(noon)).toEqual({ kind: 'failed', why: 'superseded' });
    expect(existsSync(backups(file))).toBe(false);
  });
});

describe('a disk that fails', () => {
  test('a folder that cannot be made is an answer, and the ledger goes on', () => {
    const { file, ledger, arm } = written(1);
    writeFileSync(backups(file), 'a file stands here');
    expect(ledger.backup(noon)).toEqual({ kind: 'failed', why: 'io' });
    expect(readFileSync(backups(file), 'utf8')).toBe('a file stands here');
    expect(arm().id).toBe(2);
  });

  test('a disk with no room for the copy: an answer, no half of one, and the earlier ones stay', () => {
    const { file, ledger, arm } = written(40);
    ledger.backup(noon);
    // The system refuses this process every byte of a file beyond 64 kB, as a full disk would.
    limitFiles('65536');
    const outcome = ledger.backup(noon + day);
    limitFiles('unlimited');
    expect(outcome).toEqual({ kind: 'failed', why: expect.stringMatching(/^(?:full|io)$/) });
    expect(arm().id).toBe(41);
    expect(readdirSync(backups(file))).toEqual(['sendonce-2026-01-01T120000Z.db']);
  });

  test('a copy that does not read back as it should is no backup', () => {
    const { file, ledger } = written(1);
    ledger.close();
    // A row that breaks a rule of its table, as a bad sector leaves one: SQLite copies what it finds.
    const db = new Database(file);
    db.unsafeMode();
    db.pragma('writable_schema = ON');
    db.exec(`UPDATE sqlite_schema SET sql = replace(sql, 'CHECK (grace_ms >= 0)', 'CHECK (grace_ms < 0)')
      WHERE name = 'messages'`);
    db.close();
    const damaged = openLedger({ file, stopFile: stopSwitch(), now: () => noon });
    expect(damaged.backup(noon)).toEqual({ kind: 'failed', why: 'corrupt' });
    damaged.close();
    expect(readdirSync(backups(file))).toEqual([]);
  });
});

test('what is copied under another name is a database by itself, without a log beside it', () => {
  const { file, ledger } = written(1);
  ledger.backup(noon);
  const copy = join(backups(file), 'sendonce-2026-01-01T120000Z.db');
  const db = new Database(copy, { readonly: true });
  expect(db.pragma('journal_mode', { simple: true })).toBe('delete');
  db.close();
  expect(readdirSync(backups(file))).toHaveLength(1);
});
