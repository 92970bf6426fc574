import type { Unsend, UnsendReads, UnsendWrites } from '../../core/unsend.ts';
import { orNull } from './rows.ts';
import { exactlyOne, type Store } from './store.ts';

const columns = 'id, message_id AS messageId, asked_at AS askedAt, state, because, settled_at AS settledAt';

function toUnsend(row: unknown): Unsend {
  return row as Unsend;
}

export function unsendReads({ sql }: Store): UnsendReads {
  return {
    unsendOf: (messageId) =>
      orNull(
        sql(`SELECT ${columns} FROM unsends WHERE message_id = ? ORDER BY id DESC LIMIT 1`).get(messageId),
        toUnsend,
      ),
    openUnsends: () =>
      sql(`SELECT ${columns} FROM unsends WHERE settled_at IS NULL ORDER BY id`).all().map(toUnsend),
  };
}

export function unsendWrites({ sql }: Store): UnsendWrites {
  return {
    askUnsend: (messageId, at) =>
      toUnsend(
        sql(
          `INSERT INTO unsends (message_id, asked_at, state) VALUES (?, ?, 'asked') RETURNING ${columns}`,
        ).get(messageId, at),
      ),
    beginUnsend: (id) => {
      const { changes } = sql(`UPDATE unsends SET state = 'begun' WHERE id = ? AND state = 'asked'`).run(id);
      exactlyOne(changes, `begin unsend ${id}`);
    },
    postponeUnsend: (id) => {
      const { changes } = sql(`UPDATE unsends SET state = 'asked' WHERE id = ? AND state = 'begun'`).run(id);
      exactlyOne(changes, `postpone unsend ${id}`);
    },
    settleUnsend: (id, end, at) => {
      const because = end.state === 'refused' ? end.because : null;
      const { changes } = sql(`UPDATE unsends SET state = ?, because = ?, settled_at = ? WHERE id = ?`).run(
        end.state,
        because,
        at,
        id,
      );
      exactlyOne(changes, `settle unsend ${id}`);
      return toUnsend(sql(`SELECT ${columns} FROM unsends WHERE id = ?`).get(id));
    },
  };
}
