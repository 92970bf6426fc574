/** What comes again: the series, what each occurrence of it says to whom, and its occurrences. Frozen once released. */

const series = `
INSERT INTO evidences VALUES ('rule_over');

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

CREATE INDEX series_by_command ON series (command_wa_id);
CREATE INDEX series_by_state ON series (state);

CREATE TRIGGER series_begin BEFORE INSERT ON series
WHEN NEW.state <> 'active'
BEGIN SELECT RAISE(ABORT, 'series: begins active'); END;

CREATE TRIGGER series_move BEFORE UPDATE OF state ON series
WHEN OLD.state = 'ended' OR NEW.state = OLD.state
BEGIN SELECT RAISE(ABORT, 'series: no such transition'); END;

CREATE TRIGGER series_zone BEFORE UPDATE OF zone ON series
WHEN OLD.state <> 'paused' OR NEW.state <> 'paused'
BEGIN SELECT RAISE(ABORT, 'series: its zone changes only while it is paused'); END;

CREATE TRIGGER series_fixed BEFORE UPDATE OF id, command_wa_id, said, rule, seed, consents, made_at ON series
BEGIN SELECT RAISE(ABORT, 'series: what was said stays as it was said'); END;

CREATE TRIGGER series_stay BEFORE DELETE ON series
BEGIN SELECT RAISE(ABORT, 'series: rows are never deleted'); END;

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

CREATE TRIGGER series_messages_fixed BEFORE UPDATE OF series_id, place, part, parts, chat_id ON series_messages
BEGIN SELECT RAISE(ABORT, 'series_messages: to whom it goes stays'); END;

CREATE TRIGGER series_messages_stay BEFORE DELETE ON series_messages
BEGIN SELECT RAISE(ABORT, 'series_messages: rows are never deleted'); END;

CREATE TABLE occurrences (
  batch_id INTEGER PRIMARY KEY REFERENCES batches (id),
  series_id INTEGER NOT NULL REFERENCES series (id),
  key TEXT NOT NULL CHECK (key <> ''),
  UNIQUE (series_id, key)
) STRICT;

-- A rule goes forward: a clock that was set back, and a backup that was put back, make none a second time.
CREATE TRIGGER occurrences_forward BEFORE INSERT ON occurrences
WHEN EXISTS (SELECT 1 FROM occurrences WHERE series_id = NEW.series_id AND key >= NEW.key)
BEGIN SELECT RAISE(ABORT, 'occurrences: each once, and in order'); END;

CREATE TRIGGER occurrences_active BEFORE INSERT ON occurrences
WHEN (SELECT state FROM series WHERE id = NEW.series_id) <> 'active'
BEGIN SELECT RAISE(ABORT, 'occurrences: only of an active series'); END;

CREATE TRIGGER occurrences_one BEFORE INSERT ON occurrences
WHEN EXISTS (SELECT 1 FROM occurrences o JOIN messages m ON m.batch_id = o.batch_id
  WHERE o.series_id = NEW.series_id AND m.status = 'scheduled')
BEGIN SELECT RAISE(ABORT, 'occurrences: one at a time'); END;

CREATE TRIGGER occurrences_fixed BEFORE UPDATE ON occurrences
BEGIN SELECT RAISE(ABORT, 'occurrences: written once'); END;

CREATE TRIGGER occurrences_stay BEFORE DELETE ON occurrences
BEGIN SELECT RAISE(ABORT, 'occurrences: rows are never deleted'); END;
`;

export const series008 = { number: 8, name: 'series', sql: series } as const;
