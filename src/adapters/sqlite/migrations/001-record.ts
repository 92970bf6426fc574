/** The first schema's record: events, the epoch, latches, starts. */

export const record = `
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
    'command_edited', 'not_caught_up', 'dry_run', 'clock_stepped', 'quiet_hours', 'old_one_went_out', 'still_in_page')),
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
