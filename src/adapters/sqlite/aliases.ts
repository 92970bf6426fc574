/** Aliases, and the names that were learned. An alias that ended stays, so that what a name once meant can be told. */
import type { Alias, AliasReads, AliasWrites } from '../../core/alias.ts';
import { type ChatColumns, orNull, toChat } from './rows.ts';
import { exactlyOne, type Store } from './store.ts';

const chatColumns = 'chat_id, lid, phone, chat_name AS name, chat_kind, chat_size';

interface AliasRow extends ChatColumns {
  readonly alias: string;
  readonly spelled: string;
  readonly made_at: number;
}

function toAlias(row: unknown): Alias {
  const { alias, spelled, made_at, ...chat } = row as AliasRow;
  return { name: alias, spelled, chat: toChat(chat), madeAt: made_at };
}

export function aliasReads({ sql }: Store): AliasReads {
  const standing = `SELECT name AS alias, spelled, made_at, ${chatColumns} FROM aliases WHERE ended_at IS NULL`;
  return {
    alias: (name) => orNull(sql(`${standing} AND aliases.name = ?`).get(name), toAlias),
    aliases: () => sql(`${standing} ORDER BY aliases.name`).all().map(toAlias),
    allLearned: () =>
      sql(`SELECT name AS learned, ${chatColumns} FROM learned ORDER BY learned.name`)
        .all()
        .map((row) => ({
          name: (row as { learned: string }).learned,
          chat: toChat(row as ChatColumns),
        })),
  };
}

export function aliasWrites({ sql }: Store): AliasWrites {
  const end = (name: string, at: number): number =>
    sql('UPDATE aliases SET ended_at = ? WHERE name = ? AND ended_at IS NULL').run(at, name).changes;
  return {
    setAlias: ({ name, spelled, chat, madeAt }) => {
      end(name, madeAt);
      sql(
        `INSERT INTO aliases (name, spelled, chat_id, lid, phone, chat_name, chat_kind, chat_size, made_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ).run(name, spelled, chat.chatId, chat.lid, chat.phone, chat.name, chat.kind, chat.size, madeAt);
    },
    endAlias: (name, at) => exactlyOne(end(name, at), 'end an alias'),
    forgetLearned: (name) =>
      exactlyOne(sql('DELETE FROM learned WHERE name = ?').run(name).changes, 'forget a learned name'),
  };
}
