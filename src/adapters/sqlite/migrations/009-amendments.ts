/**
 * What the owner changes about a message that has not begun to leave: its text, its time, how late it may be. The row
 * keeps its number and its reserved id. What was done is kept beside it, to be taken back. Frozen once released.
 */

const amending = `
DROP TRIGGER messages_fixed;
CREATE TRIGGER messages_fixed BEFORE UPDATE OF id, batch_id, part, parts, chat_id, lid, phone, name, chat_kind,
  chat_size, dry, reserved_id, replaces, armed_at, command_wa_id ON messages
BEGIN SELECT RAISE(ABORT, 'messages: what was armed stays as it was armed'); END;

DROP TRIGGER messages_plan;
CREATE TRIGGER messages_amended BEFORE UPDATE OF body, body_hash, due_at, planned_at, grace_ms, zone ON messages
WHEN (NEW.body IS NOT OLD.body OR NEW.body_hash IS NOT OLD.body_hash OR NEW.due_at IS NOT OLD.due_at
    OR NEW.planned_at IS NOT OLD.planned_at OR NEW.grace_ms IS NOT OLD.grace_ms OR NEW.zone IS NOT OLD.zone)
  AND (OLD.status NOT IN ('scheduled', 'held') OR NEW.status NOT IN (OLD.status, 'scheduled')
    OR EXISTS (SELECT 1 FROM attempts WHERE message_id = OLD.id))
BEGIN SELECT RAISE(ABORT, 'messages: only what has not begun to leave is changed'); END;

-- What is frozen may be put off, and may not be made to go sooner.
CREATE TRIGGER messages_frozen BEFORE UPDATE OF planned_at ON messages
WHEN NEW.planned_at < OLD.planned_at AND EXISTS (SELECT 1 FROM latches)
BEGIN SELECT RAISE(ABORT, 'messages: nothing is brought forward while stopped'); END;

-- A cancel that was taken back: a new row in the place of the one that ended. Being unique it is one, and evidence that
-- the old one left cancels it.
DROP TRIGGER messages_replace;
CREATE TRIGGER messages_replace BEFORE INSERT ON messages
WHEN NEW.replaces IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM messages o WHERE o.id = NEW.replaces AND o.batch_id = NEW.batch_id AND o.chat_id = NEW.chat_id
    AND o.part = NEW.part AND o.status IN ('in_doubt', 'missed', 'failed', 'cancelled'))
BEGIN SELECT RAISE(ABORT, 'messages: only one that may not have left is replaced, in its own place'); END;
`;

const lateness = `
-- The owner's own word on how late this one may be; without a row GRACE decides.
CREATE TABLE lateness (
  message_id INTEGER PRIMARY KEY REFERENCES messages (id),
  choice TEXT NOT NULL CHECK (choice IN ('limit', 'never', 'ask'))
) STRICT;
`;

const deeds = `
-- What the owner has done and may take back; "before" is how things stood, and holds a text at most.
CREATE TABLE deeds (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('cancelled', 'moved', 'edited', 'late', 'aliased')),
  before TEXT NOT NULL CHECK (json_valid(before)),
  done_at INTEGER NOT NULL,
  undone_at INTEGER
) STRICT;

CREATE INDEX deeds_by_time ON deeds (done_at) WHERE undone_at IS NULL;

CREATE TRIGGER deeds_fixed BEFORE UPDATE ON deeds
WHEN OLD.undone_at IS NOT NULL OR NEW.id <> OLD.id OR NEW.kind <> OLD.kind OR NEW.done_at <> OLD.done_at
BEGIN SELECT RAISE(ABORT, 'deeds: taken back once'); END;

CREATE TRIGGER deeds_stay BEFORE DELETE ON deeds
BEGIN SELECT RAISE(ABORT, 'deeds: rows are never deleted'); END;
`;

export const amendments009 = {
  number: 9,
  name: 'amendments',
  sql: amending + lateness + deeds,
} as const;
