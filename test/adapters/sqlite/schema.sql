-- index alarms_by_message of alarms
CREATE INDEX alarms_by_message ON alarms (message_id) WHERE message_id IS NOT NULL;

-- index alarms_waiting of alarms
CREATE INDEX alarms_waiting ON alarms (id) WHERE outcome = 'waiting';

-- index aliases_once of aliases
CREATE UNIQUE INDEX aliases_once ON aliases (name) WHERE ended_at IS NULL;

-- index attempts_by_claim of attempts
CREATE INDEX attempts_by_claim ON attempts (claimed_at);

-- index attempts_by_settlement of attempts
CREATE INDEX attempts_by_settlement ON attempts (settled_at) WHERE settled_at IS NOT NULL;

-- index commands_received of commands
CREATE INDEX commands_received ON commands (id) WHERE state = 'received';

-- index deeds_by_time of deeds
CREATE INDEX deeds_by_time ON deeds (done_at) WHERE undone_at IS NULL;

-- index events_by_message of events
CREATE INDEX events_by_message ON events (message_id);

-- index events_by_time of events
CREATE INDEX events_by_time ON events (at);

-- index messages_by_batch of messages
CREATE INDEX messages_by_batch ON messages (batch_id, chat_id, part);

-- index messages_by_change of messages
CREATE INDEX messages_by_change ON messages (changed_at);

-- index messages_by_command of messages
CREATE INDEX messages_by_command ON messages (command_wa_id);

-- index messages_by_plan of messages
CREATE INDEX messages_by_plan ON messages (planned_at);

-- index messages_by_status of messages
CREATE INDEX messages_by_status ON messages (status, planned_at);

-- index messages_by_text of messages
CREATE INDEX messages_by_text ON messages (chat_id, body_hash);

-- index messages_expiring of messages
CREATE INDEX messages_expiring ON messages (planned_at + grace_ms) WHERE status = 'scheduled';

-- index messages_needing_owner of messages
CREATE INDEX messages_needing_owner ON messages (planned_at)
  WHERE status IN ('held', 'in_doubt') OR (status IN ('missed', 'failed') AND dropped_at IS NULL);

-- index messages_scheduled of messages
CREATE INDEX messages_scheduled ON messages (planned_at) WHERE status = 'scheduled';

-- index messages_with_file of messages
CREATE INDEX messages_with_file ON messages (planned_at) WHERE file_hash IS NOT NULL;

-- index notices_waiting of notices
CREATE INDEX notices_waiting ON notices (id) WHERE state = 'waiting';

-- index questions_open of questions
CREATE INDEX questions_open ON questions (id) WHERE state = 'open';

-- index series_by_command of series
CREATE INDEX series_by_command ON series (command_wa_id);

-- index series_by_state of series
CREATE INDEX series_by_state ON series (state);

-- index tellings_open of tellings
CREATE INDEX tellings_open ON tellings (notice_id) WHERE outcome = 'open';

-- index unsends_by_message of unsends
CREATE INDEX unsends_by_message ON unsends (message_id);

-- index unsends_once of unsends
CREATE UNIQUE INDEX unsends_once ON unsends (message_id) WHERE state IN ('asked', 'begun', 'deleted');

-- index unsends_open of unsends
CREATE INDEX unsends_open ON unsends (id) WHERE settled_at IS NULL;

-- table actors of actors
CREATE TABLE actors (word TEXT PRIMARY KEY CHECK (word <> '')) STRICT, WITHOUT ROWID;

-- table alarm_states of alarm_states
CREATE TABLE alarm_states (word TEXT PRIMARY KEY CHECK (word <> '')) STRICT, WITHOUT ROWID;

-- table alarms of alarms
CREATE TABLE "alarms" (
  id INTEGER PRIMARY KEY,
  state TEXT NOT NULL REFERENCES alarm_states (word),
  message_id INTEGER REFERENCES messages (id),
  why TEXT REFERENCES latch_reasons (word),
  raised_at INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('waiting', 'accepted', 'dropped')),
  settled_at INTEGER,
  CHECK ((message_id IS NOT NULL) = (state IN ('missed', 'held', 'failed', 'in_doubt'))),
  CHECK ((why IS NOT NULL) = (state IN ('stopped', 'breaker'))),
  CHECK ((outcome = 'waiting') = (settled_at IS NULL))
) STRICT;

