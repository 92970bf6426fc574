/** Small things that the owner chose or taught: settings, and names learned for chats. */
import type { LedgerReads, LedgerWrites } from '../../core/ledger.ts';
import { type ChatColumns, orNull, toChat } from './rows.ts';
import type { Store } from './store.ts';

export function settingReads({ sql }: Store): Pick<LedgerReads, 'setting' | 'learned'> {
  return {
    setting: (key) =>
      orNull(
        sql('SELECT value FROM settings WHERE key = ?').get(key),
        (row) => (row as { value: string }).value,
      ),
    learned: (name) =>
      orNull(
        sql(
          `SELECT chat_id, lid, phone, chat_name AS name, chat_kind, chat_size FROM learned WHERE name = ?`,
        ).get(name),
        (row) => toChat(row as ChatColumns),
      ),
  };
}

export function settingWrites({ sql }: Store): Pick<LedgerWrites, 'set' | 'learn'> {
  return {
    set: (key, value) => {
      if (value === null) sql('DELETE FROM settings WHERE key = ?').run(key);
      else
        sql(
          'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
        ).run(key, value);
    },
    learn: (name, chat) => {
      sql(
        `INSERT INTO learned (name, chat_id, lid, phone, chat_name, chat_kind, chat_size)
         VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (name) DO UPDATE SET chat_id = excluded.chat_id, lid = excluded.lid, phone = excluded.phone,
           chat_name = excluded.chat_name, chat_kind = excluded.chat_kind, chat_size = excluded.chat_size`,
      ).run(name, chat.chatId, chat.lid, chat.phone, chat.name, chat.kind, chat.size);
    },
  };
}
