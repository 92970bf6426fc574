/**
 * A data folder as the first version left it: one message on its way when that version was killed, one due soon, one for
 * tomorrow. The next start brings the ledger to the present schema, and nothing may be lost or sent twice over it.
 */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openStopFile } from '../../src/adapters/disk/stop-file.ts';
import { createChance } from '../../src/adapters/random.ts';
import { beginEpoch } from '../../src/adapters/sqlite/epoch.ts';
import { composeLedger } from '../../src/adapters/sqlite/ledger.ts';
import { ledger001 } from '../../src/adapters/sqlite/migrations/001-ledger.ts';
import { migrate } from '../../src/adapters/sqlite/migrations.ts';
import { durable, setPragmas } from '../../src/adapters/sqlite/pragmas.ts';
import type { NewMessage } from '../../src/core/ledger.ts';
import { people } from '../../src/simulator/cast.ts';
import { unsoundCopies } from './copies.ts';
import type { Scenario } from './scenarios.ts';
import type { Entry } from './world.ts';
import { ledgerOf } from './wreck.ts';

const generation = 'P1';

function messageTo(place: number, body: string, dueAt: number, at: number, batchId: number): NewMessage {
  const person = people[place];
  if (person === undefined) throw new Error(`there is no person ${place}`);
  const { name, phone, lid } = person;
  return {
    batchId,
    part: 1,
    parts: 1,
    chat: { chatId: `${phone.slice(1)}@c.us`, lid, phone, name, kind: 'person', size: null },
    body,
    dueAt,
    plannedAt: dueAt,
    graceMs: 15 * 60_000,
    zone: 'Europe/London',
    dry: false,
    reservedId: createChance().reservedId(),
    replaces: null,
    commandWaId: `3A00000000000000000${batchId}`,
    file: null,
    at,
  };
}

function prepare(dataDir: string, now: number, note: (entry: Entry) => void): void {
  const file = ledgerOf(dataDir);
  const db = new Database(file);
  setPragmas(db, durable);
  const before = now - 60_000;
  migrate(db, { file, at: before, list: [ledger001] });
  const ledger = composeLedger(db, beginEpoch(db, `${file}.epoch`, before), {
    stopFile: openStopFile(join(dataDir, 'STOP')),
  });
  const claim = ledger.write((tx) => {
    tx.pageBorn(generation, before);
    tx.recordStart(before);
    const onItsWay = tx.arm(
      messageTo(0, 'migration A', before, before, tx.newBatch('3A000000000000000001', before)),
    );
    tx.arm(messageTo(3, 'migration B', now + 25_000, before, tx.newBatch('3A000000000000000002', before)));
    tx.arm(
      messageTo(5, 'migration C', now + 86_400_000, before, tx.newBatch('3A000000000000000003', before)),
    );
    return tx.claim(onItsWay.id, before, generation);
  });
  ledger.close();
  if (claim === null) throw new Error('the old version could not claim');
  const { chat, body: text, reservedId: waId } = claim.message;
  const { chatId } = chat;
  note({ kind: 'page', generation });
  note({ kind: 'handed', waId, chatId, text });
  note({ kind: 'stanza', waId, chatId, text, at: before });
}

export const migration: Scenario = {
  name: 'migration',
  prepare,
  async play(owner) {
    await owner.asks('/list all', /#\d/u);
    await owner.sees('the one that is due to be taken, or an explanation', (entries) =>
      entries.some(
        (entry) =>
          (entry.kind === 'handed' && entry.text === 'migration B') ||
          (entry.kind === 'stanza' && /[❔⌛✋] #2|overdue|#2 .* was not sent/u.test(entry.text)),
      ),
    );
  },
  inspect: (dataDir) => unsoundCopies(dataDir, /\.backup$/),
  delivers: ['migration A', 'migration B'],
};
