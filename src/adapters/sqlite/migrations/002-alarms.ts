/** The second schema: alarms, what tripped a latch, and what the owner said yes to. Frozen once released. */

const alarms = `
CREATE TABLE alarms (
  id INTEGER PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN
    ('missed', 'held', 'failed', 'in_doubt', 'stopped', 'breaker', 'logged_out')),
  message_id INTEGER REFERENCES messages (id),
  why TEXT CHECK (why IN ('owner_command', 'outside', 'stop_file', 'in_doubt_in_a_row', 'account_refused',
    'second_delivery', 'crash_loop', 'conflict')),
  raised_at INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('waiting', 'accepted', 'dropped')),
  settled_at INTEGER,
  CHECK ((message_id IS NOT NULL) = (state IN ('missed', 'held', 'failed', 'in_doubt'))),
  CHECK ((why IS NOT NULL) = (state IN ('stopped', 'breaker'))),
  CHECK ((outcome = 'waiting') = (settled_at IS NULL))
) STRICT;

CREATE INDEX alarms_waiting ON alarms (id) WHERE outcome = 'waiting';
CREATE INDEX alarms_by_message ON alarms (message_id) WHERE message_id IS NOT NULL;

-- Raised by the ledger itself: no event of these kinds without its alarm, whichever part of the program wrote it.
CREATE TRIGGER events_alarm AFTER INSERT ON events
WHEN NEW.new_state IN ('missed', 'held', 'failed', 'in_doubt', 'stopped', 'breaker')
  AND EXISTS (SELECT 1 FROM settings WHERE key = 'alarming')
BEGIN
  INSERT INTO alarms (state, message_id, why, raised_at, outcome)
  VALUES (NEW.new_state, NEW.message_id, iif(NEW.message_id IS NULL, NEW.detail, NULL), NEW.at, 'waiting');
END;

CREATE TRIGGER alarms_begin BEFORE INSERT ON alarms
WHEN NEW.outcome <> 'waiting'
BEGIN SELECT RAISE(ABORT, 'alarms: an alarm begins waiting'); END;

CREATE TRIGGER alarms_fixed BEFORE UPDATE ON alarms
WHEN OLD.outcome <> 'waiting' OR NEW.id <> OLD.id OR NEW.state <> OLD.state OR NEW.raised_at <> OLD.raised_at
  OR NEW.message_id IS NOT OLD.message_id OR NEW.why IS NOT OLD.why
BEGIN SELECT RAISE(ABORT, 'alarms: what was settled stays'); END;

CREATE TRIGGER alarms_stay BEFORE DELETE ON alarms
BEGIN SELECT RAISE(ABORT, 'alarms: rows are never deleted'); END;
`;

const latches = `
-- The messages that tripped it, for whoever resumes.
ALTER TABLE latches ADD COLUMN about TEXT NOT NULL DEFAULT '[]' CHECK (json_type(about) = 'array');
`;

const consents = `
CREATE TABLE consents (
  message_id INTEGER NOT NULL REFERENCES messages (id),
  doubt TEXT NOT NULL CHECK (doubt IN
    ('several_recipients', 'several_parts', 'group', 'far', 'same_text', 'close_together', 'caps', 'quiet_hours')),
  PRIMARY KEY (message_id, doubt)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER consents_fixed BEFORE UPDATE ON consents
BEGIN SELECT RAISE(ABORT, 'consents: what was said was said'); END;

CREATE TRIGGER consents_stay BEFORE DELETE ON consents
BEGIN SELECT RAISE(ABORT, 'consents: rows are never deleted'); END;
`;

export const alarms002 = {
  number: 2,
  name: 'alarms',
  sql: alarms + latches + consents,
} as const;
