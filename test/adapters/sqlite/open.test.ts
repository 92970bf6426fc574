import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Migration } from '../../../src/adapters/sqlite/migrations.ts';
import { migrate, migrations } from '../../../src/adapters/sqlite/migrations.ts';
import { memoryFile, openLedger } from '../../../src/adapters/sqlite/open.ts';
import { durable, setPragmas } from '../../../src/adapters/sqlite/pragmas.ts';
import { LedgerCorrupt, LedgerTooNew, LedgerUnsafe } from '../../../src/adapters/sqlite/refusals.ts';
import { armingIn, newFolder, noon, openFile, raw, stopSwitch } from './ground.ts';

const open = (file: string) => openLedger({ file, stopFile: stopSwitch(), now: () => noon });

describe('settings of every opening', () => {
  test('are those the promise rests on', () => {
    const db = new Database(join(newFolder(), 'ledger.db'));
    onTestFinished(() => {
      db.close();
    });
    setPragmas(db, durable);
    const found = (name: string) => db.pragma(name, { simple: true });
    expect(found('journal_mode')).toBe('wal');
    expect(found('synchronous')).toBe(2);
    expect(found('foreign_keys')).toBe(1);
    expect(found('recursive_triggers')).toBe(1);
    expect(found('locking_mode')).toBe('exclusive');
    expect(found('busy_timeout')).toBeLessThanOrEqual(333);
    // In memory: nothing of a message ever stands in the system's temporary folder.
    expect(found('temp_store')).toBe(2);
  });

  test.each([
    'locking_mode',
    'journal_mode',
    'synchronous',
    'recursive_triggers',
    'busy_timeout',
    'temp_store',
  ])('are read back: without %s the ledger is refused', (name) => {
    // SQLite ignores a setting that it cannot take without a word; here it is made to ignore one.
    const { pragma } = Database.prototype;
    const deaf = vi.spyOn(Database.prototype, 'pragma').mockImplementation(function (
      this: Database.Database,
      source,
      options,
    ) {
      return source.startsWith(`${name} =`) ? [] : pragma.call(this, source, options);
    });
    onTestFinished(() => deaf.mockRestore());
    expect(() => open(join(newFolder(), 'ledger.db'))).toThrow(LedgerUnsafe);
  });

  test('hold for a ledger in memory as far as they guard its rows', () => {
    const { pragma } = Database.prototype;
    const deaf = vi.spyOn(Database.prototype, 'pragma').mockImplementation(function (
      this: Database.Database,
      source,
      options,
    ) {
      return source === 'recursive_triggers = ON' ? [] : pragma.call(this, source, options);
    });
    onTestFinished(() => deaf.mockRestore());
    expect(() => memoryFile()).toThrow(LedgerUnsafe);
  });
});

test('what was written is there after closing and opening again', () => {
  const { file, ledger } = openFile();
  const { arm } = armingIn(ledger);
  const first = arm();
  ledger.close();
  const again = open(file);
  expect(again.message(first.id)).toEqual(first);
  again.close();
});

test('two ledgers in memory know nothing of each other', () => {
  const [one, two] = [0, 1].map(() => memoryFile().ledger({ stopFile: stopSwitch(), now: () => noon }));
  one?.write((tx) => tx.set('zone', 'Europe/London'));
  expect(one?.setting('zone')).toBe('Europe/London');
  expect(two?.setting('zone')).toBeNull();
});

