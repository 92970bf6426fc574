/** Ground for the ledger's tests: folders that vanish, a switch for the STOP file, and messages that differ in one thing. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import { composeLedger, type SqliteLedger } from '../../../src/adapters/sqlite/ledger.ts';
import { migrate } from '../../../src/adapters/sqlite/migrations.ts';
import { openLedger } from '../../../src/adapters/sqlite/open.ts';
import { guarding, setPragmas } from '../../../src/adapters/sqlite/pragmas.ts';
import type { LedgerWrites, NewMessage, StopFile } from '../../../src/core/ledger.ts';
import type { Chat, Message, Status } from '../../../src/core/message.ts';

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sendonce-ledger-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface SwitchedStop extends StopFile {
  standing: boolean;
}

export function stopSwitch(): SwitchedStop {
  return {
    standing: false,
    stands() {
      return this.standing;
    },
    put() {
      this.standing = true;
    },
    remove() {
      this.standing = false;
      return { kind: 'removed' };
    },
  };
}

export const noon = Date.UTC(2026, 0, 1, 12);
export const graceMs = 900_000;

export const mum: Chat = {
  chatId: '447700900002@c.us',
  lid: '99002@lid',
  phone: '+447700900002',
  name: 'Mum',
  kind: 'person',
  size: null,
};
export const choir: Chat = {
  chatId: '120363000000000001@g.us',
  lid: null,
  phone: null,
  name: 'Choir',
  kind: 'group',
  size: 31,
};

/** The n-th reserved id. */
export function reservedId(n: number): string {
  return `3EB0${n.toString(16).toUpperCase().padStart(18, '0')}`;
}

/** A ledger in memory whose tables the test can look into and break. */
export interface OpenGround {
  readonly db: Database.Database;
  readonly ledger: SqliteLedger;
  readonly stop: SwitchedStop;
  readonly arm: (change?: Partial<NewMessage>) => Message;
  /** An id that was not given before. */
  readonly freshId: () => string;
}

let template: Buffer | null = null;

/** Page `g1` lives from the start. */
export function openGround(): OpenGround {
  if (template === null) {
    const first = new Database(':memory:');
    migrate(first, { file: null, at: 0 });
    template = first.serialize();
    first.close();
  }
  const db = new Database(template);
  setPragmas(db, guarding);
  const stop = stopSwitch();
  const ledger = composeLedger(db, { number: 0, superseded: () => false }, { stopFile: stop });
  ledger.write((tx) => tx.pageBorn('g1', noon - 60_000));
  const { arm, freshId } = armingIn(ledger);
  return { db, ledger, stop, arm, freshId };
}

/** A ledger in a file of a new folder, page `g1` alive. */
export function openFile(): {
  readonly file: string;
  readonly ledger: SqliteLedger;
  readonly stop: SwitchedStop;
} {
  const file = join(newFolder(), 'ledger.db');
  const stop = stopSwitch();
  const ledger = openLedger({ file, stopFile: stop, now: () => noon - 60_000 });
  onTestFinished(() => ledger.close());
  ledger.write((tx) => tx.pageBorn('g1', noon - 60_000));
  return { file, ledger, stop };
}

/** The file as another program would open it, with the guards that the file itself carries. */
export function raw(file: string): Database.Database {
  const db = new Database(file);
  setPragmas(db, guarding);
  onTestFinished(() => {
    db.close();
  });
  return db;
}

/** Arms messages to Mum due at noon, each in a batch of its own unless told otherwise. */
export function armingIn(ledger: SqliteLedger): Pick<OpenGround, 'arm' | 'freshId'> {
  let given = 0;
  const freshId = (): string => {
    given += 1;
    return reservedId(given);
  };
  const arm = (change: Partial<NewMessage> = {}): Message =>
    ledger.write((tx) => {
      const batchId = change.batchId ?? tx.newBatch('3ACOMMAND', noon - 30_000);
      return tx.arm({
        batchId,
        part: 1,
        parts: 1,
        chat: mum,
        body: 'Happy birthday!',
        dueAt: noon,
        plannedAt: noon,
        graceMs,
        zone: 'Europe/London',
        dry: false,
        reservedId: freshId(),
        replaces: null,
        commandWaId: '3ACOMMAND',
        file: null,
        at: noon - 30_000,
        ...change,
      });
    });
  return { arm, freshId };
}

/** Moves by whoever may, at noon and a second. */
export function settle(
  tx: LedgerWrites,
  id: number,
  from: Message['status'],
  to: 'sent' | 'failed' | 'in_doubt' | 'cancelled' | 'missed',
): Message {
  const at = noon + 1000;
  if (to === 'sent') return tx.move({ id, from, to, actor: 'whatsapp', evidence: 'ack', ack: 1, at });
  if (to === 'failed') return tx.move({ id, from, to, actor: 'whatsapp', evidence: 'nack', at });
  if (to === 'in_doubt') return tx.move({ id, from, to, actor: 'dispatcher', evidence: 'page_gone', at });
  if (to === 'missed') return tx.move({ id, from, to, actor: 'grace', evidence: 'grace_passed', at });
  return tx.move({ id, from, to, actor: 'owner', evidence: 'owner_command', at });
}

/** How a row is led to each status, by raw writes of the steps the table allows. */
export const ways: Readonly<Record<Status, readonly Status[]>> = {
  scheduled: [],
  held: ['held'],
  sending: ['sending'],
  sent: ['sending', 'sent'],
  failed: ['sending', 'failed'],
  in_doubt: ['sending', 'in_doubt'],
  cancelled: ['cancelled'],
  missed: ['missed'],
  rehearsed: ['rehearsed'],
};

/** Everything but the transition itself is right: the reason, the ack, the attempt. */
export function step(db: Database.Database, id: number, to: Status): void {
  db.prepare(
    `UPDATE messages SET status = :to, hold_reason = iif(:to = 'held', 'clock', NULL),
       ack = iif(:to = 'sent', 1, ack) WHERE id = :id`,
  ).run({ to, id });
  if (to === 'sending')
    db.prepare(
      `INSERT INTO attempts (message_id, reserved_id, page_generation, claimed_at)
       SELECT id, reserved_id, 'g1', ${noon} FROM messages WHERE id = ?`,
    ).run(id);
}