-- table aliases of aliases
CREATE TABLE aliases (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  spelled TEXT NOT NULL,
  chat_id TEXT NOT NULL CHECK (chat_id <> ''),
  lid TEXT,
  phone TEXT,
  chat_name TEXT NOT NULL,
  chat_kind TEXT NOT NULL CHECK (chat_kind IN ('person', 'group', 'self')),
  chat_size INTEGER,
  made_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;

-- table attempts of attempts
CREATE TABLE attempts (
  message_id INTEGER PRIMARY KEY REFERENCES messages (id),
  reserved_id TEXT NOT NULL UNIQUE,
  page_generation TEXT NOT NULL REFERENCES pages (generation),
  claimed_at INTEGER NOT NULL,
  handed_at INTEGER,
  settled_at INTEGER,
  absent_in TEXT REFERENCES pages (generation)
) STRICT;

-- table batches of batches
CREATE TABLE batches (
  id INTEGER PRIMARY KEY,
  command_wa_id TEXT NOT NULL,
  made_at INTEGER NOT NULL
) STRICT;

-- table commands of commands
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
  done_at INTEGER, file TEXT,
  CHECK ((state = 'done') = (done_at IS NOT NULL)),
  UNIQUE (wa_id, text_hash)
) STRICT;

-- table consents of consents
CREATE TABLE "consents" (
  message_id INTEGER NOT NULL REFERENCES messages (id),
  doubt TEXT NOT NULL REFERENCES doubts (word),
  PRIMARY KEY (message_id, doubt)
) STRICT, WITHOUT ROWID;

-- table deeds of deeds
CREATE TABLE deeds (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('cancelled', 'moved', 'edited', 'late', 'aliased')),
  before TEXT NOT NULL CHECK (json_valid(before)),
  done_at INTEGER NOT NULL,
  undone_at INTEGER
) STRICT;

-- table doubts of doubts
CREATE TABLE doubts (word TEXT PRIMARY KEY CHECK (word <> '')) STRICT, WITHOUT ROWID;

-- table epoch of epoch
CREATE TABLE epoch (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  number INTEGER NOT NULL,
  opened_at INTEGER NOT NULL
) STRICT;

-- table events of events
CREATE TABLE "events" (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  message_id INTEGER REFERENCES messages (id),
  actor TEXT NOT NULL REFERENCES actors (word),
  left_state TEXT,
  new_state TEXT NOT NULL,
  evidence TEXT NOT NULL REFERENCES evidences (word),
  detail TEXT CHECK (length(detail) BETWEEN 1 AND 64 AND detail NOT GLOB '*[^A-Za-z0-9_.:,#=-]*'),
  hash TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT;

-- table evidences of evidences
CREATE TABLE evidences (word TEXT PRIMARY KEY CHECK (word <> '')) STRICT, WITHOUT ROWID;

-- table hold_reasons of hold_reasons
CREATE TABLE hold_reasons (word TEXT PRIMARY KEY CHECK (word <> '')) STRICT, WITHOUT ROWID;

-- table latch_reasons of latch_reasons
CREATE TABLE latch_reasons (word TEXT PRIMARY KEY CHECK (word <> '')) STRICT, WITHOUT ROWID;

-- table latches of latches
CREATE TABLE "latches" (
  name TEXT PRIMARY KEY CHECK (name IN ('stopped', 'breaker')),
  set_at INTEGER NOT NULL,
  why TEXT NOT NULL REFERENCES latch_reasons (word),
  about TEXT NOT NULL DEFAULT '[]' CHECK (json_type(about) = 'array')
) STRICT;

-- table lateness of lateness
CREATE TABLE lateness (
  message_id INTEGER PRIMARY KEY REFERENCES messages (id),
  choice TEXT NOT NULL CHECK (choice IN ('limit', 'never', 'ask'))
) STRICT;

-- table learned of learned
CREATE TABLE learned (
  name TEXT PRIMARY KEY,
  chat_id TEXT NOT NULL,
  lid TEXT,
  phone TEXT,
  chat_name TEXT NOT NULL,
  chat_kind TEXT NOT NULL CHECK (chat_kind IN ('person', 'group', 'self')),
  chat_size INTEGER
) STRICT;

-- table messages of messages
CREATE TABLE "messages" (
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
  hold_reason TEXT REFERENCES hold_reasons (word),
  dry INTEGER NOT NULL CHECK (dry IN (0, 1)),
  reserved_id TEXT NOT NULL UNIQUE CHECK (length(reserved_id) = 22
    AND substr(reserved_id, 1, 4) = '3EB0'
    AND substr(reserved_id, 5) NOT GLOB '*[^0-9A-F]*'),
  replaces INTEGER UNIQUE REFERENCES messages (id),
  ack INTEGER CHECK (ack BETWEEN 1 AND 4),
  armed_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  dropped_at INTEGER,
  command_wa_id TEXT NOT NULL, file_hash TEXT
  CHECK (length(file_hash) = 64 AND file_hash NOT GLOB '*[^0-9a-f]*'), file TEXT
  CHECK ((file IS NULL) = (file_hash IS NULL) AND (file IS NULL OR json_valid(file))), erased_at INTEGER,
  CHECK (part BETWEEN 1 AND parts),
  CHECK (planned_at >= due_at),
  CHECK ((status = 'held') = (hold_reason IS NOT NULL)),
  CHECK (ack IS NULL OR status = 'sent'),
  CHECK (dropped_at IS NULL OR status IN ('missed', 'failed', 'sent')),
  CHECK (dry = 0 OR status NOT IN ('sending', 'sent', 'failed', 'in_doubt')),
  CHECK (dry = 1 OR status <> 'rehearsed')
) STRICT;

-- table notices of notices
CREATE TABLE notices (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('reply', 'question', 'notice')),
  body TEXT NOT NULL,
  chat_id TEXT,
  about TEXT NOT NULL CHECK (json_type(about) = 'array'),
  question_id INTEGER REFERENCES questions (id),
  created_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'told', 'given_up'))
