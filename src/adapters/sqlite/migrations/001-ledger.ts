/**
 * The first schema. This text is frozen once released: a later change is a later migration. It says again, in SQL,
 * what core/message and core/lifecycle say as data; a test compares the two word by word and pair by pair, because the
 * file must refuse what the program above it must never try.
 */

const hex20 = `length(reserved_id) = 22
    AND substr(reserved_id, 1, 4) = '3EB0'
    AND substr(reserved_id, 5) NOT GLOB '*[^0-9A-F]*'`;

const messages = `
CREATE TABLE batches (
  id INTEGER PRIMARY KEY,
  command_wa_id TEXT NOT NULL,
  made_at INTEGER NOT NULL
) STRICT;

CREATE TABLE messages (
  id INTEGER PRIMARY KEY,
  batch_id INTEGER NOT NULL REFERENCES batches (id),
  part INTEGER NOT NULL,
  parts INTEGER NOT NULL,
  chat_id TEXT NOT NULL CHECK (chat_id <> ''),
  lid TEXT,
  phone TEXT,
  name TEXT NOT NULL,
  chat_kind TEXT NOT NULL CHECK (chat_kind IN ('person', 'group', 'self')),
  chat_size INTEGER,
  body TEXT NOT NULL,
  body_hash TEXT NOT NULL CHECK (length(body_hash) = 64),
  due_at INTEGER NOT NULL,
  planned_at INTEGER NOT NULL,
  grace_ms INTEGER NOT NULL CHECK (grace_ms >= 0),
  zone TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN
    ('scheduled', 'held', 'sending', 'sent', 'failed', 'in_doubt', 'cancelled', 'missed', 'rehearsed')),
  hold_reason TEXT CHECK (hold_reason IN
    ('stopped', 'known_id', 'command_edited', 'not_caught_up', 'live_under_dry_run', 'clock')),
  dry INTEGER NOT NULL CHECK (dry IN (0, 1)),
  reserved_id TEXT NOT NULL UNIQUE CHECK (${hex20}),
  replaces INTEGER UNIQUE REFERENCES messages (id),
  ack INTEGER CHECK (ack BETWEEN 1 AND 4),
  armed_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  dropped_at INTEGER,
  command_wa_id TEXT NOT NULL,
  CHECK (part BETWEEN 1 AND parts),
  CHECK (planned_at >= due_at),
  CHECK ((status = 'held') = (hold_reason IS NOT NULL)),
  CHECK (ack IS NULL OR status = 'sent'),
  CHECK (dropped_at IS NULL OR status IN ('missed', 'failed', 'sent')),
  CHECK (dry = 0 OR status NOT IN ('sending', 'sent', 'failed', 'in_doubt')),
  CHECK (dry = 1 OR status <> 'rehearsed'),
  CHECK (replaces < id)
) STRICT;

CREATE INDEX messages_scheduled ON messages (planned_at) WHERE status = 'scheduled';
CREATE INDEX messages_expiring ON messages (planned_at + grace_ms) WHERE status = 'scheduled';
CREATE INDEX messages_needing_owner ON messages (planned_at)
  WHERE status IN ('held', 'in_doubt') OR (status IN ('missed', 'failed') AND dropped_at IS NULL);
CREATE INDEX messages_by_plan ON messages (planned_at);
CREATE INDEX messages_by_status ON messages (status, planned_at);
CREATE INDEX messages_by_change ON messages (changed_at);
CREATE INDEX messages_by_batch ON messages (batch_id, chat_id, part);
CREATE INDEX messages_by_command ON messages (command_wa_id);
CREATE INDEX messages_by_text ON messages (chat_id, body_hash);

-- A row begins scheduled, so that no end is ever written without the way that led to it.
CREATE TRIGGER messages_begin BEFORE INSERT ON messages
WHEN NEW.status <> 'scheduled' OR NEW.dropped_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'messages: a row begins scheduled'); END;

-- A replacement stands in the old one's place, or the order of parts would be asked of the wrong rows.
CREATE TRIGGER messages_replace BEFORE INSERT ON messages
WHEN NEW.replaces IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM messages o WHERE o.id = NEW.replaces AND o.batch_id = NEW.batch_id AND o.chat_id = NEW.chat_id
    AND o.part = NEW.part AND o.status IN ('in_doubt', 'missed', 'failed'))
BEGIN SELECT RAISE(ABORT, 'messages: only one in doubt, missed or failed is replaced, in its own place'); END;

CREATE TRIGGER messages_move BEFORE UPDATE OF status ON messages
WHEN NOT (
  (OLD.status = 'scheduled' AND NEW.status IN ('sending', 'cancelled', 'missed', 'held', 'rehearsed'))
  OR (OLD.status = 'held' AND NEW.status IN ('scheduled', 'cancelled', 'missed'))
  OR (OLD.status = 'sending' AND NEW.status IN ('sent', 'failed', 'in_doubt', 'cancelled'))
  OR (OLD.status = 'in_doubt' AND NEW.status IN ('sent', 'failed', 'cancelled'))
  OR (OLD.status IN ('failed', 'cancelled', 'missed') AND NEW.status = 'sent'))
BEGIN SELECT RAISE(ABORT, 'messages: no such transition'); END;

-- Only one in doubt becomes sent on the owner's bare word; every other way to sent shows an ack.
CREATE TRIGGER messages_sent BEFORE UPDATE OF status ON messages
WHEN NEW.status = 'sent' AND NEW.ack IS NULL AND OLD.status <> 'in_doubt'
BEGIN SELECT RAISE(ABORT, 'messages: sent wants an ack'); END;

CREATE TRIGGER messages_ack BEFORE UPDATE OF ack ON messages
WHEN OLD.ack IS NOT NULL AND (NEW.ack IS NULL OR NEW.ack < OLD.ack)
BEGIN SELECT RAISE(ABORT, 'messages: an ack only rises'); END;

-- Without its attempt a row in sending could be settled as if it had never been tried.
CREATE TRIGGER messages_settle BEFORE UPDATE OF status ON messages
WHEN OLD.status = 'sending' AND NOT EXISTS (SELECT 1 FROM attempts WHERE message_id = OLD.id)
BEGIN SELECT RAISE(ABORT, 'messages: sending without an attempt'); END;

CREATE TRIGGER messages_plan BEFORE UPDATE OF planned_at ON messages
WHEN NEW.planned_at <> OLD.planned_at AND NOT (OLD.status = 'held' AND NEW.status = 'scheduled')
BEGIN SELECT RAISE(ABORT, 'messages: planned anew only when released'); END;

CREATE TRIGGER messages_fixed BEFORE UPDATE OF id, batch_id, part, parts, chat_id, lid, phone, name, chat_kind,
  chat_size, body, body_hash, due_at, grace_ms, zone, dry, reserved_id, replaces, armed_at, command_wa_id ON messages
BEGIN SELECT RAISE(ABORT, 'messages: what was armed stays as it was armed'); END;

-- With recursive_triggers this also meets INSERT OR REPLACE, which deletes the old row first.
CREATE TRIGGER messages_stay BEFORE DELETE ON messages
BEGIN SELECT RAISE(ABORT, 'messages: rows are never deleted'); END;
`;

