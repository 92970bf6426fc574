/**
 * Texts of what has ended are erased after a while: the row stays, with the hash by which it is recognised, and the
 * instant of the erasure. What is erased stays so. Frozen once released.
 */

const erasures = `
ALTER TABLE messages ADD COLUMN erased_at INTEGER;

DROP TRIGGER messages_amended;
CREATE TRIGGER messages_amended BEFORE UPDATE OF body, body_hash, due_at, planned_at, grace_ms, zone ON messages
WHEN (NEW.body IS NOT OLD.body OR NEW.body_hash IS NOT OLD.body_hash OR NEW.due_at IS NOT OLD.due_at
    OR NEW.planned_at IS NOT OLD.planned_at OR NEW.grace_ms IS NOT OLD.grace_ms OR NEW.zone IS NOT OLD.zone)
  AND (OLD.status NOT IN ('scheduled', 'held') OR NEW.status NOT IN (OLD.status, 'scheduled')
    OR EXISTS (SELECT 1 FROM attempts WHERE message_id = OLD.id))
  AND NOT (OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL AND NEW.body = '' AND NEW.body_hash = OLD.body_hash
    AND NEW.due_at = OLD.due_at AND NEW.planned_at = OLD.planned_at AND NEW.grace_ms = OLD.grace_ms
    AND NEW.zone = OLD.zone)
BEGIN SELECT RAISE(ABORT, 'messages: only what has not begun to leave is changed'); END;

-- What may still be sent, or is asked about, must be there to be read.
CREATE TRIGGER messages_erased BEFORE UPDATE OF erased_at ON messages
WHEN NEW.erased_at IS NOT OLD.erased_at AND (OLD.erased_at IS NOT NULL OR NEW.body <> '' OR NEW.status <> OLD.status
  OR NOT (OLD.status IN ('sent', 'cancelled', 'rehearsed')
    OR (OLD.status IN ('missed', 'failed')
      AND (OLD.dropped_at IS NOT NULL OR EXISTS (SELECT 1 FROM messages r WHERE r.replaces = OLD.id)))))
BEGIN SELECT RAISE(ABORT, 'messages: only what has ended is erased, and once'); END;

CREATE TRIGGER messages_begin_whole BEFORE INSERT ON messages
WHEN NEW.erased_at IS NOT NULL OR EXISTS (SELECT 1 FROM messages WHERE id = NEW.replaces AND erased_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'messages: a row begins with its text, and replaces none that has lost it'); END;

-- The name of a file is erased with the text; its hash stays.
DROP TRIGGER messages_file_fixed;
CREATE TRIGGER messages_file_fixed BEFORE UPDATE OF file_hash, file ON messages
WHEN NOT (OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL AND NEW.file_hash IS OLD.file_hash
  AND NEW.file IS json_set(OLD.file, '$.name', ''))
BEGIN SELECT RAISE(ABORT, 'messages: what was armed stays as it was armed'); END;

DROP TRIGGER commands_fixed;
CREATE TRIGGER commands_fixed BEFORE UPDATE ON commands
WHEN NEW.wa_id <> OLD.wa_id OR NEW.text_hash <> OLD.text_hash
  OR (OLD.state = 'done' AND (NEW.state <> 'done' OR NEW.done_at <> OLD.done_at OR NEW.id <> OLD.id
    OR NEW.at <> OLD.at OR NEW.received_at <> OLD.received_at OR NEW.chat_id <> OLD.chat_id
    OR NEW.text NOT IN (OLD.text, '')))
  OR (OLD.state <> 'done' AND NEW.text <> OLD.text)
BEGIN SELECT RAISE(ABORT, 'commands: done once'); END;

DROP TRIGGER deeds_fixed;
CREATE TRIGGER deeds_fixed BEFORE UPDATE ON deeds
WHEN (OLD.undone_at IS NOT NULL AND NEW.undone_at IS NOT OLD.undone_at) OR NEW.id <> OLD.id
  OR NEW.kind <> OLD.kind OR NEW.done_at <> OLD.done_at
  OR NEW.before NOT IN (OLD.before, json_set(OLD.before, '$.body', ''))
BEGIN SELECT RAISE(ABORT, 'deeds: taken back once'); END;

CREATE TRIGGER questions_stay BEFORE UPDATE OF draft ON questions
WHEN NEW.draft <> OLD.draft AND (OLD.state = 'open' OR NEW.draft <> '{}')
BEGIN SELECT RAISE(ABORT, 'questions: what was asked stays, or is erased'); END;
`;

export const erasures011 = { number: 11, name: 'erasures', sql: erasures } as const;