, superseded_by INTEGER REFERENCES notices (id), picture TEXT CHECK (picture IS NULL OR json_valid(picture))) STRICT;

-- table occurrences of occurrences
CREATE TABLE occurrences (
  batch_id INTEGER PRIMARY KEY REFERENCES batches (id),
  series_id INTEGER NOT NULL REFERENCES series (id),
  key TEXT NOT NULL CHECK (key <> ''),
  UNIQUE (series_id, key)
) STRICT;

-- table pages of pages
CREATE TABLE pages (
  generation TEXT PRIMARY KEY,
  born_at INTEGER NOT NULL,
  dead_at INTEGER
) STRICT;

-- table questions of questions
CREATE TABLE questions (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  draft TEXT NOT NULL CHECK (json_valid(draft)),
  asked_at INTEGER NOT NULL,
  lapses_at INTEGER,
  state TEXT NOT NULL CHECK (state IN ('open', 'answered', 'dropped', 'lapsed'))
) STRICT;

-- table series of series
CREATE TABLE series (
  id INTEGER PRIMARY KEY,
  command_wa_id TEXT NOT NULL,
  said TEXT NOT NULL,
  rule TEXT NOT NULL CHECK (json_valid(rule)),
  zone TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('active', 'paused', 'ended')),
  seed TEXT NOT NULL UNIQUE,
  consents TEXT NOT NULL CHECK (json_type(consents) = 'array'),
  made_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;

-- table series_messages of series_messages
CREATE TABLE series_messages (
  series_id INTEGER NOT NULL REFERENCES series (id),
  place INTEGER NOT NULL,
  part INTEGER NOT NULL,
  parts INTEGER NOT NULL,
  chat_id TEXT NOT NULL CHECK (chat_id <> ''),
  lid TEXT,
  phone TEXT,
  name TEXT NOT NULL,
  chat_kind TEXT NOT NULL CHECK (chat_kind IN ('person', 'group', 'self')),
  chat_size INTEGER,
  body TEXT NOT NULL,
  PRIMARY KEY (series_id, place),
  CHECK (part BETWEEN 1 AND parts)
) STRICT;

-- table settings of settings
CREATE TABLE settings (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

-- table sqlite_sequence of sqlite_sequence
CREATE TABLE sqlite_sequence(name,seq);

-- table starts of starts
CREATE TABLE starts (
  id INTEGER PRIMARY KEY,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  how TEXT CHECK (how IN ('asked', 'fault')),
  CHECK ((ended_at IS NULL) = (how IS NULL))
) STRICT;

-- table tellings of tellings
CREATE TABLE tellings (
  notice_id INTEGER NOT NULL REFERENCES notices (id),
  try INTEGER NOT NULL CHECK (try >= 1),
  reserved_id TEXT NOT NULL UNIQUE CHECK (length(reserved_id) = 22
    AND substr(reserved_id, 1, 4) = '3EB0'
    AND substr(reserved_id, 5) NOT GLOB '*[^0-9A-F]*'),
  page_generation TEXT NOT NULL REFERENCES pages (generation),
  chat_id TEXT NOT NULL,
  claimed_at INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('open', 'acked', 'refused', 'in_doubt')),
  settled_at INTEGER,
  PRIMARY KEY (notice_id, try),
  CHECK ((outcome = 'open') = (settled_at IS NULL))
) STRICT;

-- table unsends of unsends
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

-- trigger actors_fixed of actors
CREATE TRIGGER actors_fixed BEFORE UPDATE ON actors
BEGIN SELECT RAISE(ABORT, 'actors: a word stays'); END;

-- trigger actors_stay of actors
CREATE TRIGGER actors_stay BEFORE DELETE ON actors
BEGIN SELECT RAISE(ABORT, 'actors: rows are never deleted'); END;

-- trigger alarm_states_fixed of alarm_states
CREATE TRIGGER alarm_states_fixed BEFORE UPDATE ON alarm_states
BEGIN SELECT RAISE(ABORT, 'alarm_states: a word stays'); END;