describe('a file that is not a sound ledger is refused and left as it was', () => {
  const refuses = (file: string, refusal: new (...values: never[]) => Error, because: string) => {
    const before = readFileSync(file);
    expect(() => open(file)).toThrow(refusal);
    expect(() => open(file)).toThrow(because);
    expect(readFileSync(file).equals(before)).toBe(true);
  };

  test('one of a later schema', () => {
    const { file, ledger } = openFile();
    ledger.close();
    const db = raw(file);
    db.pragma('user_version = 99');
    db.close();
    refuses(file, LedgerTooNew, 'found schema 99');
  });

  test('something that SQLite cannot read', () => {
    const file = join(newFolder(), 'ledger.db');
    writeFileSync(file, 'a letter to Mum, by no means a database'.repeat(100));
    refuses(file, LedgerCorrupt, 'SQLite cannot read it');
  });

  test('one that was cut short', () => {
    const { file, ledger } = openFile();
    armingIn(ledger).arm();
    ledger.close();
    truncateSync(file, statSync(file).size / 2);
    refuses(file, LedgerCorrupt, 'keep this file');
  });

  test('the database of another program', () => {
    const file = join(newFolder(), 'ledger.db');
    const db = new Database(file);
    db.pragma('journal_mode = WAL');
    db.exec('CREATE TABLE messages (id INTEGER PRIMARY KEY)');
    db.close();
    refuses(file, LedgerCorrupt, 'another program');
  });
});

describe('migrations', () => {
  const last = migrations.length;
  const next: Migration = {
    number: last + 1,
    name: 'moods',
    sql: 'CREATE TABLE moods (mood TEXT) STRICT',
  };
  const backupsBeside = (file: string) =>
    readdirSync(dirname(file)).filter((name) => name.endsWith('.backup'));

  test('are numbered from one without gaps', () => {
    expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, index) => index + 1));
  });

  test('make a new ledger without a backup, and leave one that is up to date alone', () => {
    const { file, ledger } = openFile();
    ledger.close();
    open(file).close();
    expect(backupsBeside(file)).toEqual([]);
  });

  test('copy an existing ledger beside it, whole and private, before the first that touches it', () => {
    const { file, ledger } = openFile();
    const { arm } = armingIn(ledger);
    arm();
    ledger.close();
    const db = raw(file);
    migrate(db, { file, at: noon, list: [...migrations, next] });
    expect(db.pragma('user_version', { simple: true })).toBe(last + 1);
    expect(db.prepare('SELECT count(*) FROM moods').pluck().get()).toBe(0);
    const [backup, ...more] = backupsBeside(file);
    expect(more).toEqual([]);
    expect(backup).toBe(`${basename(file)}.before-${last + 1}-${noon}.backup`);
    const copy = join(dirname(file), `${backup}`);
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    const back = open(copy);
    expect(back.message(1)?.body).toBe('Happy birthday!');
    expect(back.verifyEvents()).toEqual({ kind: 'sound', checked: 1 });
    back.close();
  });

  test('stop at the first that fails, which leaves nothing behind', () => {
    const { file, ledger } = openFile();
    ledger.close();
    const db = raw(file);
    const broken: Migration = {
      number: last + 2,
      name: 'broken',
      sql: 'CREATE TABLE half (a); CREATE TABLE messages (a)',
    };
    expect(() => migrate(db, { file, at: noon, list: [...migrations, next, broken] })).toThrow(
      'already exists',
    );
    expect(db.pragma('user_version', { simple: true })).toBe(last + 1);
    expect(
      db.prepare(`SELECT name FROM sqlite_schema WHERE name IN ('half', 'moods')`).pluck().all(),
    ).toEqual(['moods']);
  });

  test('leave no half of a backup behind when it fails', () => {
    const { file, ledger } = openFile();
    ledger.close();
    const db = raw(file);
    // SQLite copies nothing while a transaction is open.
    db.exec('BEGIN');
    expect(() => migrate(db, { file, at: noon, list: [...migrations, next] })).toThrow('VACUUM');
    expect(backupsBeside(file)).toEqual([]);
    expect(db.pragma('user_version', { simple: true })).toBe(last);
  });

  test('do not begin while the backup cannot be written', () => {
    const { file, ledger } = openFile();
    ledger.close();
    const db = raw(file);
    writeFileSync(`${file}.before-${last + 1}-${noon}.backup`, 'an earlier one');
    expect(() => migrate(db, { file, at: noon, list: [...migrations, next] })).toThrow('EEXIST');
    expect(db.pragma('user_version', { simple: true })).toBe(last);
    expect(readFileSync(`${file}.before-${last + 1}-${noon}.backup`, 'utf8')).toBe('an earlier one');
  });
});
