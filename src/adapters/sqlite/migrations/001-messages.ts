/** The first schema's batches and messages: what a row can carry, and which way it can go. */
import { isReservedId } from './001-reserved-id.ts';

export const messages = `
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
    ('stopped', 'known_id', 'command_edited', 'not_caught_up', 'live_under_dry_run', 'clock', 'quiet_hours')),
  dry INTEGER NOT NULL CHECK (dry IN (0, 1)),
  reserved_id TEXT NOT NULL UNIQUE CHECK (${isReservedId}),
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
  CHECK (dry = 1 OR status <> 'rehearsed')
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