-- trigger alarm_states_stay of alarm_states
CREATE TRIGGER alarm_states_stay BEFORE DELETE ON alarm_states
BEGIN SELECT RAISE(ABORT, 'alarm_states: rows are never deleted'); END;

-- trigger alarms_begin of alarms
CREATE TRIGGER alarms_begin BEFORE INSERT ON alarms
WHEN NEW.outcome <> 'waiting'
BEGIN SELECT RAISE(ABORT, 'alarms: an alarm begins waiting'); END;

-- trigger alarms_fixed of alarms
CREATE TRIGGER alarms_fixed BEFORE UPDATE ON alarms
WHEN OLD.outcome <> 'waiting' OR NEW.id <> OLD.id OR NEW.state <> OLD.state OR NEW.raised_at <> OLD.raised_at
  OR NEW.message_id IS NOT OLD.message_id OR NEW.why IS NOT OLD.why
BEGIN SELECT RAISE(ABORT, 'alarms: what was settled stays'); END;

-- trigger alarms_stay of alarms
CREATE TRIGGER alarms_stay BEFORE DELETE ON alarms
BEGIN SELECT RAISE(ABORT, 'alarms: rows are never deleted'); END;

-- trigger aliases_begin of aliases
CREATE TRIGGER aliases_begin BEFORE INSERT ON aliases
WHEN NEW.ended_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'aliases: begins standing'); END;

-- trigger aliases_end of aliases
CREATE TRIGGER aliases_end BEFORE UPDATE ON aliases
WHEN OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL OR NEW.id <> OLD.id OR NEW.name <> OLD.name
  OR NEW.spelled <> OLD.spelled OR NEW.chat_id <> OLD.chat_id OR NEW.lid IS NOT OLD.lid
  OR NEW.phone IS NOT OLD.phone OR NEW.chat_name <> OLD.chat_name OR NEW.chat_kind <> OLD.chat_kind
  OR NEW.chat_size IS NOT OLD.chat_size OR NEW.made_at <> OLD.made_at
BEGIN SELECT RAISE(ABORT, 'aliases: one ends, and is otherwise as it was made'); END;

-- trigger aliases_stay of aliases
CREATE TRIGGER aliases_stay BEFORE DELETE ON aliases
BEGIN SELECT RAISE(ABORT, 'aliases: rows are never deleted'); END;

-- trigger attempts_begin of attempts
CREATE TRIGGER attempts_begin BEFORE INSERT ON attempts
WHEN NEW.handed_at IS NOT NULL OR NEW.settled_at IS NOT NULL OR NEW.absent_in IS NOT NULL OR NOT EXISTS (
  SELECT 1 FROM messages m
  WHERE m.id = NEW.message_id AND m.status = 'sending' AND m.dry = 0 AND m.reserved_id = NEW.reserved_id)
BEGIN SELECT RAISE(ABORT, 'attempts: only of a live message in sending, under its own reserved id'); END;

-- trigger attempts_fixed of attempts
CREATE TRIGGER attempts_fixed BEFORE UPDATE ON attempts
WHEN NEW.message_id <> OLD.message_id OR NEW.reserved_id <> OLD.reserved_id
  OR NEW.page_generation <> OLD.page_generation OR NEW.claimed_at <> OLD.claimed_at
  OR (OLD.handed_at IS NOT NULL AND NEW.handed_at IS NOT OLD.handed_at)
  OR (OLD.settled_at IS NOT NULL AND NEW.settled_at IS NOT OLD.settled_at)
BEGIN SELECT RAISE(ABORT, 'attempts: what happened stays'); END;

-- trigger attempts_stay of attempts
CREATE TRIGGER attempts_stay BEFORE DELETE ON attempts
BEGIN SELECT RAISE(ABORT, 'attempts: rows are never deleted'); END;

-- trigger commands_fixed of commands
CREATE TRIGGER commands_fixed BEFORE UPDATE ON commands
WHEN NEW.wa_id <> OLD.wa_id OR NEW.text_hash <> OLD.text_hash
  OR (OLD.state = 'done' AND (NEW.state <> 'done' OR NEW.done_at <> OLD.done_at OR NEW.id <> OLD.id
    OR NEW.at <> OLD.at OR NEW.received_at <> OLD.received_at OR NEW.chat_id <> OLD.chat_id
    OR NEW.text NOT IN (OLD.text, '')))
  OR (OLD.state <> 'done' AND NEW.text <> OLD.text)
BEGIN SELECT RAISE(ABORT, 'commands: done once'); END;

-- trigger commands_stay of commands
CREATE TRIGGER commands_stay BEFORE DELETE ON commands
BEGIN SELECT RAISE(ABORT, 'commands: rows are never deleted'); END;

