/** The ledger's parts put together: the reads, and the writes inside a transaction. */
import type Database from 'better-sqlite3';
import {
  type Ledger,
  LedgerFault,
  type LedgerReads,
  type LedgerWrites,
  type StopFile,
} from '../../core/ledger.ts';
import { alarmReads, alarmWrites } from './alarms.ts';
import { aliasReads, aliasWrites } from './aliases.ts';
import { amendmentReads, amendmentWrites } from './amendments.ts';
import { arming } from './arming.ts';
import { backUp } from './backup.ts';
import { claimReads, claimWrites } from './claim.ts';
import { commandReads, commandWrites } from './commands.ts';
import { consentReads, consentWrites } from './consents.ts';
import { deedReads, deedWrites } from './deeds.ts';
import type { Epoch } from './epoch.ts';
import { erasureReads, erasureWrites } from './erasures.ts';
import { type EventsVerdict, eventReads, verifyChain } from './events.ts';
import { examine, type LedgerVerdict } from './examine.ts';
import { fateReads } from './fates.ts';
import { asFault } from './faults.ts';
import { latchReads, latchWrites } from './latches.ts';
import { messageReads } from './messages.ts';
import { moves } from './moves.ts';
import { noticeReads, noticeWrites } from './notices.ts';
import { outcomeReads } from './outcomes.ts';
import { pageReads, pageWrites } from './pages.ts';
import { questionReads, questionWrites } from './questions.ts';
import { rememberedOf } from './remembered.ts';
import { scratchOf, stoodThen } from './scratch.ts';
import { seriesReads, seriesWrites } from './series.ts';
import { settingReads, settingWrites } from './settings.ts';
import { startWrites } from './starts.ts';
import { preparing, type Store } from './store.ts';
import { touchesOf } from './touches.ts';
import { eachThrough, transactions } from './transactions.ts';
import { unsendReads, unsendWrites } from './unsends.ts';

export interface LedgerOptions {
  readonly stopFile: StopFile;
  /** ms since the Unix epoch; asked while opening, the verbs bring their own instants. */
  readonly now: () => number;
  /** Told of every operating fault, before it is thrown. */
  readonly onFault?: (fault: LedgerFault) => void;
  /** The folder of backups; unset: `backups` beside the file. One in memory has none unless it is set. */
  readonly backups?: string;
}

/** The core's ledger, and what only SQLite's can be asked. */
export interface SqliteLedger extends Ledger {
  /** Check the hash chain of all events; every opening does for the last thousand. */
  verifyEvents(): EventsVerdict;
  /** Check all of it: pages, references and events. */
  examine(): LedgerVerdict;
}

export function composeLedger(
  db: Database.Database,
  epoch: Epoch,
  { stopFile, onFault, backups }: Omit<LedgerOptions, 'now'>,
): SqliteLedger {
  const store: Store = { sql: preparing(db), epoch: epoch.number, stopFile };
  const reads: LedgerReads = {
    ...messageReads(store),
    ...claimReads(store),
    ...eventReads(store),
    ...latchReads(store),
    ...commandReads(store),
    ...noticeReads(store),
    ...fateReads(store),
    ...questionReads(store),
    ...settingReads(store),
    ...pageReads(store),
    ...alarmReads(store),
    ...aliasReads(store),
    ...consentReads(store),
    ...outcomeReads(store),
    ...unsendReads(store),
    ...seriesReads(store),
    ...amendmentReads(store),
    ...deedReads(store),
    ...erasureReads(store),
  };
  const writes: LedgerWrites = {
    ...reads,
    ...arming(store),
    ...moves(store),
    ...claimWrites(store),
    ...latchWrites(store),
    ...commandWrites(store),
    ...noticeWrites(store),
    ...questionWrites(store),
    ...settingWrites(store),
    ...pageWrites(store),
    ...startWrites(store),
    ...alarmWrites(store),
    ...aliasWrites(store),
    ...consentWrites(store),
    ...unsendWrites(store),
    ...seriesWrites(store),
    ...amendmentWrites(store),
    ...deedWrites(store),
    ...erasureWrites(store),
  };
  const reported = <T>(call: () => T): T => {
    try {
      return call();
    } catch (error) {
      const fault = asFault(error);
      if (fault instanceof LedgerFault) onFault?.(fault);
      throw fault;
    }
  };
  const remembered = rememberedOf(db);
  const touches = touchesOf(db);
  // An opening writes past it.
  remembered.forget();
  const write = transactions(db, store, writes, epoch.superseded);
  return {
    ...eachThrough(remembered.reading(reads), reported),
    write: (act) => reported(() => remembered.writing(() => write(act))),
    writes: () => touches.writes,
    examine: () => reported(() => examine(db)),
    verifyEvents: () => reported(() => verifyChain(store)),
    backup: (at) => {
      if (backups === undefined) throw new Error('ledger: expected a folder for backups, found none');
      // What a superseded process would copy is no longer the ledger.
      return epoch.superseded() ? { kind: 'failed', why: 'superseded' } : backUp(db, backups, at);
    },
    scratch: (at) =>
      reported(() =>
        scratchOf(db, at, (copy, own) => composeLedger(copy, own, { stopFile: stoodThen(stopFile) })),
      ),
    cutLog: () => {
      // One in memory has none, and a simulation's stands inside a transaction.
      if (!db.memory) reported(() => db.pragma('wal_checkpoint(TRUNCATE)'));
    },
    close: () => {
      // Whoever still asks is refused, and not answered with what was read before.
      remembered.forget();
      db.close();
    },
  };
}
