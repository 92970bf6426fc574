/** The third schema: notices that a longer one takes the place of, and what is looked at often. Frozen once released. */

const superseding = `
ALTER TABLE notices ADD COLUMN superseded_by INTEGER REFERENCES notices (id);

-- What may have been read stays as it was said: its numbers are what the owner's answer counts by.
CREATE TRIGGER notices_superseded BEFORE UPDATE OF superseded_by ON notices
WHEN OLD.superseded_by IS NOT NULL OR NEW.superseded_by <= NEW.id OR NEW.state <> 'given_up'
  OR EXISTS (SELECT 1 FROM tellings WHERE notice_id = OLD.id AND outcome <> 'refused')
BEGIN SELECT RAISE(ABORT, 'notices: only an untold one is superseded, by a later one'); END;
`;

const looking = `
-- The latest time seen is asked for at every tick, and after a step of the clock it is not the last row's.
CREATE INDEX events_by_time ON events (at);
`;

export const recovery003 = {
  number: 3,
  name: 'recovery',
  sql: superseding + looking,
} as const;