-- trigger consents_fixed of consents
CREATE TRIGGER consents_fixed BEFORE UPDATE ON consents
BEGIN SELECT RAISE(ABORT, 'consents: what was said was said'); END;

-- trigger consents_stay of consents
CREATE TRIGGER consents_stay BEFORE DELETE ON consents
BEGIN SELECT RAISE(ABORT, 'consents: rows are never deleted'); END;

-- trigger deeds_fixed of deeds
CREATE TRIGGER deeds_fixed BEFORE UPDATE ON deeds
WHEN (OLD.undone_at IS NOT NULL AND NEW.undone_at IS NOT OLD.undone_at) OR NEW.id <> OLD.id
  OR NEW.kind <> OLD.kind OR NEW.done_at <> OLD.done_at
  OR NEW.before NOT IN (OLD.before, json_set(OLD.before, '$.body', ''))
BEGIN SELECT RAISE(ABORT, 'deeds: taken back once'); END;

-- trigger deeds_stay of deeds
CREATE TRIGGER deeds_stay BEFORE DELETE ON deeds
BEGIN SELECT RAISE(ABORT, 'deeds: rows are never deleted'); END;

-- trigger doubts_fixed of doubts
CREATE TRIGGER doubts_fixed BEFORE UPDATE ON doubts
BEGIN SELECT RAISE(ABORT, 'doubts: a word stays'); END;

-- trigger doubts_stay of doubts
CREATE TRIGGER doubts_stay BEFORE DELETE ON doubts
BEGIN SELECT RAISE(ABORT, 'doubts: rows are never deleted'); END;

-- trigger events_alarm of events
CREATE TRIGGER events_alarm AFTER INSERT ON events
WHEN NEW.new_state IN ('missed', 'held', 'failed', 'in_doubt', 'stopped', 'breaker')
  AND EXISTS (SELECT 1 FROM settings WHERE key = 'alarming')
BEGIN
  INSERT INTO alarms (state, message_id, why, raised_at, outcome)
  VALUES (NEW.new_state, NEW.message_id, iif(NEW.message_id IS NULL, NEW.detail, NULL), NEW.at, 'waiting');
END;

-- trigger events_fixed of events
CREATE TRIGGER events_fixed BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events: written once'); END;

-- trigger events_stay of events
CREATE TRIGGER events_stay BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events: rows are never deleted'); END;

-- trigger evidences_fixed of evidences
CREATE TRIGGER evidences_fixed BEFORE UPDATE ON evidences
BEGIN SELECT RAISE(ABORT, 'evidences: a word stays'); END;

-- trigger evidences_stay of evidences
CREATE TRIGGER evidences_stay BEFORE DELETE ON evidences
BEGIN SELECT RAISE(ABORT, 'evidences: rows are never deleted'); END;

-- trigger hold_reasons_fixed of hold_reasons
CREATE TRIGGER hold_reasons_fixed BEFORE UPDATE ON hold_reasons
BEGIN SELECT RAISE(ABORT, 'hold_reasons: a word stays'); END;

-- trigger hold_reasons_stay of hold_reasons
CREATE TRIGGER hold_reasons_stay BEFORE DELETE ON hold_reasons
BEGIN SELECT RAISE(ABORT, 'hold_reasons: rows are never deleted'); END;

-- trigger latch_reasons_fixed of latch_reasons
CREATE TRIGGER latch_reasons_fixed BEFORE UPDATE ON latch_reasons
BEGIN SELECT RAISE(ABORT, 'latch_reasons: a word stays'); END;

-- trigger latch_reasons_stay of latch_reasons
CREATE TRIGGER latch_reasons_stay BEFORE DELETE ON latch_reasons
BEGIN SELECT RAISE(ABORT, 'latch_reasons: rows are never deleted'); END;

-- trigger messages_ack of messages
CREATE TRIGGER messages_ack BEFORE UPDATE OF ack ON messages
WHEN OLD.ack IS NOT NULL AND (NEW.ack IS NULL OR NEW.ack < OLD.ack)
BEGIN SELECT RAISE(ABORT, 'messages: an ack only rises'); END;

-- trigger messages_amended of messages
CREATE TRIGGER messages_amended BEFORE UPDATE OF body, body_hash, due_at, planned_at, grace_ms, zone ON messages
WHEN (NEW.body IS NOT OLD.body OR NEW.body_hash IS NOT OLD.body_hash OR NEW.due_at IS NOT OLD.due_at
    OR NEW.planned_at IS NOT OLD.planned_at OR NEW.grace_ms IS NOT OLD.grace_ms OR NEW.zone IS NOT OLD.zone)
  AND (OLD.status NOT IN ('scheduled', 'held') OR NEW.status NOT IN (OLD.status, 'scheduled')
    OR EXISTS (SELECT 1 FROM attempts WHERE message_id = OLD.id))
  AND NOT (OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL AND NEW.body = '' AND NEW.body_hash = OLD.body_hash
    AND NEW.due_at = OLD.due_at AND NEW.planned_at = OLD.planned_at AND NEW.grace_ms = OLD.grace_ms
    AND NEW.zone = OLD.zone)
