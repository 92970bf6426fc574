/** Ledgers of any size, in seconds: rows as the ledger itself would have them, written past it before it is opened. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openStopFile } from '../../src/adapters/disk/stop-file.ts';
import { openLedger } from '../../src/adapters/sqlite/open.ts';

/**
 * A new ledger of `rows` messages in `folder`. Half were sent, one in each minute before `now` (ms); half are scheduled,
 * the first a day after `now`, one a minute. Attempts and plans have the shape of years of use.
 */
export function fillLedger(folder: string, rows: number, now: number): void {
  const file = join(folder, 'ledger.db');
  openLedger({ file, stopFile: openStopFile(join(folder, 'STOP')), now: () => now }).close();
  const db = new Database(file);
  try {
    // Rows that were sent long ago cannot begin as sent, so the triggers step aside for them.
    const triggers = db.prepare(`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'`).all() as {
      name: string;
      sql: string;
    }[];
    db.transaction(() => {
      for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
      db.exec(`INSERT INTO pages (generation, born_at, dead_at) VALUES ('filled', 0, 1)`);
      db.exec(`INSERT INTO batches (id, command_wa_id, made_at) VALUES (1, '3AFILLED', 0)`);
      db.prepare(
        `WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < :rows - 1)
         INSERT INTO batches (id, command_wa_id, made_at)
         SELECT i + 2, printf('3A%018d', i), :now - (:rows - i) * 60000 FROM n`,
      ).run({ rows, now });
      db.prepare(
        `WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < :rows - 1),
           row (i, sent, at) AS (
             SELECT i, i < :rows / 2, iif(i < :rows / 2, :now - (:rows - i) * 60000, :now + 86400000 + i * 60000) FROM n)
         INSERT INTO messages (id, batch_id, part, parts, chat_id, name, chat_kind, body, body_hash, due_at, planned_at,
           grace_ms, zone, status, dry, reserved_id, ack, armed_at, changed_at, command_wa_id)
         SELECT i + 1, i + 2, 1, 1, printf('4477009%05d@c.us', i % 500), 'Person', 'person',
           printf('Happy birthday, number %d!', i), printf('%064x', i), at, at, 900000, 'Europe/London',
           iif(sent, 'sent', 'scheduled'), 0, printf('3EB0%s', hex(randomblob(9))), iif(sent, 2, NULL),
           :now - (:rows - i) * 60000, :now - (:rows - i) * 60000, printf('3A%018d', i)
         FROM row`,
      ).run({ rows, now });
      db.exec(
        `INSERT INTO attempts (message_id, reserved_id, page_generation, claimed_at, handed_at, settled_at)
         SELECT id, reserved_id, 'filled', planned_at, planned_at, planned_at FROM messages WHERE status = 'sent'`,
      );
      for (const { sql } of triggers) db.exec(sql);
    })();
    db.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    db.close();
  }
}
