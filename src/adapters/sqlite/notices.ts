/** What the owner is told, kept until told, and the at most two tries to tell it. */
import type { FileRef } from '../../core/files.ts';
import type { LedgerReads, LedgerWrites } from '../../core/ledger.ts';
import type { Notice, Telling } from '../../core/notice.ts';
import { assertBorn } from './pages.ts';
import { orNull } from './rows.ts';
import { bound, exactlyOne, type Store } from './store.ts';

const noticeColumns = `id, kind, body, chat_id AS chatId, about, question_id AS questionId, picture,
  created_at AS createdAt, state, superseded_by AS supersededBy`;

const tellingColumns = `notice_id AS noticeId, try, reserved_id AS reservedId, page_generation AS pageGeneration,
  chat_id AS chatId, claimed_at AS claimedAt, outcome`;

const noticeById = `SELECT ${noticeColumns} FROM notices WHERE id = ?`;
const tellingById = `SELECT ${tellingColumns} FROM tellings WHERE reserved_id = ?`;

function toNotice(row: unknown): Notice {
  const r = row as Omit<Notice, 'about' | 'picture'> & {
    readonly about: string;
    readonly picture: string | null;
  };
  const picture = r.picture === null ? null : (JSON.parse(r.picture) as FileRef);
  return { ...r, about: JSON.parse(r.about) as number[], picture };
}

function orJson(picture: FileRef | null | undefined): string | null {
  return picture == null ? null : JSON.stringify(picture);
}

export function noticeReads({
  sql,
}: Store): Pick<
  LedgerReads,
  'notice' | 'noticesWaiting' | 'tellings' | 'openTellings' | 'isOurs' | 'noticeByWaId'
> {
  return {
    notice: (id) => orNull(sql(noticeById).get(id), toNotice),
    noticesWaiting: (after = 0, limit = -1) =>
      sql(
        `SELECT ${noticeColumns} FROM notices WHERE state = 'waiting' AND id > ? ORDER BY id LIMIT ${bound}`,
      )
        .all(after, limit)
        .map(toNotice),
    tellings: (noticeId) =>
      sql(`SELECT ${tellingColumns} FROM tellings WHERE notice_id = ? ORDER BY try`).all(
        noticeId,
      ) as Telling[],
    openTellings: () =>
      // A notice has one open at most. Ordered by its tries too, SQLite read through all that was ever told.
      sql(
        `SELECT ${tellingColumns} FROM tellings INDEXED BY tellings_open WHERE outcome = 'open' ORDER BY notice_id`,
      ).all() as Telling[],
    isOurs: (waId) =>
      sql(
        `SELECT 1 WHERE EXISTS (SELECT 1 FROM messages WHERE reserved_id = :waId)
           OR EXISTS (SELECT 1 FROM tellings WHERE reserved_id = :waId)`,
      ).get({ waId }) !== undefined,
    noticeByWaId: (waId) =>
      orNull(
        sql(
          `SELECT ${noticeColumns} FROM notices
           WHERE id = (SELECT notice_id FROM tellings WHERE reserved_id = ?)`,
        ).get(waId),
        toNotice,
      ),
  };
}

export function noticeWrites(
  store: Store,
): Pick<LedgerWrites, 'addNotice' | 'claimTelling' | 'settleTelling' | 'giveUpNotice' | 'supersedeNotice'> {
  const { sql, epoch } = store;
  return {
    addNotice: (notice) => {
      const { lastInsertRowid } = sql(
        `INSERT INTO notices (kind, body, chat_id, about, question_id, picture, created_at, state)
         VALUES (:kind, :body, :chatId, :about, :questionId, :picture, :at, 'waiting')`,
      ).run({ ...notice, about: JSON.stringify(notice.about), picture: orJson(notice.picture) });
      return toNotice(sql(noticeById).get(lastInsertRowid));
    },
    claimTelling: (noticeId, reservedId, generation, chatId, at) => {
      assertBorn(store, generation);
      const { changes } = sql(
        `INSERT INTO tellings (notice_id, try, reserved_id, page_generation, chat_id, claimed_at, outcome)
         SELECT n.id, 1 + (SELECT count(*) FROM tellings WHERE notice_id = n.id), :reservedId, :generation, :chatId,
           :at, 'open'
         FROM notices n
         WHERE n.id = :noticeId AND n.state = 'waiting'
           AND (SELECT count(*) FROM tellings WHERE notice_id = n.id AND outcome <> 'refused') < 2
           AND NOT EXISTS (SELECT 1 FROM tellings WHERE notice_id = n.id AND outcome = 'open')
           AND EXISTS (SELECT 1 FROM pages WHERE generation = :generation AND dead_at IS NULL)
           AND (SELECT number FROM epoch) = :epoch`,
      ).run({ noticeId, reservedId, generation, chatId, at, epoch });
      return changes === 0 ? null : (sql(tellingById).get(reservedId) as Telling);
    },
    settleTelling: (reservedId, outcome, at) => {
      const known = sql('SELECT notice_id AS noticeId, outcome FROM tellings WHERE reserved_id = ?').get(
        reservedId,
      ) as { noticeId: number; outcome: Telling['outcome'] } | undefined;
      if (known === undefined) throw new Error('ledger: expected the reserved id of a telling');
      // Word of one telling may come twice and out of order: an ack outweighs a refusal, and that a doubt.
      const weight = { open: 0, in_doubt: 1, refused: 2, acked: 3 };
      if (weight[outcome] <= weight[known.outcome]) return;
      sql('UPDATE tellings SET outcome = ?, settled_at = ? WHERE reserved_id = ?').run(
        outcome,
        at,
        reservedId,
      );
      if (outcome === 'acked') sql(`UPDATE notices SET state = 'told' WHERE id = ?`).run(known.noticeId);
    },
    giveUpNotice: (id) => {
      const { changes } = sql(`UPDATE notices SET state = 'given_up' WHERE id = ? AND state = 'waiting'`).run(
        id,
      );
      exactlyOne(changes, `give up notice ${id}`);
    },
    supersedeNotice: (id, by) => {
      const { changes } = sql(
        `UPDATE notices SET state = 'given_up', superseded_by = :by WHERE id = :id AND state = 'waiting'`,
      ).run({ id, by });
      exactlyOne(changes, `let another notice take the place of notice ${id}`);
    },
  };
}