BEGIN SELECT RAISE(ABORT, 'messages: only what has not begun to leave is changed'); END;

-- trigger messages_begin of messages
CREATE TRIGGER messages_begin BEFORE INSERT ON messages
WHEN NEW.status <> 'scheduled' OR NEW.dropped_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'messages: a row begins scheduled'); END;

-- trigger messages_begin_whole of messages
CREATE TRIGGER messages_begin_whole BEFORE INSERT ON messages
WHEN NEW.erased_at IS NOT NULL OR EXISTS (SELECT 1 FROM messages WHERE id = NEW.replaces AND erased_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'messages: a row begins with its text, and replaces none that has lost it'); END;

-- trigger messages_erased of messages
CREATE TRIGGER messages_erased BEFORE UPDATE OF erased_at ON messages
WHEN NEW.erased_at IS NOT OLD.erased_at AND (OLD.erased_at IS NOT NULL OR NEW.body <> '' OR NEW.status <> OLD.status
  OR NOT (OLD.status IN ('sent', 'cancelled', 'rehearsed')
    OR (OLD.status IN ('missed', 'failed')
      AND (OLD.dropped_at IS NOT NULL OR EXISTS (SELECT 1 FROM messages r WHERE r.replaces = OLD.id)))))
BEGIN SELECT RAISE(ABORT, 'messages: only what has ended is erased, and once'); END;

-- trigger messages_file_fixed of messages
CREATE TRIGGER messages_file_fixed BEFORE UPDATE OF file_hash, file ON messages
WHEN NOT (OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL AND NEW.file_hash IS OLD.file_hash
  AND NEW.file IS json_set(OLD.file, '$.name', ''))
BEGIN SELECT RAISE(ABORT, 'messages: what was armed stays as it was armed'); END;

-- trigger messages_file_replace of messages
CREATE TRIGGER messages_file_replace BEFORE INSERT ON messages
WHEN NEW.replaces IS NOT NULL
  AND NEW.file_hash IS NOT (SELECT file_hash FROM messages WHERE id = NEW.replaces)
BEGIN SELECT RAISE(ABORT, 'messages: a replacement carries the same file'); END;

-- trigger messages_fixed of messages
CREATE TRIGGER messages_fixed BEFORE UPDATE OF id, batch_id, part, parts, chat_id, lid, phone, name, chat_kind,
  chat_size, dry, reserved_id, replaces, armed_at, command_wa_id ON messages
BEGIN SELECT RAISE(ABORT, 'messages: what was armed stays as it was armed'); END;

-- trigger messages_frozen of messages
CREATE TRIGGER messages_frozen BEFORE UPDATE OF planned_at ON messages
WHEN NEW.planned_at < OLD.planned_at AND EXISTS (SELECT 1 FROM latches)
BEGIN SELECT RAISE(ABORT, 'messages: nothing is brought forward while stopped'); END;

-- trigger messages_move of messages
CREATE TRIGGER messages_move BEFORE UPDATE OF status ON messages
WHEN NOT (
  (OLD.status = 'scheduled' AND NEW.status IN ('sending', 'cancelled', 'missed', 'held', 'rehearsed'))
  OR (OLD.status = 'held' AND NEW.status IN ('scheduled', 'cancelled', 'missed'))
  OR (OLD.status = 'sending' AND NEW.status IN ('sent', 'failed', 'in_doubt', 'cancelled'))
  OR (OLD.status = 'in_doubt' AND NEW.status IN ('sent', 'failed', 'cancelled'))
  OR (OLD.status IN ('failed', 'cancelled', 'missed') AND NEW.status = 'sent'))
BEGIN SELECT RAISE(ABORT, 'messages: no such transition'); END;

-- trigger messages_own_id of messages
CREATE TRIGGER messages_own_id BEFORE INSERT ON messages
WHEN EXISTS (SELECT 1 FROM tellings WHERE reserved_id = NEW.reserved_id)
BEGIN SELECT RAISE(ABORT, 'messages: this reserved id is a telling''s'); END;

-- trigger messages_replace of messages
CREATE TRIGGER messages_replace BEFORE INSERT ON messages
WHEN NEW.replaces IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM messages o WHERE o.id = NEW.replaces AND o.batch_id = NEW.batch_id AND o.chat_id = NEW.chat_id
    AND o.part = NEW.part AND o.status IN ('in_doubt', 'missed', 'failed', 'cancelled'))
BEGIN SELECT RAISE(ABORT, 'messages: only one that may not have left is replaced, in its own place'); END;

