/** What a look-up can still settle. */
import type { LedgerReads } from '../../core/ledger.ts';
import { toMessage } from './rows.ts';
import type { Store } from './store.ts';

/** One list a line: an index leads to each, however long the ledger has become. */
const openFates = `
  SELECT * FROM messages WHERE id IN (
    SELECT id FROM messages WHERE status IN ('sending', 'in_doubt')
    UNION
    SELECT m.id FROM messages m JOIN attempts a ON a.message_id = m.id
    WHERE m.status IN ('failed', 'cancelled') AND (a.absent_in IS NULL OR a.absent_in = a.page_generation)
    UNION
    SELECT m.id FROM messages AS m INDEXED BY messages_needing_owner
    WHERE (status IN ('held', 'in_doubt') OR (status IN ('missed', 'failed') AND dropped_at IS NULL))
      AND m.status = 'missed'
    UNION
    SELECT id FROM (
      WITH RECURSIVE older (id) AS (
        SELECT replaces FROM messages WHERE replaces IS NOT NULL AND status IN ('scheduled', 'held')
        UNION
        SELECT o.replaces FROM older JOIN messages o ON o.id = older.id WHERE o.replaces IS NOT NULL
      )
      SELECT o.id FROM older JOIN messages o ON o.id = older.id WHERE o.status <> 'sent'))
  ORDER BY planned_at, id`;

export function fateReads({ sql }: Store): Pick<LedgerReads, 'openFates'> {
  return {
    openFates: () => sql(openFates).all().map(toMessage),
  };
}
