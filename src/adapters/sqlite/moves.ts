/** Every change of a message but the claim. Each names the status that it leaves and changes exactly one row. */

import type { LedgerWrites } from '../../core/ledger.ts';
import { ackNames } from '../../core/message.ts';
import { appendEvent } from './events.ts';
import { toMessage } from './rows.ts';
import { exactlyOne, type Store } from './store.ts';

export function moves(store: Store): Pick<LedgerWrites, 'move' | 'raiseAck' | 'drop'> {
  const { sql } = store;
  return {
    move: (move) => {
      const { id, from, to, at } = move;
      if (to === 'sending') throw new Error('ledger: expected a claim, for only a claim leads to sending');
      // A bare word of the owner settles a doubt; whatever else says "sent" has seen an ack.
      if (to === 'sent' && move.ack === undefined && move.evidence !== 'owner_answer')
        throw new Error(`ledger: expected an ack with "sent" on ${move.evidence}, found none`);
      const { changes } = sql(
        `UPDATE messages SET status = :to, hold_reason = :holdReason, ack = coalesce(:ack, ack), changed_at = :at,
           planned_at = coalesce(:plannedAt, planned_at)
         WHERE id = :id AND status = :from`,
      ).run({
        id,
        from,
        to,
        at,
        holdReason: move.holdReason ?? null,
        ack: move.ack ?? null,
        plannedAt: move.plannedAt ?? null,
      });
      exactlyOne(changes, `move #${id} from ${from} to ${to}`);
      if (from === 'sending')
        exactlyOne(
          sql('UPDATE attempts SET settled_at = ? WHERE message_id = ? AND settled_at IS NULL').run(at, id)
            .changes,
          `settle the attempt of #${id}`,
        );
      const { actor, evidence, detail = null } = move;
      appendEvent(store, { at, messageId: id, actor, from, to, evidence, detail });
      return toMessage(sql('SELECT * FROM messages WHERE id = ?').get(id));
    },
    raiseAck: (id, ack, at) => {
      const { changes } = sql(
        `UPDATE messages SET ack = :ack
         WHERE id = :id AND status = 'sent' AND (ack IS NULL OR ack < :ack)`,
      ).run({ id, ack });
      if (changes === 0) return;
      appendEvent(store, {
        at,
        messageId: id,
        actor: 'whatsapp',
        from: 'sent',
        to: 'sent',
        evidence: 'ack',
        detail: ackNames[ack],
      });
    },
    drop: (id, at) => {
      const row = sql(
        `UPDATE messages SET dropped_at = :at
         WHERE id = :id AND status IN ('missed', 'failed') AND dropped_at IS NULL RETURNING status`,
      ).get({ id, at }) as { status: string } | undefined;
      if (row === undefined)
        throw new Error(`ledger: expected #${id} to be missed or failed, and not dropped`);
      appendEvent(store, {
        at,
        messageId: id,
        actor: 'owner',
        from: row.status,
        to: 'dropped',
        evidence: 'owner_answer',
        detail: null,
      });
    },
  };
}