-- trigger messages_sent of messages
CREATE TRIGGER messages_sent BEFORE UPDATE OF status ON messages
WHEN NEW.status = 'sent' AND NEW.ack IS NULL AND OLD.status <> 'in_doubt'
BEGIN SELECT RAISE(ABORT, 'messages: sent wants an ack'); END;

-- trigger messages_settle of messages
CREATE TRIGGER messages_settle BEFORE UPDATE OF status ON messages
WHEN OLD.status = 'sending' AND NOT EXISTS (SELECT 1 FROM attempts WHERE message_id = OLD.id)
BEGIN SELECT RAISE(ABORT, 'messages: sending without an attempt'); END;

-- trigger messages_stay of messages
CREATE TRIGGER messages_stay BEFORE DELETE ON messages
BEGIN SELECT RAISE(ABORT, 'messages: rows are never deleted'); END;

-- trigger notices_picture_fixed of notices
CREATE TRIGGER notices_picture_fixed BEFORE UPDATE OF picture ON notices
BEGIN SELECT RAISE(ABORT, 'notices: what is told stays as it was made'); END;

-- trigger notices_stay of notices
CREATE TRIGGER notices_stay BEFORE DELETE ON notices
BEGIN SELECT RAISE(ABORT, 'notices: rows are never deleted'); END;

-- trigger notices_superseded of notices
CREATE TRIGGER notices_superseded BEFORE UPDATE OF superseded_by ON notices
WHEN OLD.superseded_by IS NOT NULL OR NEW.superseded_by <= NEW.id OR NEW.state <> 'given_up'
  OR EXISTS (SELECT 1 FROM tellings WHERE notice_id = OLD.id AND outcome <> 'refused')
BEGIN SELECT RAISE(ABORT, 'notices: only an untold one is superseded, by a later one'); END;

-- trigger notices_told of notices
CREATE TRIGGER notices_told BEFORE UPDATE ON notices
WHEN OLD.state = 'told' AND NEW.state <> 'told'
BEGIN SELECT RAISE(ABORT, 'notices: told is told'); END;

-- trigger occurrences_active of occurrences
CREATE TRIGGER occurrences_active BEFORE INSERT ON occurrences
WHEN (SELECT state FROM series WHERE id = NEW.series_id) <> 'active'
BEGIN SELECT RAISE(ABORT, 'occurrences: only of an active series'); END;

-- trigger occurrences_fixed of occurrences
CREATE TRIGGER occurrences_fixed BEFORE UPDATE ON occurrences
BEGIN SELECT RAISE(ABORT, 'occurrences: written once'); END;

-- trigger occurrences_forward of occurrences
CREATE TRIGGER occurrences_forward BEFORE INSERT ON occurrences
WHEN EXISTS (SELECT 1 FROM occurrences WHERE series_id = NEW.series_id AND key >= NEW.key)
BEGIN SELECT RAISE(ABORT, 'occurrences: each once, and in order'); END;

-- trigger occurrences_one of occurrences
CREATE TRIGGER occurrences_one BEFORE INSERT ON occurrences
WHEN EXISTS (SELECT 1 FROM messages WHERE status = 'scheduled' AND batch_id =
  (SELECT batch_id FROM occurrences WHERE series_id = NEW.series_id ORDER BY key DESC LIMIT 1))
BEGIN SELECT RAISE(ABORT, 'occurrences: one at a time'); END;

-- trigger occurrences_stay of occurrences
CREATE TRIGGER occurrences_stay BEFORE DELETE ON occurrences
BEGIN SELECT RAISE(ABORT, 'occurrences: rows are never deleted'); END;

-- trigger pages_dead of pages
CREATE TRIGGER pages_dead BEFORE UPDATE ON pages
WHEN NEW.generation <> OLD.generation OR OLD.dead_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'pages: dead is for good'); END;

-- trigger pages_stay of pages
CREATE TRIGGER pages_stay BEFORE DELETE ON pages
BEGIN SELECT RAISE(ABORT, 'pages: rows are never deleted'); END;

-- trigger questions_stay of questions
CREATE TRIGGER questions_stay BEFORE UPDATE OF draft ON questions
WHEN NEW.draft <> OLD.draft AND (OLD.state = 'open' OR NEW.draft <> '{}')
BEGIN SELECT RAISE(ABORT, 'questions: what was asked stays, or is erased'); END;

-- trigger series_begin of series
CREATE TRIGGER series_begin BEFORE INSERT ON series
WHEN NEW.state <> 'active'
BEGIN SELECT RAISE(ABORT, 'series: begins active'); END;

-- trigger series_fixed of series
CREATE TRIGGER series_fixed BEFORE UPDATE OF id, command_wa_id, said, rule, seed, consents, made_at ON series
BEGIN SELECT RAISE(ABORT, 'series: what was said stays as it was said'); END;

