/** What the owner wanted deleted for everyone, and what came of it. Frozen once released. */

const unsends = `
CREATE TABLE unsends (
  id INTEGER PRIMARY KEY,
  message_id INTEGER NOT NULL REFERENCES messages (id),
  asked_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('asked', 'begun', 'deleted', 'refused', 'in_doubt')),
  because TEXT CHECK (because IN
    ('too_old', 'not_there', 'no_ack_yet', 'already', 'module_missing', 'by_whatsapp')),
  settled_at INTEGER,
  CHECK ((because IS NOT NULL) = (state = 'refused')),
  CHECK ((settled_at IS NULL) = (state IN ('asked', 'begun')))
) STRICT;

CREATE UNIQUE INDEX unsends_once ON unsends (message_id) WHERE state IN ('asked', 'begun', 'deleted');
CREATE INDEX unsends_by_message ON unsends (message_id);
CREATE INDEX unsends_open ON unsends (id) WHERE settled_at IS NULL;

CREATE TRIGGER unsends_begin BEFORE INSERT ON unsends
WHEN NEW.state <> 'asked' OR (SELECT status FROM messages WHERE id = NEW.message_id) <> 'sent'
BEGIN SELECT RAISE(ABORT, 'unsends: begins asked, and of a message that was sent'); END;

CREATE TRIGGER unsends_move BEFORE UPDATE ON unsends
WHEN NEW.id <> OLD.id OR NEW.message_id <> OLD.message_id OR NEW.asked_at <> OLD.asked_at
  OR NOT ((OLD.state = 'asked' AND NEW.state IN ('begun', 'deleted'))
    OR (OLD.state = 'begun' AND NEW.state IN ('asked', 'deleted', 'refused', 'in_doubt'))
    OR (OLD.state = 'in_doubt' AND NEW.state = 'deleted'))
BEGIN SELECT RAISE(ABORT, 'unsends: no such transition'); END;

CREATE TRIGGER unsends_stay BEFORE DELETE ON unsends
BEGIN SELECT RAISE(ABORT, 'unsends: rows are never deleted'); END;
`;

export const unsends004 = { number: 4, name: 'unsends', sql: unsends } as const;
