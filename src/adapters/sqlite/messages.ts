import type { LedgerReads, MessageFilter } from '../../core/ledger.ts';
import { orNull, sha256, toMessage } from './rows.ts';
import { bound, type Store } from './store.ts';

const orders = {
  planned: 'planned_at, id',
  changed_last_first: 'changed_at DESC, id DESC',
  id_last_first: 'id DESC',
} as const satisfies Record<NonNullable<MessageFilter['order']>, string>;

/** The WHERE of a filter, one bound value for every `?` of it. */
function where(filter: MessageFilter): { readonly text: string; readonly values: readonly unknown[] } {
  const terms: string[] = [];
  const values: unknown[] = [];
  const add = (term: string, ...bound: unknown[]): void => {
    terms.push(term);
    values.push(...bound);
  };
  const { statuses } = filter;
  // An empty list of statuses asks for nothing, and gets nothing: `IN ()` is false in SQLite.
  if (statuses !== undefined) add(`status IN (${statuses.map(() => '?').join(', ')})`, ...statuses);
  if (filter.plannedFrom !== undefined) add('planned_at >= ?', filter.plannedFrom);
  if (filter.plannedBefore !== undefined) add('planned_at < ?', filter.plannedBefore);
  if (filter.batchId !== undefined) add('batch_id = ?', filter.batchId);
  if (filter.commandWaId !== undefined) add('command_wa_id = ?', filter.commandWaId);
  if (filter.chatId !== undefined) add('chat_id = ?', filter.chatId);
  if (filter.dry !== undefined) add('dry = ?', filter.dry ? 1 : 0);
  // By hash, which is indexed, and by the text itself, which alone is the same text, while it is there.
  if (filter.bodyIs !== undefined)
    add('body_hash = ? AND (body = ? OR erased_at IS NOT NULL)', sha256(filter.bodyIs), filter.bodyIs);
  if (filter.withFile === true) add('file_hash IS NOT NULL');
  if (filter.unerased === true) add('erased_at IS NULL');
  if (filter.fileIs !== undefined) add('file_hash IS ?', filter.fileIs);
  return { text: terms.length === 0 ? 'true' : terms.join(' AND '), values };
}

/**
 * `INDEXED BY` where a question is asked at every tick: left alone, SQLite took the index of all statuses and read
 * 50,000 scheduled rows for the next expiry (32 ms); so told, it refuses rather than choose a slower way.
 */
export function messageReads({
  sql,
}: Store): Pick<
  LedgerReads,
  | 'message'
  | 'messages'
  | 'count'
  | 'byReservedId'
  | 'replacementOf'
  | 'changedAfter'
  | 'needingOwner'
  | 'nextPlanned'
  | 'nextExpiry'
> {
  return {
    message: (id) => orNull(sql('SELECT * FROM messages WHERE id = ?').get(id), toMessage),
    messages: (filter) => {
      const { text, values } = where(filter);
      const order = orders[filter.order ?? 'planned'];
      return sql(`SELECT * FROM messages WHERE ${text} ORDER BY ${order} LIMIT ${bound} OFFSET ${bound}`)
        .all(...values, filter.limit ?? -1, filter.offset ?? 0)
        .map(toMessage);
    },
    count: (filter) => {
      const { text, values } = where(filter);
      return (sql(`SELECT count(*) AS n FROM messages WHERE ${text}`).get(...values) as { n: number }).n;
    },
    byReservedId: (reservedId) =>
      orNull(sql('SELECT * FROM messages WHERE reserved_id = ?').get(reservedId), toMessage),
    replacementOf: (id) => orNull(sql('SELECT * FROM messages WHERE replaces = ?').get(id), toMessage),
    changedAfter: (event) =>
      sql(
        `SELECT m.* FROM (
           SELECT message_id, max(seq) AS last FROM events WHERE seq > ? AND message_id IS NOT NULL
           GROUP BY message_id ORDER BY last DESC LIMIT 1000
         ) AS e JOIN messages m ON m.id = e.message_id ORDER BY e.last`,
      )
        .all(event)
        .map(toMessage),
    needingOwner: () =>
      sql(
        `SELECT * FROM messages AS m INDEXED BY messages_needing_owner
         WHERE (status IN ('held', 'in_doubt') OR (status IN ('missed', 'failed') AND dropped_at IS NULL))
           AND NOT EXISTS (SELECT 1 FROM messages r WHERE r.replaces = m.id)
         ORDER BY planned_at, id`,
      )
        .all()
        .map(toMessage),
    nextPlanned: (after) =>
      (
        sql(`SELECT min(planned_at) AS at FROM messages INDEXED BY messages_scheduled
           WHERE status = 'scheduled' AND planned_at > ?`).get(after) as { at: number | null }
      ).at,
    nextExpiry: () =>
      (
        sql(`SELECT min(planned_at + grace_ms) AS at FROM messages INDEXED BY messages_expiring
           WHERE status = 'scheduled'`).get() as {
          at: number | null;
        }
      ).at,
  };
}
