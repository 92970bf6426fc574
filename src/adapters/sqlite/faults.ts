import Database from 'better-sqlite3';
import { LedgerFault, type LedgerFaultKind } from '../../core/ledger.ts';

/** Primary result codes; an extended code (`SQLITE_IOERR_FSYNC`) has its primary one as its beginning. */
const kinds: readonly (readonly [code: string, kind: LedgerFaultKind])[] = [
  ['SQLITE_BUSY', 'busy'],
  ['SQLITE_LOCKED', 'busy'],
  ['SQLITE_PROTOCOL', 'busy'],
  ['SQLITE_FULL', 'full'],
  ['SQLITE_IOERR', 'io'],
  ['SQLITE_CANTOPEN', 'io'],
  ['SQLITE_READONLY', 'io'],
  ['SQLITE_PERM', 'io'],
  ['SQLITE_NOMEM', 'io'],
  ['SQLITE_CORRUPT', 'corrupt'],
  ['SQLITE_NOTADB', 'corrupt'],
];

/**
 * What the core may see of an error: SQLite's operating faults become a `LedgerFault`; its other errors (a constraint
 * broken by the program above) become a plain Error, so that no foreign type crosses the port; all else stays.
 */
export function asFault(error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const { code } = error;
  const kind = kinds.find(([primary]) => code === primary || code.startsWith(`${primary}_`))?.[1];
  if (kind !== undefined) return new LedgerFault(kind, error);
  return new Error(`ledger refused the program's write: ${error.message}`, { cause: error });
}
