/** Conditions that the claim and the search for what can be claimed must read alike: SQL about a row `m` of messages. */

/**
 * No earlier part to the same chat in the way. A row that was replaced does not count, its replacement has its place;
 * a chain of replacements thus counts by its last row. Cancelled, sent and rehearsed ones, and what the owner dropped,
 * hold nothing up.
 */
export const noEarlierPartInTheWay = `NOT EXISTS (
  SELECT 1 FROM messages e
  WHERE e.batch_id = m.batch_id AND e.chat_id = m.chat_id AND e.part < m.part
    AND (e.status IN ('scheduled', 'held', 'sending', 'in_doubt')
      OR (e.status IN ('missed', 'failed') AND e.dropped_at IS NULL))
    AND NOT EXISTS (SELECT 1 FROM messages r WHERE r.replaces = e.id))`;

/**
 * Nothing that this row is sent instead of can still leave, or has left: every attempt behind it was made in a page
 * known dead, and a later page has looked for it and found no ack. That holds for one that failed too: a refusal has
 * been followed by evidence that it did go out. All of the chain is asked, because a replacement that was missed before
 * it was claimed has no attempt of its own, but the one behind it may.
 */
export const replacedOnesAreClear = `(m.replaces IS NULL OR NOT EXISTS (
  WITH RECURSIVE older (id) AS (
    SELECT m.replaces
    UNION
    SELECT o.replaces FROM older JOIN messages o ON o.id = older.id WHERE o.replaces IS NOT NULL
  )
  SELECT 1 FROM older
  JOIN messages o ON o.id = older.id
  LEFT JOIN attempts a ON a.message_id = o.id
  LEFT JOIN pages p ON p.generation = a.page_generation
  WHERE o.status = 'sent'
    OR (a.message_id IS NOT NULL
      AND (p.dead_at IS NULL OR a.absent_in IS NULL OR a.absent_in = a.page_generation))))`;
