/**
 * The fifth schema: closed words are rows. SQLite cannot change a CHECK, so that every new word would want its table
 * written anew; now it is an INSERT of a later migration. The tables that had their words in a CHECK are made again
 * here, once, without the rest of them changing: rows, indexes and triggers are those that were. Frozen once released.
 */
import { attempts } from './001-attempts.ts';
import { conversation } from './001-conversation.ts';
import { messages } from './001-messages.ts';
import { record } from './001-record.ts';
import { isReservedId } from './001-reserved-id.ts';
import { alarms002 } from './002-alarms.ts';
import { recovery003 } from './003-recovery.ts';
import { unsends004 } from './004-unsends.ts';

function closedWords(table: string, words: readonly string[]): string {
  return `
CREATE TABLE ${table} (word TEXT PRIMARY KEY CHECK (word <> '')) STRICT, WITHOUT ROWID;
INSERT INTO ${table} VALUES ${words.map((word) => `('${word}')`).join(', ')};
CREATE TRIGGER ${table}_fixed BEFORE UPDATE ON ${table}
BEGIN SELECT RAISE(ABORT, '${table}: a word stays'); END;
CREATE TRIGGER ${table}_stay BEFORE DELETE ON ${table}
BEGIN SELECT RAISE(ABORT, '${table}: rows are never deleted'); END;
`;
}

const words =
  closedWords('hold_reasons', [
    ...[
      'stopped',
      'known_id',
      'command_edited',
      'not_caught_up',
      'live_under_dry_run',
      'clock',
      'quiet_hours',
    ],
    ...['file_missing', 'recipient_changed', 'recipient_unreachable'],
  ]) +
  closedWords('actors', ['owner', 'dispatcher', 'whatsapp', 'start', 'grace', 'outside']) +
  closedWords('evidences', [
    ...['owner_command', 'owner_answer', 'claim', 'ack', 'nack', 'look_up_ack', 'refused_before_hand_over'],
    ...['abort_confirmed', 'no_ack_in_time', 'page_gone', 'unknown_outcome', 'found_sending_at_start'],
    ...[
      'send_failure_without_nack',
      'grace_passed',
      'owner_time_limit',
      'latch',
      'known_id',
      'command_revoked',
    ],
    ...['command_edited', 'not_caught_up', 'dry_run', 'clock_stepped', 'quiet_hours', 'old_one_went_out'],
    ...[
      'still_in_page',
      'file_missing',
      'recipient_changed',
      'recipient_unreachable',
      'revoke_seen',
      'edit_seen',
    ],
  ]) +
  closedWords('alarm_states', [
    ...['missed', 'held', 'failed', 'in_doubt', 'stopped', 'breaker', 'logged_out'],
    ...['other_lid', 'blocked', 'cannot_send'],
  ]) +
  closedWords('latch_reasons', [
    ...['owner_command', 'outside', 'stop_file', 'in_doubt_in_a_row', 'account_refused', 'second_delivery'],
    ...['crash_loop', 'conflict'],
  ]) +
  closedWords('doubts', [
    ...[
      'several_recipients',
      'several_parts',
      'group',
      'far',
      'same_text',
      'close_together',
      'caps',
      'quiet_hours',
    ],
  ]);

/** By the table's name: its columns in their old order, and its new text. */
const rebuilt: Readonly<Record<string, { readonly columns: string; readonly body: string }>> = {
  messages: {
    columns: `id, batch_id, part, parts, chat_id, lid, phone, name, chat_kind, chat_size, body, body_hash, due_at,
  planned_at, grace_ms, zone, status, hold_reason, dry, reserved_id, replaces, ack, armed_at, changed_at, dropped_at,
  command_wa_id`,
    body: `(
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
) STRICT`,
  },
  events: {
    columns: 'seq, at, message_id, actor, left_state, new_state, evidence, detail, hash',
    body: `(
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  message_id INTEGER REFERENCES messages (id),
  actor TEXT NOT NULL REFERENCES actors (word),
  left_state TEXT,
  new_state TEXT NOT NULL,
  evidence TEXT NOT NULL REFERENCES evidences (word),
  detail TEXT CHECK (length(detail) BETWEEN 1 AND 64 AND detail NOT GLOB '*[^A-Za-z0-9_.:,#=-]*'),
  hash TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT`,
  },
  latches: {
    columns: 'name, set_at, why, about',
    body: `(
  name TEXT PRIMARY KEY CHECK (name IN ('stopped', 'breaker')),
  set_at INTEGER NOT NULL,
  why TEXT NOT NULL REFERENCES latch_reasons (word),
  about TEXT NOT NULL DEFAULT '[]' CHECK (json_type(about) = 'array')
) STRICT`,
  },
  alarms: {
    columns: 'id, state, message_id, why, raised_at, outcome, settled_at',
    body: `(
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
) STRICT`,
  },
  consents: {
    columns: 'message_id, doubt',
    body: `(
  message_id INTEGER NOT NULL REFERENCES messages (id),
  doubt TEXT NOT NULL REFERENCES doubts (word),
  PRIMARY KEY (message_id, doubt)
) STRICT, WITHOUT ROWID`,
  },
};

const before = messages + attempts + record + conversation + alarms002.sql + recovery003.sql + unsends004.sql;
/** Every trigger, whichever table it is on: one that names a table which is away for a moment would break the renaming. */
const triggers = [...before.matchAll(/^CREATE TRIGGER (\w+)\b[\s\S]*?\bEND;$/gm)];
/** An index goes with its table. */
const indexes = [...before.matchAll(/^CREATE INDEX \w+ ON (\w+)\b[\s\S]*?;$/gm)].filter(
  ([, table = '']) => table in rebuilt,
);

/** The old one keeps its name until the new one is whole: what refers to it from elsewhere is not written anew. */
function rebuild(table: string, columns: string, body: string): string {
  return `
CREATE TABLE new_${table} ${body};
INSERT INTO new_${table} (${columns}) SELECT ${columns} FROM ${table};
${
  // The highest number ever given: rows cut off the end are missed by it.
  table === 'events'
    ? `INSERT INTO sqlite_sequence (name, seq) SELECT 'new_events', 0
  WHERE EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'events')
    AND NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'new_events');
UPDATE sqlite_sequence SET seq = (SELECT seq FROM sqlite_sequence WHERE name = 'events') WHERE name = 'new_events';`
    : ''
}
DROP TABLE ${table};
ALTER TABLE new_${table} RENAME TO ${table};
`;
}

const commands = `
-- What hangs on the message besides its text.
ALTER TABLE commands ADD COLUMN file TEXT;
`;

export const words005 = {
  number: 5,
  name: 'words',
  rebuilds: true,
  sql: [
    words,
    ...triggers.map(([, name]) => `DROP TRIGGER ${name};`),
    ...Object.entries(rebuilt).map(([table, { columns, body }]) => rebuild(table, columns, body)),
    ...indexes.map(([text]) => text),
    ...triggers.map(([text]) => text),
    commands,
  ].join('\n'),
} as const;
