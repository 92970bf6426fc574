import type { Doubt } from '../../core/consent.ts';
import type { Rule } from '../../core/recurrence/rule.ts';
import type {
  MadeOccurrence,
  Series,
  SeriesMessage,
  SeriesReads,
  SeriesState,
  SeriesWrites,
} from '../../core/series.ts';
import { appendEvent } from './events.ts';
import { type ChatColumns, orNull, toChat, toMessage } from './rows.ts';
import { exactlyOne, type Store } from './store.ts';

interface SeriesRow {
  readonly id: number;
  readonly command_wa_id: string;
  readonly said: string;
  readonly rule: string;
  readonly zone: string;
  readonly state: SeriesState;
  readonly seed: string;
  readonly consents: string;
  readonly made_at: number;
  readonly changed_at: number;
}

type MessageColumns = ChatColumns & Pick<SeriesMessage, 'part' | 'parts' | 'body'>;

const occurrenceColumns = 'series_id AS seriesId, batch_id AS batchId, key';

function toOccurrence(row: unknown): MadeOccurrence {
  return row as MadeOccurrence;
}

export function seriesReads({ sql }: Pick<Store, 'sql'>): SeriesReads {
  const whole = (row: unknown): Series => {
    const r = row as SeriesRow;
    const messages = sql('SELECT * FROM series_messages WHERE series_id = ? ORDER BY place').all(r.id);
    return {
      id: r.id,
      commandWaId: r.command_wa_id,
      said: r.said,
      rule: JSON.parse(r.rule) as Rule,
      zone: r.zone,
      state: r.state,
      seed: r.seed,
      messages: (messages as MessageColumns[]).map((one) => ({
        ...{ part: one.part, parts: one.parts, body: one.body },
        chat: toChat(one),
      })),
      consents: JSON.parse(r.consents) as Doubt[],
      madeAt: r.made_at,
      changedAt: r.changed_at,
    };
  };
  return {
    series: (id) => orNull(sql('SELECT * FROM series WHERE id = ?').get(id), whole),
    seriesIn: (states) =>
      sql(`SELECT * FROM series WHERE state IN (${states.map(() => '?').join(', ')}) ORDER BY id`)
        .all(...states)
        .map(whole),
    seriesOfCommand: (commandWaId) =>
      orNull(
        sql(`SELECT * FROM series WHERE command_wa_id = ? AND state <> 'ended' ORDER BY id DESC LIMIT 1`).get(
          commandWaId,
        ),
        whole,
      ),
    occurrenceOf: (batchId) =>
      orNull(
        sql(`SELECT ${occurrenceColumns} FROM occurrences WHERE batch_id = ?`).get(batchId),
        toOccurrence,
      ),
    occurrenceStands: (batchId) =>
      sql(
        `SELECT EXISTS (SELECT 1 FROM messages INDEXED BY messages_by_batch
         WHERE batch_id = ? AND status = 'scheduled')`,
      )
        .pluck()
        .get(batchId) === 1,
    latestOccurrence: (seriesId) =>
      orNull(
        sql(`SELECT ${occurrenceColumns} FROM occurrences WHERE series_id = ? ORDER BY key DESC LIMIT 1`).get(
          seriesId,
        ),
        toOccurrence,
      ),
    firstOccurrence: (seriesId) =>
      orNull(
        sql(`SELECT ${occurrenceColumns} FROM occurrences WHERE series_id = ? ORDER BY key LIMIT 1`).get(
          seriesId,
        ),
        toOccurrence,
      ),
    messagesOfSeries: (seriesId, dueFrom = Number.MIN_SAFE_INTEGER) =>
      sql(
        `SELECT m.* FROM occurrences o JOIN messages m ON m.batch_id = o.batch_id
         WHERE o.series_id = ? AND m.due_at >= ? ORDER BY m.id`,
      )
        .all(seriesId, dueFrom)
        .map(toMessage),
  };
}

export function seriesWrites(store: Store): SeriesWrites {
  const { sql } = store;
  const reads = seriesReads(store);
  const known = (id: number): Series => {
    const series = reads.series(id);
    if (series === null) throw new Error(`ledger: expected a series ${id}, found none`);
    return series;
  };
  return {
    newSeries: ({ rule, messages, consents, ...s }) => {
      const { lastInsertRowid } = sql(
        `INSERT INTO series (command_wa_id, said, rule, zone, state, seed, consents, made_at, changed_at)
         VALUES (:commandWaId, :said, :rule, :zone, 'active', :seed, :consents, :at, :at)`,
      ).run({ ...s, rule: JSON.stringify(rule), consents: JSON.stringify(consents) });
      const id = Number(lastInsertRowid);
      for (const [place, { chat, ...message }] of messages.entries())
        sql(
          `INSERT INTO series_messages (series_id, place, part, parts, chat_id, lid, phone, name, chat_kind, chat_size,
             body)
           VALUES (:id, :place, :part, :parts, :chatId, :lid, :phone, :name, :kind, :size, :body)`,
        ).run({ ...message, ...chat, id, place });
      noteState(store, id, null, 'active', 'owner', s.at);
      return known(id);
    },
    addOccurrence: ({ batchId, seriesId, key }) => {
      sql('INSERT INTO occurrences (batch_id, series_id, key) VALUES (?, ?, ?)').run(batchId, seriesId, key);
    },
    moveSeries: ({ id, from, to, by, at }) => {
      const { changes } = sql('UPDATE series SET state = ?, changed_at = ? WHERE id = ? AND state = ?').run(
        to,
        at,
        id,
        from,
      );
      exactlyOne(changes, `move series ${id} from ${from} to ${to}`);
      noteState(store, id, from, to, by, at);
      return known(id);
    },
    setSeriesZone: (id, zone, at) => {
      const { changes } = sql(
        `UPDATE series SET zone = ?, changed_at = ? WHERE id = ? AND state = 'paused'`,
      ).run(zone, at, id);
      exactlyOne(changes, `set the zone of series ${id}`);
      return known(id);
    },
  };
}

function noteState(
  store: Store,
  id: number,
  from: SeriesState | null,
  to: SeriesState,
  by: 'owner' | 'rule',
  at: number,
): void {
  appendEvent(store, {
    at,
    messageId: null,
    actor: by === 'owner' ? 'owner' : 'dispatcher',
    from,
    to,
    evidence: by === 'owner' ? 'owner_command' : 'rule_over',
    detail: `S${id}`,
  });
}
