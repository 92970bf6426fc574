/** Texts of what ended long ago, erased table by table. Hashes stay, so that what comes again is recognised. */
import type { ErasureReads, ErasureWrites } from '../../core/erasure.ts';
import { sha256 } from './rows.ts';
import type { Store } from './store.ts';

const numbered = (id: string): string => `${id} > :after AND ${id} <= :upTo`;

/** What can neither be sent any more nor is asked about; the trigger of `erased_at` says the same again. */
const ended = `(m.status IN ('sent', 'cancelled', 'rehearsed') OR (m.status IN ('missed', 'failed')
  AND (m.dropped_at IS NOT NULL OR EXISTS (SELECT 1 FROM messages r WHERE r.replaces = m.id))))`;

/**
 * In this order: a message first, then what was said about it. A command is kept while it may still be compared with what
 * stands in the chat, a notice while one of its messages has its text.
 */
const erasures: readonly string[] = [
  `UPDATE messages AS m SET body = '', erased_at = :at, file = json_set(file, '$.name', '')
   WHERE ${numbered('m.id')} AND m.changed_at < :endedBefore AND m.erased_at IS NULL AND ${ended}`,
  `UPDATE commands AS c SET text = '' WHERE ${numbered('c.id')} AND c.state = 'done' AND c.done_at < :endedBefore
     AND c.text <> ''
     AND NOT EXISTS (SELECT 1 FROM messages WHERE command_wa_id = c.wa_id AND erased_at IS NULL)
     AND NOT EXISTS (SELECT 1 FROM series WHERE command_wa_id = c.wa_id AND state <> 'ended')`,
  `UPDATE notices AS n SET body = '' WHERE ${numbered('n.id')} AND n.state <> 'waiting' AND n.created_at < :endedBefore
     AND n.body <> ''
     AND NOT EXISTS (SELECT 1 FROM tellings WHERE notice_id = n.id AND outcome = 'open')
     AND NOT EXISTS (SELECT 1 FROM json_each(n.about) a JOIN messages m ON m.id = a.value WHERE m.erased_at IS NULL)`,
  `UPDATE questions SET draft = '{}' WHERE ${numbered('id')} AND state <> 'open' AND asked_at < :endedBefore
     AND draft <> '{}'`,
  `UPDATE deeds SET before = json_set(before, '$.body', '') WHERE ${numbered('id')} AND kind = 'edited'
     AND done_at < :endedBefore AND json_extract(before, '$.body') <> ''`,
  `UPDATE series_messages AS s SET body = '' WHERE ${numbered('s.series_id')} AND s.body <> ''
     AND EXISTS (SELECT 1 FROM series WHERE id = s.series_id AND state = 'ended' AND changed_at < :endedBefore)
     AND NOT EXISTS (SELECT 1 FROM occurrences o JOIN messages m ON m.batch_id = o.batch_id
       WHERE o.series_id = s.series_id AND m.erased_at IS NULL)`,
];

export function erasureReads({ sql }: Pick<Store, 'sql'>): ErasureReads {
  return {
    lastWithText: () =>
      sql(
        `SELECT max((SELECT ifnull(max(id), 0) FROM messages), (SELECT ifnull(max(id), 0) FROM commands),
           (SELECT ifnull(max(id), 0) FROM notices), (SELECT ifnull(max(id), 0) FROM questions),
           (SELECT ifnull(max(id), 0) FROM deeds), (SELECT ifnull(max(id), 0) FROM series))`,
      )
        .pluck()
        .get() as number,
    erasedMessages: () =>
      sql('SELECT count(*) FROM messages WHERE erased_at IS NOT NULL').pluck().get() as number,
    isLastText: (waId, text) => {
      const last = sql('SELECT text_hash FROM commands WHERE wa_id = ? ORDER BY id DESC LIMIT 1')
        .pluck()
        .get(waId) as string | undefined;
      return last === undefined ? null : last === sha256(text);
    },
  };
}

export function erasureWrites({ sql }: Pick<Store, 'sql'>): ErasureWrites {
  return {
    eraseTexts: (range) => erasures.reduce((rows, text) => rows + sql(text).run({ ...range }).changes, 0),
  };
}
