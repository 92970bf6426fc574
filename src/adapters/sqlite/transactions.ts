import type Database from 'better-sqlite3';
import { LedgerFault, type LedgerWrites } from '../../core/ledger.ts';
import { asFault } from './faults.ts';
import type { Store } from './store.ts';

type Around = (call: () => unknown) => unknown;

/** The same verbs, each called through `around`. */
export function eachThrough<Verbs extends object>(verbs: Verbs, around: Around): Verbs {
  return Object.fromEntries(
    Object.entries(verbs).map(([name, verb]) => [
      name,
      (...values: unknown[]) => around(() => (verb as (...values: unknown[]) => unknown)(...values)),
    ]),
  ) as Verbs;
}

/**
 * `write` of the port: one `BEGIN IMMEDIATE`, the epoch asked, `act`, and a commit that is fsynced when it returns.
 * A fault of any verb ends the whole transaction, even where `act` swallowed it: SQLite rolls back by itself on a full
 * disk, and what `act` did next would be committed alone, statement by statement.
 */
export function transactions(
  db: Database.Database,
  { sql, epoch }: Store,
  verbs: LedgerWrites,
  superseded: () => boolean,
): <T>(act: (tx: LedgerWrites) => T) => T {
  let running = false;
  let broken: { readonly by: unknown } | null = null;
  const tx = eachThrough(verbs, (call) => {
    if (!running) throw new Error('ledger: expected the transaction of these verbs to be open; it has ended');
    if (broken !== null) throw broken.by;
    try {
      return call();
    } catch (error) {
      broken = { by: asFault(error) };
      throw broken.by;
    }
  });
  const fault = (): { readonly by: unknown } | null => broken;
  return (act) => {
    if (running) throw new Error('ledger: expected no write inside a write');
    running = true;
    broken = null;
    try {
      sql('BEGIN IMMEDIATE').run();
      const { number } = sql('SELECT number FROM epoch').get() as { number: number };
      if (number !== epoch || superseded()) throw new LedgerFault('superseded');
      const result = act(tx);
      const failed = fault();
      if (failed !== null) throw failed.by;
      if (result instanceof Promise) throw new Error('ledger: expected a write without an await');
      sql('COMMIT').run();
      return result;
    } catch (error) {
      if (db.inTransaction) sql('ROLLBACK').run();
      throw asFault(error);
    } finally {
      running = false;
    }
  };
}