-- trigger series_messages_fixed of series_messages
CREATE TRIGGER series_messages_fixed BEFORE UPDATE OF series_id, place, part, parts, chat_id ON series_messages
BEGIN SELECT RAISE(ABORT, 'series_messages: to whom it goes stays'); END;

-- trigger series_messages_stay of series_messages
CREATE TRIGGER series_messages_stay BEFORE DELETE ON series_messages
BEGIN SELECT RAISE(ABORT, 'series_messages: rows are never deleted'); END;

-- trigger series_move of series
CREATE TRIGGER series_move BEFORE UPDATE OF state ON series
WHEN OLD.state = 'ended' OR NEW.state = OLD.state
BEGIN SELECT RAISE(ABORT, 'series: no such transition'); END;

-- trigger series_stay of series
CREATE TRIGGER series_stay BEFORE DELETE ON series
BEGIN SELECT RAISE(ABORT, 'series: rows are never deleted'); END;

-- trigger series_zone of series
CREATE TRIGGER series_zone BEFORE UPDATE OF zone ON series
WHEN OLD.state <> 'paused' OR NEW.state <> 'paused'
BEGIN SELECT RAISE(ABORT, 'series: its zone changes only while it is paused'); END;

-- trigger tellings_fixed of tellings
CREATE TRIGGER tellings_fixed BEFORE UPDATE ON tellings
WHEN NEW.notice_id <> OLD.notice_id OR NEW.try <> OLD.try OR NEW.reserved_id <> OLD.reserved_id
  OR NEW.page_generation <> OLD.page_generation OR NEW.claimed_at <> OLD.claimed_at OR OLD.outcome = 'acked'
BEGIN SELECT RAISE(ABORT, 'tellings: what happened stays'); END;

-- trigger tellings_own_id of tellings
CREATE TRIGGER tellings_own_id BEFORE INSERT ON tellings
WHEN EXISTS (SELECT 1 FROM messages WHERE reserved_id = NEW.reserved_id)
BEGIN SELECT RAISE(ABORT, 'tellings: this reserved id is a message''s'); END;

-- trigger tellings_stay of tellings
CREATE TRIGGER tellings_stay BEFORE DELETE ON tellings
BEGIN SELECT RAISE(ABORT, 'tellings: rows are never deleted'); END;

-- trigger tellings_twice of tellings
CREATE TRIGGER tellings_twice BEFORE INSERT ON tellings
WHEN (SELECT count(*) FROM tellings WHERE notice_id = NEW.notice_id AND outcome <> 'refused') >= 2
BEGIN SELECT RAISE(ABORT, 'tellings: a notice is sent twice at most'); END;

-- trigger unsends_begin of unsends
CREATE TRIGGER unsends_begin BEFORE INSERT ON unsends
WHEN NEW.state <> 'asked' OR (SELECT status FROM messages WHERE id = NEW.message_id) <> 'sent'
BEGIN SELECT RAISE(ABORT, 'unsends: begins asked, and of a message that was sent'); END;

-- trigger unsends_move of unsends
CREATE TRIGGER unsends_move BEFORE UPDATE ON unsends
WHEN NEW.id <> OLD.id OR NEW.message_id <> OLD.message_id OR NEW.asked_at <> OLD.asked_at
  OR NOT ((OLD.state = 'asked' AND NEW.state IN ('begun', 'deleted'))
    OR (OLD.state = 'begun' AND NEW.state IN ('asked', 'deleted', 'refused', 'in_doubt'))
    OR (OLD.state = 'in_doubt' AND NEW.state = 'deleted'))
BEGIN SELECT RAISE(ABORT, 'unsends: no such transition'); END;

-- trigger unsends_stay of unsends
CREATE TRIGGER unsends_stay BEFORE DELETE ON unsends
BEGIN SELECT RAISE(ABORT, 'unsends: rows are never deleted'); END;

-- hold_reasons: clock command_edited file_missing known_id live_under_dry_run not_caught_up quiet_hours recipient_changed recipient_unreachable stopped

-- actors: dispatcher grace outside owner start whatsapp

-- evidences: abort_confirmed ack claim clock_stepped command_edited command_revoked dry_run edit_seen file_missing found_sending_at_start grace_passed known_id latch look_up_ack nack no_ack_in_time not_caught_up old_one_went_out owner_answer owner_command owner_time_limit page_gone quiet_hours recipient_changed recipient_unreachable refused_before_hand_over revoke_seen rule_over send_failure_without_nack still_in_page unknown_outcome

-- alarm_states: blocked breaker cannot_send failed held in_doubt logged_out missed other_lid stopped

-- latch_reasons: account_refused conflict crash_loop in_doubt_in_a_row outside owner_command second_delivery stop_file

-- doubts: caps close_together far group quiet_hours same_text several_parts several_recipients
