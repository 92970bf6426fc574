/** Messages may carry a file: which one is fixed when they are armed, as their text is. Frozen once released. */

const files = `
-- The bytes lie on disk under this hash.
ALTER TABLE messages ADD COLUMN file_hash TEXT
  CHECK (length(file_hash) = 64 AND file_hash NOT GLOB '*[^0-9a-f]*');
-- What else is known of it.
ALTER TABLE messages ADD COLUMN file TEXT
  CHECK ((file IS NULL) = (file_hash IS NULL) AND (file IS NULL OR json_valid(file)));

CREATE INDEX messages_with_file ON messages (planned_at) WHERE file_hash IS NOT NULL;

CREATE TRIGGER messages_file_fixed BEFORE UPDATE OF file_hash, file ON messages
BEGIN SELECT RAISE(ABORT, 'messages: what was armed stays as it was armed'); END;

-- A text alone in the place of a text with its file would be another message.
CREATE TRIGGER messages_file_replace BEFORE INSERT ON messages
WHEN NEW.replaces IS NOT NULL
  AND NEW.file_hash IS NOT (SELECT file_hash FROM messages WHERE id = NEW.replaces)
BEGIN SELECT RAISE(ABORT, 'messages: a replacement carries the same file'); END;
`;

export const files007 = { number: 7, name: 'files', sql: files } as const;
