/** The owner's changes of what has not begun to leave. Each names the status that it leaves and changes one row. */
import type { Amendment, AmendmentReads, AmendmentWrites, LateChoice } from '../../core/amendment.ts';
import { appendEvent } from './events.ts';
import { sha256, toMessage } from './rows.ts';
import { exactlyOne, type Store } from './store.ts';

const withNewTimes = 'due_at = :dueAt, planned_at = :plannedAt, zone = :zone';
const unlessHurriedUnderALatch = '(:hurried = 0 OR NOT EXISTS (SELECT 1 FROM latches))';

const moving = `
  UPDATE messages SET ${withNewTimes}
  WHERE id = :id AND status = 'scheduled' AND ${unlessHurriedUnderALatch} AND :at IS NOT NULL`;

/** A row that goes by itself again has changed its status now. */
const releasing = `
  UPDATE messages SET ${withNewTimes}, status = 'scheduled', hold_reason = NULL, changed_at = :at
  WHERE id = :id AND status = 'held' AND ${unlessHurriedUnderALatch}`;

export function amendmentReads({ sql }: Store): AmendmentReads {
  return {
    lateChoice: (messageId) =>
      (sql('SELECT choice FROM lateness WHERE message_id = ?').pluck().get(messageId) as
        | LateChoice
        | undefined) ?? null,
  };
}

export function amendmentWrites(store: Store): AmendmentWrites {
  const { sql } = store;
  return {
    amend: (amendment) => {
      const { id, from, at, kind } = amendment;
      exactlyOne(changesOf(store, amendment), `amend #${id}, which is ${from}`);
      appendEvent(store, {
        at,
        messageId: id,
        actor: 'owner',
        from,
        // A held one that was given a time goes by itself again; else nothing of its state changes.
        to: kind === 'moved' && from === 'held' ? 'scheduled' : kind,
        evidence: 'owner_command',
        detail: detailOf(amendment),
      });
      return toMessage(sql('SELECT * FROM messages WHERE id = ?').get(id));
    },
  };
}

function changesOf({ sql, stopFile }: Store, amendment: Amendment): number {
  const { id, from } = amendment;
  switch (amendment.kind) {
    case 'edited':
      return sql('UPDATE messages SET body = :body, body_hash = :hash WHERE id = :id AND status = :from').run(
        {
          ...{ id, from, body: amendment.body },
          hash: sha256(amendment.body),
        },
      ).changes;
    case 'moved':
      if (amendment.hurried && stopFile.stands()) return 0;
      return sql(from === 'held' ? releasing : moving).run({
        ...{ ...amendment.to, id, at: amendment.at, hurried: amendment.hurried ? 1 : 0 },
      }).changes;
    case 'late': {
      const { graceMs, choice } = amendment.lateness;
      if (choice === null) sql('DELETE FROM lateness WHERE message_id = ?').run(id);
      else
        sql(
          `INSERT INTO lateness (message_id, choice) VALUES (?, ?)
           ON CONFLICT (message_id) DO UPDATE SET choice = excluded.choice`,
        ).run(id, choice);
      return sql('UPDATE messages SET grace_ms = :graceMs WHERE id = :id AND status = :from').run({
        ...{ id, from, graceMs },
      }).changes;
    }
    default:
      return amendment satisfies never;
  }
}

/** When it goes now, or how late it may: figures, never a text. */
function detailOf(amendment: Amendment): string | null {
  if (amendment.kind === 'moved') return `planned=${amendment.to.plannedAt}`;
  return amendment.kind === 'late' ? `grace=${amendment.lateness.graceMs}` : null;
}
