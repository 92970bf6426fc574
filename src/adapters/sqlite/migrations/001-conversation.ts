/** The first schema's talk with the owner: commands, questions, notices, settings, learned names. */
import { isReservedId } from './001-reserved-id.ts';

export const conversation = `
CREATE TABLE commands (
  id INTEGER PRIMARY KEY,
  wa_id TEXT NOT NULL,
  text TEXT NOT NULL,
  text_hash TEXT NOT NULL CHECK (length(text_hash) = 64),
  chat_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  quoted_wa_id TEXT,
  edited INTEGER NOT NULL CHECK (edited IN (0, 1)),
  state TEXT NOT NULL CHECK (state IN ('received', 'done')),
  done_at INTEGER,
  CHECK ((state = 'done') = (done_at IS NOT NULL)),
  UNIQUE (wa_id, text_hash)
) STRICT;

CREATE INDEX commands_received ON commands (id) WHERE state = 'received';

-- A command forgotten, or received a second time, would be carried out a second time.
CREATE TRIGGER commands_fixed BEFORE UPDATE ON commands
WHEN OLD.state = 'done' OR NEW.wa_id <> OLD.wa_id OR NEW.text_hash <> OLD.text_hash
BEGIN SELECT RAISE(ABORT, 'commands: done once'); END;

CREATE TRIGGER commands_stay BEFORE DELETE ON commands
BEGIN SELECT RAISE(ABORT, 'commands: rows are never deleted'); END;

CREATE TABLE questions (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  draft TEXT NOT NULL CHECK (json_valid(draft)),
  asked_at INTEGER NOT NULL,
  lapses_at INTEGER,
  state TEXT NOT NULL CHECK (state IN ('open', 'answered', 'dropped', 'lapsed'))
) STRICT;

CREATE INDEX questions_open ON questions (id) WHERE state = 'open';

CREATE TABLE notices (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('reply', 'question', 'notice')),
  body TEXT NOT NULL,
  chat_id TEXT,
  about TEXT NOT NULL CHECK (json_type(about) = 'array'),
  question_id INTEGER REFERENCES questions (id),
  created_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'told', 'given_up'))
) STRICT;

CREATE INDEX notices_waiting ON notices (id) WHERE state = 'waiting';

CREATE TRIGGER notices_told BEFORE UPDATE ON notices
WHEN OLD.state = 'told' AND NEW.state <> 'told'
BEGIN SELECT RAISE(ABORT, 'notices: told is told'); END;

CREATE TRIGGER notices_stay BEFORE DELETE ON notices
BEGIN SELECT RAISE(ABORT, 'notices: rows are never deleted'); END;

CREATE TABLE tellings (
  notice_id INTEGER NOT NULL REFERENCES notices (id),
  try INTEGER NOT NULL CHECK (try >= 1),
  reserved_id TEXT NOT NULL UNIQUE CHECK (${isReservedId}),
  page_generation TEXT NOT NULL REFERENCES pages (generation),
  chat_id TEXT NOT NULL,
  claimed_at INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('open', 'acked', 'refused', 'in_doubt')),
  settled_at INTEGER,
  PRIMARY KEY (notice_id, try),
  CHECK ((outcome = 'open') = (settled_at IS NULL))
) STRICT;

CREATE INDEX tellings_open ON tellings (notice_id) WHERE outcome = 'open';

CREATE TRIGGER tellings_fixed BEFORE UPDATE ON tellings
WHEN NEW.notice_id <> OLD.notice_id OR NEW.try <> OLD.try OR NEW.reserved_id <> OLD.reserved_id
  OR NEW.page_generation <> OLD.page_generation OR NEW.claimed_at <> OLD.claimed_at OR OLD.outcome = 'acked'
BEGIN SELECT RAISE(ABORT, 'tellings: what happened stays'); END;

-- Twice at most. What was refused before the hand-over never left and is no time.
CREATE TRIGGER tellings_twice BEFORE INSERT ON tellings
WHEN (SELECT count(*) FROM tellings WHERE notice_id = NEW.notice_id AND outcome <> 'refused') >= 2
BEGIN SELECT RAISE(ABORT, 'tellings: a notice is sent twice at most'); END;

CREATE TRIGGER tellings_stay BEFORE DELETE ON tellings
BEGIN SELECT RAISE(ABORT, 'tellings: rows are never deleted'); END;

-- One id for two things would let the ack of a reply pass for the ack of a message.
CREATE TRIGGER tellings_own_id BEFORE INSERT ON tellings
WHEN EXISTS (SELECT 1 FROM messages WHERE reserved_id = NEW.reserved_id)
BEGIN SELECT RAISE(ABORT, 'tellings: this reserved id is a message''s'); END;

CREATE TRIGGER messages_own_id BEFORE INSERT ON messages
WHEN EXISTS (SELECT 1 FROM tellings WHERE reserved_id = NEW.reserved_id)
BEGIN SELECT RAISE(ABORT, 'messages: this reserved id is a telling''s'); END;

CREATE TABLE settings (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE learned (
  name TEXT PRIMARY KEY,
  chat_id TEXT NOT NULL,
  lid TEXT,
  phone TEXT,
  chat_name TEXT NOT NULL,
  chat_kind TEXT NOT NULL CHECK (chat_kind IN ('person', 'group', 'self')),
  chat_size INTEGER
) STRICT;
`;
