import type { Status } from '../../core/message.ts';
import type { OutcomeReads } from '../../core/outcomes.ts';
import type { Store } from './store.ts';

export function outcomeReads({ sql }: Store): OutcomeReads {
  return {
    outcomes: (from, before) => ({
      counts: Object.fromEntries(
        sql(
          `SELECT status, count(*) FROM messages
           WHERE planned_at >= ? AND planned_at < ? AND dry = 0 GROUP BY status`,
        )
          .raw()
          .all(from, before) as [Status, number][],
      ),
      latenessMs: sql(
        `SELECT a.handed_at - m.planned_at AS late FROM messages m JOIN attempts a ON a.message_id = m.id
         WHERE m.planned_at >= ? AND m.planned_at < ? AND m.status = 'sent' AND a.handed_at IS NOT NULL
         ORDER BY late`,
      )
        .pluck()
        .all(from, before) as number[],
    }),
  };
}
