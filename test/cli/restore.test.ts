import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { openMediaFolder } from '../../src/adapters/disk/media-folder.ts';
import { openLedger } from '../../src/adapters/sqlite/open.ts';
import { verb } from '../../src/cli/restore.ts';
import { armingIn, newFolder, noon, openFile, stopSwitch } from '../adapters/sqlite/ground.ts';
import { runVerb } from './surroundings.ts';

const hour = 60 * 60_000;
const name = 'sendonce-2026-01-01T120000Z.db';

function run(dataDir: string, ...args: string[]) {
  return runVerb(verb, args, { DATA_DIR: dataDir, TIMEZONE: 'Europe/London' });
}

/** A folder whose backup of noon has one message, and whose ledger has got a second one since. */
function backedUp() {
  const { file, ledger } = openFile();
  const { arm } = armingIn(ledger);
  arm({ body: 'before' });
  expect(ledger.backup(noon)).toMatchObject({ kind: 'made', name });
  arm({ body: 'since' });
  ledger.close();
  const folder = dirname(file);
  return { file, folder, backup: join(folder, 'backups', name) };
}

function reopen(file: string) {
  return openLedger({ file, stopFile: stopSwitch(), now: () => noon + hour });
}

function bodies(file: string): readonly string[] {
  const ledger = reopen(file);
  const found = ledger.messages({}).map(({ body }) => body);
  ledger.close();
  return found;
}

describe('a backup that is put back', () => {
  test('is the ledger again, stopped until the owner resumes, with a word about it', async () => {
    const { file, folder } = backedUp();
    const { code, printed } = await run(folder, name);
    expect(code).toBe(0);
    expect(printed).toContain('Put back: 1 message, as of Thu 1 Jan');
    expect(printed).toContain('nothing goes until /resume');
    expect(existsSync(join(folder, 'STOP'))).toBe(true);
    const ledger = reopen(file);
    expect(ledger.messages({}).map(({ body }) => body)).toEqual(['before']);
    expect(ledger.latch('stopped')?.why).toBe('outside');
    expect(ledger.noticesWaiting().map(({ body }) => body.split('\n')[0])).toEqual([
      '🛑 I was put back to a backup of',
    ]);
    expect(ledger.verifyEvents().kind).toBe('sound');
    ledger.close();
  });

  test('leaves what stood there whole under another name, and itself where it was', async () => {
    const { folder, backup } = backedUp();
    const before = readFileSync(backup);
    await run(folder, backup);
    expect(readFileSync(backup)).toEqual(before);
    const [kept, ...more] = readdirSync(folder).filter((one) => /before-restore-[^.]*$/.test(one));
    expect(more).toEqual([]);
    expect(bodies(join(folder, `${kept}`))).toEqual(['before', 'since']);
    expect(readdirSync(folder)).not.toContain('restoring');
    expect(statSync(join(folder, 'ledger.db')).mode & 0o777).toBe(0o600);
  });

  test('has an epoch above every one that was known: a paused process of before cannot write', async () => {
    const { file, folder } = backedUp();
    for (let opens = 0; opens < 5; opens++) reopen(file).close();
    const last = Number(readFileSync(`${file}.epoch`, 'utf8'));
    await run(folder, name);
    expect(Number(readFileSync(`${file}.epoch`, 'utf8'))).toBeGreaterThan(last);
    const db = new Database(file, { readonly: true });
    expect(db.prepare('SELECT number FROM epoch').pluck().get()).toBeGreaterThan(last);
    db.close();
  });

  test('takes the place of a ledger that is damaged, which is kept with its log', async () => {
    const { file, folder } = backedUp();
    writeFileSync(file, 'not a database any more '.repeat(400));
    writeFileSync(`${file}-wal`, 'its log');
    const { code } = await run(folder, name);
    expect(code).toBe(0);
    expect(bodies(file)).toEqual(['before']);
    const kept = readdirSync(folder)
      .filter((one) => one.includes('before-restore'))
      .sort();
    expect(kept).toHaveLength(2);
    expect(readFileSync(join(folder, `${kept[1]}`), 'utf8')).toBe('its log');
  });

  test('says which files are not there: without them their messages are held', async () => {
    const { file, ledger } = openFile();
    const folder = dirname(file);
    const bytes = new Uint8Array([1, 2, 3]);
    const hash = openMediaFolder(join(folder, 'media')).keep(bytes, noon);
    const known = {
      bytes: 3,
      mimetype: 'application/pdf',
      name: 'a.pdf',
      form: 'document',
      from: '3A',
    } as const;
    const { arm } = armingIn(ledger);
    arm({ file: { hash, ...known } });
    arm({ file: { hash: 'ab'.repeat(32), ...known } });
    ledger.close();
    const elsewhere = newFolder();
    const { printed } = await run(elsewhere, file);
    expect(printed).toContain('The files of 2 messages are not in');
    expect((await run(folder, join(elsewhere, 'ledger.db'))).printed).toContain(
      'The files of 1 message are not in',
    );
  });

  test('makes a ledger where there was none', async () => {
    const { backup } = backedUp();
    const folder = newFolder();
    const { code, printed } = await run(folder, backup);
    expect(code).toBe(0);
    expect(printed).not.toContain('What stood there before');
    expect(bodies(join(folder, 'ledger.db'))).toEqual(['before']);
  });

  test('is made of the folder of another machine too, with what stands in its log alone', async () => {
    const { file, ledger } = openFile();
    armingIn(ledger).arm({ body: 'in the log' });
    const elsewhere = newFolder();
    // By another name for the same bytes: this test's process must not open the living file, so the ledger closes first
    // and its copy is brought back into the state in which a running one stands.
    ledger.close();
    const db = new Database(join(elsewhere, 'made.db'));
    db.pragma('journal_mode = WAL');
    db.exec(`ATTACH '${file}' AS old`);
    db.close();
    copyFileSync(file, join(elsewhere, 'ledger.db'));
    const living = new Database(join(elsewhere, 'ledger.db'));
    living.pragma('wal_autocheckpoint = 0');
    living.prepare(`INSERT INTO settings VALUES ('zone', 'Asia/Tokyo')`).run();
    const copied = newFolder();
    for (const suffix of ['', '-wal'])
      copyFileSync(join(elsewhere, `ledger.db${suffix}`), join(copied, `ledger.db${suffix}`));
    living.close();
    const folder = newFolder();
    expect((await run(folder, join(copied, 'ledger.db'))).code).toBe(0);
    const back = reopen(join(folder, 'ledger.db'));
    expect(back.setting('zone')).toBe('Asia/Tokyo');
    back.close();
  });
});

