/** The floor: what the disk and SQLite give at best. One INSERT of a message's size in each transaction, same pragmas. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { durable, readBack, setPragmas } from '../../src/adapters/sqlite/pragmas.ts';
import { elapsed } from './measure.ts';

/** Rows per second, each of them fsynced. */
export function measureFloor(folder: string, count: number): number {
  const file = join(folder, 'floor.db');
  const db = new Database(file);
  try {
    setPragmas(db, durable);
    readBack(db, file, durable);
    db.exec(
      'CREATE TABLE messages (id INTEGER PRIMARY KEY, chat_id TEXT, body TEXT, planned_at INTEGER) STRICT',
    );
    const insert = db.prepare('INSERT INTO messages (chat_id, body, planned_at) VALUES (?, ?, ?)');
    const began = elapsed();
    for (let index = 0; index < count; index++)
      insert.run('447700900002@c.us', `Happy birthday, number ${index}!`, 1_800_000_000_000 + index);
    return (count / (elapsed() - began)) * 1000;
  } finally {
    db.close();
  }
}
