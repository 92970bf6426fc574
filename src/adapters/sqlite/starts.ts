/** Starts and ends of the process, so that a crash loop is seen across starts. */
import type { LedgerWrites } from '../../core/ledger.ts';
import type { Store } from './store.ts';

export function startWrites({
  sql,
}: Store): Pick<LedgerWrites, 'recordStart' | 'recordExit' | 'faultExitsSince'> {
  return {
    recordStart: (at) => {
      // A process that was killed, or died with its runtime, recorded no end: nobody asked it to, so it was a fault.
      sql(`UPDATE starts SET ended_at = ?, how = 'fault' WHERE ended_at IS NULL`).run(at);
      sql('INSERT INTO starts (started_at) VALUES (?)').run(at);
    },
    recordExit: (at, how) => {
      const { changes } = sql('UPDATE starts SET ended_at = ?, how = ? WHERE ended_at IS NULL').run(at, how);
      // What breaks before the start is written down is a crash loop all the same.
      if (changes === 0)
        sql('INSERT INTO starts (started_at, ended_at, how) VALUES (:at, :at, :how)').run({ at, how });
    },
    faultExitsSince: (since) =>
      (
        sql(`SELECT count(*) AS n FROM starts WHERE how = 'fault' AND ended_at >= ?`).get(since) as {
          n: number;
        }
      ).n,
  };
}
