/** Why a ledger was not opened. Each says what was expected, what was found and what to do; none is retried. */

/** Another process holds the ledger, or another opening of it in this one. */
export class LedgerLocked extends Error {
  readonly file: string;
  constructor(file: string, cause?: unknown) {
    super(
      `${file}: expected to be the only one to open this ledger, but another process holds it; stop that one first`,
      { cause },
    );
    this.name = 'LedgerLocked';
    this.file = file;
  }
}

/** A later version of the program has written it. */
export class LedgerTooNew extends Error {
  readonly found: number;
  readonly known: number;
  constructor(file: string, found: number, known: number) {
    super(
      `${file}: expected a ledger of schema ${known} or older, found schema ${found}; run the version of Sendonce that wrote it, or a later one`,
    );
    this.name = 'LedgerTooNew';
    this.found = found;
    this.known = known;
  }
}

/** Not a ledger, damaged, or changed by something else than this program. */
export class LedgerCorrupt extends Error {
  constructor(file: string, what: string, cause?: unknown) {
    super(`${file}: expected a sound ledger, but ${what}; put back a backup, and keep this file`, { cause });
    this.name = 'LedgerCorrupt';
  }
}

/** A setting that the promise rests on did not take. */
export class LedgerUnsafe extends Error {
  constructor(file: string, pragma: string, expected: string, found: string) {
    super(
      `${file}: expected PRAGMA ${pragma} to be ${expected}, found ${found}; this file system or build of SQLite cannot keep the ledger`,
    );
    this.name = 'LedgerUnsafe';
  }
}
