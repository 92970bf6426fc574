/** Names that the owner gave to chats; what one meant before stays. Frozen once released. */

const aliases = `
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

-- Two chats under one name would leave it to chance who gets a message.
CREATE UNIQUE INDEX aliases_once ON aliases (name) WHERE ended_at IS NULL;

CREATE TRIGGER aliases_begin BEFORE INSERT ON aliases
WHEN NEW.ended_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'aliases: begins standing'); END;

CREATE TRIGGER aliases_end BEFORE UPDATE ON aliases
WHEN OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL OR NEW.id <> OLD.id OR NEW.name <> OLD.name
  OR NEW.spelled <> OLD.spelled OR NEW.chat_id <> OLD.chat_id OR NEW.lid IS NOT OLD.lid
  OR NEW.phone IS NOT OLD.phone OR NEW.chat_name <> OLD.chat_name OR NEW.chat_kind <> OLD.chat_kind
  OR NEW.chat_size IS NOT OLD.chat_size OR NEW.made_at <> OLD.made_at
BEGIN SELECT RAISE(ABORT, 'aliases: one ends, and is otherwise as it was made'); END;

CREATE TRIGGER aliases_stay BEFORE DELETE ON aliases
BEGIN SELECT RAISE(ABORT, 'aliases: rows are never deleted'); END;
`;

export const aliases006 = { number: 6, name: 'aliases', sql: aliases } as const;
