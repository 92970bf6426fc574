import type { LedgerReads, LedgerWrites } from '../../core/ledger.ts';
import type { Question } from '../../core/question.ts';
import { orNull } from './rows.ts';
import { exactlyOne, type Store } from './store.ts';

const columns = 'id, kind, draft, asked_at AS askedAt, lapses_at AS lapsesAt, state';

function toQuestion(row: unknown): Question {
  return row as Question;
}

export function questionReads({ sql }: Store): Pick<LedgerReads, 'question' | 'openQuestions'> {
  return {
    question: (id) =>
      orNull(sql(`SELECT ${columns} FROM questions WHERE id = ? AND draft <> '{}'`).get(id), toQuestion),
    openQuestions: () =>
      sql(`SELECT ${columns} FROM questions WHERE state = 'open' ORDER BY id`).all().map(toQuestion),
  };
}

export function questionWrites({ sql }: Store): Pick<LedgerWrites, 'ask' | 'closeQuestion'> {
  return {
    ask: (question) =>
      toQuestion(
        sql(
          `INSERT INTO questions (kind, draft, asked_at, lapses_at, state)
           VALUES (:kind, :draft, :at, :lapsesAt, 'open') RETURNING ${columns}`,
        ).get(question),
      ),
    closeQuestion: (id, to) => {
      const { changes } = sql(`UPDATE questions SET state = ? WHERE id = ? AND state = 'open'`).run(to, id);
      exactlyOne(changes, `close question ${id}`);
    },
  };
}
