/** What the owner did and may take back. */
import type { Deed, DeedReads, DeedWrites } from '../../core/deed.ts';
import { exactlyOne, type Store } from './store.ts';

export function deedReads({ sql }: Store): DeedReads {
  return {
    deedsSince: (since) =>
      sql(
        `SELECT id, before, done_at FROM deeds INDEXED BY deeds_by_time
         WHERE undone_at IS NULL AND done_at >= ? ORDER BY id DESC`,
      )
        .all(since)
        .map((row) => {
          const { id, before, done_at } = row as { id: number; before: string; done_at: number };
          return { id, doneAt: done_at, deed: JSON.parse(before) as Deed };
        }),
  };
}

export function deedWrites({ sql }: Store): DeedWrites {
  return {
    noteDeed: (deed, at) => {
      sql('INSERT INTO deeds (kind, before, done_at) VALUES (?, ?, ?)').run(
        deed.kind,
        JSON.stringify(deed),
        at,
      );
    },
    deedUndone: (id, at) => {
      const { changes } = sql('UPDATE deeds SET undone_at = ? WHERE id = ? AND undone_at IS NULL').run(
        at,
        id,
      );
      exactlyOne(changes, `take back deed ${id}`);
    },
  };
}
