/**
 * Only the latest occurrence of a series holds up the next one: one of before that the owner sends after all may stand
 * beside it. Frozen once released.
 */

const standing = `
DROP TRIGGER occurrences_one;

CREATE TRIGGER occurrences_one BEFORE INSERT ON occurrences
WHEN EXISTS (SELECT 1 FROM messages WHERE status = 'scheduled' AND batch_id =
  (SELECT batch_id FROM occurrences WHERE series_id = NEW.series_id ORDER BY key DESC LIMIT 1))
BEGIN SELECT RAISE(ABORT, 'occurrences: one at a time'); END;
`;

export const standing010 = { number: 10, name: 'standing', sql: standing } as const;