const attempts = `
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

const record = `
CREATE TABLE events (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  message_id INTEGER REFERENCES messages (id),
  actor TEXT NOT NULL CHECK (actor IN ('owner', 'dispatcher', 'whatsapp', 'start', 'grace', 'outside')),
  left_state TEXT,
  new_state TEXT NOT NULL,
  evidence TEXT NOT NULL CHECK (evidence IN (
    'owner_command', 'owner_answer', 'claim', 'ack', 'nack', 'look_up_ack', 'refused_before_hand_over',
    'abort_confirmed', 'no_ack_in_time', 'page_gone', 'unknown_outcome', 'found_sending_at_start',
    'send_failure_without_nack', 'grace_passed', 'owner_time_limit', 'latch', 'known_id', 'command_revoked',
    'command_edited', 'not_caught_up', 'dry_run', 'clock_stepped', 'old_one_went_out', 'still_in_page')),
  -- A figure or a closed word: no blank, so no sentence, and short, so no body, can stand here.
  detail TEXT CHECK (length(detail) BETWEEN 1 AND 64 AND detail NOT GLOB '*[^A-Za-z0-9_.:,#=-]*'),
  hash TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT;

CREATE INDEX events_by_message ON events (message_id);

CREATE TRIGGER events_fixed BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events: written once'); END;

CREATE TRIGGER events_stay BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events: rows are never deleted'); END;

CREATE TABLE epoch (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  number INTEGER NOT NULL,
  opened_at INTEGER NOT NULL
) STRICT;
INSERT INTO epoch VALUES (1, 0, 0);

CREATE TABLE latches (
  name TEXT PRIMARY KEY CHECK (name IN ('stopped', 'breaker')),
  set_at INTEGER NOT NULL,
  why TEXT NOT NULL CHECK (why IN ('owner_command', 'outside', 'stop_file', 'in_doubt_in_a_row', 'account_refused',
    'second_delivery', 'crash_loop', 'conflict'))
) STRICT;

CREATE TABLE starts (
  id INTEGER PRIMARY KEY,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  how TEXT CHECK (how IN ('asked', 'fault')),
  CHECK ((ended_at IS NULL) = (how IS NULL))
) STRICT;
`;

const conversation = `
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
  try INTEGER NOT NULL CHECK (try IN (1, 2)),
  reserved_id TEXT NOT NULL UNIQUE CHECK (${hex20}),
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

export const ledger001 = {
  number: 1,
  name: 'ledger',
  sql: messages + attempts + record + conversation,
} as const;
