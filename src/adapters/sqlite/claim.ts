/** The claim and what becomes of the attempt; the heart of "never twice". */
import type { LedgerReads, LedgerWrites } from '../../core/ledger.ts';
import type { Message } from '../../core/message.ts';
import { noEarlierPartInTheWay, replacedOnesAreClear } from './conditions.ts';
import { appendEvent } from './events.ts';
import { assertBorn } from './pages.ts';
import { attemptColumns, orNull, toAttempt, toMessage } from './rows.ts';
import { bound, exactlyOne, type Store } from './store.ts';

const claiming = `
  UPDATE messages AS m SET status = 'sending', changed_at = :now
  WHERE m.id = :id AND m.status = 'scheduled' AND m.dry = 0
    AND m.planned_at <= :now AND :now <= m.planned_at + m.grace_ms
    AND ${noEarlierPartInTheWay}
    AND ${replacedOnesAreClear}
    AND NOT EXISTS (SELECT 1 FROM latches)
    AND EXISTS (SELECT 1 FROM pages WHERE generation = :generation AND dead_at IS NULL)
    AND (SELECT number FROM epoch) = :epoch
  RETURNING *`;

export function claimReads({
  sql,
}: Store): Pick<
  LedgerReads,
  | 'attempt'
  | 'claimable'
  | 'lastClaimInBatch'
  | 'nthLastClaim'
  | 'takenBetween'
  | 'takenAtMost'
  | 'lastOutcomes'
> {
  return {
    attempt: (messageId) =>
      orNull(sql(`SELECT ${attemptColumns} FROM attempts WHERE message_id = ?`).get(messageId), toAttempt),
    claimable: (now, limit) =>
      sql(
        `SELECT * FROM messages AS m INDEXED BY messages_scheduled
         WHERE m.status = 'scheduled' AND m.planned_at <= :now AND m.dry = 0
           AND ${noEarlierPartInTheWay} AND ${replacedOnesAreClear}
         ORDER BY m.planned_at, m.id LIMIT :limit + 0`,
      )
        .all({ now, limit })
        .map(toMessage),
    lastClaimInBatch: (batchId) =>
      (
        sql(
          `SELECT max(a.claimed_at) AS at FROM messages m JOIN attempts a ON a.message_id = m.id
           WHERE m.batch_id = ?`,
        ).get(batchId) as { at: number | null }
      ).at,
    nthLastClaim: (nth) =>
      orNull(
        sql(
          `SELECT claimed_at AS at FROM attempts INDEXED BY attempts_by_claim
           ORDER BY claimed_at DESC LIMIT 1 OFFSET ${bound}`,
        ).get(nth - 1),
        (row) => (row as { at: number }).at,
      ),
    takenBetween: (from, before) =>
      sql(
        `SELECT claimed_at AS at FROM attempts INDEXED BY attempts_by_claim
         WHERE claimed_at >= :from AND claimed_at < :before
         UNION ALL
         SELECT planned_at AS at FROM messages INDEXED BY messages_scheduled
         WHERE status = 'scheduled' AND planned_at >= :from AND planned_at < :before AND dry = 0
         ORDER BY at`,
      )
        .pluck()
        .all({ from, before }) as number[],
    takenAtMost: (from, before) =>
      sql(
        `SELECT (SELECT count(*) FROM attempts INDEXED BY attempts_by_claim
             WHERE claimed_at >= :from AND claimed_at < :before)
           + (SELECT count(*) FROM messages INDEXED BY messages_scheduled
             WHERE status = 'scheduled' AND planned_at >= :from AND planned_at < :before)`,
      )
        .pluck()
        .get({ from, before }) as number,
    lastOutcomes: (limit) =>
      sql(
        `SELECT a.message_id AS messageId, m.status FROM attempts a JOIN messages m ON m.id = a.message_id
         WHERE a.settled_at IS NOT NULL ORDER BY a.settled_at DESC, a.message_id DESC LIMIT ${bound}`,
      ).all(limit) as { messageId: number; status: Message['status'] }[],
  };
}

export function claimWrites(store: Store): Pick<LedgerWrites, 'claim' | 'handed' | 'attemptAbsent'> {
  const { sql, epoch, stopFile } = store;
  return {
    claim: (id, now, generation) => {
      assertBorn(store, generation);
      if (stopFile.stands()) return null;
      // What is sent is the row that this one statement returns, and nothing that was read before it.
      const row = sql(claiming).get({ id, now, generation, epoch });
      if (row === undefined) return null;
      const message = toMessage(row);
      const attempt = toAttempt(
        sql(
          `INSERT INTO attempts (message_id, reserved_id, page_generation, claimed_at)
           VALUES (:id, :reservedId, :generation, :now) RETURNING ${attemptColumns}`,
        ).get({ id, reservedId: message.reservedId, generation, now }),
      );
      appendEvent(store, {
        at: now,
        messageId: id,
        actor: 'dispatcher',
        from: 'scheduled',
        to: 'sending',
        evidence: 'claim',
        detail: null,
      });
      return { message, attempt };
    },
    handed: (messageId, at) => {
      const { changes } = sql(
        'UPDATE attempts SET handed_at = ? WHERE message_id = ? AND handed_at IS NULL',
      ).run(at, messageId);
      exactlyOne(changes, `note the hand-over of #${messageId}`);
    },
    attemptAbsent: (messageId, generation) => {
      assertBorn(store, generation);
      const { changes } = sql('UPDATE attempts SET absent_in = ? WHERE message_id = ?').run(
        generation,
        messageId,
      );
      exactlyOne(changes, `note the absence of #${messageId}`);
    },
  };
}
