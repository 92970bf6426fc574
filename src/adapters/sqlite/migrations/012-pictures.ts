/** A notice may carry a picture, which is fixed when the notice is made, as its words are. Frozen once released. */

const pictures = `
-- What is known of it; the bytes lie on disk under its hash, for a day.
ALTER TABLE notices ADD COLUMN picture TEXT CHECK (picture IS NULL OR json_valid(picture));

CREATE TRIGGER notices_picture_fixed BEFORE UPDATE OF picture ON notices
BEGIN SELECT RAISE(ABORT, 'notices: what is told stays as it was made'); END;
`;

export const pictures012 = { number: 12, name: 'pictures', sql: pictures } as const;
