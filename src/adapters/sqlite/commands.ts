import type { CommandRow, LedgerReads, LedgerWrites } from '../../core/ledger.ts';
import { sha256 } from './rows.ts';
import { exactlyOne, type Store } from './store.ts';

const columns = `id, wa_id AS waId, text, chat_id AS chatId, at, received_at AS receivedAt,
  quoted_wa_id AS quotedWaId, file, edited, state`;

function toCommand(row: unknown): CommandRow {
  const r = row as Omit<CommandRow, 'edited'> & { readonly edited: number };
  return { ...r, edited: r.edited === 1 };
}

export function commandReads({
  sql,
}: Store): Pick<LedgerReads, 'command' | 'commandsReceived' | 'commandsAfter'> {
  return {
    command: (waId) =>
      sql(`SELECT ${columns} FROM commands WHERE wa_id = ? ORDER BY id`).all(waId).map(toCommand),
    commandsReceived: () =>
      sql(`SELECT ${columns} FROM commands WHERE state = 'received' ORDER BY id`).all().map(toCommand),
    commandsAfter: ({ at, id }) =>
      sql(`SELECT ${columns} FROM commands WHERE at > :at OR (at = :at AND id > :id) ORDER BY id`)
        .all({ at, id })
        .map(toCommand),
  };
}

export function commandWrites({ sql }: Store): Pick<LedgerWrites, 'receiveCommand' | 'commandDone'> {
  return {
    receiveCommand: (command) => {
      const { changes, lastInsertRowid } = sql(
        `INSERT INTO commands (wa_id, text, text_hash, chat_id, at, received_at, quoted_wa_id, file, edited, state)
         VALUES (:waId, :text, :textHash, :chatId, :at, :receivedAt, :quotedWaId, :file,
           EXISTS (SELECT 1 FROM commands WHERE wa_id = :waId), 'received')
         ON CONFLICT (wa_id, text_hash) DO NOTHING`,
      ).run({ ...command, textHash: sha256(command.text) });
      if (changes === 0) return null;
      return toCommand(sql(`SELECT ${columns} FROM commands WHERE id = ?`).get(lastInsertRowid));
    },
    commandDone: (id, at) => {
      const { changes } = sql(
        `UPDATE commands SET state = 'done', done_at = ? WHERE id = ? AND state = 'received'`,
      ).run(at, id);
      exactlyOne(changes, `close command ${id}`);
    },
  };
}
