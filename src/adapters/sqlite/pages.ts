/** Lives of WhatsApp Web pages. A replacement may go only when the page of the old attempt is known dead. */
import type { LedgerReads, LedgerWrites } from '../../core/ledger.ts';
import type { Store } from './store.ts';

/** A page that was never reported born cannot ever be known dead: what is claimed for it would hang for good. */
export function assertBorn({ sql }: Store, generation: string): void {
  if (sql('SELECT 1 FROM pages WHERE generation = ?').get(generation) === undefined)
    throw new Error(`ledger: expected a page generation reported by pageBorn, found ${generation}`);
}

export function pageReads({ sql }: Store): Pick<LedgerReads, 'pageIsDead'> {
  return {
    pageIsDead: (generation) =>
      sql('SELECT 1 FROM pages WHERE generation = ? AND dead_at IS NOT NULL').get(generation) !== undefined,
  };
}

export function pageWrites(store: Store): Pick<LedgerWrites, 'pageBorn' | 'pageDied'> {
  const { sql } = store;
  return {
    pageBorn: (generation, at) => {
      // One session folder has one browser: that a new page lives is how the death of the last one is known for sure.
      sql('UPDATE pages SET dead_at = ? WHERE dead_at IS NULL AND generation <> ?').run(at, generation);
      sql('INSERT INTO pages (generation, born_at) VALUES (?, ?) ON CONFLICT DO NOTHING').run(generation, at);
    },
    pageDied: (generation, at) => {
      assertBorn(store, generation);
      sql('UPDATE pages SET dead_at = ? WHERE generation = ? AND dead_at IS NULL').run(at, generation);
    },
  };
}