describe('nothing is changed', () => {
  test('while a bot holds the ledger', async () => {
    const { file, folder } = backedUp();
    const bot = reopen(file);
    const { code, complained } = await run(folder, name);
    expect(code).toBe(3);
    expect(complained).toContain('stop that one first. Nothing was changed.');
    expect(bot.messages({})).toHaveLength(2);
    bot.write((tx) => tx.set('zone', 'Asia/Tokyo'));
    bot.close();
    expect(existsSync(join(folder, 'STOP'))).toBe(false);
  });

  test.each<readonly [what: string, spoil: (backup: string) => void, says: RegExp]>([
    ['one that was cut short', (backup) => truncateSync(backup, 40_960), /SQLite/],
    [
      'one that is no database',
      (backup) => writeFileSync(backup, 'x'.repeat(9_000)),
      /SQLite cannot read it/,
    ],
    ['an empty file', (backup) => writeFileSync(backup, ''), /no ledger of Sendonce/],
    [
      'one whose record was changed',
      (backup) => {
        // Longer ago than what a start looks at.
        const ledger = reopen(backup);
        ledger.write((tx) => {
          for (let times = 0; times < 600; times++) {
            tx.setLatch({ name: 'stopped', setAt: noon, why: 'outside' });
            tx.clearLatch('stopped', 'owner', noon);
          }
        });
        ledger.close();
        const db = new Database(backup);
        db.exec(`DROP TRIGGER events_fixed; UPDATE events SET at = at + 1 WHERE seq = 1`);
        db.close();
      },
      /event 1 does not follow/,
    ],
    [
      'one of a later version',
      (backup) => {
        const db = new Database(backup);
        db.pragma('user_version = 99');
        db.close();
      },
      /schema 99/,
    ],
  ])('by %s', async (_, spoil, says) => {
    const { file, folder, backup } = backedUp();
    spoil(backup);
    const { code, complained } = await run(folder, name);
    expect(code).toBe(1);
    expect(complained).toMatch(says);
    expect(complained).toContain('Nothing was changed.');
    expect(bodies(file)).toEqual(['before', 'since']);
    expect(existsSync(join(folder, 'STOP'))).toBe(false);
    expect(readdirSync(folder).filter((one) => /before-restore|restoring/.test(one))).toEqual([]);
  });

  test('by a disk without room for a second ledger', async () => {
    const { file, folder } = backedUp();
    // The system refuses this process every byte of a file beyond 64 kB, as a full disk would.
    const limitFiles = (size: string) =>
      execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${size}:`]);
    limitFiles('65536');
    const { code, complained } = await run(folder, name);
    limitFiles('unlimited');
    expect(code).toBe(1);
    expect(complained).toContain('Not put back');
    expect(bodies(file)).toEqual(['before', 'since']);
    expect(existsSync(join(folder, 'STOP'))).toBe(false);
  });

  test('by the ledger itself, named as its own backup', async () => {
    const { file, folder } = backedUp();
    const { code, complained } = await run(folder, file);
    expect(code).toBe(1);
    expect(complained).toContain('it is the ledger that stands in its place already');
    expect(bodies(file)).toEqual(['before', 'since']);
  });

  test('without a name, or by one that is not there: the backups are listed, the latest first', async () => {
    const { file, folder } = backedUp();
    const ledger = reopen(file);
    ledger.backup(noon + hour);
    ledger.close();
    for (const args of [[], ['sendonce-2020-01-01T000000Z.db'], [name, name]]) {
      const { code, complained } = await run(folder, ...args);
      expect(code).toBe(2);
      expect(complained).toContain(`The latest first:\n  sendonce-2026-01-01T130000Z.db\n  ${name}`);
    }
    expect(bodies(file)).toEqual(['before', 'since']);
  });
});
