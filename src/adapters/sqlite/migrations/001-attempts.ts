/** The first schema's pages and attempts: what is done once and stays done. */

export const attempts = `
CREATE TABLE pages (
  generation TEXT PRIMARY KEY,
  born_at INTEGER NOT NULL,
  dead_at INTEGER
) STRICT;

CREATE TRIGGER pages_dead BEFORE UPDATE ON pages
WHEN NEW.generation <> OLD.generation OR OLD.dead_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'pages: dead is for good'); END;

CREATE TRIGGER pages_stay BEFORE DELETE ON pages
BEGIN SELECT RAISE(ABORT, 'pages: rows are never deleted'); END;

CREATE TABLE attempts (
  message_id INTEGER PRIMARY KEY REFERENCES messages (id),
  reserved_id TEXT NOT NULL UNIQUE,
  page_generation TEXT NOT NULL REFERENCES pages (generation),
  claimed_at INTEGER NOT NULL,
  handed_at INTEGER,
  settled_at INTEGER,
  absent_in TEXT REFERENCES pages (generation)
) STRICT;

CREATE INDEX attempts_by_claim ON attempts (claimed_at);
CREATE INDEX attempts_by_settlement ON attempts (settled_at) WHERE settled_at IS NOT NULL;

CREATE TRIGGER attempts_begin BEFORE INSERT ON attempts
WHEN NEW.handed_at IS NOT NULL OR NEW.settled_at IS NOT NULL OR NEW.absent_in IS NOT NULL OR NOT EXISTS (
  SELECT 1 FROM messages m
  WHERE m.id = NEW.message_id AND m.status = 'sending' AND m.dry = 0 AND m.reserved_id = NEW.reserved_id)
BEGIN SELECT RAISE(ABORT, 'attempts: only of a live message in sending, under its own reserved id'); END;

CREATE TRIGGER attempts_fixed BEFORE UPDATE ON attempts
WHEN NEW.message_id <> OLD.message_id OR NEW.reserved_id <> OLD.reserved_id
  OR NEW.page_generation <> OLD.page_generation OR NEW.claimed_at <> OLD.claimed_at
  OR (OLD.handed_at IS NOT NULL AND NEW.handed_at IS NOT OLD.handed_at)
  OR (OLD.settled_at IS NOT NULL AND NEW.settled_at IS NOT OLD.settled_at)
BEGIN SELECT RAISE(ABORT, 'attempts: what happened stays'); END;

CREATE TRIGGER attempts_stay BEFORE DELETE ON attempts
BEGIN SELECT RAISE(ABORT, 'attempts: rows are never deleted'); END;
`;
