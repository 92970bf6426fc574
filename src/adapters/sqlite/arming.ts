import type { LedgerWrites } from '../../core/ledger.ts';
import { appendEvent } from './events.ts';
import { sha256, toMessage } from './rows.ts';
import type { Store } from './store.ts';

export function arming(store: Store): Pick<LedgerWrites, 'newBatch' | 'arm'> {
  const { sql } = store;
  return {
    newBatch: (commandWaId, at) =>
      Number(
        sql('INSERT INTO batches (command_wa_id, made_at) VALUES (?, ?)').run(commandWaId, at)
          .lastInsertRowid,
      ),
    arm: ({ chat, dry, at, file, ...m }) => {
      const { hash = null, ...rest } = file ?? {};
      const { lastInsertRowid } = sql(
        `INSERT INTO messages (batch_id, part, parts, chat_id, lid, phone, name, chat_kind, chat_size, body,
             body_hash, due_at, planned_at, grace_ms, zone, status, dry, reserved_id, replaces, armed_at, changed_at,
             command_wa_id${file === null ? '' : ', file_hash, file'})
           VALUES (:batchId, :part, :parts, :chatId, :lid, :phone, :name, :kind, :size, :body,
             :bodyHash, :dueAt, :plannedAt, :graceMs, :zone, 'scheduled', :dry, :reservedId, :replaces, :at, :at,
             :commandWaId${file === null ? '' : ', :hash, :rest'})`,
      ).run({
        ...m,
        ...chat,
        bodyHash: sha256(m.body),
        dry: dry ? 1 : 0,
        at,
        hash,
        rest: JSON.stringify(rest),
      });
      // Measured, RETURNING takes longer than the whole INSERT, and than reading the row back.
      const message = toMessage(sql('SELECT * FROM messages WHERE id = ?').get(lastInsertRowid));
      appendEvent(store, {
        at,
        messageId: message.id,
        actor: 'owner',
        from: null,
        to: 'scheduled',
        evidence: message.replaces === null ? 'owner_command' : 'owner_answer',
        detail: message.replaces === null ? null : `replaces:${message.replaces}`,
      });
      return message;
    },
  };
}
